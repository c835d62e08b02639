/**
 * @file fields.h
 * Members of a parsed JSON object, each checked as it is taken. Internal to native-host/codec.
 *
 * A failing function fills the error with the member's path ("gauges[0].signal"). The JSON stays
 * the caller's; strings are borrowed from it.
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
/** Largest integer that a JSON number carries exactly (2^53 − 1). */
#define BS_FIELD_INTEGER_MAX INT64_C(9007199254740991)

/** An object within a message, and where it stands. */
typedef struct bs_fields {
    const cJSON *object;
    char path[BS_FIELD_PATH_MAX]; /**< "" for the message itself */
    bs_error *error;
} bs_fields;

/** "path.name", or "name" at the top; cut when it is too long. */
void bs_fields_path(char path[BS_FIELD_PATH_MAX], const bs_fields *fields, const char *name);

/** Refuses a member with a status. */
bs_status bs_fields_fail(const bs_fields *fields, bs_status status, const char *name,
                         const char *message);

/** The member, or NULL when it is absent or null. */
const cJSON *bs_fields_get(const bs_fields *fields, const char *name);

/* Each of the following fails with BS_BAD_REQUEST for another type, and for an absent member unless
 * a `_maybe` function, which leaves the out-parameter as it is. */

/** 1 … `size` − 1 bytes, copied. */
BS_MUST_CHECK bs_status bs_fields_text(char *text, size_t size, const bs_fields *fields,
                                       const char *name);
BS_MUST_CHECK bs_status bs_fields_text_maybe(char *text, size_t size, const bs_fields *fields,
                                             const char *name);
/** BS_OUT_OF_RANGE beyond ±BS_FIELD_INTEGER_MAX. */
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
/** Which of `words` the member is. */
BS_MUST_CHECK bs_status bs_fields_word(int *index, const bs_fields *fields, const char *name,
                                       const char *const *words, int count);
BS_MUST_CHECK bs_status bs_fields_word_maybe(int *index, const bs_fields *fields, const char *name,
                                             const char *const *words, int count);
/** BS_UNKNOWN_SIGNAL when no signal has that id. */
BS_MUST_CHECK bs_status bs_fields_signal(bs_signal *signal, const bs_fields *fields,
                                         const char *name);
BS_MUST_CHECK bs_status bs_fields_object(bs_fields *inner, const bs_fields *fields,
                                         const char *name);
BS_MUST_CHECK bs_status bs_fields_object_maybe(bs_fields *inner, bool *present,
                                               const bs_fields *fields, const char *name);
/** An array; an absent one is NULL when `optional`. */
BS_MUST_CHECK bs_status bs_fields_array(const cJSON **array, const bs_fields *fields,
                                        const char *name, bool optional);
/** The fields of an array's item, which must be an object. */
BS_MUST_CHECK bs_status bs_fields_item(bs_fields *inner, const bs_fields *fields, const char *name,
                                       size_t index, const cJSON *item);

/** Whether a number has no fraction and is within ±BS_FIELD_INTEGER_MAX; sets `*value` then. */
BS_MUST_CHECK bs_status bs_fields_whole(int64_t *value, double number);

#endif
