#include <math.h>

#include "bussola/core/why.h"

/** Smaller items are not shown. */
#define CHANGE_MIN 0.1

/** Orders acts by size, before small acts, before the unexplained rest. */
static bool comes_before(const bs_why_item *a, const bs_why_item *b)
{
    static const int places[] = {
        [BS_WHY_DONE] = 0, [BS_WHY_LEFT] = 0, [BS_WHY_SMALL] = 1, [BS_WHY_REST] = 2};
    const int order = places[a->cause] - places[b->cause];
    return order != 0 ? order < 0 : fabs(a->delta) > fabs(b->delta);
}

/** Inserts an item in order (stable); drops it below CHANGE_MIN. */
static void add(bs_why_item *items, size_t *count, bs_why_item item)
{
    if (!(fabs(item.delta) >= CHANGE_MIN)) {
        return;
    }
    size_t at = (*count)++;
    for (; at > 0 && comes_before(&item, &items[at - 1]); at--) {
        items[at] = items[at - 1];
    }
    items[at] = item;
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

static void add_row(bs_why_item *items, size_t *count, const bs_why_row *row)
{
    bs_why_item done = item_of(row, BS_WHY_DONE, row->done_points);
    done.count = row->done;
    add(items, count, done);

    bs_why_item left = item_of(row, BS_WHY_LEFT, row->left_points);
    left.count = row->left;
    left.first = row->left_first;
    left.last = row->left_last;
    add(items, count, left);
}

/** Sum of a pillar's changes that have no item. */
static double small_of(const bs_why *why, const bs_why_item *items, size_t count, bs_pillar pillar)
{
    double small = why->pillars[pillar].signals;
    for (size_t i = 0; i < count; i++) {
        small -= items[i].pillar == pillar ? items[i].delta : 0;
    }
    return small;
}

static void add_others(bs_why_item *items, size_t *count, const bs_why *why)
{
    double small[BS_PILLAR_COUNT];
    for (size_t p = 0; p < BS_PILLAR_COUNT; p++) {
        small[p] = small_of(why, items, *count, (bs_pillar)p);
    }
    for (size_t p = 0; p < BS_PILLAR_COUNT; p++) {
        const bs_why_row none = {
            .signal = BS_SIGNAL_COUNT, .pillar = (bs_pillar)p, .from = NAN, .to = NAN};
        add(items, count, item_of(&none, BS_WHY_SMALL, small[p]));
        add(items, count, item_of(&none, BS_WHY_REST, why->pillars[p].rest));
    }
}

size_t bs_why_items(bs_why_item items[BS_WHY_ITEMS_MAX], const bs_why *why)
{
    size_t count = 0;
    for (size_t i = 0; i < why->row_count; i++) {
        add_row(items, &count, &why->rows[i]);
    }
    add_others(items, &count, why);
    return count;
}
