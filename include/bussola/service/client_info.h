/**
 * @file client_info.h
 * Stores what each installation of the extension last reported, for `bussola doctor`.
 *
 * One small file each, extension-INSTANCE.json in the data directory and not in the database, so
 * that it is readable when the database is not. It holds only versions, times, page kinds and the
 * reader's own names. Storing cannot fail: what cannot be written is skipped.
 */
#ifndef BUSSOLA_SERVICE_CLIENT_INFO_H
#define BUSSOLA_SERVICE_CLIENT_INFO_H

#include "bussola/codec/client_hello.h"
#include "bussola/core/error.h"

/**
 * Stores a client's info, replacing the previous one. Keeps the infos of the twenty installations
 * that reported last. `directory` NULL: bs_store_directory.
 */
void bs_client_hello_keep(const bs_client_hello *hello, const char *directory);

/**
 * Reads all stored infos, the latest first; the caller releases them with free(). Skips files that
 * do not parse. BS_STORAGE without a data directory (one that does not exist yet is empty),
 * BS_INTERNAL.
 */
BS_MUST_CHECK bs_status bs_client_hellos_read(bs_client_hello **hellos, size_t *count,
                                              const char *directory, bs_error *error);

/** Removes infos older than `before` (UTC seconds), and those that a crash left half written. */
void bs_client_hellos_remove(const char *directory, int64_t before);

#endif
