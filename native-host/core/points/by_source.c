#include "bussola/core/by_source.h"

#include <string.h>

#include "core/facts/search.h"
#include "standing.h"
#include "timeline_parts.h"

/* The evidence of one signal. */
typedef struct source_share {
    bs_signal signal;
    const bs_gauge *gauges;
    size_t gauge_count;
    const bs_tally *tallies;
    size_t tally_count;
    const bs_cover *covers;
    size_t cover_count;
    bs_moment at;
    bs_day from, to; /* the window, both included */
} source_share;

static void note_seen(bs_source_figure *figure, bs_moment seen)
{
    if (!figure->known || seen.seconds > figure->seen.seconds) {
        figure->seen = seen;
    }
    figure->known = true;
}

/* ---- the signal's share of the evidence, which is sorted by signal ---- */

/* Index of the signal's first item; `*count` becomes the number of items. */
static size_t find_items(size_t *count, const void *items, size_t size, bs_signal signal)
{
    const size_t first = bs_evidence_find(items, *count, size, (int)signal);
    *count = bs_evidence_find(items, *count, size, (int)signal + 1) - first;
    return first;
}

static source_share share_of(const bs_timeline *timeline, bs_signal signal, bs_moment at)
{
    const bs_evidence *evidence = timeline->evidence;
    source_share share = {.signal = signal,
                          .gauge_count = evidence->gauge_count,
                          .tally_count = evidence->tally_count,
                          .cover_count = evidence->cover_count,
                          .at = at,
                          .from = bs_moment_day(at) - timeline->model->window_days + 1,
                          .to = bs_moment_day(at)};
    const size_t gauge = find_items(&share.gauge_count, evidence->gauges, sizeof(bs_gauge), signal);
    const size_t tally =
        find_items(&share.tally_count, evidence->tallies, sizeof(bs_tally), signal);
    const size_t cover = find_items(&share.cover_count, evidence->covers, sizeof(bs_cover), signal);
    /* Without items the array may be NULL. */
    share.gauges = share.gauge_count > 0 ? &evidence->gauges[gauge] : NULL;
    share.tallies = share.tally_count > 0 ? &evidence->tallies[tally] : NULL;
    share.covers = share.cover_count > 0 ? &evidence->covers[cover] : NULL;
    return share;
}

/* ---- gauges: the last reading of each source ---- */

static void read_gauges(bs_source_figure figures[BS_SOURCE_COUNT], const source_share *share)
{
    for (size_t i = 0; i < share->gauge_count; i++) {
        const bs_gauge *gauge = &share->gauges[i];
        if (gauge->at.seconds <= share->at.seconds) {
            bs_source_figure *figure = &figures[gauge->source];
            figure->value = gauge->value;
            figure->bound = gauge->bound;
            note_seen(figure, gauge->seen);
        }
    }
}

/* "At least 500" and 730 agree; approximate values agree with everything. */
static bool gauges_differ(const bs_source_figure *one, const bs_source_figure *other)
{
    if (one->bound == BS_APPROXIMATE || other->bound == BS_APPROXIMATE) {
        return false;
    }
    if (one->bound == BS_AT_LEAST || other->bound == BS_AT_LEAST) {
        const bs_source_figure *least = one->bound == BS_AT_LEAST ? one : other;
        const bs_source_figure *exact = least == one ? other : one;
        return exact->bound == BS_EXACT && exact->value < least->value;
    }
    return one->value != other->value;
}

static void compare_gauges(bs_source_figure figures[BS_SOURCE_COUNT])
{
    for (int one = 0; one < BS_SOURCE_COUNT; one++) {
        for (int other = 0; other < BS_SOURCE_COUNT; other++) {
            figures[one].differs[other] = one != other && figures[one].known &&
                                          figures[other].known &&
                                          gauges_differ(&figures[one], &figures[other]);
        }
    }
}

/* ---- tallies: each source's sum over the days it covers ---- */

/* The sources that cover a day, as a bit set. */
static unsigned covering(const source_share *share, bs_day day)
{
    unsigned sources = 0;
    for (size_t i = 0; i < share->cover_count; i++) {
        const bs_cover *cover = &share->covers[i];
        sources |= cover->from <= day && day <= cover->to ? 1U << cover->source : 0;
    }
    return sources;
}

