/* bussola report [--week DAY] [--markdown | --json]: a week on one page. */
#include "cli/text/report.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "bussola/store/goals.h"
#include "bussola/store/history.h"
#include "bussola/store/profiles.h"
#include "bussola/store/store.h"
#include "bussola/store/view.h"
#include "cli/base/json.h"
#include "cli/base/member.h"
#include "cli/output/xmalloc.h"
#include "cli/text/format.h"
#include "cli/text/goal_text.h"
#include "cli/text/why_text.h"
#include "commands.h"

static const bs_option options[] = {
    {"profile", 'p', "KEY", NULL}, {"model", 0, "MODEL", NULL}, {"week", 'w', "DAY", NULL},
    {"markdown", 0, NULL, NULL},   {"json", 'j', NULL, NULL},   {"sample", 0, NULL, NULL},
};

/* ---- shared by both formats ---- */

char *bs_report_title(const bs_messages *text, const bs_report *report)
{
    char from[BS_DATE_TEXT];
    char to[BS_DATE_TEXT];
    bs_date_format(from, text, report->monday);
    bs_date_format(to, text, report->monday + 6);
    char *title = bs_text_new(text, "report_title", from, to, NULL);
    if (report->monday + 6 < report->today) {
        return title;
    }
    char *running = bs_text_new(text, "cli_report_so_far", title, NULL);
    free(title);
    return running;
}

char *bs_report_total(const bs_messages *text, const bs_report *report)
{
    return bs_word_index(text, &report->view.state);
}

char *bs_report_since(const bs_messages *text, const bs_report *report)
{
    bs_why_shown shown;
    char day[BS_DATE_TEXT];
    bs_why_show(&shown, &report->why);
    bs_date_format(day, text, bs_moment_day(report->why.from));
    char *change = bs_word_change_of(text, shown.change, bs_word_decimals(&report->view.state));
    char *since = bs_text_new(text, "history_since", change, day, NULL);
    free(change);
    return since;
}

/* A sentence that what is known now differs from the report; NULL if it does not. */
static char *correction_of(const bs_messages *text, const bs_report *report)
{
    const bs_shown_week *week = &report->view.shown_week;
    const bs_state *now = &report->now;
    if (!week->present) {
        return NULL;
    }
    char date[BS_DATE_TEXT];
    char *shown = bs_word_number(text, week->total, 0);
    char *known = bs_word_number(text, now->total, 0);
    char *total = bs_word_total(text, now->kind, now->total, 0);
    char *sentence = NULL;
    bs_date_format(date, text, bs_moment_day(week->at));
    if (now->kind == BS_LEARNING) {
        sentence = bs_text_new(text, "report_shown", date, NULL);
    } else if (strcmp(shown, known) != 0) {
        sentence = bs_text_new(text, "report_corrected", date, total, NULL);
    } else if (report->why.recounted) {
        sentence = bs_text_new(text, "report_recounted", date, NULL);
    }
    free(total);
    free(known);
    free(shown);
    return sentence;
}

/** The kind of number and its basis, at the week's end. */
static char *basis_of(const bs_messages *text, const bs_report *report)
{
    const bs_state *state = &report->view.state;
    char *correction = correction_of(text, report);
    if (correction != NULL) {
        return correction;
    }
    if (state->kind != BS_OFFICIAL || state->official == NULL ||
        bs_view_has_no_access(&report->view)) {
        return bs_word_standing(text, &report->view);
    }
    /* The date, because "read today" would refer to the day of reading the report. */
    char date[BS_DATE_TEXT];
    bs_date_format(date, text, bs_moment_day(state->official->at));
    return bs_text_new(text, "report_official", date, NULL);
}

char *bs_report_kind(const bs_messages *text, const bs_report *report)
{
    return bs_word_judged(text, report->why.total_to, basis_of(text, report));
}

char *bs_report_none(const bs_messages *text, const bs_report *report)
{
    const bs_view *view = &report->view;
    if (bs_view_has_no_access(view) || view->state.official != NULL) {
        return bs_word_standing(text, view);
    }
    const bool read_since = bs_view_first_read(view) != BS_DAY_NONE;
    return bs_word_learning(text, read_since ? "popup_estimate_error" : "report_learning",
                            &view->state);
}

const char *bs_report_name(const bs_messages *text, const bs_report *report)
{
    const bs_view *view = &report->view;
    const char *name = view->label[0] != '\0' ? view->label : view->key;
    return name[0] != '\0' ? name : bs_text(text, "cli_unidentified");
}

static char *rank_of(const bs_messages *text, const char *name, const bs_group *group)
{
    char *percent = bs_word_percent(text, group->rank_pct / 100);
    char *rank = bs_text_new(text, "rank_top", percent, NULL);
    char *sentence = bs_text_new(text, "report_rank", name, rank, NULL);
    free(rank);
    free(percent);
    return sentence;
}

