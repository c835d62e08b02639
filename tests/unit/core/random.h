/** @file random.h Reproducible random numbers: xorshift32 (Marsaglia 2003). */
#ifndef TESTS_UNIT_CORE_RANDOM_H
#define TESTS_UNIT_CORE_RANDOM_H

#include <stdint.h>

/** `*seed` must not be 0. */
static inline uint32_t next_random(uint32_t *seed)
{
    *seed ^= *seed << 13;
    *seed ^= *seed >> 17;
    *seed ^= *seed << 5;
    return *seed;
}

/** 0 … `limit` − 1. */
static inline uint32_t random_below(uint32_t *seed, uint32_t limit)
{
    return next_random(seed) % limit;
}

/** 0 (included) to 1 (not). */
static inline double random_unit(uint32_t *seed)
{
    return next_random(seed) / 4294967296.0;
}

#endif
