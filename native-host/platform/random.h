/**
 * @file random.h The system's random numbers.
 */
#ifndef BUSSOLA_PLATFORM_RANDOM_H
#define BUSSOLA_PLATFORM_RANDOM_H

#include <stdbool.h>
#include <stddef.h>

#include "bussola/core/error.h"

/** Fills up to 256 bytes; false if the system has no random numbers. */
BS_MUST_CHECK bool bs_random_fill(void *data, size_t size);

#endif
