#include "member.h"

static const bs_day DAY = 20780; /* 2026-11-23 */

static double sum_scores(const bs_state *state)
{
    double sum = 0;
    for (size_t p = 0; p < BS_PILLAR_COUNT; p++) {
        sum += state->pillars[p].score;
    }
    return sum;
}

/** All of People and Insights, and 12 points of Relationships: 62 points. */
static void add_62_points(member *m, bs_day day)
{
    add_window(m, BS_PEOPLE_SEARCHES, day, 75);
    add_window(m, BS_PROFILES_VIEWED, day, 200);
    add_window(m, BS_DAYS_ACTIVE, day, 1);
    add_window(m, BS_COMMENTS, day, 60);
    add_window(m, BS_REACTIONS, day, 150);
    add_window(m, BS_POSTS, day, 18);
    add_window(m, BS_REPOSTS, day, 10);
    add_gauge(m, BS_GROUPS, day, 5);
    add_gauge(m, BS_CONNECTIONS, day, 500);
}

/** A profile, and Relationships without answers to messages. */
static void add_profile(member *m, bs_day day)
{
    const bs_signal present[] = {BS_PHOTO, BS_POSITION, BS_LOCATION, BS_EDUCATION};
    const bs_signal missing[] = {BS_ABOUT, BS_PUBLICATIONS, BS_VOLUNTEERING};
    for (size_t i = 0; i < sizeof present / sizeof *present; i++) {
        add_gauge(m, present[i], day, 1);
    }
    for (size_t i = 0; i < sizeof missing / sizeof *missing; i++) {
        add_gauge(m, missing[i], day, 0);
    }
    add_gauge(m, BS_RECOMMENDATIONS, day, 2);
    add_gauge(m, BS_FOLLOWERS, day, 100);
    add_cover(m, BS_MESSAGES_SENT, day - 200, day + 120);
    add_cover(m, BS_NEW_CONNECTIONS, day - 200, day + 120);
    add_window(m, BS_INVITATIONS_SENT, day - 120, 20);
    add_window(m, BS_INVITATIONS_ACCEPTED, day - 120, 6);
}

/** add_62_points, and the other counts of profile and network, except those answers. */
static void add_most(member *m, bs_day day)
{
    add_62_points(m, day);
    add_profile(m, day);
    add_gauge(m, BS_SKILLS, day, 2);
    add_gauge(m, BS_ENDORSEMENTS, day, 9);
    add_window(m, BS_MESSAGES_SENT, day, 30);
    add_window(m, BS_NEW_CONNECTIONS, day, 23);
}

/** An estimate without acts entering or leaving the window for weeks around DAY. */
static void add_steady(member *m)
{
    const bs_signal counted[] = {BS_PEOPLE_SEARCHES, BS_PROFILES_VIEWED, BS_DAYS_ACTIVE,
                                 BS_COMMENTS,        BS_REACTIONS,       BS_POSTS,
                                 BS_REPOSTS};
    for (size_t i = 0; i < sizeof counted / sizeof *counted; i++) {
        add_cover(m, counted[i], DAY - 200, DAY + 20);
    }
    add_gauge(m, BS_GROUPS, DAY - 100, 5);
    add_gauge(m, BS_CONNECTIONS, DAY - 100, 100);
    add_profile(m, DAY - 100);
}

/* ---- kinds ----------------------------------------------------------------------------------- */

static void nothing_seen_claims_nothing(void **state)
{
    bs_state s = state_on(*state, DAY);
    assert_int_equal(s.kind, BS_LEARNING);
    assert_true(isnan(s.total));
    assert_true(isnan(s.typical_error));
    assert_true(isnan(s.week_delta));
    assert_null(s.official);
    assert_near(s.coverage_points, 0);
    assert_int_equal(s.coverage_signals, 0);
    assert_int_equal(s.row_count, 27);
    for (size_t p = 0; p < BS_PILLAR_COUNT; p++) {
        assert_true(isnan(s.pillars[p].score));
        assert_near(s.pillars[p].estimate, 0);
    }
    for (size_t i = 0; i < s.row_count; i++) {
        assert_false(s.rows[i].value.known);
        assert_near(s.rows[i].points, 0);
    }
}

static void rows_stand_with_their_pillar(void **state)
{
    bs_state s = state_on(*state, DAY);
    static const size_t counts[BS_PILLAR_COUNT] = {12, 3, 5, 7};
    size_t first = 0;
    for (size_t p = 0; p < BS_PILLAR_COUNT; p++) {
        assert_int_equal(s.pillars[p].row_first, first);
        assert_int_equal(s.pillars[p].row_count, counts[p]);
        double points = 0;
        for (size_t i = first; i < first + counts[p]; i++) {
            points += s.rows[i].max;
        }
        assert_near(points, 25);
        first += counts[p];
    }
}

/** Points of an ordinary user for the unseen rows of a pillar. */
static double assumed(const bs_state *s, bs_pillar pillar)
{
    const bs_pillar_state *part = &s->pillars[pillar];
    double sum = 0;
    for (size_t i = part->row_first; i < part->row_first + part->row_count; i++) {
        sum += s->rows[i].assumed;
    }
    return sum;
}

