#include "format.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "bussola/store/history.h"
#include "bussola/store/view.h"
#include "cli/output/xmalloc.h"

/**
 * Rounds a number to the protocol's hundredths, then half away from zero to the decimals shown, so
 * that popup and command line never differ.
 */
static double as_shown(double number, int decimals)
{
    double hundredths = round(number * 100);
    double unit = decimals == 0 ? 100 : 10;
    return decimals > 1 ? hundredths / 100 : round(hundredths / unit) * unit / 100;
}

char *bs_word_number(const bs_messages *messages, double number, int decimals)
{
    if (isnan(number)) {
        return bs_xstrdup("–");
    }
    char text[BS_NUMBER_TEXT];
    bs_number_format(text, messages, as_shown(number, decimals), decimals);
    return bs_xstrdup(text);
}

char *bs_word_change_of(const bs_messages *messages, double change, int decimals)
{
    char text[BS_NUMBER_TEXT];
    double shown = as_shown(change, decimals);
    bs_number_format(text, messages, shown, decimals);
    /* A change that rounds to 0 has no sign. */
    return bs_xasprintf("%s%s", shown > 0 ? "+" : "", text);
}

char *bs_word_change(const bs_messages *messages, double change)
{
    return bs_word_change_of(messages, change, 1);
}

char *bs_word_percent(const bs_messages *messages, double share)
{
    char *number = bs_word_number(messages, share * 100, 0);
    char *text = bs_text_new(messages, "cli_percent", number, NULL);
    free(number);
    return text;
}

char *bs_word_of(const bs_messages *messages, double number, double maximum, int decimals)
{
    char of[BS_NUMBER_TEXT];
    char *text = bs_word_number(messages, number, decimals);
    bs_number_format(of, messages, maximum, fabs(maximum - round(maximum)) < 0.05 ? 0 : 1);
    char *share = bs_text_new(messages, "value_of_max", text, of, NULL);
    free(text);
    return share;
}

char *bs_word_value(const bs_messages *messages, bs_signal signal, const bs_value *value)
{
    static const char *const marks[] = {
        [BS_EXACT] = "", [BS_AT_LEAST] = "≥\u00a0", [BS_APPROXIMATE] = "≈\u00a0"};
    if (!value->known) {
        return bs_xstrdup(bs_text(messages, "value_not_seen"));
    }
    bs_signal_kind kind = bs_signal_info_of(signal)->kind;
    if (kind == BS_KIND_FLAG) {
        return bs_xstrdup(bs_text(messages, value->value > 0 ? "value_yes" : "value_no"));
    }
    char *number = kind == BS_KIND_RATE ? bs_word_percent(messages, value->value)
                                        : bs_word_number(messages, value->value, 0);
    char *marked = bs_xasprintf("%s%s", marks[value->bound], number);
    free(number);
    return marked;
}

/* ---- the index ---- */

/* Largest error of a number that is shown with a decimal, unless it is LinkedIn's own. */
#define TENTH 0.1

static int decimals_of(bs_number_kind kind, double error)
{
    /* Without an error it is NAN, which compares false. */
    return kind == BS_OFFICIAL || error <= TENTH ? 1 : 0;
}

int bs_word_decimals(const bs_state *state)
{
    return decimals_of(state->kind, state->typical_error);
}

char *bs_word_total(const bs_messages *messages, bs_number_kind kind, double total, int decimals)
{
    const bool marked = kind != BS_OFFICIAL && !isnan(total);
    char *number = bs_word_number(messages, total, kind == BS_OFFICIAL ? decimals : 0);
    char *text = bs_xasprintf("%s%s", marked ? "≈" : "", number);
    free(number);
    return text;
}

char *bs_word_index(const bs_messages *messages, const bs_state *state)
{
    char *total = bs_word_total(messages, state->kind, state->total, 0);
    char *text = bs_text_new(messages, "total_of_100", total, NULL);
    free(total);
    return text;
}

char *bs_word_day(const bs_messages *messages, const bs_point *point, int pillar)
{
    return pillar == BS_WORD_TOTAL
               ? bs_word_total(messages, point->kind, point->total, 1)
               : bs_word_number(messages, point->pillars[pillar], decimals_of(point->kind, NAN));
}

