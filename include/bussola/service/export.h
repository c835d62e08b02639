/**
 * @file export.h
 * Exports profiles as one JSON document or one CSV table, in pieces.
 *
 * The concatenated pieces are the document. JSON is
 * `{"format":"bussola","version":1,"records":[…]}`, a flat list in which every record belongs to
 * the last one of type "profile" before it; it holds all that is needed to import it again. CSV has
 * one header and one line per record; names that a spreadsheet would read as a formula get an
 * apostrophe. The caller owns buffer and store.
 */
#ifndef BUSSOLA_EXPORT_H
#define BUSSOLA_EXPORT_H

#include "bussola/codec/buffer.h"
#include "bussola/codec/request.h"
#include "bussola/core/error.h"
#include "bussola/store/profiles.h"
#include "bussola/store/records.h"
#include "bussola/store/store.h"

/**
 * Appends the next piece, at most about `size` bytes, to `out`. `cursor` is "" for the first piece,
 * is updated by each call, and is "" again after the last one. BS_BAD_REQUEST for an invalid
 * cursor.
 */
BS_MUST_CHECK bs_status bs_export_piece(bs_buffer *out, char cursor[BS_CURSOR_MAX], bs_store *store,
                                        bs_profile_id profile, bs_format format, size_t size,
                                        bs_error *error);

/** Appends one record as a JSON object on one line. */
void bs_export_record(bs_buffer *out, const bs_record *record);

#endif