static void what_was_not_seen_counts_as_is_usual(void **state)
{
    member *m = *state;
    add_most(m, DAY);
    bs_state s = state_on(m, DAY);
    assert_int_equal(s.kind, BS_ESTIMATE);
    const bs_row_state *answers = row_of(&s, BS_RELATIONSHIPS, BS_RESPONSE_RATE);
    /* LinkedIn's groups have 11.9 to 16.3 of these 25 points. */
    assert_near(answers->assumed, answers->max * 14.1 / 25);
    assert_near(answers->points, 0);
    assert_near(row_of(&s, BS_BRAND, BS_POSTS)->assumed, 0);
    assert_near(assumed(&s, BS_PEOPLE), 0);
    for (size_t p = 0; p < BS_PILLAR_COUNT; p++) {
        assert_near(s.pillars[p].score, s.pillars[p].estimate + assumed(&s, (bs_pillar)p));
    }
    add_window(m, BS_THREADS_STARTED, DAY, 10);
    add_window(m, BS_THREADS_ANSWERED, DAY, 3);
    bs_state seen = state_on(m, DAY);
    assert_near(assumed(&seen, BS_RELATIONSHIPS), 0);
    assert_near(seen.total - s.total, answers->max * 0.6 - answers->assumed);
    assert_true(seen.error < s.error);
}

static void a_number_is_shown_once_its_error_is_small(void **state)
{
    member *m = *state;
    bs_state s = state_on(m, DAY);
    assert_true(s.error > BS_ERROR_MAX);
    add_gauge(m, BS_EDUCATION, DAY, 1);
    bs_state seen = state_on(m, DAY);
    assert_int_equal(seen.kind, BS_LEARNING);
    assert_near(assumed(&seen, BS_BRAND), 0);
    assert_true(seen.range.high > seen.range.low);
    add_most(m, DAY);
    s = state_on(m, DAY);
    assert_int_equal(s.kind, BS_ESTIMATE);
    assert_true(s.error <= BS_ERROR_MAX);
    assert_true(s.range.low < s.total && s.total < s.range.high);
    assert_true(s.range.high - s.range.low < seen.range.high - seen.range.low);
}

static void a_part_of_the_window_leaves_more_open(void **state)
{
    member *m = *state;
    add_62_points(m, DAY);
    const double whole = state_on(m, DAY).error;
    for (size_t i = 0; i < m->evidence.cover_count; i++) {
        m->covers[i].from = DAY - 9;
    }
    add_gauge(m, BS_GROUPS, DAY, 5);
    assert_true(state_on(m, DAY).error > whole + 0.01);
}

static void a_phone_widens_people_and_insights(void **state)
{
    member *m = *state;
    add_most(m, DAY);
    const bs_state without = state_on(m, DAY);
    m->evidence.phone = BS_PHONE_YES;
    const bs_state with = state_on(m, DAY);
    assert_true(with.range.low < without.range.low - 0.5);
    assert_true(with.range.high > without.range.high + 0.5);
    assert_true(with.error > without.error);

    member quiet;
    member_init_old(&quiet);
    add_profile(&quiet, DAY);
    const bs_state neither = state_on(&quiet, DAY);
    quiet.evidence.phone = BS_PHONE_YES;
    assert_near(state_on(&quiet, DAY).error, neither.error);
    member_free(&quiet);
}

static void the_error_after_a_reading_grows_with_the_days(void **state)
{
    member *m = *state;
    for (int i = 0; i < 4; i++) {
        add_official(m, DAY - 40 + 10 * i, 12 + i % 2, 5, 10, 15)->predicted =
            i == 0 ? (double)NAN : 42.0 - i % 2;
    }
    assert_near(state_on(m, DAY - 10).error, 0);
    bs_state s = state_on(m, DAY);
    assert_int_equal(s.kind, BS_ANCHORED);
    assert_near(s.error, s.typical_error);
    assert_near(state_on(m, DAY - 7).error, s.typical_error);
    assert_near(state_on(m, DAY + 30).error, 2 * s.typical_error);
    /* The error never exceeds the range. */
    const double far = state_on(m, DAY + 4000).error;
    assert_true(far < 35);
    assert_near(state_on(m, DAY + 8000).error, far);
}

static void a_change_that_all_weights_agree_on_is_reported(void **state)
{
    member *m = *state;
    add_steady(m);
    add_tally(m, BS_COMMENTS, DAY - 1, 12);
    bs_state s = state_on(m, DAY);
    assert_int_equal(s.kind, BS_ESTIMATE);
    assert_near(s.week_delta, 0.9);
    assert_true(s.week_error < s.week_delta);
    /* An equal loss elsewhere may outweigh the gain. */
    add_gauge(m, BS_CONNECTIONS, DAY - 2, 80);
    s = state_on(m, DAY);
    assert_true(s.week_delta > 0.4);
    assert_true(s.week_error > s.week_delta);
}

static void what_is_known_makes_an_estimate(void **state)
{
    member *m = *state;
    add_most(m, DAY);
    bs_state s = state_on(m, DAY);
    assert_int_equal(s.kind, BS_ESTIMATE);
    /* All except the points of Relationships for answers. */
    const double answers = row_of(&s, BS_RELATIONSHIPS, BS_RESPONSE_RATE)->max;
    assert_near(s.coverage_points, 100 - answers);
    assert_int_equal(s.coverage_signals, 24);
    assert_near(s.pillars[BS_PEOPLE].score, 4 + 4.5 + 0.1);
    assert_near(s.pillars[BS_INSIGHTS].score, 12.5);
    assert_near(s.pillars[BS_RELATIONSHIPS].score,
                12 + 1.5 + 3 * 23.0 / 45 + answers / 2 + answers * 14.1 / 25);
    assert_near(s.total, sum_scores(&s));

    /* Today's knowledge applies to every day. */
    s = state_on(m, DAY - 80);
    assert_int_equal(s.kind, BS_ESTIMATE);
    assert_near(s.coverage_points, 100 - answers);
    assert_int_equal(s.coverage_signals, 24);
    /* Nothing is known about earlier days. */
    s = state_on(m, DAY - 400);
    assert_int_equal(s.kind, BS_LEARNING);
    assert_true(isnan(s.total));
}

