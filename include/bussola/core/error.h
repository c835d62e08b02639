/**
 * @file error.h
 * What can go wrong, named once for every layer.
 *
 * Functions that can fail return a bs_status and, where a person must be told more than the code,
 * fill a caller-owned bs_error; `NULL` is allowed for callers who only branch on the status.
 * Out-parameters are left untouched on failure unless a function says otherwise.
 */
#ifndef BUSSOLA_ERROR_H
#define BUSSOLA_ERROR_H

#ifdef __cplusplus
#error "Bussola's headers are C"
#endif

/** Marks a result that must be looked at. */
#define BS_MUST_CHECK __attribute__((warn_unused_result))
/** An enumeration that is kept by the hundred thousand. */
#define BS_ONE_BYTE __attribute__((packed))
#define BS_PRINTF(text, first) __attribute__((format(printf, text, first)))

/** Outcome of a call; but for BS_OK, each is an error code of protocol 1. */
typedef enum bs_status {
    BS_OK = 0,
    BS_BAD_FRAME,
    BS_TOO_LARGE,
    BS_BAD_JSON,
    BS_BAD_REQUEST,
    BS_UNKNOWN_TYPE,
    BS_UNKNOWN_SIGNAL,
    BS_OUT_OF_RANGE,
    BS_UNKNOWN_PROFILE,
    BS_STORAGE,
    BS_BUSY,
    BS_NEWER_SCHEMA,
    BS_INTERNAL,
} bs_status;

/** A failure in words for people: what happened and what to do; `field` is "" when none is to
 * blame. */
typedef struct bs_error {
    bs_status status;
    char message[256];
    char field[64];
    const char *reason; /**< tells failures with one code and field apart, "" if there is only one;
                             constant, not in the protocol */
} bs_error;

/** The protocol's word for a status ("bad_frame"); "ok" for BS_OK. Static storage. */
const char *bs_status_code(bs_status status);

/**
 * Fills `error` (when not NULL) and returns `status`, so that a failing function ends in one line.
 * Text that does not fit is cut at a whole UTF-8 character.
 */
bs_status bs_fail(bs_error *error, bs_status status, const char *field, const char *format, ...)
    BS_PRINTF(4, 5);

#endif
