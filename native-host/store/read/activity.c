#include "bussola/store/activity.h"

#include <stdlib.h>

#include "bussola/core/offsets.h"
#include "bussola/core/steps.h"
#include "bussola/core/timeline.h"
#include "store/db/db.h"
#include "store/rows/retention.h"
#include "store/rows/zone.h"
#include "view.h"

static bs_status find_steps(bs_activity *activity, bs_step asked, bs_day to, bs_error *error)
{
    if (activity->from > to) {
        return BS_OK;
    }
    activity->step = bs_step_of_span(asked, activity->from, to);
    activity->last = calloc((size_t)(to - activity->from) + 1, sizeof *activity->last);
    if (activity->last == NULL) {
        return bs_fail(error, BS_INTERNAL, "", "Out of memory.");
    }
    for (bs_day day = activity->from; day <= to; day++) {
        if (day == to || !bs_step_same(activity->step, day, day + 1)) {
            activity->last[activity->count++] = day;
        }
    }
    return BS_OK;
}

static bs_status load(bs_activity *activity, bs_store *store, bs_profile_id profile, bs_day from,
                      bs_day to, bs_moment now, bs_error *error)
{
    bs_day kept = BS_DAY_NONE;
    bs_offsets offsets = {0};
    bs_status status = bs_retention_first(&kept, store, error);
    from = from > kept ? from : kept;
    from = from > 0 ? from : 0;
    if (status == BS_OK) {
        status = bs_zone_load(&offsets, store, error);
    }
    const bs_moment end = bs_zone_day_end(&offsets, to, now);
    if (status == BS_OK) {
        status = bs_view_load(&activity->view, store, profile,
                              bs_day_start(from < to ? from : to, now.offset_minutes), error);
    }
    bs_offsets_free(&offsets);
    if (status == BS_OK) {
        const bs_day known = bs_timeline_known_from(activity->view.timeline);
        activity->from = known > from ? known : from;
        bs_view_score(&activity->view, end);
    }
    return status;
}

bs_status bs_store_activity(bs_activity *activity, bs_store *store, bs_profile_id profile,
                            bs_day from, bs_day to, bs_step step, int64_t now, bs_error *error)
{
    bs_moment moment;
    *activity = (bs_activity){.step = step == BS_STEP_AUTO ? BS_STEP_DAY : step};
    if (profile == BS_PROFILE_NONE) {
        return BS_OK;
    }
    bs_status status = bs_store_now(&moment, store, profile, now, error);
    if (status != BS_OK) {
        return status;
    }
    const bs_day today = bs_moment_day(moment);
    to = to == BS_DAY_NONE || to > today ? today : to;
    status = bs_db_begin_read(store, error);
    if (status == BS_OK) {
        status = bs_db_end(store, load(activity, store, profile, from, to, moment, error), error);
    }
    if (status == BS_OK) {
        status = find_steps(activity, step, to, error);
    }
    if (status != BS_OK) {
        bs_activity_free(activity);
    }
    return status;
}

void bs_activity_free(bs_activity *activity)
{
    bs_view_free(&activity->view);
    free(activity->last);
    activity->last = NULL;
    activity->count = 0;
}
