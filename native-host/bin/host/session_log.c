#include "session_log.h"

#include <inttypes.h>
#include <string.h>

#include "bussola/codec/client_hello.h"

static void refuse(bs_session_log *minutes, const char *what, const bs_error *error)
{
    minutes->refused++;
    if (minutes->refused <= BS_SESSION_LOG_REFUSALS_MAX) {
        bs_log_failure(minutes->log, what, error);
    }
    if (minutes->refused == BS_SESSION_LOG_REFUSALS_MAX) {
        bs_log_write(minutes->log, BS_LOG_INFO, "further refusals are only counted");
    }
}

/* The version is text from the client: log it only if it looks like a version. */
static const char *version_of(const bs_client_hello *hello)
{
    const size_t length = strlen(hello->version);
    return length == strspn(hello->version, "0123456789.") ? hello->version : "unknown";
}

static const char *browser_of(const bs_client_hello *hello)
{
    static const char *const builds[] = {"chrome", "firefox"};
    for (size_t i = 0; i < sizeof builds / sizeof builds[0]; i++) {
        if (strcmp(hello->browser, builds[i]) == 0) {
            return builds[i];
        }
    }
    return "an unknown browser";
}

void bs_session_log_answer(bs_session_log *minutes, const bs_answered *answered)
{
    if (answered->hello != NULL) {
        bs_log_write(minutes->log, BS_LOG_INFO, "extension: version %s for %s",
                     version_of(answered->hello), browser_of(answered->hello));
    }
    const char *what = answered->type[0] != '\0' ? answered->type : "message";
    if (answered->error.status == BS_OK) {
        minutes->answered++;
        bs_log_write(minutes->log, BS_LOG_DEBUG, "%s: ok", what);
    } else {
        refuse(minutes, what, &answered->error);
    }
}

void bs_session_log_refusal(bs_session_log *minutes, const bs_error *error)
{
    refuse(minutes, "frame", error);
}

void bs_session_log_end(const bs_session_log *minutes)
{
    bs_log_write(minutes->log, BS_LOG_INFO, "end: %" PRIu64 " answered, %" PRIu64 " refused",
                 minutes->answered, minutes->refused);
}
