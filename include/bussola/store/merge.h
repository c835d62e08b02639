/**
 * @file merge.h
 * What an export holds about members, back in the store.
 *
 * A dossier owns its arrays (bs_dossiers_free). Its rows are taken for possible ones: document.h
 * checks them. Snapshots are no part of it, because they are derived.
 */
#ifndef BUSSOLA_MERGE_H
#define BUSSOLA_MERGE_H

#include "bussola/core/dates.h"
#include "bussola/core/error.h"
#include "bussola/core/evidence.h"
#include "bussola/core/goal.h"
#include "bussola/core/model.h"
#include "bussola/core/offsets.h"
#include "bussola/store/profiles.h"
#include "bussola/store/store.h"

typedef struct bs_dossier_milestone {
    char id[BS_MODEL_ID_MAX + 1];
    bs_day day;
} bs_dossier_milestone;

/** Everything about one member, in an export's order. */
typedef struct bs_dossier {
    bs_profile profile; /**< its id is not used */
    bs_offsets
        offsets; /**< where the user was; taken over by a database that has decided nothing */
    bs_moment pages_read[BS_PAGE_COUNT]; /**< as in bs_evidence */
    bs_gauge *gauges;
    size_t gauge_count;
    bs_tally *tallies;
    size_t tally_count;
    bs_cover *covers;
    size_t cover_count;
    bs_listing *listings;
    size_t listing_count;
    bs_undone *undone;
    size_t undone_count;
    bs_official *officials;
    size_t official_count;
    bs_dossier_milestone *milestones;
    size_t milestone_count;
    bs_goal goal;
    bs_no_access no_access;
} bs_dossier;

void bs_dossiers_free(bs_dossier *dossiers, size_t count);

typedef struct bs_merged {
    size_t created; /**< profiles that are new */
    size_t changed; /**< rows written or changed */
} bs_merged;

/** A field of BS_BAD_REQUEST: `chosen` cannot stand for several members. */
#define BS_MERGE_SEVERAL "several_accounts"

/**
 * Stores dossiers, all or none. A member who is not known gets every row as it stands; one who is
 * known, by key, alias or the owner of an import, gets what is new by the rules of bs_store_apply,
 * and keeps a goal and the names that others have. Every past day is scored.
 *
 * BS_BAD_REQUEST with a field of keep.h when accounts are known and none of the members is one of
 * them. `chosen` (NULL: nobody) is found as bs_store_keep_find does and takes the only member with
 * a key and the unidentified ones; of several with a key only the unidentified ones, or
 * BS_MERGE_SEVERAL when there are none. BS_KEEP_KEY stores each member under the names it has.
 */
BS_MUST_CHECK bs_status bs_store_merge(bs_merged *merged, bs_store *store,
                                       const bs_dossier *dossiers, size_t count, const char *chosen,
                                       int64_t now, bs_error *error);

/** Whether bs_store_merge would store them; stores nothing. */
BS_MUST_CHECK bs_status bs_store_merge_try(bs_store *store, const bs_dossier *dossiers,
                                           size_t count, const char *chosen, bs_error *error);

#endif
