#include <math.h>
#include <string.h>

#include "bussola/core/why.h"
#include "core/facts/tenths.h"

/** Orders acts by size, before small acts, before the unexplained rest. */
static bool comes_before(const bs_why_item *a, const bs_why_item *b)
{
    static const int places[] = {
        [BS_WHY_DONE] = 0, [BS_WHY_LEFT] = 0, [BS_WHY_SMALL] = 1, [BS_WHY_REST] = 2};
    const int order = places[a->cause] - places[b->cause];
    return order != 0 ? order < 0 : fabs(a->delta) > fabs(b->delta);
}

/** Inserts an item in order (stable). */
static void insert(bs_why_shown *shown, bs_why_item item)
{
    size_t at = shown->count++;
    for (; at > 0 && comes_before(&item, &shown->items[at - 1]); at--) {
        shown->items[at] = shown->items[at - 1];
    }
    shown->items[at] = item;
}

static bs_why_item item_of(const bs_why_row *row, bs_why_cause cause, double delta)
{
    return (bs_why_item){
        .cause = cause,
        .signal = row->signal,
        .pillar = row->pillar,
        .delta = delta,
        .first = BS_DAY_NONE,
        .last = BS_DAY_NONE,
        .from = row->from,
        .to = row->to,
    };
}

static void add_row(bs_why_shown *shown, const bs_why_row *row)
{
    bs_why_item done = item_of(row, BS_WHY_DONE, row->done_points);
    bs_why_item left = item_of(row, BS_WHY_LEFT, row->left_points);
    done.count = row->done;
    left.count = row->left;
    left.first = row->left_first;
    left.last = row->left_last;
    if (fabs(done.delta) >= BS_CHANGE_MIN) {
        insert(shown, done);
    }
    if (fabs(left.delta) >= BS_CHANGE_MIN) {
        insert(shown, left);
    }
}

/** Adds what has no item yet: the unexplained rest, and all that is too small. */
static void add_others(bs_why_shown *shown, const bs_why *why, bs_pillar pillar)
{
    const bs_why_row none = {.signal = BS_SIGNAL_COUNT, .pillar = pillar, .from = NAN, .to = NAN};
    double small = why->pillars[pillar].signals;
    for (size_t i = 0; i < shown->count; i++) {
        small -= shown->items[i].pillar == pillar ? shown->items[i].delta : 0;
    }
    const double rest = why->pillars[pillar].rest;
    if (fabs(rest) >= BS_CHANGE_MIN) {
        insert(shown, item_of(&none, BS_WHY_REST, rest));
    } else if (!isnan(rest)) {
        small += rest;
    }
    insert(shown, item_of(&none, BS_WHY_SMALL, small));
}

/** The pillars' changes and LinkedIn's rounding, in tenths that add up to the change shown. */
static void round_changes(bs_why_shown *shown, const bs_why *why)
{
    double changes[BS_PILLAR_COUNT + 1];
    long tenths[BS_PILLAR_COUNT + 1];
    for (size_t p = 0; p < BS_PILLAR_COUNT; p++) {
        changes[p] = why->pillars[p].change;
    }
    changes[BS_PILLAR_COUNT] = why->rounding;
    shown->change = bs_tenths_change(why->total_from, why->total_to);
    bs_tenths_share(tenths, changes, BS_PILLAR_COUNT + 1, bs_tenths(shown->change));
    for (size_t p = 0; p < BS_PILLAR_COUNT; p++) {
        shown->pillars[p] = (double)tenths[p] / 10;
    }
    shown->rounding = (double)tenths[BS_PILLAR_COUNT] / 10;
}

/** A pillar's items in tenths that add up to its change, or to their own sum while that is unknown.
 */
static void round_items(bs_why_shown *shown, bs_pillar pillar)
{
    bs_why_item *items[BS_WHY_ITEMS_MAX];
    double deltas[BS_WHY_ITEMS_MAX];
    long tenths[BS_WHY_ITEMS_MAX];
    size_t count = 0;
    double sum = 0;
    for (size_t i = 0; i < shown->count; i++) {
        if (shown->items[i].pillar == pillar) {
            items[count] = &shown->items[i];
            deltas[count] = shown->items[i].delta;
            sum += deltas[count++];
        }
    }
    const double change = shown->pillars[pillar];
    bs_tenths_share(tenths, deltas, count, bs_tenths(isnan(change) ? sum : change));
    for (size_t i = 0; i < count; i++) {
        items[i]->delta = (double)tenths[i] / 10;
    }
}

static void drop_zeros(bs_why_shown *shown)
{
    size_t kept = 0;
    for (size_t i = 0; i < shown->count; i++) {
        if (fabs(shown->items[i].delta) >= BS_CHANGE_MIN / 2) {
            shown->items[kept++] = shown->items[i];
        }
    }
    shown->count = kept;
}

void bs_why_show(bs_why_shown *shown, const bs_why *why)
{
    memset(shown, 0, sizeof *shown);
    for (size_t i = 0; i < why->row_count; i++) {
        add_row(shown, &why->rows[i]);
    }
    for (int p = 0; p < BS_PILLAR_COUNT; p++) {
        add_others(shown, why, (bs_pillar)p);
        shown->pillars[p] = NAN;
    }
    shown->change = NAN;
    if (!isnan(why->rounding)) {
        round_changes(shown, why);
    }
    for (int p = 0; p < BS_PILLAR_COUNT; p++) {
        round_items(shown, (bs_pillar)p);
    }
    drop_zeros(shown);
}
