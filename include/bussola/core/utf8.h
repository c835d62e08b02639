/**
 * @file utf8.h
 * Well-formed UTF-8 (Unicode 15, table 3-7). Nothing here allocates.
 */
#ifndef BUSSOLA_UTF8_H
#define BUSSOLA_UTF8_H

#include <stddef.h>

/** Length in bytes of the character at the start of `left` bytes; 0 if it is not well-formed. */
size_t bs_utf8_length(const unsigned char *text, size_t left);

#endif
