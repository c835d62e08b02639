/** @file share.h What a user shares with a team, from the database. */
#ifndef BUSSOLA_SHARE_H
#define BUSSOLA_SHARE_H

#include <stdbool.h>
#include <stdint.h>

#include "bussola/codec/team_file.h"
#include "bussola/core/error.h"
#include "bussola/store/profiles.h"
#include "bussola/store/store.h"

/**
 * Fills the ticked parts of a profile's member at `now` (UTC seconds), with the numbers that the
 * popup shows. `label` is a name of 1 to BS_TEAM_LABEL_MAX bytes. BS_UNKNOWN_PROFILE if nothing is
 * known of it.
 */
BS_MUST_CHECK bs_status bs_share(bs_team_member *member, bs_store *store, bs_profile_id profile,
                                 const char *label, const bool parts[BS_SHARE_PART_COUNT],
                                 int64_t now, bs_error *error);

#endif
