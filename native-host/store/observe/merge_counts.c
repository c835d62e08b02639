#include "merge_counts.h"

#include <stdlib.h>

#include "store/rows/listing.h"
#include "store/rows/load.h"
#include "store/rows/undone.h"

/** Listed days replace, other counts merge; a listed day accepts no other counts of its source. */
static bs_status put_tallies(bs_change *change, bs_store *store, bs_profile_id profile,
                             const bs_profile_export *profile_export, bs_error *error)
{
    bs_listing *listings = NULL;
    size_t count = 0;
    bs_status status = BS_OK;
    for (size_t i = 0; i < profile_export->listing_count && status == BS_OK; i++) {
        const bs_listed listed = {.listing = profile_export->listings[i],
                                  .tallies = profile_export->tallies,
                                  .count = profile_export->tally_count};
        status = bs_listing_apply(change, store, profile, &listed, error);
    }
    if (status == BS_OK) {
        status = bs_load_listings(&listings, &count, store, profile, error);
    }
    for (size_t i = 0; i < profile_export->tally_count && status == BS_OK; i++) {
        const bs_tally *tally = &profile_export->tallies[i];
        if (!bs_listing_has(listings, count, tally->signal, tally->source, tally->day)) {
            status = bs_rules_tally(change, store, profile, tally, error);
        }
    }
    free(listings);
    return status;
}

/** Keeps only the acts taken back that the document does not contain. */
static size_t keep_unknown(bs_undone *undone, size_t count, const bs_profile_export *profile_export)
{
    size_t kept = 0;
    for (size_t i = 0; i < count; i++) {
        bs_undone left = undone[i];
        for (size_t k = 0; k < profile_export->undone_count; k++) {
            const bs_undone *exported = &profile_export->undone[k];
            if (exported->signal == left.signal && exported->day == left.day &&
                exported->source == left.source && exported->at == left.at) {
                left.count -= exported->count;
            }
        }
        if (left.count > 0) {
            undone[kept++] = left;
        }
    }
    return kept;
}

/** Removes acts that were taken back, here or in the export, from both counts. */
bs_status bs_merge_counts(bs_change *change, bs_store *store, bs_profile_id profile,
                          const bs_profile_export *profile_export, bs_error *error)
{
    bs_profile_export lowered = *profile_export;
    bs_undone *undone = NULL;
    size_t count = 0;
    bs_status status = bs_load_undone(&undone, &count, store, profile, error);
    count = keep_unknown(undone, count, profile_export);
    if (status == BS_OK) {
        status = bs_undone_merge(change, store, profile, profile_export->undone,
                                 profile_export->undone_count, error);
    }
    if (status == BS_OK && count > 0) {
        status = bs_undone_lower(&lowered.tallies, profile_export->tallies,
                                 profile_export->tally_count, undone, count, error);
    }
    if (status == BS_OK) {
        status = put_tallies(change, store, profile, &lowered, error);
    }
    if (lowered.tallies != profile_export->tallies) {
        free(lowered.tallies);
    }
    free(undone);
    return status;
}
