/** @file phone.h Whether the user also uses LinkedIn on a phone. Failures as in store.h. */
#ifndef BUSSOLA_INCLUDE_STORE_PHONE_H
#define BUSSOLA_INCLUDE_STORE_PHONE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "bussola/core/dates.h"
#include "bussola/core/error.h"
#include "bussola/core/evidence.h"
#include "bussola/core/model.h"
#include "bussola/core/state.h"
#include "bussola/store/profiles.h"
#include "bussola/store/store.h"

/**
 * Stores the user's answer, BS_PHONE_NO or BS_PHONE_YES, for all profiles. Weeks that have ended by
 * `now` keep the numbers that they had.
 */
BS_MUST_CHECK bs_status bs_store_phone_set(bs_store *store, bs_phone phone, int64_t now,
                                           bs_error *error);

#endif
