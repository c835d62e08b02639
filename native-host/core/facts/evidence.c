#include "bussola/core/evidence.h"

#include <stdlib.h>

#include "search.h"

bs_gauge_verdict bs_gauge_judge(const bs_gauge *standing, const bs_gauge *reading)
{
    if (standing == NULL) {
        return BS_GAUGE_STORE;
    }
    if (reading->bound == standing->bound && reading->value == standing->value) {
        return BS_GAUGE_REFRESH;
    }
    if (reading->bound == BS_AT_LEAST) {
        return reading->value <= standing->value ? BS_GAUGE_REFRESH : BS_GAUGE_STORE;
    }
    if (reading->bound == BS_APPROXIMATE && standing->bound == BS_EXACT &&
        reading->at.seconds - standing->seen.seconds <=
            (int64_t)BS_GAUGE_EXACT_DAYS * BS_DAY_SECONDS) {
        return BS_GAUGE_IGNORE;
    }
    return BS_GAUGE_STORE;
}

static int compare_numbers(int64_t a, int64_t b)
{
    return (a > b) - (a < b);
}

static int compare_gauges(const void *left, const void *right)
{
    const bs_gauge *a = left;
    const bs_gauge *b = right;
    int order = compare_numbers((int64_t)a->signal, (int64_t)b->signal);
    return order != 0 ? order : bs_moment_compare(a->at, b->at);
}

static int compare_tallies(const void *left, const void *right)
{
    const bs_tally *a = left;
    const bs_tally *b = right;
    int order = compare_numbers((int64_t)a->signal, (int64_t)b->signal);
    if (order == 0) {
        order = compare_numbers(a->day, b->day);
    }
    return order != 0 ? order : compare_numbers((int64_t)a->source, (int64_t)b->source);
}

static int compare_covers(const void *left, const void *right)
{
    const bs_cover *a = left;
    const bs_cover *b = right;
    int order = compare_numbers((int64_t)a->signal, (int64_t)b->signal);
    if (order == 0) {
        order = compare_numbers((int64_t)a->source, (int64_t)b->source);
    }
    return order != 0 ? order : compare_numbers(a->from, b->from);
}

void bs_gauges_sort(bs_gauge *gauges, size_t count)
{
    if (count > 1) {
        qsort(gauges, count, sizeof *gauges, compare_gauges);
    }
}

void bs_tallies_sort(bs_tally *tallies, size_t count)
{
    if (count > 1) {
        qsort(tallies, count, sizeof *tallies, compare_tallies);
    }
}

size_t bs_covers_merge(bs_cover *covers, size_t count)
{
    if (count < 2) {
        return count;
    }
    qsort(covers, count, sizeof *covers, compare_covers);
    size_t last = 0;
    for (size_t i = 1; i < count; i++) {
        bs_cover *into = &covers[last];
        const bs_cover *next = &covers[i];
        if (next->signal != into->signal || next->source != into->source ||
            next->from > into->to + 1) {
            covers[++last] = *next;
            continue;
        }
        if (next->to > into->to) {
            into->to = next->to;
        }
        if (bs_moment_compare(next->seen, into->seen) > 0) {
            into->seen = next->seen;
        }
    }
    return last + 1;
}

/** The signal is the first member of each kind of item. */
static bool is_of_earlier_signal(const void *item, const void *signal)
{
    const bs_signal *of = item;
    const int *key = signal;
    return (int)*of < *key;
}

size_t bs_evidence_find(const void *items, size_t count, size_t size, int signal)
{
    return bs_search(items, count, size, is_of_earlier_signal, &signal);
}
