/** @file search.h Binary search in a sorted array. Internal to native-host/core. */
#ifndef BUSSOLA_CORE_SEARCH_H
#define BUSSOLA_CORE_SEARCH_H

#include <stdbool.h>
#include <stddef.h>

/** True for the items before the place that is searched for; they come first in the array. */
typedef bool bs_search_before(const void *item, const void *key);

/**
 * Number of items, of `count` with `size` bytes each, that are before the place. `items` may be
 * NULL if there are none. Inline, so that the compiler inlines `before` too.
 */
static inline size_t bs_search(const void *items, size_t count, size_t size,
                               bs_search_before *before, const void *key)
{
    const char *first = items;
    size_t low = 0;
    size_t high = count;
    while (low < high) {
        const size_t middle = low + (high - low) / 2;
        if (before(first + middle * size, key)) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low;
}

#endif
