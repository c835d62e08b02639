#include "platform/clock.h"

#include <time.h>

int64_t bs_clock_ms(void)
{
    struct timespec now;
    (void)clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

void bs_clock_sleep_ms(int64_t milliseconds)
{
    struct timespec left = {.tv_sec = (time_t)(milliseconds / 1000),
                            .tv_nsec = (long)(milliseconds % 1000) * 1000000};
    while (milliseconds > 0 && nanosleep(&left, &left) != 0) {
    }
}

void bs_clock_load_zone(void)
{
    tzset();
}

int16_t bs_clock_offset(int64_t seconds)
{
    const time_t at = (time_t)seconds;
    struct tm local;
    return (int16_t)(localtime_r(&at, &local) != NULL ? local.tm_gmtoff / 60 : 0);
}
