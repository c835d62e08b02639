/**
 * @file devices.h
 * Acts that several devices of one user counted as they happened.
 *
 * Every device has a part of each day: acts, and acts that were taken back. Both numbers only grow,
 * so that parts can be merged in any order and any number of times. A plain value; nothing fails.
 */
#ifndef BUSSOLA_DEVICES_H
#define BUSSOLA_DEVICES_H

#include <stddef.h>
#include <stdint.h>

#include "bussola/core/dates.h"
#include "bussola/core/evidence.h"
#include "bussola/core/signals.h"

/** Most acts, and most acts taken back, of a part. */
#define BS_DEVICE_ACTS_MAX INT64_C(1000000)

/** A device's part of the acts of a signal on one day. */
typedef struct bs_device_tally {
    bs_signal signal;
    bs_day day;
    int64_t device; /**< the device's number, from 1 to BS_INTEGER_MAX */
    int64_t count;  /**< acts */
    int64_t taken;  /**< acts taken back, also ones that another device counted */
    bs_moment seen; /**< of the last act */
} bs_device_tally;

/** Orders by signal, day and device, as strcmp does. */
int bs_device_tallies_compare(const bs_device_tally *a, const bs_device_tally *b);

/** Sorts by signal, day and device. */
void bs_device_tallies_sort(bs_device_tally *parts, size_t count);

/** The same device's part of the same signal and day among sorted parts; NULL without one. */
const bs_device_tally *bs_device_tallies_find(const bs_device_tally *parts, size_t count,
                                              const bs_device_tally *part);

/** How many parts from the first on are of its signal and day; `count` must not be 0. */
size_t bs_device_tallies_of_day(const bs_device_tally *parts, size_t count);

/**
 * The local count of one signal and day, from the parts of all devices, sorted. Acts add up. The
 * same profile may have been opened on two devices, so that the larger count is a lower bound. A
 * part that equals another one in number and moment is a copy of it.
 */
bs_tally bs_device_tallies_sum(const bs_device_tally *parts, size_t count);

#endif
