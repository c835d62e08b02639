/**
 * @file merge.h
 * What an export holds about members, back in the store.
 *
 * A dossier owns its arrays (bs_dossiers_free). Its rows are taken for possible ones: document.h
 * checks them. Snapshots are no part of it, because they are derived.
 */
#ifndef BUSSOLA_MERGE_H
#define BUSSOLA_MERGE_H

#include "bussola/store.h"

typedef struct bs_dossier_milestone {
    char id[BS_MODEL_ID_MAX + 1];
    bs_day day;
} bs_dossier_milestone;

/** Everything about one member, in an export's order. */
typedef struct bs_dossier {
    bs_profile profile; /**< its id is not used */
    bs_gauge *gauges;
    size_t gauge_count;
    bs_tally *tallies;
    size_t tally_count;
    bs_cover *covers;
    size_t cover_count;
    bs_official *officials;
    size_t official_count;
    bs_dossier_milestone *milestones;
    size_t milestone_count;
    bs_goal goal;
} bs_dossier;

void bs_dossiers_free(bs_dossier *dossiers, size_t count);

typedef struct bs_merged {
    size_t created; /**< profiles that are new */
    size_t changed; /**< rows written or changed */
} bs_merged;

/**
 * Stores dossiers, all or none. A member who is not known gets every row as it stands; one who is
 * known, by key or alias, gets what is new by the rules of bs_store_apply, and keeps a goal and the
 * names that others have. Every past day is scored.
 */
BS_MUST_CHECK bs_status bs_store_merge(bs_merged *merged, bs_store *store,
                                       const bs_dossier *dossiers, size_t count, int64_t now,
                                       bs_error *error);

#endif
