/**
 * @file document.h
 * The JSON document of an export, read back.
 *
 * `{"format":"bussola","version":1,"records":[…]}`: every record says in "record" what it is and
 * belongs to the last "profile" before it; README's "Your data" lists the kinds and their members.
 * "snapshot" records are passed over, because snapshots are derived; so are members that a later
 * version may add. Nothing is read by halves.
 */
#ifndef BUSSOLA_DOCUMENT_H
#define BUSSOLA_DOCUMENT_H

#include "bussola/store/merge.h"

typedef struct bs_document {
    bs_dossier *dossiers; /**< one per member; owned */
    size_t count;
    size_t records; /**< all that were read, without snapshots */
} bs_document;

/**
 * BS_BAD_JSON names the line; BS_BAD_REQUEST, BS_UNKNOWN_SIGNAL and BS_OUT_OF_RANGE name the member
 * in `error->field` ("records[3].value"): another format, a newer version, a kind that is none, a
 * value that cannot be, or a moment more than a day after `now` (UTC seconds). Release with
 * bs_document_free, also after a failure.
 */
BS_MUST_CHECK bs_status bs_document_read(bs_document *document, const char *text, size_t length,
                                         int64_t now, bs_error *error);
void bs_document_free(bs_document *document);

#endif
