#include "sample.h"

#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "bussola/core/observation.h"
#include "bussola/ingest/when.h"
#include "bussola/store/apply.h"
#include "bussola/store/goals.h"
#include "cli/output/xmalloc.h"
#include "files.h"
#include "platform/scratch.h"

#define DAY_SECONDS 86400
#define COUNTED_DAYS 170 /* 80 days of history, each with its 90 days */
#define BUSY_DAYS 35     /* the last days, with more acts than usual */
#define WEEKS 10         /* since LinkedIn's first value */

static const struct {
    bs_signal signal;
    int64_t value;
    bs_bound bound;
} levels[] = {
    {BS_PHOTO, 1, BS_EXACT},           {BS_COVER, 1, BS_EXACT},
    {BS_ABOUT, 1, BS_EXACT},           {BS_POSITION, 1, BS_EXACT},
    {BS_EDUCATION, 1, BS_EXACT},       {BS_LOCATION, 1, BS_EXACT},
    {BS_PUBLICATIONS, 0, BS_EXACT},    {BS_VOLUNTEERING, 0, BS_EXACT},
    {BS_SKILLS, 24, BS_EXACT},         {BS_ENDORSEMENTS, 38, BS_EXACT},
    {BS_RECOMMENDATIONS, 2, BS_EXACT}, {BS_FOLLOWERS, 1240, BS_APPROXIMATE},
    {BS_CONNECTIONS, 512, BS_EXACT},   {BS_GROUPS, 6, BS_EXACT},
};

/* `count` acts every `every` days, one more each time on the busy days. */
static const struct {
    bs_signal signal;
    int every;
    int64_t count;
} acts[] = {
    {BS_POSTS, 11, 1},
    {BS_COMMENTS, 4, 1},
    {BS_REACTIONS, 2, 2},
    {BS_REPOSTS, 17, 1},
    {BS_ENGAGEMENT_RECEIVED, 6, 9},
    {BS_PEOPLE_SEARCHES, 3, 1},
    {BS_ADVANCED_SEARCHES, 9, 1},
    {BS_PROFILES_VIEWED, 2, 2},
    {BS_MESSAGES_SENT, 5, 2},
    {BS_INVITATIONS_SENT, 6, 2},
    {BS_INVITATIONS_ACCEPTED, 8, 1},
    {BS_NEW_CONNECTIONS, 9, 1},
};

/** What is being made, and from which moment back. */
typedef struct bs_making {
    bs_store *store;
    int64_t now;
    const char *label;
} bs_making;

static bs_moment days_before(const bs_making *making, int days)
{
    const bs_zone here = {.fixed = false};
    return bs_zone_moment(&here, making->now - (int64_t)days * DAY_SECONDS);
}

static void begin(bs_observation *observation, const bs_making *making, const char *page, int days)
{
    bs_observation_init(observation);
    observation->at = days_before(making, days);
    observation->source = BS_FROM_PAGE;
    observation->page_filled = true;
    observation->profile.present = true;
    (void)snprintf(observation->page, sizeof observation->page, "%s", page);
    (void)snprintf(observation->profile.key, sizeof observation->profile.key, "ACoAAB1sample");
    (void)snprintf(observation->profile.label, sizeof observation->profile.label, "%s",
                   making->label);
}

/* Stores the observation if it was made, and releases it. */
static bs_status finish(bs_observation *observation, const bs_making *making, bs_status status,
                        bs_error *error)
{
    bs_applied applied = {0};
    if (status == BS_OK) {
        status = bs_store_apply(&applied, making->store, observation, 1, &(bs_client){0}, false,
                                observation->at.seconds, error);
        bs_view_free(&applied.view);
    }
    bs_observation_free(observation);
    return status;
}

static bs_status store_profile(const bs_making *making, int days, bs_error *error)
{
    bs_observation observation;
    bs_status status = BS_OK;
    begin(&observation, making, "own_profile", days);
    for (size_t i = 0; i < sizeof levels / sizeof levels[0] && status == BS_OK; i++) {
        status = bs_observation_add_gauge(&observation, levels[i].signal, levels[i].value,
                                          levels[i].bound, error);
    }
    return finish(&observation, making, status, error);
}

static bs_status add_acts(bs_observation *observation, size_t row, bs_day today, bs_error *error)
{
    bs_status status =
        bs_observation_add_cover(observation, acts[row].signal, today - COUNTED_DAYS, today, error);
    for (int days = (int)row % acts[row].every; days < COUNTED_DAYS && status == BS_OK;
         days += acts[row].every) {
        const int64_t more = days < BUSY_DAYS ? 1 : 0;
        status = bs_observation_add_tally(observation, acts[row].signal, today - days,
                                          acts[row].count + more, BS_EXACT, error);
    }
    return status;
}

