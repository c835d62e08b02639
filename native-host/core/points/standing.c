#include "standing.h"

#include <stdlib.h>
#include <string.h>

/** How completely a source knows a signal's acts, and how it dates them. */
typedef enum knowledge {
    NONE,    /**< no acts */
    SOME,    /**< some acts, dated by the act */
    BY_POST, /**< some acts, dated by the post they refer to */
    ALL,     /**< all acts, dated by the act: replaces the other sources */
} knowledge;

/** Complete sources, the preferred one first. */
static const bs_source ranked[] = {BS_FROM_ARCHIVE, BS_FROM_API};
enum { RANKED = sizeof ranked / sizeof ranked[0] };

/** In the order of bs_source: page, typed, events, archive, API. */
static const knowledge table[BS_SIGNAL_COUNT][BS_SOURCE_COUNT] = {
    [BS_POSTS] = {SOME, SOME, SOME, ALL, ALL},
    [BS_COMMENTS] = {SOME, SOME, SOME, ALL, ALL},
    [BS_REACTIONS] = {BY_POST, SOME, SOME, ALL, ALL},
    [BS_REPOSTS] = {BY_POST, SOME, SOME, ALL, ALL},
    [BS_VOTES] = {SOME, SOME, SOME, ALL, ALL},
    [BS_NEW_CONNECTIONS] = {SOME, SOME, SOME, ALL, ALL},
    [BS_INVITATIONS_SENT] = {SOME, SOME, SOME, ALL, ALL},
    [BS_INVITATIONS_ACCEPTED] = {SOME, SOME, SOME, ALL, ALL},
    [BS_MESSAGES_SENT] = {SOME, SOME, SOME, ALL, ALL},
    [BS_THREADS_STARTED] = {SOME, SOME, SOME, ALL, ALL},
    [BS_THREADS_ANSWERED] = {SOME, SOME, SOME, ALL, ALL},
    [BS_INMAILS_SENT] = {SOME, SOME, SOME, ALL, ALL},
    [BS_INMAIL_REPLIES] = {SOME, SOME, SOME, ALL, ALL},
    [BS_PEOPLE_SEARCHES] = {SOME, SOME, SOME, ALL, ALL},
    /* A sign-in lasts for weeks. */
    [BS_DAYS_ACTIVE] = {SOME, SOME, SOME, SOME, SOME},
    /* Missing in archives. */
    [BS_PROFILES_VIEWED] = {SOME, SOME, SOME, NONE, NONE},
    [BS_ADVANCED_SEARCHES] = {SOME, SOME, SOME, NONE, NONE},
    [BS_ENGAGEMENT_RECEIVED] = {SOME, SOME, SOME, NONE, NONE},
};

bool bs_standing_complete(bs_signal signal, bs_source source)
{
    return table[signal][source] == ALL;
}

bool bs_source_by_post(bs_signal signal, bs_source source)
{
    return table[signal][source] == BY_POST;
}

/** State while building a track. Arrays have one item per day of the track. */
typedef struct builder {
    bs_tally_track *track;
    bs_signal signal;
    uint8_t *whole; /**< bit set of the complete sources of the day */
    size_t *post;   /**< as `standing`: the page's counts, if it dates acts differently */
    bool apart;     /**< the page was read in another time zone than counts nearby */
    int16_t offset[BS_SOURCE_COUNT]; /**< UTC offset of each source's latest count */
} builder;

/** The tally with a number of `standing`. */
static const bs_tally *tally_of(const builder *b, size_t number)
{
    return number == 0 ? NULL : &b->track->tallies[number - 1];
}

/**
 * True if `challenger` replaces `standing` for a day: the larger count; of equal ones the exact
 * one, then the one seen last.
 */
static bool stands_over(const bs_tally *challenger, const bs_tally *standing)
{
    if (standing == NULL || challenger->count != standing->count) {
        return standing == NULL || challenger->count > standing->count;
    }
    bool exact = challenger->bound == BS_EXACT;
    if (exact != (standing->bound == BS_EXACT)) {
        return exact;
    }
    return bs_moment_compare(challenger->seen, standing->seen) > 0;
}

static bs_day clip_day(bs_day day)
{
    return day < 0 ? 0 : day > BS_DAY_LAST ? BS_DAY_LAST : day;
}

/** A cover's days as indexes; returns false for another source. */
static bool span_of(size_t *from, size_t *to, const builder *b, const bs_cover *cover,
                    bs_source source)
{
    *from = (size_t)(clip_day(cover->from) - b->track->first);
    *to = (size_t)(clip_day(cover->to) - b->track->first);
    return cover->source == source;
}