char *bs_word_day_change(const bs_messages *messages, const bs_point *before, const bs_point *point)
{
    if (!bs_points_compare(before, point)) {
        return bs_xstrdup("");
    }
    const int decimals = before->kind == BS_OFFICIAL && point->kind == BS_OFFICIAL ? 1 : 0;
    return bs_word_change_of(
        messages, as_shown(point->total, decimals) - as_shown(before->total, decimals), decimals);
}

/* A typical error: "0.6", "2". */
static char *word_error(const bs_messages *messages, double error)
{
    return bs_word_number(messages, error, error < 1 ? 1 : 0);
}

/* ---- sentences ---- */

/** The range under most weights, and the error of always using the mean of LinkedIn's groups. */
static char *range_text(const bs_messages *text, const bs_range *range)
{
    char *low = bs_word_number(text, range->low, 0);
    char *high = bs_word_number(text, range->high, 0);
    char *error = word_error(text, bs_range_group_error(range));
    char *between = bs_text_new(text, "range_text", low, high, NULL);
    char *group = bs_text_new(text, "range_group", error, NULL);
    char *sentence = bs_xasprintf("%s %s", between, group);
    free(group);
    free(between);
    free(error);
    free(high);
    free(low);
    return sentence;
}

char *bs_word_learning(const bs_messages *text, const char *key, const bs_state *state)
{
    /* Rounded up, because an error just above the limit would read as the limit. */
    char *error = bs_word_number(text, ceil(state->error), 0);
    char *needed = bs_word_number(text, BS_ERROR_MAX, 0);
    char *sentence = bs_text_new(text, key, error, needed, NULL);
    free(needed);
    free(error);
    return sentence;
}

/** True if a row needs more days to be counted; once for a signal of two pillars. */
static bool waits(const bs_state *state, size_t index)
{
    const bs_row_state *row = &state->rows[index];
    for (size_t i = 0; i < index; i++) {
        if (state->rows[i].signal == row->signal) {
            return false;
        }
    }
    return row->value.known && row->value.learning && row->max > 0;
}

char *bs_word_known_from(const bs_messages *text, const bs_state *state)
{
    char names[512] = "";
    char date[BS_DATE_TEXT];
    size_t used = 0;
    int count = 0;
    int days = 0;
    for (size_t i = 0; i < state->row_count && used < sizeof names; i++) {
        const bs_row_state *row = &state->rows[i];
        if (!waits(state, i)) {
            continue;
        }
        const char *name = bs_text_of(text, "signal_", bs_signal_info_of(row->signal)->id);
        used +=
            (size_t)snprintf(names + used, sizeof names - used, count > 0 ? ", %s" : "%s", name);
        days = row->value.days_left > days ? row->value.days_left : days;
        count++;
    }
    if (count == 0) {
        return NULL;
    }
    bs_date_format(date, text, bs_moment_day(state->at) + days);
    return bs_text_new(text, "known_from", date, names, NULL);
}

/** Words LinkedIn's last value if it is too old to continue from. */
static char *word_last_shown(const bs_messages *text, const bs_official *official)
{
    char date[BS_DATE_TEXT];
    bs_date_format(date, text, bs_moment_day(official->at));
    char *total = bs_word_number(text, official->total, 0);
    char *sentence = bs_text_new(text, "last_shown", total, date, NULL);
    free(total);
    return sentence;
}

/** Joins and frees both sentences; the second may be empty. */
static char *follow(char *first, char *second)
{
    char *both = bs_xasprintf("%s%s%s", first, second[0] == '\0' ? "" : " ", second);
    free(first);
    free(second);
    return both;
}

/** Words an estimate for a day before LinkedIn's first value, or without any. */
static char *word_unread(const bs_messages *text, bs_day first_read)
{
    if (first_read == BS_DAY_NONE) {
        return bs_xstrdup(bs_text(text, "number_estimate"));
    }
    char date[BS_DATE_TEXT];
    bs_date_format(date, text, first_read);
    return bs_text_new(text, "number_estimate_before", date, NULL);
}

