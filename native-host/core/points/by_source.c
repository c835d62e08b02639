#include "bussola/core/by_source.h"

#include <string.h>

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

typedef bs_signal (*signal_at)(const bs_evidence *evidence, size_t index);

static bs_signal gauge_at(const bs_evidence *evidence, size_t index)
{
    return evidence->gauges[index].signal;
}

static bs_signal tally_at(const bs_evidence *evidence, size_t index)
{
    return evidence->tallies[index].signal;
}

static bs_signal cover_at(const bs_evidence *evidence, size_t index)
{
    return evidence->covers[index].signal;
}

/* First index with a signal not below `signal`. */
static size_t first_of(const bs_evidence *evidence, signal_at of, size_t count, int signal)
{
    size_t low = 0;
    size_t high = count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if ((int)of(evidence, middle) < signal) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low;
}

/* Index of the signal's first item; `*count` becomes the number of items. */
static size_t find_items(size_t *count, const bs_evidence *evidence, signal_at of, bs_signal signal)
{
    const size_t first = first_of(evidence, of, *count, (int)signal);
    *count = first_of(evidence, of, *count, (int)signal + 1) - first;
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
    const size_t gauge = find_items(&share.gauge_count, evidence, gauge_at, signal);
    const size_t tally = find_items(&share.tally_count, evidence, tally_at, signal);
    const size_t cover = find_items(&share.cover_count, evidence, cover_at, signal);
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

static bool covers(const source_share *share, bs_source source, bs_day day)
{
    for (size_t i = 0; i < share->cover_count; i++) {
        const bs_cover *cover = &share->covers[i];
        if (cover->source == source && cover->from <= day && day <= cover->to) {
            return true;
        }
    }
    return false;
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

static void read_tallies(bs_source_figure figures[BS_SOURCE_COUNT], const source_share *share)
{
    int64_t shared[BS_SOURCE_COUNT][BS_SOURCE_COUNT] = {{0}};
    for (size_t i = 0; i < share->tally_count; i++) {
        const bs_tally *tally = &share->tallies[i];
        if (tally->day < share->from || tally->day > share->to) {
            continue;
        }
        bs_source_figure *figure = &figures[tally->source];
        figure->value += tally->count;
        figure->bound = tally->bound > figure->bound ? tally->bound : figure->bound;
        note_seen(figure, tally->seen);
        for (int other = 0; other < BS_SOURCE_COUNT; other++) {
            if (covers(share, tally->source, tally->day) &&
                covers(share, (bs_source)other, tally->day)) {
                shared[tally->source][other] += tally->count;
            }
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
