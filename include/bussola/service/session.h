/**
 * @file session.h
 * One browser's conversation with the host: messages in, replies out.
 *
 * A bs_session belongs to whoever opened it (bs_session_close) and to one thread; the model must
 * outlive it. It knows nothing of descriptors, so that the CLI's doctor, the tests and the fuzzers
 * talk to it as the browser does. Every message gets a reply; nothing ends a session but its owner.
 */
#ifndef BUSSOLA_SESSION_H
#define BUSSOLA_SESSION_H

#include <stddef.h>
#include <stdint.h>

#include "bussola/codec/buffer.h"
#include "bussola/codec/greeting.h"
#include "bussola/core/error.h"
#include "bussola/core/model.h"
#include "bussola/platform/locks.h"

typedef struct bs_session bs_session;

/** The present in UTC seconds. */
typedef int64_t (*bs_clock)(void);

/**
 * Opens the store in `directory` (NULL: bs_store_directory). A store that cannot be opened does not
 * fail the session: every request is answered with the reason, and tries again. BS_INTERNAL out of
 * memory.
 */
BS_MUST_CHECK bs_status bs_session_open(bs_session **session, const char *directory,
                                        const bs_model *model, bs_clock clock, bs_error *error);
/** Drops what waits for a client that gave no instance. Safe on NULL. */
void bs_session_close(bs_session *session);

/** Which locks the process holds by now: `hello` tells them. None when never called. */
void bs_session_locked(bs_session *session, const bs_locks *locks);

/** Appends the reply to a message; a reply that would not fit is replaced by an error. */
void bs_session_answer(bs_buffer *reply, bs_session *session, const char *message, size_t length);

/** What became of the last message, for a log. */
typedef struct bs_answered {
    const char *type;            /**< of the request, static; "" when it could not be told */
    bs_error error;              /**< as replied; its status is BS_OK when all went well */
    const bs_greeting *greeting; /**< of a hello that was understood, else NULL; its texts are the
                                      client's */
} bs_answered;

/** Borrowed from the session, until its next message. */
const bs_answered *bs_session_answered(const bs_session *session);

/** What need not hold up a reply: keeps the client's greeting. To be called once it is sent. */
void bs_session_settle(bs_session *session);

/** Appends the reply to a frame that could not be read. */
void bs_session_refuse(bs_buffer *reply, const bs_error *error);

#endif
