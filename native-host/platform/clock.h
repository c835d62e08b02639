/**
 * @file clock.h The machine's monotonic clock and time zone.
 */
#ifndef BUSSOLA_PLATFORM_CLOCK_H
#define BUSSOLA_PLATFORM_CLOCK_H

#include <stdint.h>

/** Monotonic milliseconds. */
int64_t bs_clock_ms(void);

/** Sleeps at least that long; does nothing below 1. */
void bs_clock_sleep_ms(int64_t milliseconds);

/** Loads the time zone, which a confined process could no longer read. */
void bs_clock_load_zone(void);

/** Minutes that the machine's zone is east of UTC at a moment; 0 if its calendar lacks it. */
int16_t bs_clock_offset(int64_t seconds);

#endif
