#include <math.h>

#include "bussola/why.h"

/** Less is not shown as a change. */
#define CHANGE_MIN 0.05

const char *bs_why_cause_id(bs_why_cause cause)
{
    static const char *const ids[] = {
        [BS_WHY_DONE] = "done",
        [BS_WHY_LEFT] = "left",
        [BS_WHY_SEEN] = "seen",
        [BS_WHY_REST] = "rest",
    };
    return ids[cause];
}

static double weight(const bs_why_item *item)
{
    return fmax(fabs(item->delta), fabs(item->worth));
}

/** Puts an item in its place, the largest first; equals in the order they came. */
static void add(bs_why_item *items, size_t *count, bs_why_item item)
{
    if (weight(&item) < CHANGE_MIN) {
        return;
    }
    size_t at = (*count)++;
    for (; at > 0 && weight(&items[at - 1]) < weight(&item); at--) {
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
        .worth = delta,
        .first = BS_DAY_NONE,
        .last = BS_DAY_NONE,
        .from = row->from,
        .to = row->to,
    };
}

static void add_row(bs_why_item *items, size_t *count, const bs_why_row *row)
{
    bs_why_item done =
        item_of(row, row->projected ? BS_WHY_REST : BS_WHY_DONE, row->points - row->left_points);
    done.count = row->projected ? 0 : row->done;
    add(items, count, done);

    bs_why_item left = item_of(row, BS_WHY_LEFT, row->left_points);
    left.count = row->left;
    left.first = row->left_first;
    left.last = row->left_last;
    add(items, count, left);

    bs_why_item seen = item_of(row, BS_WHY_SEEN, row->seen_shown);
    seen.worth = row->seen_points;
    add(items, count, seen);
}

size_t bs_why_items(bs_why_item items[BS_WHY_ITEMS_MAX], const bs_why *why)
{
    size_t count = 0;
    for (size_t i = 0; i < why->row_count; i++) {
        add_row(items, &count, &why->rows[i]);
    }
    for (size_t p = 0; p < BS_PILLAR_COUNT; p++) {
        double rest = why->pillars[p].rest;
        if (!isnan(rest)) {
            const bs_why_row nothing = {
                .signal = BS_SIGNAL_COUNT, .pillar = (bs_pillar)p, .from = NAN, .to = NAN};
            add(items, &count, item_of(&nothing, BS_WHY_REST, rest));
        }
    }
    return count;
}
