/**
 * @file keep.h
 * Stores what an archive or the portability API gave, under the profile that it belongs to.
 *
 * An archive does not say whose it is in terms of the pages' keys, so the caller names the profile
 * or leaves it to the one last seen. Nothing is owned but `applied`; failures are the store's.
 */
#ifndef BUSSOLA_KEEP_H
#define BUSSOLA_KEEP_H

#include "bussola/error.h"
#include "bussola/observation.h"
#include "bussola/store.h"

/**
 * Key of the profile that holds an import made before any page of the member's was read. The first
 * account whose pages are read takes it over, unless another account's readings are there already.
 */
#define BS_KEEP_KEY "me"

/**
 * Names the observation's profile (`key`; NULL: the profile last seen, else BS_KEEP_KEY) and
 * applies it in one transaction, with every past day scored. BS_BAD_REQUEST for a key that is too
 * long. Release with bs_view_free(&applied->view).
 */
BS_MUST_CHECK bs_status bs_store_keep(bs_applied *applied, bs_store *store,
                                      bs_observation *observation, const char *key, int64_t now,
                                      bs_error *error);

#endif