static char *word_kind(const bs_messages *text, const bs_view *view)
{
    const bs_state *state = &view->state;
    const bs_day first_read = bs_view_first_read(view);
    if (state->kind == BS_OFFICIAL) {
        return bs_xstrdup(bs_text(text, "cli_status_official"));
    }
    if (state->kind == BS_ESTIMATE) {
        char *read = state->official == NULL ? word_unread(text, first_read)
                                             : word_last_shown(text, state->official);
        return follow(read, range_text(text, &state->range));
    }
    if (state->kind == BS_ANCHORED && state->official != NULL) {
        char date[BS_DATE_TEXT];
        bs_date_format(date, text, bs_moment_day(state->official->at));
        char *total = bs_word_number(text, state->official->total, 0);
        char *error = word_error(text, state->error);
        char *sentence = isnan(state->error)
                             ? bs_text_new(text, "number_anchored", total, date, NULL)
                             : bs_text_new(text, "number_anchored_error", total, date, error, NULL);
        free(total);
        free(error);
        return sentence;
    }
    if (state->official == NULL) {
        return bs_word_learning(
            text, first_read == BS_DAY_NONE ? "cli_status_learning" : "number_learning_only",
            state);
    }
    return follow(word_last_shown(text, state->official),
                  bs_word_learning(text, "report_learning", state));
}

static char *word_no_access(const bs_messages *text, const bs_state *state)
{
    const bs_official *official = state->official;
    if (official == NULL || state->alone) {
        char *reason = bs_xstrdup(bs_text(text, "no_access"));
        return official == NULL ? reason : follow(reason, word_last_shown(text, official));
    }
    char date[BS_DATE_TEXT];
    bs_date_format(date, text, bs_moment_day(official->at));
    char *total = bs_word_number(text, official->total, 0);
    char *sentence = bs_text_new(text, "no_access_from", total, date, NULL);
    free(total);
    return sentence;
}

/** The certainty of a number without an official reading, or what is missing. */
static char *word_certainty(const bs_messages *text, const bs_state *state)
{
    if (state->kind == BS_LEARNING) {
        return bs_word_learning(
            text, state->official == NULL ? "number_learning_only" : "popup_estimate_error", state);
    }
    if (state->kind == BS_ESTIMATE) {
        return range_text(text, &state->range);
    }
    if (isnan(state->error)) {
        return bs_xstrdup("");
    }
    char *number = word_error(text, state->error);
    char *sentence = bs_text_new(text, "number_error", number, NULL);
    free(number);
    return sentence;
}

char *bs_word_judged(const bs_messages *messages, double total, char *sentence)
{
    if (isnan(total)) {
        return sentence;
    }
    const long left = lround(BS_TOTAL_GOOD - round(total));
    char *verdict = left > 0 ? bs_text_count(messages, "verdict_left", left)
                             : bs_xstrdup(bs_text(messages, "verdict_good"));
    char *judged = bs_xasprintf("%s. %s", verdict, sentence);
    free(verdict);
    free(sentence);
    return judged;
}

const char *bs_word_none(const bs_state *state)
{
    return state->official == NULL ? "number_none" : "number_lost";
}

char *bs_word_standing(const bs_messages *text, const bs_view *view)
{
    const bs_state *state = &view->state;
    if (!bs_view_has_no_access(view)) {
        return word_kind(text, view);
    }
    return follow(word_no_access(text, state), word_certainty(text, state));
}

/** The text for doing an act `step` times. */
static char *step_text(const bs_messages *messages, const char *id, long step)
{
    char key[96];
    char plural[112];
    (void)snprintf(key, sizeof key, "advice_%s", id);
    (void)snprintf(plural, sizeof plural, "%s_other", key);
    return bs_text_exists(messages, plural) ? bs_text_count(messages, key, step)
                                            : bs_xstrdup(bs_text(messages, key));
}

char *bs_word_step(const bs_messages *messages, const bs_advice *advice)
{
    if (advice->keeps <= 0) {
        return step_text(messages, advice->id, (long)advice->step);
    }
    char *what = step_text(messages, bs_signal_info_of(advice->signal)->id, (long)advice->step);
    char *text = bs_text_new(messages, "advice_keep", what, NULL);
    free(what);
    return text;
}

