/**
 * @file sync_document.h What one device says of one account, in its sync lines. Internal to
 * native-host/service.
 */
#ifndef BUSSOLA_SERVICE_SYNC_DOCUMENT_H
#define BUSSOLA_SERVICE_SYNC_DOCUMENT_H

#include "bussola/codec/export_reader.h"
#include "bussola/core/error.h"
#include "bussola/store/merge.h"
#include "bussola/store/profiles.h"
#include "sync_lines.h"

typedef struct bs_sync_document {
    int64_t device;
    uint64_t account;
    bs_export_reader read; /**< one profile export; none if the line about the account is missing */
    bs_profile_id profile; /**< of this database; BS_PROFILE_NONE if not known yet */
} bs_sync_document;

/** All documents, sorted by device and account. */
typedef struct bs_sync_documents {
    bs_sync_document *items; /**< owned */
    size_t count;
    size_t skipped; /**< lines with an impossible value, or of an account without its names */
} bs_sync_documents;

void bs_sync_documents_free(bs_sync_documents *documents);

/** Reads sorted lines; `now` in UTC seconds. */
BS_MUST_CHECK bs_status bs_sync_documents_read(bs_sync_documents *documents,
                                               const bs_sync_lines *lines, int64_t now,
                                               bs_error *error);

/** An account as this database has it. */
typedef struct bs_sync_picture {
    bs_profile_id profile;
    bs_export_reader read;
    bs_buffer text;   /**< all records */
    bs_buffer counts; /**< those of the counts alone, without the parts of devices */
} bs_sync_picture;

/**
 * Reads the account without what differs between devices with the same observations: its goal, its
 * snapshots and what its reports have shown. Release it, also after a failure.
 */
BS_MUST_CHECK bs_status bs_sync_picture_take(bs_sync_picture *picture, bs_store *store,
                                             bs_profile_id profile, int64_t now, bs_error *error);
void bs_sync_picture_release(bs_sync_picture *picture);

#endif
