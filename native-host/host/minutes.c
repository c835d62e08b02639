#include "minutes.h"

#include <inttypes.h>

static void refuse(bs_minutes *minutes, const char *what, const bs_error *error)
{
    minutes->refused++;
    if (minutes->refused <= BS_MINUTES_REFUSALS_MAX) {
        bs_log_failure(minutes->log, what, error);
    }
    if (minutes->refused == BS_MINUTES_REFUSALS_MAX) {
        bs_log_write(minutes->log, BS_LOG_INFO, "further refusals are only counted");
    }
}

void bs_minutes_answer(bs_minutes *minutes, const bs_answered *answered)
{
    const char *what = answered->type[0] != '\0' ? answered->type : "message";
    if (answered->error.status == BS_OK) {
        minutes->answered++;
        bs_log_write(minutes->log, BS_LOG_DEBUG, "%s: ok", what);
    } else {
        refuse(minutes, what, &answered->error);
    }
}

void bs_minutes_refusal(bs_minutes *minutes, const bs_error *error)
{
    refuse(minutes, "frame", error);
}

void bs_minutes_end(const bs_minutes *minutes)
{
    bs_log_write(minutes->log, BS_LOG_INFO, "end: %" PRIu64 " answered, %" PRIu64 " refused",
                 minutes->answered, minutes->refused);
}