static void learning_signals_are_shown_and_not_scored(void **state)
{
    member *m = *state;
    add_cover(m, BS_COMMENTS, DAY - 3, DAY);
    add_tally(m, BS_COMMENTS, DAY, 5);
    bs_state s = state_on(m, DAY);
    const bs_row_state *row = row_of(&s, BS_INSIGHTS, BS_COMMENTS);
    assert_true(row->value.learning);
    assert_near(row->value.value, 5);
    assert_false(row->scored);
    assert_near(row->points, 0);
    assert_int_equal(s.coverage_signals, 0);
    assert_near(s.coverage_points, 0);
}

static void the_day_of_a_reading_shows_linkedins_number(void **state)
{
    member *m = *state;
    add_62_points(m, DAY);
    add_official(m, DAY, 12.05, 4.76, 1, 15.4);
    bs_moment before = noon(DAY);
    before.seconds--;
    bs_state s;
    bs_state_compute(&s, member_timeline(m), before);
    assert_true(s.kind != BS_OFFICIAL);
    assert_null(s.official);

    bs_state_compute(&s, member_timeline(m), bs_day_end(DAY, OFFSET));
    assert_int_equal(s.kind, BS_OFFICIAL);
    assert_near(s.total, 33);
    assert_near(s.pillars[BS_BRAND].score, 12.05);
    assert_near(s.pillars[BS_RELATIONSHIPS].score, 15.4);
    assert_near(s.pillars[BS_INSIGHTS].estimate, 12.5);
    assert_non_null(s.official);
    assert_int_equal(state_on(m, DAY + 1).kind, BS_ANCHORED);
}

static void the_last_reading_of_the_day_wins(void **state)
{
    member *m = *state;
    add_official_at(m, bs_day_start(DAY, OFFSET), 10, 10, 10, 10);
    add_official(m, DAY, 11, 10, 10, 10);
    add_official_at(m, bs_day_end(DAY, OFFSET), 12, 10, 10, 10);
    assert_near(state_on(m, DAY).total, 41);
    assert_near(state_on(m, DAY + 1).total, 42);
}

/* ---- anchored -------------------------------------------------------------------------------- */

static void what_is_done_after_a_reading_moves_the_number(void **state)
{
    member *m = *state;
    add_cover(m, BS_COMMENTS, DAY - 200, DAY + 100);
    add_tally(m, BS_COMMENTS, DAY, 4);
    add_confirmed(m, DAY, 12, 5, 9.7, 15);
    add_official(m, DAY, 12, 5, 10, 15);
    assert_near(state_on(m, DAY + 1).total, 42);
    add_tally(m, BS_COMMENTS, DAY + 2, 10);
    bs_state s = state_on(m, DAY + 2);
    assert_int_equal(s.kind, BS_ANCHORED);
    assert_near(s.pillars[BS_INSIGHTS].score, 10 + 9.0 * 10 / 120);
    assert_near(s.total, 42 + 0.75);
    /* The four comments of the reading's day leave the window, then the ten. */
    assert_near(state_on(m, DAY + 90).total, 42 + 0.75 - 0.3);
    assert_near(state_on(m, DAY + 92).total, 42 - 0.3);
}

static void acts_on_the_reading_s_day_are_in_the_reading(void **state)
{
    member *m = *state;
    add_cover(m, BS_COMMENTS, DAY - 200, DAY + 100);
    add_official_at(m, bs_day_start(DAY, OFFSET), 12, 5, 10, 15);
    add_tally(m, BS_COMMENTS, DAY, 40);
    assert_near(state_on(m, DAY + 1).total, 42);
}

static void a_pillar_stays_within_0_and_25(void **state)
{
    member *m = *state;
    add_cover(m, BS_COMMENTS, DAY - 200, DAY + 100);
    add_cover(m, BS_PROFILES_VIEWED, DAY - 200, DAY + 100);
    add_tally(m, BS_PROFILES_VIEWED, DAY - 80, 400);
    add_tally(m, BS_COMMENTS, DAY + 1, 120);
    add_confirmed(m, DAY, 12, 5, 20, 15);
    add_official(m, DAY, 12, 5, 20, 15);
    bs_state s = state_on(m, DAY + 20);
    assert_near(s.pillars[BS_INSIGHTS].score, 25);
    assert_near(s.pillars[BS_PEOPLE].score, 0);
    assert_near(s.total, 12 + 0 + 25 + 15);
}

/** Adds every signal from a page, an archive or an event, first seen on a day. */
static void add_everything_new(member *m, bs_day day)
{
    for (size_t i = 0; i < BS_SIGNAL_COUNT; i++) {
        bs_signal signal = (bs_signal)i;
        bs_signal_kind kind = bs_signal_info_of(signal)->kind;
        if (kind == BS_KIND_FLAG || kind == BS_KIND_GAUGE) {
            add_gauge(m, signal, day, kind == BS_KIND_FLAG ? 1 : 400);
        } else if (kind == BS_KIND_TALLY) {
            add_cover(m, signal, day - 89, day + 89);
            for (bs_day d = day - 89; d <= day + 89; d++) {
                add_tally(m, signal, d, 1);
            }
        }
    }
}

static void seeing_more_is_not_doing_more(void **state)
{
    member *m = *state;
    add_official(m, DAY - 1, 12, 5, 10, 15);
    add_everything_new(m, DAY + 30);
    for (bs_day day = DAY; day <= DAY + 60; day++) {
        bs_state s = state_on(m, day);
        assert_int_equal(s.kind, BS_ANCHORED);
        if (fabs(s.total - 42) > 0.5) {
            fail_msg("%d days after the reading: %g", day - DAY + 1, s.total);
        }
    }
}

