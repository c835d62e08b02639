#include "bussola/service/share.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "bussola/core/counts.h"
#include "bussola/store/history.h"
#include "bussola/store/view.h"

static void take_view(bs_team_member *member, const bs_view *view)
{
    const bs_state *state = &view->state;
    member->day = bs_moment_day(state->at);
    member->kind = state->kind;
    member->total = state->total;
    member->error = state->error;
    /* An error that nothing is known of cannot be shared. */
    member->shares[BS_SHARE_ERROR] = member->shares[BS_SHARE_ERROR] && isfinite(state->error);
    for (int i = 0; i < BS_PILLAR_COUNT; i++) {
        member->pillars[i] = state->pillars[i].score;
    }
    for (size_t i = 0; i < BS_MAIN_COUNTS; i++) {
        member->counts[i] = bs_count_at(view->timeline, bs_main_counts[i], state->at);
    }
}

static bs_status take_weeks(bs_team_member *member, bs_store *store, bs_profile_id profile,
                            int64_t now, bs_error *error)
{
    bs_history history = {0};
    const bs_day from = member->day - (BS_REPORT_WEEKS - 1) * 7;
    BS_TRY(bs_store_history(&history, store, profile, from, member->day, BS_STEP_WEEK, now, error));
    size_t first = history.count;
    while (first > 0 && history.count - first < BS_REPORT_WEEKS &&
           bs_points_compare(&history.points[first - 1], &history.points[history.count - 1])) {
        first--;
    }
    for (size_t i = first; i < history.count; i++) {
        member->weeks[member->week_count++] =
            (bs_team_week){history.points[i].day, history.points[i].total};
    }
    bs_history_free(&history);
    return BS_OK;
}

bs_status bs_share(bs_team_member *member, bs_store *store, bs_profile_id profile,
                   const char *label, const bool parts[BS_SHARE_PART_COUNT], int64_t now,
                   bs_error *error)
{
    bs_view view = {0};
    bs_moment at = {0};
    *member = (bs_team_member){0};
    (void)snprintf(member->label, sizeof member->label, "%s", label);
    memcpy(member->shares, parts, sizeof member->shares);
    BS_TRY(bs_store_now(&at, store, profile, now, error));
    BS_TRY(bs_store_view(&view, store, profile, at, error));
    const bool known = view.profile != BS_PROFILE_NONE;
    take_view(member, &view);
    bs_view_free(&view);
    if (!known) {
        return bs_fail(error, BS_UNKNOWN_PROFILE, "", "Nothing is known yet.");
    }
    return parts[BS_SHARE_WEEKS] ? take_weeks(member, store, profile, now, error) : BS_OK;
}
