#include "suggest.h"

#include <string.h>

#define WORD_MAX 32 /* longer words are compared by their beginning */

static size_t least(size_t a, size_t b)
{
    return a < b ? a : b;
}

/* Edits from one word to the other: a letter added, removed or changed, or two swapped. */
static size_t distance_of(const char *from, size_t from_length, const char *to, size_t to_length)
{
    size_t edits[WORD_MAX + 1][WORD_MAX + 1];
    for (size_t i = 0; i <= from_length; i++) {
        edits[i][0] = i;
    }
    for (size_t j = 0; j <= to_length; j++) {
        edits[0][j] = j;
    }
    for (size_t i = 1; i <= from_length; i++) {
        for (size_t j = 1; j <= to_length; j++) {
            const size_t changed = from[i - 1] == to[j - 1] ? 0 : 1;
            edits[i][j] =
                least(least(edits[i - 1][j], edits[i][j - 1]) + 1, edits[i - 1][j - 1] + changed);
            if (i > 1 && j > 1 && from[i - 1] == to[j - 2] && from[i - 2] == to[j - 1]) {
                edits[i][j] = least(edits[i][j], edits[i - 2][j - 2] + 1);
            }
        }
    }
    return edits[from_length][to_length];
}

void bs_suggest(bs_suggestion *nearest, const char *typed, const char *known)
{
    const size_t length = least(strlen(typed), WORD_MAX);
    size_t distance = distance_of(typed, length, known, least(strlen(known), WORD_MAX));
    if (length > 1 && strncmp(known, typed, length) == 0) {
        distance = 1;
    }
    if (distance <= (length + 1) / 3 && (nearest->word == NULL || distance < nearest->distance)) {
        *nearest = (bs_suggestion){known, distance};
    }
}
