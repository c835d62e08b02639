/**
 * @file json_check.h
 * Checks that a text is JSON that is safe to parse: strict RFC 8259, within limits.
 *
 * cJSON accepts trailing bytes, invalid UTF-8, duplicate names and NUL in strings. This check runs
 * first and limits the cost of parsing. It uses memory in proportion to the text and frees it
 * before it returns.
 */
#ifndef BUSSOLA_JSON_CHECK_H
#define BUSSOLA_JSON_CHECK_H

#include <stddef.h>

#include "bussola/contract/protocol.h"
#include "bussola/core/error.h"

/**
 * BS_BAD_JSON for a grammar or UTF-8 error, duplicate names in an object (compared after
 * unescaping), lone surrogates, NUL characters, or too much depth; BS_TOO_LARGE for too many
 * values; BS_OUT_OF_RANGE for a number with too many characters.
 */
BS_MUST_CHECK bs_status bs_json_check(const char *text, size_t length, bs_error *error);

/**
 * As bs_json_check, with another limit of values. `*at` is the byte at which it stopped, at most
 * `length`.
 */
BS_MUST_CHECK bs_status bs_json_check_within(size_t *at, const char *text, size_t length,
                                             size_t values_max, bs_error *error);

#endif
