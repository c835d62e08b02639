#include "days.h"

#include <stdlib.h>
#include <string.h>

#define SPARE 366 /* extra days to allocate */

bool bs_days_add(bs_days *days, bs_day day)
{
    size_t index = (size_t)(day - BS_DAY_FIRST);
    if (index >= days->size) {
        size_t size = index + SPARE;
        uint32_t *counts = realloc(days->counts, size * sizeof *counts);
        if (counts == NULL) {
            return false;
        }
        memset(counts + days->size, 0, (size - days->size) * sizeof *counts);
        days->counts = counts;
        days->size = size;
    }
    days->counts[index]++;
    if (days->total == 0 || day < days->first) {
        days->first = day;
    }
    if (days->total == 0 || day > days->last) {
        days->last = day;
    }
    days->total++;
    return true;
}

void bs_days_remove(bs_days *days, bs_day day)
{
    if (bs_days_of(days, day) > 0) {
        days->counts[day - BS_DAY_FIRST]--;
        days->total--;
    }
}

uint32_t bs_days_of(const bs_days *days, bs_day day)
{
    if (day < BS_DAY_FIRST || (size_t)(day - BS_DAY_FIRST) >= days->size) {
        return 0;
    }
    return days->counts[day - BS_DAY_FIRST];
}

void bs_days_free(bs_days *days)
{
    free(days->counts);
    *days = (bs_days){0};
}
