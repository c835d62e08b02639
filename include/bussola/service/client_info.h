/**
 * @file client_info.h
 * Keeps what each installation of the extension last said of itself, for `bussola doctor`.
 *
 * One small file each, extension-INSTANCE.json in the data directory and not in the database, so
 * that it can be read when the database cannot. It holds versions, times, page kinds and the
 * reader's own names only. Keeping one cannot fail: what cannot be written is skipped.
 */
#ifndef BUSSOLA_SERVICE_CLIENT_INFO_H
#define BUSSOLA_SERVICE_CLIENT_INFO_H

#include "bussola/codec/greeting.h"
#include "bussola/core/error.h"

/** Keeps a greeting in place of the one before it. `directory` NULL: bs_store_directory. */
void bs_greeting_keep(const bs_greeting *greeting, const char *directory);

/**
 * Reads all kept greetings, the latest first; the caller releases them with free(). Skips files that
 * do not parse. BS_STORAGE when no data directory can be named (one that does not exist yet holds
 * none), BS_INTERNAL.
 */
BS_MUST_CHECK bs_status bs_greetings_read(bs_greeting **greetings, size_t *count,
                                          const char *directory, bs_error *error);

/** Removes those from before `before` (UTC seconds). */
void bs_greetings_remove(const char *directory, int64_t before);

#endif