/**
 * A list with undated acts may lack them on any day up to `tally`. Unmarks these days, except those
 * up to `whole`, the last day before it with an exact count.
 */
static void unmark_partial(builder *b, const bs_tally *tally, bs_day whole)
{
    const bs_day far = tally->day - BS_PARTIAL_DAYS + 1;
    const bs_day from = whole != BS_DAY_NONE && whole >= far ? whole + 1 : far;
    for (bs_day day = from > b->track->first ? from : b->track->first; day <= tally->day; day++) {
        b->whole[bs_track_index(b->track->first, b->track->days - 1, day)] &=
            (uint8_t) ~(1U << tally->source);
    }
}

/** The preferred complete source of a day; at least one bit must be set. */
static bs_source best_of(unsigned whole)
{
    size_t rank = 0;
    while (rank + 1 < RANKED && (whole >> ranked[rank] & 1U) == 0) {
        rank++;
    }
    return ranked[rank];
}

/** The offsets of one time zone differ by at most an hour. */
static bool other_zone(int16_t a, int16_t b)
{
    return a - b > BS_SUMMER_MINUTES || b - a > BS_SUMMER_MINUTES;
}

/** True if the page was read in another time zone than a count of the same or the next day. */
static bool is_apart(const bs_tally *tallies, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        for (size_t k = i + 1; k < count && tallies[k].day <= tallies[i].day + 1; k++) {
            const bool one_is_page =
                (tallies[i].source == BS_FROM_PAGE) != (tallies[k].source == BS_FROM_PAGE);
            if (one_is_page &&
                other_zone(tallies[i].seen.offset_minutes, tallies[k].seen.offset_minutes)) {
                return true;
            }
        }
    }
    return false;
}

/**
 * Next to a day of a complete source in another time zone, a lower bound may repeat that day's
 * acts.
 */
static bool is_doubtful(const builder *b, const bs_tally *tally, size_t day)
{
    const unsigned before = day > 0 ? b->whole[day - 1] : 0;
    const unsigned after = day + 1 < b->track->days ? b->whole[day + 1] : 0;
    const int16_t offset = tally->seen.offset_minutes;
    /* Archive and API use the same offsets. */
    return !bs_standing_complete(b->signal, tally->source) &&
           ((before != 0 && other_zone(b->offset[best_of(before)], offset)) ||
            (after != 0 && other_zone(b->offset[best_of(after)], offset)));
}

static void unmark_lower_bounds(builder *b, const bs_tally *tallies, size_t count, bs_source source)
{
    bs_day whole = BS_DAY_NONE;
    for (size_t i = 0; i < count; i++) {
        if (tallies[i].source != source) {
            continue;
        }
        if (tallies[i].bound == BS_AT_LEAST) {
            unmark_partial(b, &tallies[i], whole);
        } else {
            whole = tallies[i].day;
        }
    }
}

static void mark_whole(builder *b, const bs_tally *tallies, size_t count)
{
    for (size_t i = 0; i < b->track->cover_count; i++) {
        const bs_source source = b->track->covers[i].source;
        size_t from = 0;
        size_t to = 0;
        if (bs_standing_complete(b->signal, source) &&
            span_of(&from, &to, b, &b->track->covers[i], source)) {
            for (size_t day = from; day < to; day++) {
                b->whole[day] |= (uint8_t)(1U << source);
            }
        }
    }
    for (size_t i = 0; i < RANKED; i++) {
        unmark_lower_bounds(b, tallies, count, ranked[i]);
    }
}

/** Chooses the count of each day; keeps the page's counts apart if it dates them differently. */
static void place_tallies(builder *b, const bs_tally *tallies, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        const bs_tally *tally = &tallies[i];
        const size_t day = bs_track_index(b->track->first, b->track->days - 1, tally->day);
        size_t *standing = &b->track->sums[day].standing;
        if (b->whole[day] != 0) {
            *standing = best_of(b->whole[day]) == tally->source ? i + 1 : *standing;
        } else if (!is_doubtful(b, tally, day)) {
            const bool other = b->post != NULL && tally->source == BS_FROM_PAGE;
            size_t *place = other ? &b->post[day] : standing;
            *place = stands_over(tally, tally_of(b, *place)) ? i + 1 : *place;
        }
    }
}

/** The page's counts minus the others' on the days `from` up to `end` (excluded). */
static int64_t page_has_more(const builder *b, size_t from, size_t end)
{
    int64_t more = 0;
    for (size_t i = from; i < end; i++) {
        const bs_tally *post = tally_of(b, b->post[i]);
        const bs_tally *standing = tally_of(b, b->track->sums[i].standing);
        more += post != NULL ? post->count : 0;
        more -= standing != NULL ? standing->count : 0;
    }
    return more;
}

