#include "bussola/core/devices.h"

#include <stdbool.h>
#include <stdlib.h>

static int order(int64_t a, int64_t b)
{
    return (a > b) - (a < b);
}

static int compare(const void *left, const void *right)
{
    return bs_device_tallies_compare(left, right);
}

int bs_device_tallies_compare(const bs_device_tally *a, const bs_device_tally *b)
{
    if (a->signal != b->signal) {
        return order(a->signal, b->signal);
    }
    return a->day != b->day ? order(a->day, b->day) : order(a->device, b->device);
}

void bs_device_tallies_sort(bs_device_tally *parts, size_t count)
{
    if (count > 0) {
        qsort(parts, count, sizeof *parts, compare);
    }
}

const bs_device_tally *bs_device_tallies_find(const bs_device_tally *parts, size_t count,
                                              const bs_device_tally *part)
{
    return count == 0 ? NULL : bsearch(part, parts, count, sizeof *parts, compare);
}

size_t bs_device_tallies_of_day(const bs_device_tally *parts, size_t count)
{
    size_t same = 1;
    while (same < count && parts[same].signal == parts[0].signal &&
           parts[same].day == parts[0].day) {
        same++;
    }
    return same;
}

/** True if an earlier part is the same: an export was imported before the devices shared a folder.
 */
static bool is_copy(const bs_device_tally *parts, size_t index)
{
    const bs_device_tally *part = &parts[index];
    bool copy = false;
    for (size_t i = 0; i < index && !copy; i++) {
        copy = parts[i].count == part->count && parts[i].taken == part->taken &&
               parts[i].seen.seconds == part->seen.seconds;
    }
    return copy;
}

bs_tally bs_device_tallies_sum(const bs_device_tally *parts, size_t count)
{
    const bs_signal_info *info = bs_signal_info_of(parts[0].signal);
    const bool larger = parts[0].signal == BS_PROFILES_VIEWED;
    bs_tally sum = {.signal = parts[0].signal,
                    .source = BS_FROM_LOCAL,
                    .bound = BS_EXACT,
                    .day = parts[0].day,
                    .seen = parts[0].seen};
    size_t with_acts = 0;
    for (size_t i = 0; i < count; i++) {
        const int64_t part = parts[i].count - parts[i].taken;
        if (parts[i].seen.seconds > sum.seen.seconds) {
            sum.seen = parts[i].seen;
        }
        if (is_copy(parts, i)) {
            continue;
        }
        with_acts += part > 0 ? 1 : 0;
        if (!larger) {
            sum.count += part;
        } else if (part > sum.count) {
            sum.count = part;
        }
    }
    sum.bound = larger && with_acts > 1 ? BS_AT_LEAST : BS_EXACT;
    sum.count = sum.count < 0 ? 0 : sum.count;
    sum.count = sum.count > info->max ? info->max : sum.count;
    return sum;
}
