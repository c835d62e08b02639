/**
 * @file error.h
 * Status codes and error messages for every layer.
 *
 * Functions that can fail return a bs_status. If the user needs more than the code, they also fill
 * a caller-owned bs_error; callers that only branch on the status pass `NULL`. On failure, output
 * parameters are unchanged unless a function says otherwise.
 */
#ifndef BUSSOLA_ERROR_H
#define BUSSOLA_ERROR_H

#ifdef __cplusplus
#error "Bussola's headers are C"
#endif

#include "bussola/contract/protocol.h"

/** The compiler warns if a caller ignores the result. */
#define BS_MUST_CHECK __attribute__((warn_unused_result))
/** Returns from the calling function with the status of a call that fails; for functions that hold
 * nothing to release. */
#define BS_TRY(call)                                                                               \
    do {                                                                                           \
        const bs_status bs_try_status = (call);                                                    \
        if (bs_try_status != BS_OK) {                                                              \
            return bs_try_status;                                                                  \
        }                                                                                          \
    } while (0)
#define BS_PRINTF(text, first) __attribute__((format(printf, text, first)))

/**
 * An error for the user: what happened and what to do. `field` names the wrong field, or is "".
 */
typedef struct bs_error {
    bs_status status;
    char message[256];
    char field[64];
    char path[160]; /**< path of the file or directory that failed, truncated; "" for other errors.
                       Not in the protocol */
    const char *reason; /**< tells failures with the same code and field apart; "" if there is only
                           one. Constant, not in the protocol */
} bs_error;

/**
 * Fills `error` (if not NULL) and returns `status`, so that a failing function ends in one line.
 * Truncates long text at a whole UTF-8 character.
 */
bs_status bs_fail(bs_error *error, bs_status status, const char *field, const char *format, ...)
    BS_PRINTF(4, 5);

/** As bs_fail, about a file: the message starts with its path. */
bs_status bs_fail_file(bs_error *error, bs_status status, const char *field, const char *path,
                       const char *format, ...) BS_PRINTF(5, 6);

#endif