static bs_status store_acts(const bs_making *making, bs_error *error)
{
    bs_observation observation;
    bs_status status = BS_OK;
    begin(&observation, making, "activity_posts", 0);
    const bs_day today = bs_moment_day(observation.at);
    for (size_t i = 0; i < sizeof acts / sizeof acts[0] && status == BS_OK; i++) {
        status = add_acts(&observation, i, today, error);
    }
    return finish(&observation, making, status, error);
}

/* LinkedIn's value, from 48 in the first week to 57 in the last. */
static bs_status store_reading(const bs_making *making, int week, bs_error *error)
{
    static const double first[BS_PILLAR_COUNT] = {15.9, 7.4, 7.9, 16.8};
    static const double last[BS_PILLAR_COUNT] = {18.4, 9.2, 10.5, 18.9};
    bs_observation observation;
    begin(&observation, making, "ssi", (WEEKS - week) * 7 + 2);
    bs_official *official = &observation.official;
    *official = (bs_official){
        .at = observation.at,
        .industry = {.present = true,
                     .rank_pct = 18 - week,
                     .average = 31,
                     .has_pillars = true,
                     .pillars = {10.4, 5.1, 4.3, 11.2},
                     .week_change = NAN},
        .network = {.present = true,
                    .rank_pct = 24 - week,
                    .average = 38,
                    .has_pillars = true,
                    .pillars = {12.6, 6.4, 5.0, 14.0},
                    .week_change = NAN},
        .predicted = NAN,
    };
    for (int i = 0; i < BS_PILLAR_COUNT; i++) {
        official->pillars[i] = round((first[i] + (last[i] - first[i]) * week / WEEKS) * 10) / 10;
        official->total += official->pillars[i];
    }
    observation.has_official = true;
    return finish(&observation, making, BS_OK, error);
}

static bs_status set_goal(const bs_making *making, bs_error *error)
{
    bs_profile_id profile = BS_PROFILE_NONE;
    const bs_goal goal = {.present = true,
                          .signal = BS_COMMENTS,
                          .count = 5,
                          .since = bs_moment_day(days_before(making, WEEKS * 7))};
    const bs_status status = bs_store_find(&profile, making->store, NULL, NULL, error);
    return status == BS_OK ? bs_store_goal_set(making->store, profile, &goal, error) : status;
}

static bs_status fill(const bs_making *making, bs_error *error)
{
    bs_status status = store_profile(making, WEEKS * 7 + 3, error);
    for (int week = 0; week <= WEEKS && status == BS_OK; week++) {
        status = store_reading(making, week, error);
    }
    if (status == BS_OK) {
        status = store_profile(making, 0, error);
    }
    if (status == BS_OK) {
        status = store_acts(making, error);
    }
    return status == BS_OK ? set_goal(making, error) : status;
}

static bs_exit make_directory(bs_sample *sample, const bs_cli *cli)
{
    return bs_scratch_make(sample->directory, "bussola-sample")
               ? BS_EXIT_OK
               : bs_complain(cli, BS_EXIT_FAILED, "cli_write_failed", bs_scratch_parent(),
                             bs_file_failure(&cli->text, errno), NULL);
}

bs_exit bs_sample_open(bs_sample *sample, bs_member *member, const bs_cli *cli)
{
    bs_error error;
    *member =
        (bs_member){.model = bs_xcalloc(1, sizeof *member->model), .now = (int64_t)time(NULL)};
    bs_exit code = make_directory(sample, cli);
    if (code == BS_EXIT_OK) {
        code = bs_member_model(member->model, cli);
    }
    if (code == BS_EXIT_OK && bs_store_open(&member->store, sample->directory, member->model,
                                            member->now, &error) != BS_OK) {
        code = bs_complain_error(cli, &error);
    }
    const bs_making making = {member->store, member->now, bs_text(&cli->text, "sample_name")};
    if (code == BS_EXIT_OK && fill(&making, &error) != BS_OK) {
        code = bs_complain_error(cli, &error);
    }
    if (code == BS_EXIT_OK) {
        bs_terminal_wrap(&cli->err, BS_INK_DIM, 0, bs_text(&cli->text, "cli_sample_note"));
    } else {
        bs_member_close(member);
    }
    return code;
}

void bs_sample_remove(const bs_sample *sample)
{
    if (sample->directory[0] != '\0') {
        bs_scratch_remove(sample->directory);
    }
}