static void read_covers(bs_source_figure figures[BS_SOURCE_COUNT], const source_share *share)
{
    for (size_t i = 0; i < share->cover_count; i++) {
        const bs_cover *cover = &share->covers[i];
        bs_day from = cover->from > share->from ? cover->from : share->from;
        bs_day to = cover->to < share->to ? cover->to : share->to;
        if (from <= to) {
            figures[cover->source].days += to - from + 1;
            note_seen(&figures[cover->source], cover->seen);
        }
    }
}

/* A lower bound does not contradict a larger sum. */
static bool sums_differ(const bs_source_figure *less, int64_t few, int64_t many)
{
    return few < many && less->bound != BS_AT_LEAST;
}

/*
 * Two sources differ if they counted the same days with different sums. A source that dates an act
 * by its post puts some acts on earlier, not shared days, so it differs only if it has more.
 */
static bool tallies_differ(const source_share *share,
                           const bs_source_figure figures[BS_SOURCE_COUNT], int one, int other,
                           int64_t shared[BS_SOURCE_COUNT][BS_SOURCE_COUNT])
{
    const bool one_by_post = bs_source_by_post(share->signal, (bs_source)one);
    const bool other_by_post = bs_source_by_post(share->signal, (bs_source)other);
    const int64_t a = shared[one][other];
    const int64_t b = shared[other][one];
    if (one_by_post != other_by_post) {
        const bs_source_figure *by_post = &figures[one_by_post ? one : other];
        const bs_source_figure *by_act = &figures[one_by_post ? other : one];
        return (a > 0 || b > 0) && sums_differ(by_act, by_act->value, by_post->value);
    }
    return sums_differ(&figures[one], a, b) || sums_differ(&figures[other], b, a);
}

static bool is_earlier(const void *tally, const void *day)
{
    const bs_tally *counted = tally;
    const bs_day *from = day;
    return counted->day < *from;
}

/* Index of the first count of the window. */
static size_t first_in_window(const source_share *share)
{
    return bs_search(share->tallies, share->tally_count, sizeof *share->tallies, is_earlier,
                     &share->from);
}

static void read_tallies(bs_source_figure figures[BS_SOURCE_COUNT], const source_share *share)
{
    int64_t shared[BS_SOURCE_COUNT][BS_SOURCE_COUNT] = {{0}};
    bs_day day = BS_DAY_NONE;
    unsigned sources = 0;
    for (size_t i = first_in_window(share); i < share->tally_count; i++) {
        const bs_tally *tally = &share->tallies[i];
        if (tally->day > share->to) {
            break;
        }
        bs_source_figure *figure = &figures[tally->source];
        figure->value += tally->count;
        figure->bound = tally->bound > figure->bound ? tally->bound : figure->bound;
        note_seen(figure, tally->seen);
        sources = tally->day == day ? sources : covering(share, tally->day);
        day = tally->day;
        const int64_t count = (sources >> tally->source & 1U) != 0 ? tally->count : 0;
        for (int other = 0; other < BS_SOURCE_COUNT; other++) {
            shared[tally->source][other] += (sources >> other & 1U) != 0 ? count : 0;
        }
    }
    for (int one = 0; one < BS_SOURCE_COUNT; one++) {
        for (int other = 0; other < BS_SOURCE_COUNT; other++) {
            figures[one].differs[other] = tallies_differ(share, figures, one, other, shared);
        }
    }
}

size_t bs_by_source(bs_source_figure figures[BS_SOURCE_COUNT], const bs_timeline *timeline,
                    bs_signal signal, bs_moment at)
{
    const source_share share = share_of(timeline, signal, at);
    size_t known = 0;
    memset(figures, 0, BS_SOURCE_COUNT * sizeof figures[0]);
    if (bs_signal_info_of(signal)->kind == BS_KIND_TALLY) {
        read_covers(figures, &share);
        read_tallies(figures, &share);
    } else {
        read_gauges(figures, &share);
        compare_gauges(figures);
    }
    for (int source = 0; source < BS_SOURCE_COUNT; source++) {
        known += figures[source].known ? 1 : 0;
    }
    return known;
}
