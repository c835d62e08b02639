#include "bussola/core/offsets.h"

#include <stdlib.h>

#include "bussola/core/dates.h"
#include "search.h"

void bs_offsets_free(bs_offsets *offsets)
{
    free(offsets->spans);
    *offsets = (bs_offsets){0};
}

bool bs_offsets_reach(const bs_offsets *offsets, int64_t seconds)
{
    return offsets->count > 0 && seconds <= offsets->until;
}

static bool has_begun(const void *span, const void *seconds)
{
    const bs_offset *offset = span;
    const int64_t *at = seconds;
    return offset->since <= *at;
}

int16_t bs_offsets_at(const bs_offsets *offsets, int64_t seconds)
{
    const size_t begun =
        bs_search(offsets->spans, offsets->count, sizeof *offsets->spans, has_begun, &seconds);
    return offsets->spans[begun == 0 ? 0 : begun - 1].minutes;
}

bs_status bs_offsets_add(bs_offsets *offsets, int64_t since, int16_t minutes)
{
    /* The array grows to powers of two. */
    if ((offsets->count & (offsets->count - 1)) == 0) {
        const size_t room = offsets->count == 0 ? 1 : offsets->count * 2;
        bs_offset *grown = realloc(offsets->spans, room * sizeof *grown);
        if (grown == NULL) {
            return BS_INTERNAL;
        }
        offsets->spans = grown;
    }
    offsets->spans[offsets->count++] = (bs_offset){.since = since, .minutes = minutes};
    return BS_OK;
}

/** First second after `before`, at most `after`, with the offset of `after`. */
static int64_t find_change(int64_t before, int64_t after, bs_offset_rule rule, const void *zone)
{
    const int16_t minutes = rule(zone, after);
    while (after - before > 1) {
        const int64_t middle = before + (after - before) / 2;
        if (rule(zone, middle) == minutes) {
            after = middle;
        } else {
            before = middle;
        }
    }
    return after;
}

bs_status bs_offsets_extend(bs_offsets *offsets, int64_t until, bs_offset_rule rule,
                            const void *zone)
{
    const bool fresh = offsets->count == 0;
    bs_status status = BS_OK;
    int64_t at = fresh ? (int64_t)BS_DAY_FIRST * BS_DAY_SECONDS : offsets->until + 1;
    int64_t before = at;
    while (status == BS_OK && at <= until) {
        const int16_t minutes = rule(zone, at);
        if (offsets->count == 0 || offsets->spans[offsets->count - 1].minutes != minutes) {
            const int64_t since = at == before ? at : find_change(before, at, rule, zone);
            status = bs_offsets_add(offsets, since, minutes);
        }
        before = at;
        at = at < until && until - at < BS_DAY_SECONDS ? until : at + BS_DAY_SECONDS;
    }
    if (status == BS_OK && (fresh || until > offsets->until)) {
        offsets->until = until;
    }
    return status;
}

bool bs_offsets_continue(const bs_offsets *longer, const bs_offsets *known)
{
    if (known->count > longer->count || (known->count > 0 && longer->until < known->until)) {
        return false;
    }
    for (size_t i = 0; i < longer->count; i++) {
        const bs_offset *span = &longer->spans[i];
        const bool same = i < known->count && span->since == known->spans[i].since &&
                          span->minutes == known->spans[i].minutes;
        if (!same && (i < known->count || (known->count > 0 && span->since <= known->until))) {
            return false;
        }
    }
    return true;
}
