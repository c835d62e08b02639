#include "why_text.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "cli/output/xmalloc.h"
#include "format.h"

#define CHANGE_WIDTH 5 /* "+12.3" */

char *bs_word_count(const bs_messages *messages, bs_signal signal, int64_t count)
{
    char base[64];
    char plural[72];
    const char *id = bs_signal_info_of(signal)->id;
    (void)snprintf(base, sizeof base, "count_%s", id);
    (void)snprintf(plural, sizeof plural, "%s_other", base);
    if (bs_text_exists(messages, plural)) {
        return bs_text_count(messages, base, (long)count);
    }
    char *number = bs_word_number(messages, (double)count, 0);
    char *text =
        bs_text_new(messages, "goal_level", bs_text_of(messages, "signal_", id), number, NULL);
    free(number);
    return text;
}

char *bs_word_leaving(const bs_messages *messages, const bs_leaving *leaving)
{
    char day[BS_DATE_TEXT];
    bs_date_format_short(day, messages, leaving->last);
    char *what = bs_word_count(messages, leaving->signal, leaving->count);
    char *needed = bs_word_number(messages, (double)leaving->needed, 0);
    char *loss = bs_text_new(messages, "leaving_by", what, day, NULL);
    char *makes_up = bs_text_new(messages, "leaving_needed", needed, NULL);
    char *text = bs_xasprintf("%s: %s", loss, makes_up);
    free(makes_up);
    free(loss);
    free(needed);
    free(what);
    return text;
}

char *bs_word_moved(const bs_messages *messages, const bs_why *why)
{
    bs_why_shown shown;
    bs_why_show(&shown, why);
    const bs_point from = {.kind = why->kind_from, .total = why->total_from};
    const bs_point to = {.kind = why->kind_to, .total = why->total_to};
    char *before = bs_word_day(messages, &from, BS_WORD_TOTAL);
    char *after = bs_word_day(messages, &to, BS_WORD_TOTAL);
    char *moved = bs_word_change(messages, shown.change);
    char *text = bs_text_new(messages, "cli_why_change", before, after, moved, NULL);
    free(moved);
    free(after);
    free(before);
    return text;
}

/* ---- one reason ---- */

static char *word_value(const bs_messages *messages, bs_signal signal, double number)
{
    const bs_value value = {.known = !isnan(number), .value = number, .bound = BS_EXACT};
    return bs_word_value(messages, signal, &value);
}

/* "$SIGNAL$: $FROM$ → $TO$" */
static char *word_levels(const bs_messages *messages, const bs_why_item *item)
{
    char *from = word_value(messages, item->signal, item->from);
    char *to = word_value(messages, item->signal, item->to);
    const char *signal = bs_text_of(messages, "signal_", bs_signal_info_of(item->signal)->id);
    char *text = bs_text_new(messages, "why_level", signal, from, to, NULL);
    free(from);
    free(to);
    return text;
}

/* The month's name if both days are in one month, else NULL. */
static const char *month_of(const bs_messages *messages, bs_day first, bs_day last)
{
    int years[2];
    int months[2];
    int day = 0;
    char key[32];
    bs_day_to_civil(first, &years[0], &months[0], &day);
    bs_day_to_civil(last, &years[1], &months[1], &day);
    (void)snprintf(key, sizeof key, "month_long_%02d", months[0]);
    return years[0] == years[1] && months[0] == months[1] ? bs_text(messages, key) : NULL;
}

static char *word_left(const bs_messages *messages, const bs_why_item *item)
{
    char *what = bs_word_count(messages, item->signal, item->count);
    const char *month = month_of(messages, item->first, item->last);
    bool one = item->count == 1;
    char *text = NULL;
    if (month != NULL) {
        text = bs_text_new(messages, one ? "why_left_month_one" : "why_left_month_other", what,
                           month, NULL);
    } else {
        char first[BS_DATE_TEXT];
        char last[BS_DATE_TEXT];
        bs_date_format(first, messages, item->first);
        bs_date_format(last, messages, item->last);
        text = bs_text_new(messages, one ? "why_left_days_one" : "why_left_days_other", what, first,
                           last, NULL);
    }
    free(what);
    return text;
}

char *bs_word_reason(const bs_messages *messages, const bs_why_item *item)
{
    if (item->signal == BS_SIGNAL_COUNT) {
        return bs_xstrdup(
            bs_text(messages, item->cause == BS_WHY_SMALL ? "why_small" : "why_rest"));
    }
    if (item->cause == BS_WHY_LEFT) {
        return word_left(messages, item);
    }
    if (item->count == 0) {
        return word_levels(messages, item);
    }
    char *what = bs_word_count(messages, item->signal, item->count);
    char *text = bs_text_new(messages, "why_done", what, NULL);
    free(what);
    return text;
}

/* ---- all of them ---- */

static void write_line(const bs_cli *cli, int indent, bs_ink ink, double change, const char *text)
{
    char *number = bs_word_change(&cli->text, change);
    bs_terminal_space(&cli->out, indent);
    bs_terminal_field(&cli->out, change < -0.05 ? BS_INK_DOWN : BS_INK_UP, number, CHANGE_WIDTH,
                      true);
    bs_terminal_space(&cli->out, 2);
    bs_terminal_wrap(&cli->out, ink, indent + CHANGE_WIDTH + 2, text);
    free(number);
}

static void write_pillar(const bs_cli *cli, const bs_why_shown *shown, bs_pillar pillar)
{
    bool any = false;
    const char *name = bs_word_pillar(&cli->text, pillar);
    for (size_t i = 0; i < shown->count; i++) {
        const bs_why_item *item = &shown->items[i];
        if (item->pillar != pillar) {
            continue;
        }
        if (!any && isnan(shown->pillars[pillar])) {
            bs_terminal_wrap(&cli->out, bs_ink_of_pillar(pillar), 0, name);
        } else if (!any) {
            write_line(cli, 0, bs_ink_of_pillar(pillar), shown->pillars[pillar], name);
        }
        any = true;
        const bs_ink ink = item->cause == BS_WHY_REST ? BS_INK_DIM : BS_INK_PLAIN;
        char *reason = bs_word_reason(&cli->text, item);
        write_line(cli, 2, ink, item->delta, reason);
        free(reason);
    }
}

void bs_why_text_write(const bs_cli *cli, const bs_why *why)
{
    bs_why_shown shown;
    bs_why_show(&shown, why);
    for (int p = 0; p < BS_PILLAR_COUNT; p++) {
        write_pillar(cli, &shown, (bs_pillar)p);
    }
    if (fabs(shown.rounding) > 0) {
        write_line(cli, 0, BS_INK_DIM, shown.rounding, bs_text(&cli->text, "why_rounding"));
    }
    if (shown.count == 0) {
        bs_say(cli, "why_nothing", NULL);
    }
    if (why->phone == BS_PHONE_YES) {
        bs_say(cli, "phone_note", NULL);
    }
}