static void local_counts_that_begin_after_the_reading_do_not_jump(void **state)
{
    member *m = *state;
    add_confirmed(m, DAY, 12, 5, 10, 15);
    add_official(m, DAY, 12, 5, 10, 15);
    add_cover_from(m, BS_PROFILES_VIEWED, BS_FROM_LOCAL, DAY + 1, DAY + 60, noon(DAY + 60));
    for (bs_day day = DAY + 1; day <= DAY + 60; day++) {
        add_tally_from(m, BS_PROFILES_VIEWED, BS_FROM_LOCAL, day, 2, BS_EXACT, noon(day));
    }
    for (bs_day day = DAY + 1; day <= DAY + 60; day++) {
        assert_near(state_on(m, day).total, 42);
    }
    /* Doubling the activity from here on shows. */
    for (bs_day day = DAY + 31; day <= DAY + 60; day++) {
        add_tally_from(m, BS_PROFILES_VIEWED, BS_FROM_PAGE, day, 4, BS_EXACT, noon(day));
    }
    assert_near(state_on(m, DAY + 60).total - state_on(m, DAY + 30).total, 30 * 9.0 / 400);
}

static void a_rate_first_scored_after_the_reading_counts_from_there(void **state)
{
    member *m = *state;
    add_official(m, DAY, 12, 5, 10, 15);
    add_cover(m, BS_INVITATIONS_SENT, DAY - 200, DAY + 50);
    add_cover(m, BS_INVITATIONS_ACCEPTED, DAY - 200, DAY + 50);
    add_tally(m, BS_INVITATIONS_SENT, DAY + 3, 2);
    add_tally(m, BS_INVITATIONS_SENT, DAY + 5, 8);
    add_tally(m, BS_INVITATIONS_ACCEPTED, DAY + 5, 1);
    add_tally(m, BS_INVITATIONS_ACCEPTED, DAY + 9, 2);
    assert_near(state_on(m, DAY + 4).total, 42);
    assert_near(state_on(m, DAY + 5).total, 42);
    assert_near(state_on(m, DAY + 9).total, 42 + 3 * 0.2 / 0.6);
}

static void a_rise_first_measured_after_the_reading_counts_from_there(void **state)
{
    member *m = *state;
    add_gauge(m, BS_CONNECTIONS, DAY, 200);
    add_official(m, DAY, 12, 5, 10, 15);
    add_gauge(m, BS_CONNECTIONS, DAY + 10, 202);
    add_gauge(m, BS_CONNECTIONS, DAY + 20, 203);
    double points = 12 / log(501);
    /* Three in twenty days are usual; two of these ten days had one. */
    assert_near(state_on(m, DAY + 10).total, 42 + points * log(203.0 / 201) + 3 * 0.5 / 45);
    assert_near(state_on(m, DAY + 20).total, 42 + points * log(204.0 / 201));
}

static void a_gauge_first_read_after_the_reading_counts_from_there(void **state)
{
    member *m = *state;
    add_official(m, DAY, 12, 5, 10, 15);
    add_gauge(m, BS_GROUPS, DAY + 3, 4);
    add_gauge(m, BS_GROUPS, DAY + 9, 6);
    assert_near(state_on(m, DAY + 3).total, 42);
    assert_near(state_on(m, DAY + 9).pillars[BS_INSIGHTS].score, 10 + 2 * 0.2);
}

static void an_imported_past_changes_the_reference_too(void **state)
{
    member *m = *state;
    add_official(m, DAY, 12, 5, 10, 15);
    add_cover_from(m, BS_COMMENTS, BS_FROM_ARCHIVE, DAY - 400, DAY + 5, noon(DAY + 5));
    add_tally_from(m, BS_COMMENTS, BS_FROM_ARCHIVE, DAY - 50, 30, BS_EXACT, noon(DAY + 5));
    add_tally_from(m, BS_COMMENTS, BS_FROM_ARCHIVE, DAY + 4, 12, BS_EXACT, noon(DAY + 5));
    assert_near(state_on(m, DAY + 3).total, 42);
    assert_near(state_on(m, DAY + 4).total, 42.9);
}

static void a_signal_that_nobody_counts_any_more_changes_nothing(void **state)
{
    member *m = *state;
    add_window(m, BS_COMMENTS, DAY, 100);
    add_confirmed(m, DAY, 12, 5, 2.5, 15);
    add_official(m, DAY, 12, 5, 10, 15);
    assert_near(value_on(m, BS_COMMENTS, DAY + 90).value, 100);
    assert_near(state_on(m, DAY + 90).total, 42);
    assert_near(state_on(m, DAY + 84).total, 42);
}

static void a_newer_reading_takes_over(void **state)
{
    member *m = *state;
    add_cover(m, BS_COMMENTS, DAY - 200, DAY + 100);
    add_tally(m, BS_COMMENTS, DAY + 1, 12);
    add_tally(m, BS_COMMENTS, DAY + 8, 12);
    add_official(m, DAY, 12, 5, 10, 15);
    add_official(m, DAY + 7, 12, 5, 11, 15);
    assert_near(state_on(m, DAY + 7).total, 43);
    assert_near(state_on(m, DAY + 8).total, 43.9);
    /* The model's error belongs to the comments written in between. */
    assert_near(state_on(m, DAY).total, 42);
    assert_near(state_on(m, DAY + 1).total, 43);
    assert_near(state_on(m, DAY + 6).total, 43);
    assert_near(state_on(m, DAY + 2).official->pillars[BS_INSIGHTS], 10);
}

static void a_member_who_flew_west_still_sees_the_reading(void **state)
{
    member *m = *state;
    bs_moment tokyo = bs_day_start(DAY, 540);
    add_official_at(m, tokyo, 12, 5, 10, 15);
    bs_moment lisbon = {.seconds = tokyo.seconds + 3600, .offset_minutes = 0};
    bs_state s;
    bs_state_compute(&s, member_timeline(m), lisbon);
    assert_int_equal(bs_moment_day(lisbon), DAY - 1);
    assert_int_equal(s.kind, BS_OFFICIAL);
}

