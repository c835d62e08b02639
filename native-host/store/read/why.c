#include "db.h"
#include "load.h"

static bs_status compute(bs_why *why, bs_store *store, bs_profile_id profile, bs_moment from,
                         bs_moment to, bs_error *error)
{
    bs_evidence evidence = {0};
    bs_timeline *timeline = NULL;
    bs_status status = BS_OK;
    if (profile != BS_PROFILE_NONE) {
        status = bs_load_window(&evidence, store, profile, from, error);
    }
    if (status == BS_OK && bs_timeline_new(&timeline, &evidence, store->model) != BS_OK) {
        status = bs_fail(error, BS_INTERNAL, "", "Out of memory.");
    }
    if (status == BS_OK) {
        bs_why_compute(why, timeline, from, to);
    }
    bs_timeline_free(timeline);
    bs_store_evidence_free(&evidence);
    return status;
}

bs_status bs_store_why(bs_why *why, bs_store *store, bs_profile_id profile, bs_day from, bs_day to,
                       int64_t now, bs_error *error)
{
    bs_moment present;
    bs_status status = bs_store_now(&present, store, profile, now, error);
    if (status != BS_OK) {
        return status;
    }
    const bs_day today = bs_moment_day(present);
    to = to == BS_DAY_NONE ? today : to;
    from = from == BS_DAY_NONE ? to - BS_WHY_DAYS : from;
    if (to > today) {
        return bs_fail(error, BS_OUT_OF_RANGE, "to", "\"to\" is in the future.");
    }
    if (from > to) {
        return bs_fail(error, BS_OUT_OF_RANGE, "from", "\"from\" is after \"to\".");
    }
    const bs_moment end = to == today ? present : bs_day_end(to, present.offset_minutes);
    const bs_moment start = from == today ? present : bs_day_end(from, present.offset_minutes);
    status = bs_db_begin_read(store, error);
    if (status == BS_OK) {
        status = bs_db_end(store, compute(why, store, profile, start, end, error), error);
    }
    return status;
}
