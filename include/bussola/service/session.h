/**
 * @file session.h
 * One browser's session with the host: messages in, replies out.
 *
 * The caller that opens a bs_session closes it (bs_session_close); it is for one thread, and the
 * model must outlive it. It uses no descriptors, so that the CLI's doctor, the tests and the
 * fuzzers can talk to it as the browser does. Every message gets a reply, and no message ends the
 * session.
 */
#ifndef BUSSOLA_SESSION_H
#define BUSSOLA_SESSION_H

#include <stddef.h>
#include <stdint.h>

#include "bussola/codec/buffer.h"
#include "bussola/codec/client_hello.h"
#include "bussola/core/error.h"
#include "bussola/core/model.h"
#include "bussola/platform/locks.h"

typedef struct bs_session bs_session;

/** The current time in UTC seconds. */
typedef int64_t (*bs_clock)(void);

/**
 * Begins a session with the store in `directory` (NULL: bs_store_directory). The first request
 * opens the store; if that fails it is answered with the reason, and the next one retries.
 * BS_INTERNAL out of memory.
 */
BS_MUST_CHECK bs_status bs_session_open(bs_session **session, const char *directory,
                                        const bs_model *model, bs_clock clock, bs_error *error);
/** Drops unclaimed readings of a client without an instance. Safe on NULL. */
void bs_session_close(bs_session *session);

/**
 * Sets the confinement that `hello` reports (by default none), and why the data directory could not
 * be created before it.
 */
void bs_session_locked(bs_session *session, const bs_locks *locks, const bs_error *unmade);

/** Appends the reply to a message; a reply that does not fit is replaced by an error. */
void bs_session_answer(bs_buffer *reply, bs_session *session, const char *message, size_t length);

/** Outcome of the last message, for a log. */
typedef struct bs_answered {
    const char *type;             /**< of the request, static; "" if it could not be parsed */
    bs_error error;               /**< as replied; BS_OK on success */
    const bs_client_hello *hello; /**< of a valid hello, else NULL; strings are the client's */
} bs_answered;

/** Borrowed from the session; valid until its next message. */
const bs_answered *bs_session_answered(const bs_session *session);

/**
 * Work that must not delay a reply: stores the client's info, checkpoints the WAL. Call it after
 * sending the reply.
 */
void bs_session_settle(bs_session *session);

/** Appends the reply to a frame that could not be read. */
void bs_session_refuse(bs_buffer *reply, const bs_error *error);

#endif