static char *gap_of(const bs_messages *text, const char *name, double average, double total)
{
    double gap = total - average;
    const char *key = gap > 0 ? "report_above" : "report_below";
    char *number = bs_word_number(text, average, 1);
    char *points = bs_word_number(text, fabs(gap), 1);
    char *sentence = bs_text_new(text, fabs(gap) < BS_SHOWN_MIN ? "report_level" : key, name,
                                 number, points, NULL);
    free(points);
    free(number);
    return sentence;
}

/* The pillar furthest behind a group; NULL if none is. */
static char *furthest_of(const bs_messages *text, const char *name, const bs_group *group,
                         const bs_official *official)
{
    int worst = 0;
    for (int p = 1; p < BS_PILLAR_COUNT; p++) {
        double gap = group->pillars[p] - official->pillars[p];
        worst = gap > group->pillars[worst] - official->pillars[worst] ? p : worst;
    }
    double behind = group->pillars[worst] - official->pillars[worst];
    if (!group->has_pillars || behind < BS_SHOWN_MIN) {
        return NULL;
    }
    char *points = bs_word_number(text, behind, 1);
    char *sentence = bs_text_new(text, "report_furthest", name,
                                 bs_word_pillar(text, (bs_pillar)worst), points, NULL);
    free(points);
    return sentence;
}

size_t bs_report_gaps(char *gaps[BS_REPORT_GAPS_MAX], const bs_messages *text,
                      const bs_state *state)
{
    const bs_official *official = state->official;
    if (official == NULL) {
        return 0;
    }
    const bs_group *const groups[] = {&official->industry, &official->network};
    const char *const names[] = {bs_text(text, "column_industry"), bs_text(text, "column_network")};
    size_t count = 0;
    for (size_t i = 0; i < 2; i++) {
        const bs_group *group = groups[i];
        if (group->present && !isnan(group->rank_pct)) {
            gaps[count++] = rank_of(text, names[i], group);
        }
        if (group->present && !isnan(group->average)) {
            gaps[count++] = gap_of(text, names[i], group->average, official->total);
        }
        gaps[count] = group->present ? furthest_of(text, names[i], group, official) : NULL;
        count += gaps[count] != NULL ? 1 : 0;
    }
    if (count > 0) {
        char date[BS_DATE_TEXT];
        bs_date_format(date, text, bs_moment_day(official->at));
        gaps[count++] = bs_text_new(text, "compare_read", date, NULL);
    }
    return count;
}

size_t bs_report_done(char *lines[BS_WEEK_ACTS_MAX], const bs_messages *text,
                      const bs_report *report)
{
    bs_week_act done[BS_WEEK_ACTS_MAX];
    const size_t count = bs_week_acts(done, report->view.timeline, report->view.state.at);
    for (size_t i = 0; i < count; i++) {
        char *what = bs_word_count(text, done[i].signal, done[i].count);
        char *usual = bs_word_number(text, done[i].usual, 0);
        lines[i] = isnan(done[i].usual) ? bs_xstrdup(what)
                                        : bs_text_new(text, "report_usual", what, usual, NULL);
        free(usual);
        free(what);
    }
    return count;
}

char *bs_report_compared(const bs_messages *text, const bs_report *report)
{
    bs_week_act done[BS_WEEK_ACTS_MAX];
    const size_t count = bs_week_acts(done, report->view.timeline, report->view.state.at);
    int weeks[BS_WEEK_ACTS_MAX];
    size_t compared = 0;
    for (size_t i = 0; i < count; i++) {
        if (!isnan(done[i].usual)) {
            weeks[compared++] = done[i].weeks;
        }
    }
    return bs_word_usual_weeks(text, weeks, compared);
}

char *bs_report_correction(const bs_messages *text, const bs_report *report,
                           const bs_correction *correction)
{
    char date[BS_DATE_TEXT];
    if (correction->day < report->monday || correction->day > report->last) {
        return NULL;
    }
    bs_date_format(date, text, correction->day);
    char *what = bs_word_correction(text, correction);
    char *line = bs_text_new(text, "correction_on", date, what, NULL);
    free(what);
    return line;
}

char *bs_report_goal(const bs_messages *text, const bs_report *report)
{
    return report->goal.present ? bs_goal_text(text, &report->goal, &report->view) : NULL;
}

char *bs_report_badge(const bs_messages *text, const bs_report *report, bs_milestone badge)
{
    char date[BS_DATE_TEXT];
    bs_date_format(date, text, report->view.milestones.days[badge]);
    char *name = bs_word_milestone(text, badge);
    char *line = bs_text_new(text, "report_badge", name, date, NULL);
    free(name);
    return line;
}

