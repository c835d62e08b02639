/** @file directory.h Reads how many entries a zip claims, before libzip allocates them. */
#ifndef BUSSOLA_INGEST_DIRECTORY_H
#define BUSSOLA_INGEST_DIRECTORY_H

#include "bussola/core/error.h"
#include "window.h"

/**
 * Checks every end-of-central-directory record in the last 64 KiB (PKWARE APPNOTE 4.3.16, 4.3.14
 * for zip64). BS_BAD_REQUEST if the file does not begin like a zip or has no such record
 * (truncated), BS_TOO_LARGE if one claims more than BS_ARCHIVE_ENTRIES_MAX entries.
 */
BS_MUST_CHECK bs_status bs_directory_check(bs_window *window, bs_error *error);

#endif
