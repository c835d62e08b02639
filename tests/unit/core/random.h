/** @file random.h Reproducible random numbers: xorshift32 (Marsaglia 2003). */
#ifndef TESTS_UNIT_CORE_RANDOM_H
#define TESTS_UNIT_CORE_RANDOM_H

#include <math.h>
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

/** Standard normal (Box and Muller 1958). */
static inline double random_normal(uint32_t *seed)
{
    const double radius = sqrt(-2 * log(1 - random_unit(seed)));
    return radius * cos(6.283185307179586 * random_unit(seed));
}

/** A count with this mean (Knuth, The Art of Computer Programming 2, 3.4.1). */
static inline int64_t random_poisson(uint32_t *seed, double mean)
{
    const double limit = exp(-mean);
    double product = random_unit(seed);
    int64_t count = 0;
    while (product > limit) {
        product *= random_unit(seed);
        count++;
    }
    return count;
}

#endif