char *bs_word_step_gain(const bs_messages *messages, const bs_advice *advice)
{
    if (advice->keeps <= 0) {
        return bs_word_change(messages, advice->gain);
    }
    char *points = bs_word_number(messages, advice->keeps, 1);
    char *text = bs_text_new(messages, "step_keeps", points, NULL);
    free(points);
    return text;
}

char *bs_word_usual_weeks(const bs_messages *messages, const int *weeks, size_t count)
{
    int least = BS_USUAL_WEEKS;
    int most = 0;
    for (size_t i = 0; i < count; i++) {
        least = weeks[i] < least ? weeks[i] : least;
        most = weeks[i] > most ? weeks[i] : most;
    }
    if (least == BS_USUAL_WEEKS) {
        return NULL;
    }
    char *known = least == most ? bs_xasprintf("%d", least) : bs_xasprintf("%d–%d", least, most);
    char *all = bs_word_number(messages, BS_USUAL_WEEKS, 0);
    char *text = bs_text_new(messages, "usual_weeks", known, all, NULL);
    free(all);
    free(known);
    return text;
}

char *bs_word_usual(const bs_messages *messages, const bs_usual *usual)
{
    char key[32];
    (void)snprintf(key, sizeof key, "usual_%s", bs_verdict_id(bs_usual_verdict(usual)));
    char *week = bs_word_number(messages, usual->week, 0);
    char *low = bs_word_number(messages, usual->low, 0);
    char *high = bs_word_number(messages, usual->high, 0);
    char *range = strcmp(low, high) == 0 ? bs_xstrdup(low) : bs_xasprintf("%s–%s", low, high);
    char *text = bs_text_new(messages, key, week, range, NULL);
    free(range);
    free(high);
    free(low);
    free(week);
    return text;
}

char *bs_word_group_move(const bs_messages *messages, const bs_group_move *move)
{
    char day[BS_DATE_TEXT];
    bs_date_format(day, messages, move->day);
    char *from = bs_word_number(messages, move->from, 0);
    char *to = bs_word_number(messages, move->to, 0);
    char *text = bs_text_new(
        messages, move->group == BS_GROUP_NETWORK ? "group_moved_network" : "group_moved_industry",
        from, to, day, NULL);
    free(to);
    free(from);
    return text;
}

char *bs_word_correction(const bs_messages *messages, const bs_correction *correction)
{
    const bool reading = correction->cause == BS_CORRECTED_READING;
    const char *side = correction->points > 0 ? "low" : "high";
    char key[48];
    (void)snprintf(key, sizeof key, "correction_%s",
                   reading ? side : bs_correction_cause_id(correction->cause));
    char *points = reading ? bs_word_number(messages, fabs(correction->points), 0)
                           : bs_word_change_of(messages, correction->points, 0);
    char *text = bs_text_new(messages, key, points, NULL);
    free(points);
    return text;
}

const char *bs_word_pillar(const bs_messages *messages, bs_pillar pillar)
{
    const char *own = messages->pillars[pillar];
    return own[0] != '\0' ? own : bs_text_of(messages, "pillar_", bs_pillar_id(pillar));
}

char *bs_word_milestone(const bs_messages *messages, bs_milestone milestone)
{
    const int pillar = (int)milestone - (int)BS_MILESTONE_PILLAR_20_BRAND;
    if (pillar >= 0 && pillar < BS_PILLAR_COUNT) {
        return bs_text_new(messages, "milestone_pillar_20",
                           bs_word_pillar(messages, (bs_pillar)pillar), NULL);
    }
    return bs_xstrdup(bs_text_of(messages, "milestone_", bs_milestone_id(milestone)));
}

char *bs_word_unseen_points(const bs_messages *messages, const bs_unseen *unseen)
{
    char *points = bs_word_number(messages, unseen->points, 0);
    char *text = bs_text_new(messages, "unseen_points", points, NULL);
    free(points);
    return text;
}
