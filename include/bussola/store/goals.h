/**
 * @file goals.h
 * The weekly goal of a profile. Failures as in store.h.
 */
#ifndef BUSSOLA_INCLUDE_STORE_GOALS_H
#define BUSSOLA_INCLUDE_STORE_GOALS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "bussola/core/error.h"
#include "bussola/core/goal.h"
#include "bussola/store/profiles.h"
#include "bussola/store/store.h"

BS_MUST_CHECK bs_status bs_store_goal(bs_goal *goal, bs_store *store, bs_profile_id profile,
                                      bs_error *error);

/**
 * Sets a profile's goal, or clears it if `goal` is not present. BS_BAD_REQUEST for a signal that
 * bs_goal_allows refuses, BS_OUT_OF_RANGE for a count outside 1 … BS_GOAL_COUNT_MAX,
 * BS_UNKNOWN_PROFILE for BS_PROFILE_NONE.
 */
BS_MUST_CHECK bs_status bs_store_goal_set(bs_store *store, bs_profile_id profile,
                                          const bs_goal *goal, bs_error *error);

#endif
