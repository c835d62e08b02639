/**
 * @file session_log.h
 * Logs a session of the host. Internal to native-host/bin.
 *
 * A bs_session_log borrows its log. Nothing fails.
 */
#ifndef BUSSOLA_HOST_SESSION_LOG_H
#define BUSSOLA_HOST_SESSION_LOG_H

#include <stdint.h>

#include "bussola/core/error.h"
#include "bussola/platform/log.h"
#include "bussola/service/session.h"

/** Refusals logged per session; more would rotate the rest of the log away. */
#define BS_SESSION_LOG_REFUSALS_MAX 50

typedef struct bs_session_log {
    const bs_log *log;
    uint64_t answered, refused; /**< messages so far */
} bs_session_log;

/** Logs an answered message, whether it succeeded or failed. */
void bs_session_log_answer(bs_session_log *minutes, const bs_answered *answered);

/** Logs a frame that could not be read. */
void bs_session_log_refusal(bs_session_log *minutes, const bs_error *error);

void bs_session_log_end(const bs_session_log *minutes);

#endif