/* ---- InMail ---------------------------------------------------------------------------------- */

static void without_inmail_its_points_pass_on(void **state)
{
    member *m = *state;
    bs_state s = state_on(m, DAY);
    assert_near(row_of(&s, BS_RELATIONSHIPS, BS_INMAIL_REPLIES)->max, 0);
    assert_near(row_of(&s, BS_RELATIONSHIPS, BS_INMAIL_REPLY_RATE)->max, 0);
    assert_near(row_of(&s, BS_RELATIONSHIPS, BS_MESSAGES_SENT)->max, 3.5);
    assert_near(row_of(&s, BS_RELATIONSHIPS, BS_RESPONSE_RATE)->max, 3.5);
    assert_int_equal(s.coverage_signals, 0);

    add_window(m, BS_MESSAGES_SENT, DAY, 30);
    s = state_on(m, DAY);
    assert_near(row_of(&s, BS_RELATIONSHIPS, BS_MESSAGES_SENT)->points, 1.75);
    assert_near(s.coverage_points, 3.5);
    assert_int_equal(s.coverage_signals, 1);
}

static void known_to_send_no_inmail_is_known_about_inmail(void **state)
{
    member *m = *state;
    add_window(m, BS_INMAILS_SENT, DAY, 0);
    bs_state s = state_on(m, DAY);
    assert_near(row_of(&s, BS_RELATIONSHIPS, BS_INMAIL_REPLIES)->max, 0);
    assert_int_equal(s.coverage_signals, 2);
    assert_near(s.coverage_points, 0);
}

static void known_to_have_no_inmail_answered_passes_on_too(void **state)
{
    member *m = *state;
    add_window(m, BS_INMAILS_SENT, DAY, 0);
    add_window(m, BS_INMAIL_REPLIES, DAY, 0);
    bs_state s = state_on(m, DAY);
    assert_near(row_of(&s, BS_RELATIONSHIPS, BS_INMAIL_REPLIES)->max, 0);
    assert_near(row_of(&s, BS_RELATIONSHIPS, BS_MESSAGES_SENT)->max, 3.5);
    assert_int_equal(s.coverage_signals, 2);
}

static void inmail_sent_or_answered_keeps_its_points(void **state)
{
    static const bs_signal signals[] = {BS_INMAILS_SENT, BS_INMAIL_REPLIES};
    (void)state;
    for (size_t i = 0; i < 2; i++) {
        member m;
        member_init_old(&m);
        add_window(&m, signals[i], DAY, 1);
        add_cover(&m, signals[i], DAY, DAY + 90);
        bs_state s = state_on(&m, DAY);
        assert_near(row_of(&s, BS_RELATIONSHIPS, BS_INMAIL_REPLIES)->max, 2);
        assert_near(row_of(&s, BS_RELATIONSHIPS, BS_INMAIL_REPLY_RATE)->max, 1);
        assert_near(row_of(&s, BS_RELATIONSHIPS, BS_MESSAGES_SENT)->max, 2);
        assert_near(row_of(&s, BS_RELATIONSHIPS, BS_RESPONSE_RATE)->max, 2);
        s = state_on(&m, DAY + 90);
        assert_near(row_of(&s, BS_RELATIONSHIPS, BS_INMAIL_REPLIES)->max, 0);
        member_free(&m);
    }
}

static void a_first_inmail_does_not_make_the_number_jump(void **state)
{
    member *m = *state;
    add_cover(m, BS_MESSAGES_SENT, DAY - 200, DAY + 100);
    add_cover(m, BS_INMAILS_SENT, DAY - 200, DAY + 100);
    add_cover(m, BS_INMAIL_REPLIES, DAY - 200, DAY + 100);
    add_tally(m, BS_MESSAGES_SENT, DAY - 20, 60);
    add_official(m, DAY, 12, 5, 10, 15);
    add_tally(m, BS_INMAILS_SENT, DAY + 3, 1);
    assert_near(state_on(m, DAY + 2).total, 42);
    assert_near(state_on(m, DAY + 3).total, 42);
    add_tally(m, BS_INMAIL_REPLIES, DAY + 4, 1);
    assert_near(state_on(m, DAY + 4).total, 42 + 2.0 / 10);
}

/* ---- a week, the error, the past ------------------------------------------------------------- */

static void the_week_compares_signals_known_at_both_ends(void **state)
{
    member *m = *state;
    add_steady(m);
    add_tally(m, BS_COMMENTS, DAY - 3, 12);
    add_gauge(m, BS_ENDORSEMENTS, DAY - 2, 100);
    bs_state s = state_on(m, DAY);
    assert_int_equal(s.kind, BS_ESTIMATE);
    assert_near(s.week_delta, 0.9);
    assert_int_equal(s.week_from, DAY - 7);
}

static void no_trend_is_shown_while_there_is_no_number(void **state)
{
    member *m = *state;
    add_cover(m, BS_COMMENTS, DAY - 5, DAY);
    add_tally(m, BS_COMMENTS, DAY - 3, 12);
    assert_int_equal(state_on(m, DAY).kind, BS_LEARNING);
    assert_true(isnan(state_on(m, DAY).week_delta));
    add_official(m, DAY, 12, 5, 10, 15);
    assert_true(isnan(state_on(m, DAY).week_delta));
    assert_int_equal(state_on(m, DAY).week_from, BS_DAY_NONE);
    assert_true(isfinite(state_on(m, DAY + 1).week_delta));
    assert_int_equal(state_on(m, DAY + 1).week_from, DAY);
}

