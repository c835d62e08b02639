/** @file suggest.h Finds the known word nearest to a mistyped one. */
#ifndef BUSSOLA_CLI_SUGGEST_H
#define BUSSOLA_CLI_SUGGEST_H

#include <stddef.h>

/** The nearest word so far, borrowed; start with {0}. */
typedef struct bs_suggestion {
    const char *word; /**< NULL: no word is near enough */
    size_t distance;
} bs_suggestion;

/**
 * Takes `known` if it is nearer to `typed` than the words before it: `typed` is its beginning, or
 * few letters are missing, wrong, extra or swapped.
 */
void bs_suggest(bs_suggestion *nearest, const char *typed, const char *known);

#endif
