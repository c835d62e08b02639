/**
 * @file fields.h
 * Typed, checked access to the members of a parsed JSON object. Internal to native-host/codec.
 *
 * A failing function sets the error's field to the member's path ("gauges[0].signal"). The caller
 * owns the JSON; strings are borrowed from it.
 */
#ifndef BUSSOLA_CODEC_FIELDS_H
#define BUSSOLA_CODEC_FIELDS_H

#include <cjson/cJSON.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "bussola/core/dates.h"
#include "bussola/core/error.h"
#include "bussola/core/signals.h"

#define BS_FIELD_PATH_MAX 64

/** An object in a message, and its path. */
typedef struct bs_fields {
    const cJSON *object;
    char path[BS_FIELD_PATH_MAX]; /**< "" for the message itself */
    bs_error *error;
} bs_fields;

/**
 * Parses a message. BS_BAD_JSON for what bs_json_check refuses, BS_BAD_REQUEST unless it is an
 * object. The caller deletes `*message`, which is NULL on failure.
 */
BS_MUST_CHECK bs_status bs_fields_parse(cJSON **message, const char *text, size_t length,
                                        bs_error *error);

/** "path.name", or "name" at the top; truncated if too long. */
void bs_fields_path(char path[BS_FIELD_PATH_MAX], const bs_fields *fields, const char *name);

/** Fails with `status` for a member. */
bs_status bs_fields_fail(const bs_fields *fields, bs_status status, const char *name,
                         const char *message);

/** The member; NULL if it is missing or null. */
const cJSON *bs_fields_get(const bs_fields *fields, const char *name);

/*
 * Each of these fails with BS_BAD_REQUEST for another type or a missing member. A `_maybe` function
 * accepts a missing member and leaves the output parameter unchanged.
 */

/** Copies 1 … `size` − 1 bytes. */
BS_MUST_CHECK bs_status bs_fields_text(char *text, size_t size, const bs_fields *fields,
                                       const char *name);
BS_MUST_CHECK bs_status bs_fields_text_maybe(char *text, size_t size, const bs_fields *fields,
                                             const char *name);
/** BS_OUT_OF_RANGE beyond ±BS_INTEGER_MAX. */
BS_MUST_CHECK bs_status bs_fields_integer(int64_t *value, const bs_fields *fields,
                                          const char *name);
/** BS_OUT_OF_RANGE outside `least` … `most`. */
BS_MUST_CHECK bs_status bs_fields_number(double *value, const bs_fields *fields, const char *name,
                                         double least, double most);
BS_MUST_CHECK bs_status bs_fields_number_maybe(double *value, const bs_fields *fields,
                                               const char *name, double least, double most);
BS_MUST_CHECK bs_status bs_fields_day(bs_day *day, const bs_fields *fields, const char *name);
BS_MUST_CHECK bs_status bs_fields_day_maybe(bs_day *day, const bs_fields *fields, const char *name);
BS_MUST_CHECK bs_status bs_fields_moment(bs_moment *moment, const bs_fields *fields,
                                         const char *name);
/** Index of a string in `words`; -1 for another string or another type. */
int bs_fields_index(const cJSON *value, const char *const *words, int count);
/** Index of the member in `words`. */
BS_MUST_CHECK bs_status bs_fields_word(int *index, const bs_fields *fields, const char *name,
                                       const char *const *words, int count);
BS_MUST_CHECK bs_status bs_fields_word_maybe(int *index, const bs_fields *fields, const char *name,
                                             const char *const *words, int count);
/** BS_UNKNOWN_SIGNAL if no signal has that id. */
BS_MUST_CHECK bs_status bs_fields_signal(bs_signal *signal, const bs_fields *fields,
                                         const char *name);
BS_MUST_CHECK bs_status bs_fields_object(bs_fields *inner, const bs_fields *fields,
                                         const char *name);
BS_MUST_CHECK bs_status bs_fields_object_maybe(bs_fields *inner, bool *present,
                                               const bs_fields *fields, const char *name);
/** An array; NULL if it is missing and `optional`. */
BS_MUST_CHECK bs_status bs_fields_array(const cJSON **array, const bs_fields *fields,
                                        const char *name, bool optional);
/** An array's item, which must be an object. */
BS_MUST_CHECK bs_status bs_fields_item(bs_fields *inner, const bs_fields *fields, const char *name,
                                       size_t index, const cJSON *item);

#endif