static void the_first_day_has_no_trend_however_far_back_the_counts_reach(void **state)
{
    member *m = *state;
    add_steady(m);
    add_official(m, DAY, 12, 5, 10, 15);
    for (bs_day day = DAY - 60; day <= DAY; day++) {
        add_tally(m, BS_COMMENTS, day, 1);
    }
    m->evidence.first_seen = noon(DAY);
    m->evidence.last_seen = noon(DAY);
    assert_true(isnan(state_on(m, DAY).week_delta));
    /* A day later, without a visit. */
    assert_true(isnan(state_on(m, DAY + 1).week_delta));
    m->evidence.last_seen = noon(DAY + 1);
    bs_state next = state_on(m, DAY + 1);
    assert_true(isfinite(next.week_delta));
    assert_int_equal(next.week_from, DAY);
    assert_int_equal(state_on(m, DAY + 9).week_from, DAY + 2);
}

static void an_exact_count_above_a_lower_bound_is_no_rise(void **state)
{
    member *m = *state;
    double brand = 12;
    add_gauge_at(m, BS_SKILLS, noon(DAY - 20), noon(DAY - 20), 2, BS_AT_LEAST);
    add_official(m, DAY - 15, brand, 5, 10, 15);
    add_gauge(m, BS_SKILLS, DAY - 9, 4);
    add_gauge(m, BS_SKILLS, DAY - 5, 5);
    add_gauge(m, BS_SKILLS, DAY - 2, 1);
    assert_near(state_on(m, DAY - 10).pillars[BS_BRAND].score, brand);
    assert_near(state_on(m, DAY - 9).pillars[BS_BRAND].score, brand);
    assert_near(state_on(m, DAY - 5).pillars[BS_BRAND].score, brand + 0.4);
    assert_near(state_on(m, DAY - 2).pillars[BS_BRAND].score, brand - 1.2);
}

static void the_week_takes_no_lower_bound_for_a_rise(void **state)
{
    member *m = *state;
    add_steady(m);
    add_gauge_at(m, BS_SKILLS, noon(DAY - 20), noon(DAY - 20), 2, BS_AT_LEAST);
    add_gauge(m, BS_SKILLS, DAY - 5, 4);
    add_gauge(m, BS_SKILLS, DAY, 5);
    assert_near(state_on(m, DAY - 3).week_delta, 0);
    assert_near(state_on(m, DAY).week_delta, 0.4);
}

static void the_week_between_official_numbers_is_their_difference(void **state)
{
    member *m = *state;
    add_cover(m, BS_COMMENTS, DAY - 200, DAY + 20);
    add_tally(m, BS_COMMENTS, DAY - 2, 12);
    add_tally(m, BS_COMMENTS, DAY + 2, 12);
    add_official(m, DAY - 10, 12.2, 5, 10, 15.2);
    add_official(m, DAY, 12.2, 5, 11.4, 15.2);
    /* LinkedIn's rounded totals are 42 and 44. */
    assert_near(state_on(m, DAY).week_delta, 2);
    assert_near(state_on(m, DAY + 5).week_delta, 0.9);
    /* Days before the first reading are derived from it, as far as the error allows. */
    assert_near(state_on(m, DAY - 4).week_delta, 0);
    assert_int_equal(state_on(m, DAY - 4).week_from, DAY - 11);
    assert_int_equal(state_on(m, DAY - 11).kind, BS_ESTIMATE);
    assert_true(state_on(m, DAY - 11).error < state_on(m, DAY - 14).error);
    assert_int_equal(state_on(m, DAY - 120).kind, BS_LEARNING);
}

static void the_typical_error_needs_three_days_of_readings(void **state)
{
    member *m = *state;
    add_official(m, DAY - 20, 12, 5, 10, 15);
    add_official(m, DAY - 10, 12, 5, 12, 15)->predicted = 42;
    add_official_at(m, bs_day_end(DAY - 10, OFFSET), 12, 5, 12, 15);
    assert_true(isnan(state_on(m, DAY - 9).typical_error));
    add_official(m, DAY, 12, 5, 12, 15)->predicted = 45;
    assert_near(state_on(m, DAY).typical_error, 1.5);
    assert_true(isnan(state_on(m, DAY - 1).typical_error));
}

static void the_error_of_a_change_grows_with_its_days(void **state)
{
    member *m = *state;
    assert_true(isnan(state_on(m, DAY).week_error));
    add_official(m, DAY - 40, 12, 5, 10, 15);
    add_official(m, DAY - 34, 12, 5, 12, 15)->predicted = 42;
    add_official(m, DAY - 28, 12, 5, 12, 15)->predicted = 48;
    bs_state s = state_on(m, DAY);
    assert_int_equal(s.week_from, DAY - 7);
    assert_near(s.week_error, 3 * sqrt(7 / 6.0));
    /* For a change over one day it is less. */
    s = state_on(m, DAY - 39);
    assert_near(s.week_error, 0.5);
}

/** Readings on three days with predictions that were four points off. */
static void add_missed(member *m, bs_day day)
{
    for (bs_day before = 2; before >= 0; before--) {
        add_official(m, day - before, 12, 5, 10, 15)->predicted = before == 2 ? NAN : 46;
    }
}

static void a_number_that_may_be_off_by_more_than_ten_points_is_not_known(void **state)
{
    member *m = *state;
    add_missed(m, DAY);
    bs_state s = state_on(m, DAY + 6);
    assert_int_equal(s.kind, BS_ANCHORED);
    assert_near(s.error, 4 * sqrt(6));
    for (bs_day day = DAY + 7; day < DAY + 300; day++) {
        s = state_on(m, day);
        assert_int_equal(s.kind, BS_LEARNING);
        assert_true(isnan(s.total));
        assert_true(isnan(s.week_delta));
        assert_true(s.error > BS_ERROR_MAX);
        assert_near(s.official->total, 42);
    }
    /* The next reading brings it back; a week before there was no number. */
    add_official(m, DAY + 300, 12, 5, 12, 15);
    assert_near(state_on(m, DAY + 300).total, 44);
    assert_true(isnan(state_on(m, DAY + 300).week_delta));
    assert_near(state_on(m, DAY + 301).week_delta, 2);
}