/**
 * Chooses between the page and the other sources within one span of the page. Skips leading
 * complete days. Then compares the whole rest, and only the part after its last complete day; uses
 * the page for the one in which it has more acts than the others, if any.
 */
static void choose_within(const builder *b, size_t from, size_t end)
{
    while (from < end && b->whole[from] != 0) {
        from++;
    }
    size_t tail = end;
    while (tail > from && b->whole[tail - 1] == 0) {
        tail--;
    }
    const int64_t in_all = page_has_more(b, from, end);
    const int64_t in_tail = page_has_more(b, tail, end);
    if (in_all <= 0 && in_tail <= 0) {
        return;
    }
    for (size_t i = in_all > in_tail ? from : tail; i < end; i++) {
        b->track->sums[i].standing = b->post[i];
    }
}

static void choose_by_post(builder *b)
{
    for (size_t i = 0; i < b->track->cover_count; i++) {
        size_t from = 0;
        size_t to = 0;
        if (span_of(&from, &to, b, &b->track->covers[i], BS_FROM_PAGE)) {
            /* In another time zone, an act may be dated a day outside the span. */
            from -= b->apart && from > 0 ? 1 : 0;
            to += b->apart && to + 1 < b->track->days ? 1 : 0;
            choose_within(b, from, to + 1);
            memset(b->post + from, 0, (to + 1 - from) * sizeof(size_t));
        }
    }
    for (size_t i = 0; i < b->track->days; i++) {
        if (b->post[i] != 0 && b->track->sums[i].standing == 0) {
            b->track->sums[i].standing = b->post[i];
        }
    }
}

/** Computes the running sums over the chosen counts. */
static void sum_up(const builder *b)
{
    const bs_tally_track *track = b->track;
    bs_tally_sum *sums = track->sums;
    /* Temporarily stores in `covered` how many covers begin or end on each day. */
    for (size_t i = 0; i < track->cover_count; i++) {
        sums[bs_track_index(track->first, track->days, track->covers[i].from)].covered++;
        sums[bs_track_index(track->first, track->days, track->covers[i].to + 1)].covered--;
    }
    int32_t depth = 0;
    bs_tally_sum sum = {0};
    for (size_t i = 0; i < track->days; i++) {
        const bs_tally *standing = tally_of(b, sums[i].standing);
        depth += sums[i].covered;
        sum.standing = sums[i].standing;
        sums[i] = sum;
        if (standing != NULL) {
            sum.count += standing->count;
            sum.active += standing->count > 0 ? 1 : 0;
            sum.at_least += standing->bound == BS_AT_LEAST ? 1 : 0;
            sum.approximate += standing->bound == BS_APPROXIMATE ? 1 : 0;
        }
        sum.covered += depth > 0 || standing != NULL ? 1 : 0;
    }
    sum.standing = 0;
    sums[track->days] = sum;
}

static void find_days(bs_tally_track *track)
{
    bs_day first = BS_DAY_LAST;
    bs_day last = 0;
    if (track->tally_count > 0) {
        first = clip_day(track->tallies[0].day);
        last = clip_day(track->tallies[track->tally_count - 1].day);
    }
    for (size_t i = 0; i < track->cover_count; i++) {
        const bs_day from = clip_day(track->covers[i].from);
        const bs_day to = clip_day(track->covers[i].to);
        first = from < first ? from : first;
        last = to > last ? to : last;
    }
    track->first = first;
    track->days = (size_t)(last - first) + 1;
}

bs_status bs_standing_build(bs_tally_track *track, bs_signal signal)
{
    const bs_tally *tallies = track->tallies;
    const size_t count = track->tally_count;
    builder b = {.track = track, .signal = signal};
    b.apart = is_apart(tallies, count);
    const bool by_post = b.apart || bs_source_by_post(signal, BS_FROM_PAGE);
    for (size_t i = 0; i < count; i++) {
        b.offset[tallies[i].source] = tallies[i].seen.offset_minutes;
    }
    find_days(track);
    track->sums = calloc(track->days + 1, sizeof *track->sums);
    b.whole = calloc(track->days, 1);
    b.post = by_post ? calloc(track->days, sizeof(size_t)) : NULL;
    const bool room = track->sums != NULL && b.whole != NULL && (!by_post || b.post != NULL);
    if (room) {
        mark_whole(&b, tallies, count);
        place_tallies(&b, tallies, count);
        if (by_post) {
            choose_by_post(&b);
        }
        sum_up(&b);
    }
    free(b.whole);
    free(b.post);
    return room ? BS_OK : BS_INTERNAL;
}
