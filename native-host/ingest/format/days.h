/**
 * @file days.h
 * A count per day, while an archive is read.
 *
 * A bs_days owns its counts (bs_days_free; empty if all is 0). Adding fails only out of memory.
 */
#ifndef BUSSOLA_INGEST_DAYS_H
#define BUSSOLA_INGEST_DAYS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "bussola/core/dates.h"

typedef struct bs_days {
    uint32_t *counts; /**< counts[i] is that of day BS_DAY_FIRST + i */
    size_t size;
    bs_day first, last; /**< days with a count; meaningless if total is 0 */
    uint64_t total;
} bs_days;

/** Adds to a day within BS_DAY_FIRST … 2199-12-31; false out of memory. */
bool bs_days_add(bs_days *days, bs_day day);
/** Subtracts one from a day with a count above 0. */
void bs_days_remove(bs_days *days, bs_day day);
uint32_t bs_days_of(const bs_days *days, bs_day day);
void bs_days_free(bs_days *days);

#endif