static void between_readings_the_nearer_one_counts(void **state)
{
    member *m = *state;
    add_missed(m, DAY);
    add_official(m, DAY + 20, 12, 5, 12, 15);
    for (bs_day day = DAY; day <= DAY + 20; day++) {
        const bool known = day <= DAY + 6 || day >= DAY + 14;
        assert_int_equal(state_on(m, day).kind == BS_LEARNING, !known);
    }
}

static void before_the_third_reading_the_weights_limit_the_error(void **state)
{
    member *m = *state;
    add_official(m, DAY, 12, 5, 10, 15);
    bs_day day = DAY + 1;
    double error = 0;
    for (; state_on(m, day).kind == BS_ANCHORED; day++) {
        assert_true(state_on(m, day).error > error);
        error = state_on(m, day).error;
        assert_true(error <= BS_ERROR_MAX && day < DAY + 90);
    }
    assert_int_equal(state_on(m, day).kind, BS_LEARNING);
    assert_true(state_on(m, day).error > BS_ERROR_MAX);
    assert_true(day > DAY + 20);
}

static void what_was_seen_keeps_a_number_longer_and_not_for_ever(void **state)
{
    member *m = *state;
    add_profile(m, DAY);
    add_cover(m, BS_COMMENTS, DAY - 200, DAY + 1000);
    add_official(m, DAY - 6, 12, 5, 10, 15);
    add_official(m, DAY, 12, 5, 10, 15)->predicted = 42;
    bs_day day = DAY + 1;
    for (; state_on(m, day).kind == BS_ANCHORED; day++) {
        assert_true(state_on(m, day).error > state_on(m, day - 1).error);
        assert_true(day < DAY + 365);
    }
    assert_true(day > DAY + 30);
    for (bs_day later = day; later < DAY + 1000; later += 30) {
        assert_int_equal(state_on(m, later).kind, BS_LEARNING);
    }
}

static void where_a_reading_is_too_old_an_estimate_that_is_sure_enough_is_shown(void **state)
{
    member *m = *state;
    assert_int_equal(bs_model_named(&m->model, "bussola-2", NULL), BS_OK);
    add_everything_new(m, DAY - 60);
    add_everything_new(m, DAY + 60);
    const bs_state without = state_on(m, DAY + 20);
    assert_int_equal(without.kind, BS_ESTIMATE);
    for (bs_day before = 2; before >= 0; before--) {
        add_official(m, DAY - before, 2, 1, 2, 1)->predicted = before == 2 ? NAN : 10;
    }
    assert_int_equal(state_on(m, DAY + 6).kind, BS_ANCHORED);
    assert_false(state_on(m, DAY + 6).alone);
    bs_state s = state_on(m, DAY + 7);
    assert_int_equal(s.kind, BS_ESTIMATE);
    assert_true(s.alone);
    assert_near(s.error, state_on(m, DAY + 20).error);
    assert_near(s.pillars[BS_BRAND].factor, 1);
    /* Numbers with and without a reading are not compared. */
    assert_true(isnan(s.week_delta));
    assert_true(isnan(state_on(m, DAY + 13).week_delta));
    assert_near(state_on(m, DAY + 14).week_delta, 0);
    assert_near(state_on(m, DAY + 20).total, without.total);
}

static void a_reading_is_predicted_from_the_one_before(void **state)
{
    member *m = *state;
    add_cover(m, BS_COMMENTS, DAY - 200, DAY + 20);
    add_tally(m, BS_COMMENTS, DAY - 2, 12);
    add_official(m, DAY - 10, 12, 5, 10, 15);
    add_official(m, DAY, 12, 5, 14, 15);
    add_official_at(m, bs_day_end(DAY, OFFSET), 12, 5, 14, 15);
    add_official(m, DAY + 5, 12, 5, 14, 15);
    bs_timeline *timeline = member_timeline(m);
    assert_true(isnan(bs_state_predict(timeline, 0)));
    assert_near(bs_state_predict(timeline, 1), 42.9);
    assert_true(isnan(bs_state_predict(timeline, 2)));
    assert_near(bs_state_predict(timeline, 3), 46);
}

static void days_out_of_order_give_the_same_states(void **state)
{
    member *m = *state;
    add_everything_new(m, DAY);
    for (int week = -8; week < 8; week++) {
        add_official(m, DAY + 7 * week, 12, 5, 10 + week % 3, 15);
    }
    double totals[120];
    for (int i = 0; i < 120; i++) {
        totals[i] = state_on(m, DAY - 60 + i).total;
    }
    for (int i = 119; i >= 0; i -= 7) {
        bs_timeline_free(m->timeline);
        m->timeline = NULL;
        assert_true(state_on(m, DAY - 60 + i).total == totals[i]);
    }
}

