/**
 * @file sync_news.h What this device has to tell the others. Internal to native-host/service.
 */
#ifndef BUSSOLA_SERVICE_SYNC_NEWS_H
#define BUSSOLA_SERVICE_SYNC_NEWS_H

#include "bussola/codec/buffer.h"
#include "bussola/core/error.h"
#include "bussola/store/merge.h"
#include "sync_document.h"

/** Lines to append to this device's file. */
typedef struct bs_sync_news {
    bs_buffer *out;
    int64_t device;
    uint64_t account;
    int64_t number; /**< of the last line */
    size_t count;   /**< lines written */
} bs_sync_news;

/** What is known of an account. */
typedef struct bs_sync_known {
    const bs_profile_export *here; /**< the database before the sync */
    /** What the files of all devices say together, and the parts of devices in the database. */
    const bs_profile_export *files;
    const bs_profile_export *own; /**< what this device has written; NULL: nothing */
    const bs_sync_documents *documents;
    bs_profile_id profile;
} bs_sync_known;

/**
 * The part of each day that this device has counted since the last sync: the difference between
 * the local count and that of all parts. The caller frees the array.
 */
BS_MUST_CHECK bs_status bs_sync_own_parts(bs_device_tally **parts, size_t *count,
                                          const bs_profile_export *here, int64_t device,
                                          bs_error *error);

/**
 * Writes the lines that the files lack; sets `*profile` if the line about the account itself must
 * follow. BS_INTERNAL out of memory.
 */
BS_MUST_CHECK bs_status bs_sync_news_write(bs_sync_news *news, bool *profile,
                                           const bs_sync_known *known, bs_error *error);

/** Writes the line about the account itself, with the UTC offsets. */
BS_MUST_CHECK bs_status bs_sync_news_profile(bs_sync_news *news, const bs_sync_known *known,
                                             const bs_offsets *offsets, bs_error *error);

#endif
