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
static void insert(bs_why_told *told, bs_why_item item)
{
    size_t at = told->count++;
    for (; at > 0 && comes_before(&item, &told->items[at - 1]); at--) {
        told->items[at] = told->items[at - 1];
    }
    told->items[at] = item;
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

static void add_row(bs_why_told *told, const bs_why_row *row)
{
    bs_why_item done = item_of(row, BS_WHY_DONE, row->done_points);
    bs_why_item left = item_of(row, BS_WHY_LEFT, row->left_points);
    done.count = row->done;
    left.count = row->left;
    left.first = row->left_first;
    left.last = row->left_last;
    if (fabs(done.delta) >= BS_CHANGE_MIN) {
        insert(told, done);
    }
    if (fabs(left.delta) >= BS_CHANGE_MIN) {
        insert(told, left);
    }
}

/** Adds what has no item yet: the unexplained rest, and all that is too small. */
static void add_others(bs_why_told *told, const bs_why *why, bs_pillar pillar)
{
    const bs_why_row none = {.signal = BS_SIGNAL_COUNT, .pillar = pillar, .from = NAN, .to = NAN};
    double small = why->pillars[pillar].signals;
    for (size_t i = 0; i < told->count; i++) {
        small -= told->items[i].pillar == pillar ? told->items[i].delta : 0;
    }
    const double rest = why->pillars[pillar].rest;
    if (fabs(rest) >= BS_CHANGE_MIN) {
        insert(told, item_of(&none, BS_WHY_REST, rest));
    } else if (!isnan(rest)) {
        small += rest;
    }
    insert(told, item_of(&none, BS_WHY_SMALL, small));
}

/** The pillars' changes and LinkedIn's rounding, in tenths that add up to the change shown. */
static void round_changes(bs_why_told *told, const bs_why *why)
{
    double changes[BS_PILLAR_COUNT + 1];
    long tenths[BS_PILLAR_COUNT + 1];
    for (size_t p = 0; p < BS_PILLAR_COUNT; p++) {
        changes[p] = why->pillars[p].change;
    }
    changes[BS_PILLAR_COUNT] = why->rounding;
    const long change = bs_tenths(why->total_to) - bs_tenths(why->total_from);
    bs_tenths_share(tenths, changes, BS_PILLAR_COUNT + 1, change);
    told->change = (double)change / 10;
    for (size_t p = 0; p < BS_PILLAR_COUNT; p++) {
        told->pillars[p] = (double)tenths[p] / 10;
    }
    told->rounding = (double)tenths[BS_PILLAR_COUNT] / 10;
}

/** A pillar's items in tenths that add up to its change, or to their own sum while that is unknown.
 */
static void round_items(bs_why_told *told, bs_pillar pillar)
{
    bs_why_item *items[BS_WHY_ITEMS_MAX];
    double deltas[BS_WHY_ITEMS_MAX];
    long tenths[BS_WHY_ITEMS_MAX];
    size_t count = 0;
    double sum = 0;
    for (size_t i = 0; i < told->count; i++) {
        if (told->items[i].pillar == pillar) {
            items[count] = &told->items[i];
            deltas[count] = told->items[i].delta;
            sum += deltas[count++];
        }
    }
    const double change = told->pillars[pillar];
    bs_tenths_share(tenths, deltas, count, bs_tenths(isnan(change) ? sum : change));
    for (size_t i = 0; i < count; i++) {
        items[i]->delta = (double)tenths[i] / 10;
    }
}

static void drop_zeros(bs_why_told *told)
{
    size_t kept = 0;
    for (size_t i = 0; i < told->count; i++) {
        if (fabs(told->items[i].delta) >= BS_CHANGE_MIN / 2) {
            told->items[kept++] = told->items[i];
        }
    }
    told->count = kept;
}

void bs_why_tell(bs_why_told *told, const bs_why *why)
{
    memset(told, 0, sizeof *told);
    for (size_t i = 0; i < why->row_count; i++) {
        add_row(told, &why->rows[i]);
    }
    for (int p = 0; p < BS_PILLAR_COUNT; p++) {
        add_others(told, why, (bs_pillar)p);
        told->pillars[p] = NAN;
    }
    told->change = NAN;
    if (!isnan(why->rounding)) {
        round_changes(told, why);
    }
    for (int p = 0; p < BS_PILLAR_COUNT; p++) {
        round_items(told, (bs_pillar)p);
    }
    drop_zeros(told);
}