static void only_the_days_asked_for_are_needed(void **state)
{
    member *m = *state;
    bs_official readings[] = {
        {.at = noon(DAY - 40)},
        {.at = noon(DAY - 20)},
        {.at = noon(DAY - 3)},
    };
    assert_int_equal(bs_state_needs_from(&m->model, NULL, 0, noon(DAY)), DAY - 7 - 179);
    /* The reading before the one a week ago affects the factors. */
    assert_int_equal(bs_state_needs_from(&m->model, readings, 3, noon(DAY)), DAY - 40 - 179);
    assert_int_equal(bs_state_needs_from(&m->model, readings + 2, 1, noon(DAY)), DAY - 7 - 179);
    assert_int_equal(bs_state_needs_from(&m->model, readings, 3, noon(DAY + 900)), DAY - 40 - 179);
    readings[0].at = noon(DAY - 404);
    assert_int_equal(bs_state_needs_from(&m->model, readings, 3, noon(DAY + 900)), DAY - 20 - 179);

    /* Earlier data makes no difference. */
    add_official(m, DAY - 20, 12, 5, 10, 15);
    add_official(m, DAY - 3, 12, 5, 11, 15);
    bs_day from = DAY - 20 - 179;
    for (bs_day day = from - 100; day <= DAY; day++) {
        add_tally(m, BS_COMMENTS, day, day % 5);
    }
    bs_state whole = state_on(m, DAY);
    member partial;
    member_init_old(&partial);
    add_official(&partial, DAY - 20, 12, 5, 10, 15);
    add_official(&partial, DAY - 3, 12, 5, 11, 15);
    for (bs_day day = from; day <= DAY; day++) {
        add_tally(&partial, BS_COMMENTS, day, day % 5);
    }
    bs_state part = state_on(&partial, DAY);
    assert_true(whole.total == part.total);
    assert_true(whole.week_delta == part.week_delta);
    member_free(&partial);
}

static void kinds_have_the_words_of_the_protocol(void **state)
{
    (void)state;
    assert_string_equal(bs_number_kind_id(BS_OFFICIAL), "official");
    assert_string_equal(bs_number_kind_id(BS_ANCHORED), "anchored");
    assert_string_equal(bs_number_kind_id(BS_ESTIMATE), "estimate");
    assert_string_equal(bs_number_kind_id(BS_LEARNING), "learning");
}

static void the_number_shown_is_the_sum_of_its_pillars(void **state)
{
    member *m = *state;
    add_everything_new(m, DAY);
    bs_state s = state_on(m, DAY + 3);
    assert_int_equal(s.kind, BS_ESTIMATE);
    assert_near(s.total, sum_scores(&s));
    add_official(m, DAY, 12, 5, 10, 15);
    s = state_on(m, DAY + 3);
    assert_int_equal(s.kind, BS_ANCHORED);
    assert_near(s.total, sum_scores(&s));
}

static void linkedin_s_rounding_stays_until_its_next_value(void **state)
{
    member *m = *state;
    add_everything_new(m, DAY - 200);
    add_official(m, DAY, 12.2, 5, 10, 15.2);
    assert_near(state_on(m, DAY).total, 42);
    const bs_state s = state_on(m, DAY + 1);
    assert_near(s.total, sum_scores(&s) - 0.4);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        member_test(nothing_seen_claims_nothing),
        member_test(rows_stand_with_their_pillar),
        member_test(an_exact_count_above_a_lower_bound_is_no_rise),
        member_test(the_week_takes_no_lower_bound_for_a_rise),
        member_test(what_is_known_makes_an_estimate),
        member_test(what_was_not_seen_counts_as_is_usual),
        member_test(a_number_is_shown_once_its_error_is_small),
        member_test(a_part_of_the_window_leaves_more_open),
        member_test(a_phone_widens_people_and_insights),
        member_test(the_error_after_a_reading_grows_with_the_days),
        member_test(a_change_that_all_weights_agree_on_is_reported),
        member_test(learning_signals_are_shown_and_not_scored),
        member_test(the_day_of_a_reading_shows_linkedins_number),
        member_test(the_last_reading_of_the_day_wins),
        member_test(what_is_done_after_a_reading_moves_the_number),
        member_test(acts_on_the_reading_s_day_are_in_the_reading),
        member_test(a_pillar_stays_within_0_and_25),
        member_test(seeing_more_is_not_doing_more),
        member_test(local_counts_that_begin_after_the_reading_do_not_jump),
        member_test(a_rate_first_scored_after_the_reading_counts_from_there),
        member_test(a_rise_first_measured_after_the_reading_counts_from_there),
        member_test(a_gauge_first_read_after_the_reading_counts_from_there),
        member_test(an_imported_past_changes_the_reference_too),
        member_test(a_signal_that_nobody_counts_any_more_changes_nothing),
        member_test(a_newer_reading_takes_over),
        member_test(a_member_who_flew_west_still_sees_the_reading),
        member_test(without_inmail_its_points_pass_on),
        member_test(known_to_send_no_inmail_is_known_about_inmail),
        member_test(known_to_have_no_inmail_answered_passes_on_too),
        member_test(inmail_sent_or_answered_keeps_its_points),
        member_test(a_first_inmail_does_not_make_the_number_jump),
        member_test(the_week_compares_signals_known_at_both_ends),
        member_test(no_trend_is_shown_while_there_is_no_number),
        member_test(the_first_day_has_no_trend_however_far_back_the_counts_reach),
        member_test(the_week_between_official_numbers_is_their_difference),
        member_test(the_typical_error_needs_three_days_of_readings),
        member_test(the_error_of_a_change_grows_with_its_days),
        member_test(a_number_that_may_be_off_by_more_than_ten_points_is_not_known),
        member_test(between_readings_the_nearer_one_counts),
        member_test(before_the_third_reading_the_weights_limit_the_error),
        member_test(what_was_seen_keeps_a_number_longer_and_not_for_ever),
        member_test(where_a_reading_is_too_old_an_estimate_that_is_sure_enough_is_shown),
        member_test(a_reading_is_predicted_from_the_one_before),
        member_test(days_out_of_order_give_the_same_states),
        member_test(only_the_days_asked_for_are_needed),
        member_test(kinds_have_the_words_of_the_protocol),
        member_test(the_number_shown_is_the_sum_of_its_pillars),
        member_test(linkedin_s_rounding_stays_until_its_next_value),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
