/**
 * @file minutes.h
 * Logs a session of the host. Internal to native-host/bin.
 *
 * A bs_minutes borrows its log. Nothing fails.
 */
#ifndef BUSSOLA_HOST_MINUTES_H
#define BUSSOLA_HOST_MINUTES_H

#include <stdint.h>

#include "bussola/core/error.h"
#include "bussola/platform/log.h"
#include "bussola/service/session.h"

/** Refusals logged per session; more would rotate the rest of the log away. */
#define BS_MINUTES_REFUSALS_MAX 50

typedef struct bs_minutes {
    const bs_log *log;
    uint64_t answered, refused; /**< messages so far */
} bs_minutes;

/** Logs an answered message, whether it succeeded or failed. */
void bs_minutes_answer(bs_minutes *minutes, const bs_answered *answered);

/** Logs a frame that could not be read. */
void bs_minutes_refusal(bs_minutes *minutes, const bs_error *error);

void bs_minutes_end(const bs_minutes *minutes);

#endif
