/**
 * @file export_reader.h
 * Reads the JSON document of an export.
 *
 * `{"format":"bussola","version":1,"records":[…]}`: each record's "record" is its kind, and it
 * belongs to the last "profile" before it; native-host/store/README.md lists the kinds and their
 * members. Skips "snapshot" records, which are derived, and unknown members, which a later version
 * may add. A document is read completely or not at all.
 */
#ifndef BUSSOLA_EXPORT_READER_H
#define BUSSOLA_EXPORT_READER_H

#include "bussola/store/merge.h"

#define BS_EXPORT_VERSION 1

typedef struct bs_export_reader {
    bs_profile_export *profile_exports; /**< one per profile; owned */
    size_t count;
    size_t records; /**< number of records read, without snapshots */
} bs_export_reader;

/**
 * BS_BAD_JSON names the line. BS_BAD_REQUEST, BS_UNKNOWN_SIGNAL and BS_OUT_OF_RANGE name the member
 * in `error->field` ("records[3].value"): wrong format, newer version, unknown kind, impossible
 * value, or a moment more than a day after `now` (UTC seconds). Release with bs_export_reader_free,
 * also after a failure.
 */
BS_MUST_CHECK bs_status bs_export_reader_read(bs_export_reader *document, const char *text,
                                              size_t length, int64_t now, bs_error *error);
void bs_export_reader_free(bs_export_reader *document);

#endif
