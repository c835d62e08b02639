/**
 * @file ascii.h
 * Comparison without the case of A–Z, in every locale alike. Other bytes must be equal.
 */
#ifndef BUSSOLA_ASCII_H
#define BUSSOLA_ASCII_H

#include <stdbool.h>
#include <stddef.h>

/** Compares the first `length` bytes, or fewer if both texts end there. */
bool bs_ascii_same(const char *a, const char *b, size_t length);

/** The first occurrence of a word, or NULL; borrowed from `text`. */
const char *bs_ascii_find(const char *text, const char *word);

#endif
