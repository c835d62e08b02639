#include "platform/clock.h"

#include <stdbool.h>
#include <windows.h>

#define TICKS_A_SECOND INT64_C(10000000)
#define TICKS_A_MINUTE (60 * TICKS_A_SECOND)
#define SECONDS_1601_TO_1970 INT64_C(11644473600)
#define SLEEP_MAX 86400000
#define YEARS_KEPT 32
#define KEPT_MS 60000 /* then a zone that the user has chosen since counts */

int64_t bs_clock_ms(void)
{
    return (int64_t)GetTickCount64();
}

void bs_clock_sleep_ms(int64_t milliseconds)
{
    if (milliseconds > 0) {
        Sleep((DWORD)(milliseconds < SLEEP_MAX ? milliseconds : SLEEP_MAX));
    }
}

/* Windows gives the zone to every process. */
void bs_clock_load_zone(void)
{
}

static int64_t ticks_of(const FILETIME *time)
{
    return (int64_t)((uint64_t)time->dwHighDateTime << 32 | time->dwLowDateTime);
}

/**
 * The zone's rules in a year. Kept, because Windows reads its registry at each call, and an archive
 * asks once for each row.
 */
static bool rules_of(TIME_ZONE_INFORMATION *rules, WORD year)
{
    static _Thread_local struct {
        WORD year;
        ULONGLONG read;
        TIME_ZONE_INFORMATION rules;
    } kept[YEARS_KEPT];
    const ULONGLONG now = GetTickCount64();
    const size_t at = year % YEARS_KEPT;
    if (kept[at].year != year || now - kept[at].read > KEPT_MS) {
        if (!GetTimeZoneInformationForYear(year, NULL, rules)) {
            return false;
        }
        kept[at].rules = *rules;
        kept[at].year = year;
        kept[at].read = now;
    }
    *rules = kept[at].rules;
    return true;
}

int16_t bs_clock_offset(int64_t seconds)
{
    const uint64_t ticks = (uint64_t)((seconds + SECONDS_1601_TO_1970) * TICKS_A_SECOND);
    const FILETIME at = {.dwLowDateTime = (DWORD)ticks, .dwHighDateTime = (DWORD)(ticks >> 32)};
    SYSTEMTIME utc;
    SYSTEMTIME local;
    FILETIME there;
    TIME_ZONE_INFORMATION rules;
    if (!FileTimeToSystemTime(&at, &utc) || !rules_of(&rules, utc.wYear) ||
        !SystemTimeToTzSpecificLocalTime(&rules, &utc, &local) ||
        !SystemTimeToFileTime(&local, &there)) {
        return 0;
    }
    const int64_t after = ticks_of(&there) - (int64_t)(ticks / 10000 * 10000);
    /* Milliseconds are the finest of a SYSTEMTIME; whole minutes are what a zone differs by. */
    const int64_t half = after < 0 ? -TICKS_A_MINUTE / 2 : TICKS_A_MINUTE / 2;
    return (int16_t)((after + half) / TICKS_A_MINUTE);
}