/* ---- the week ---- */

static bs_exit read_week(bs_report *report, const bs_cli *cli, const bs_arguments *arguments,
                         bs_day today)
{
    bs_day day = BS_DAY_NONE;
    bs_exit code = bs_member_day(&day, "week", cli, arguments);
    if (code != BS_EXIT_OK) {
        return code;
    }
    /* On Monday, reports the week that has just ended. */
    report->monday = bs_goal_week(day == BS_DAY_NONE ? today - 1 : day);
    report->today = today;
    report->last = report->monday + 6 < today ? report->monday + 6 : today;
    return report->monday <= today ? BS_EXIT_OK
                                   : bs_complain(cli, BS_EXIT_USAGE, "cli_report_future", NULL);
}

/* What was there on the first day seen was not reached in that week; LinkedIn's first value was. */
static void find_badges(bs_report *report)
{
    const bs_day first_seen = bs_moment_day(report->view.evidence.first_seen);
    for (int i = 0; i < BS_MILESTONE_COUNT; i++) {
        const bs_day day = report->view.milestones.days[i];
        const bool was_there = day == first_seen && i != BS_MILESTONE_FIRST_READING;
        if (day != BS_DAY_NONE && day >= report->monday && day <= report->last && !was_there) {
            report->badges[report->badge_count++] = (bs_milestone)i;
        }
    }
}

static bs_status fill(bs_report *report, const bs_member *member, bs_profile_id profile,
                      bs_moment now, bs_error *error)
{
    bs_store *store = member->store;
    bs_day first = report->monday - (BS_REPORT_WEEKS - 1) * 7;
    bs_moment at = now;
    bs_status status = bs_store_day_end(&at, store, report->last, now, error);
    if (status == BS_OK) {
        status = bs_store_view(&report->view, store, profile, at, error);
    }
    /* No number exists before the first observed day. */
    bs_day from = bs_shown_week_start(report->monday, report->last,
                                      bs_moment_day(report->view.evidence.first_seen));
    if (status == BS_OK) {
        status = bs_store_why(&report->why, store, profile, from, report->last, true, member->now,
                              error);
    }
    if (status == BS_OK) {
        status = bs_store_history(&report->weeks, store, profile, first, report->last, BS_STEP_WEEK,
                                  member->now, error);
    }
    if (status == BS_OK) {
        status = bs_store_goal(&report->goal, store, profile, error);
    }
    if (status == BS_OK && report->view.shown_week.present) {
        report->now = report->view.state;
        bs_shown_week_put_state(&report->view.state, &report->view.shown_week);
    }
    /* Omit a goal that was set after the week. */
    report->goal.present = report->goal.present && report->goal.since <= report->monday + 6;
    find_badges(report);
    return status;
}

static bs_exit print_json(const bs_cli *cli, const bs_report *report, bool identified)
{
    bs_json_output output;
    bs_json *json = bs_json_start(&output, '{');
    bs_report_write_json(json, report);
    bs_json_identified(json, identified);
    return bs_json_finish(&output, cli);
}

static bs_exit show(const bs_cli *cli, const bs_arguments *arguments, const bs_member *member)
{
    bs_error error;
    bs_moment now;
    bs_report report = {0};
    bs_profile_id profile = BS_PROFILE_NONE;
    bs_exit code = bs_member_profile(&profile, member, cli, arguments);
    if (code != BS_EXIT_OK) {
        return code;
    }
    if (bs_store_now(&now, member->store, profile, member->now, &error) != BS_OK) {
        return bs_complain_error(cli, &error);
    }
    code = read_week(&report, cli, arguments, bs_moment_day(now));
    if (code == BS_EXIT_OK && fill(&report, member, profile, now, &error) != BS_OK) {
        code = bs_complain_error(cli, &error);
    } else if (code == BS_EXIT_OK && bs_arguments_has(arguments, "json")) {
        code = print_json(cli, &report, bs_member_identified(member, profile));
    } else if (code == BS_EXIT_OK && bs_arguments_has(arguments, "markdown")) {
        bs_report_write_markdown(cli, &report);
    } else if (code == BS_EXIT_OK) {
        bs_report_write_text(cli, &report);
        bs_member_remedy(&cli->out, member, cli, profile);
    }
    bs_view_free(&report.view);
    bs_history_free(&report.weeks);
    return code;
}

static bs_exit run(const bs_cli *cli, const bs_arguments *arguments)
{
    return bs_member_with(cli, arguments, show);
}

const bs_command bs_command_report = {
    .name = "report",
    .group = "see",
    .examples = {"", "--markdown > week.md"},
    .operands = "",
    .words = "",
    .options = options,
    .option_count = sizeof options / sizeof options[0],
    .without_json = "--markdown",
    .run = run,
};
