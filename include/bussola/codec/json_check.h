/**
 * @file json_check.h
 * Whether a text is JSON that is safe to parse: RFC 8259 to the letter, within limits.
 *
 * cJSON is lenient (bytes after the value, invalid UTF-8, duplicate names, NUL in strings); this
 * goes first and bounds what parsing may cost. Needs memory in proportion to the text, released
 * before it returns.
 */
#ifndef BUSSOLA_JSON_CHECK_H
#define BUSSOLA_JSON_CHECK_H

#include <stddef.h>

#include "bussola/core/error.h"

#define BS_JSON_DEPTH_MAX 32
#define BS_JSON_VALUES_MAX 20000
#define BS_JSON_NUMBER_MAX 60 /**< characters; cJSON reads no more than 63 */

/**
 * BS_BAD_JSON for anything outside the grammar or UTF-8, for duplicate names within an object (as
 * they read after their escapes), for lone surrogates and NUL characters, and beyond the depth;
 * BS_TOO_LARGE beyond the number of values; BS_OUT_OF_RANGE for a number of too many characters.
 */
BS_MUST_CHECK bs_status bs_json_check(const char *text, size_t length, bs_error *error);

/** The same with another limit of values; `*at` is the byte at which it ended, `length` at most. */
BS_MUST_CHECK bs_status bs_json_check_within(size_t *at, const char *text, size_t length,
                                             size_t values_max, bs_error *error);

#endif
