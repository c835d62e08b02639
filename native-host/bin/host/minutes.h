/**
 * @file minutes.h
 * What a session of the host leaves in the log. Internal to native-host/bin.
 *
 * A bs_minutes borrows its log. Nothing fails.
 */
#ifndef BUSSOLA_HOST_MINUTES_H
#define BUSSOLA_HOST_MINUTES_H

#include <stdint.h>

#include "bussola/core/error.h"
#include "bussola/platform/log.h"
#include "bussola/service/session.h"

/** Refusals written of one session: a flood of them must not wash out the rest of the log. */
#define BS_MINUTES_REFUSALS_MAX 50

typedef struct bs_minutes {
    const bs_log *log;
    uint64_t answered, refused; /**< messages so far */
} bs_minutes;

/** A message that was answered, whatever the answer. */
void bs_minutes_answer(bs_minutes *minutes, const bs_answered *answered);

/** A frame that could not be read. */
void bs_minutes_refusal(bs_minutes *minutes, const bs_error *error);

void bs_minutes_end(const bs_minutes *minutes);

#endif
