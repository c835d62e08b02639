#include "why_sentence.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/output/xmalloc.h"
#include "cli/text/format.h"
#include "cli/text/why_text.h"

/** Acts named in the sentence; the rows below name the others. */
#define ACTS_MAX 3
/** Levels named in the sentence. */
#define LEVELS_MAX 3

/** The items, merged over the pillars of a signal. */
typedef struct reasons {
    double change; /**< as shown */
    bs_why_item items[BS_WHY_ITEMS_MAX];
    size_t count;
} reasons;

static bs_why_item *same_cause(reasons *found, const bs_why_item *item)
{
    for (size_t i = 0; i < found->count; i++) {
        if (found->items[i].cause == item->cause && found->items[i].signal == item->signal) {
            return &found->items[i];
        }
    }
    return NULL;
}

static int compare_deltas(const void *left, const void *right)
{
    const double a = fabs(((const bs_why_item *)left)->delta);
    const double b = fabs(((const bs_why_item *)right)->delta);
    return (a < b) - (a > b);
}

/** Collects the reasons, the largest first. */
static void find_reasons(reasons *found, const bs_why *why)
{
    bs_why_shown shown;
    bs_why_show(&shown, why);
    found->change = shown.change;
    found->count = 0;
    for (size_t i = 0; i < shown.count; i++) {
        bs_why_item *known = same_cause(found, &shown.items[i]);
        if (known != NULL) {
            known->delta += shown.items[i].delta;
        } else {
            found->items[found->count++] = shown.items[i];
        }
    }
    qsort(found->items, found->count, sizeof found->items[0], compare_deltas);
}

/** Joins and frees both texts. */
static char *joined(char *before, char *text, const char *between)
{
    if (before == NULL) {
        return text;
    }
    char *both = bs_xasprintf("%s%s%s", before, between, text);
    free(before);
    free(text);
    return both;
}

/** The acts, worded by `did_<signal>`, as a list; NULL without any. */
static char *word_acts(const bs_messages *messages, const reasons *found)
{
    char *acts[ACTS_MAX];
    size_t count = 0;
    for (size_t i = 0; i < found->count && count < ACTS_MAX; i++) {
        const bs_why_item *item = &found->items[i];
        char key[64];
        if (item->cause == BS_WHY_DONE && item->count > 0) {
            (void)snprintf(key, sizeof key, "did_%s", bs_signal_info_of(item->signal)->id);
            acts[count++] = bs_text_count(messages, key, (long)item->count);
        }
    }
    char *list = NULL;
    for (size_t i = 0; i + 1 < count; i++) {
        list = joined(list, acts[i], ", ");
    }
    if (count < 2) {
        return count == 0 ? NULL : acts[0];
    }
    char *all = bs_text_new(messages, "why_and", list, acts[count - 1], NULL);
    free(list);
    free(acts[count - 1]);
    return all;
}

/** The direction of the change, with the acts. */
static char *word_lead(const bs_messages *messages, const bs_why *why, const reasons *found)
{
    char key[32];
    char *acts = word_acts(messages, found);
    char *points = bs_word_number(messages, fabs(found->change), 0);
    (void)snprintf(key, sizeof key, "why_%s%s", bs_turn_id(bs_why_turn(why)),
                   acts == NULL ? "" : "_acts");
    char *text = bs_why_turn(why) == BS_TURN_STEADY
                     ? bs_text_new(messages, key, acts, NULL)
                     : bs_text_new(messages, key, points, acts, NULL);
    free(points);
    free(acts);
    return text;
}

/** The greatest loss by acts that left the window. */
static char *word_left(const bs_messages *messages, const reasons *found)
{
    for (size_t i = 0; i < found->count; i++) {
        if (found->items[i].cause == BS_WHY_LEFT) {
            char *row = bs_word_reason(messages, &found->items[i]);
            char *text = bs_text_new(messages, "why_sentence", row, NULL);
            free(row);
            return text;
        }
    }
    return NULL;
}

static char *word_levels(const bs_messages *messages, const reasons *found)
{
    char *names = NULL;
    size_t count = 0;
    for (size_t i = 0; i < found->count && count < LEVELS_MAX; i++) {
        const bs_why_item *item = &found->items[i];
        if (item->cause == BS_WHY_DONE && item->count == 0) {
            const char *id = bs_signal_info_of(item->signal)->id;
            names = joined(names, bs_xstrdup(bs_text_of(messages, "signal_", id)), ", ");
            count++;
        }
    }
    char *text = names == NULL ? NULL : bs_text_new(messages, "why_levels", names, NULL);
    free(names);
    return text;
}

/** A note if at least half of the change is unexplained. */
static char *word_rest(const bs_messages *messages, const bs_why *why, const reasons *found)
{
    for (size_t i = 0; i < found->count; i++) {
        if (found->items[i].cause == BS_WHY_REST && bs_why_turn(why) != BS_TURN_STEADY &&
            found->items[i].delta * 2 / found->change >= 1) {
            return bs_xstrdup(bs_text(messages, "why_mostly_rest"));
        }
    }
    return NULL;
}

static char *word_correction(const bs_messages *messages, const bs_why *why)
{
    char day[BS_DATE_TEXT];
    if (why->corrected.day == BS_DAY_NONE) {
        return NULL;
    }
    bs_date_format(day, messages, why->corrected.day);
    char *points = bs_word_number(messages, fabs(why->corrected.points), 0);
    char *text = bs_text_new(messages, why->corrected.points < 0 ? "why_too_high" : "why_too_low",
                             points, day, NULL);
    free(points);
    return text;
}

char *bs_word_redrawn(const bs_messages *messages, const bs_why *why)
{
    char day[BS_DATE_TEXT];
    if (why->redrawn.day == BS_DAY_NONE) {
        return NULL;
    }
    bs_date_format(day, messages, why->redrawn.day);
    char key[48];
    (void)snprintf(key, sizeof key, "why_redrawn_%s", bs_correction_cause_id(why->redrawn.cause));
    char *points = bs_word_change_of(messages, why->redrawn.points, 0);
    char *text = bs_text_new(messages, key, day, points, NULL);
    free(points);
    return text;
}

/** Moves of LinkedIn's averages. */
static char *word_moves(const bs_messages *messages, const bs_why *why)
{
    char *text = NULL;
    for (size_t i = 0; i < why->move_count; i++) {
        char *move = bs_word_group_move(messages, &why->moves[i]);
        text = joined(text, bs_text_new(messages, "why_sentence", move, NULL), " ");
        free(move);
    }
    return text;
}

char *bs_word_why(const bs_messages *messages, const bs_why *why)
{
    reasons found;
    find_reasons(&found, why);
    char *sentences[] = {
        word_lead(messages, why, &found), word_left(messages, &found),
        word_levels(messages, &found),    word_rest(messages, why, &found),
        word_correction(messages, why),   bs_word_redrawn(messages, why),
        word_moves(messages, why),
    };
    char *text = NULL;
    for (size_t i = 0; i < sizeof sentences / sizeof *sentences; i++) {
        text = sentences[i] == NULL ? text : joined(text, sentences[i], " ");
    }
    return text;
}
