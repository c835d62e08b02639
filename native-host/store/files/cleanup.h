/** @file cleanup.h Cleans up after processes that were killed. Internal to native-host/store. */
#ifndef BUSSOLA_STORE_CLEANUP_H
#define BUSSOLA_STORE_CLEANUP_H

/** Suffix of a backup until it is complete; SQLite appends its own suffixes to it. */
#define BS_COPY_PART ".part"

/**
 * Removes a new database without a decision, incomplete backups, links to the current database that
 * were made to set it aside, and files that could not be removed while they were open. Needs the
 * exclusive lock, with no replacement pending. The next process retries what cannot be removed now.
 */
void bs_cleanup_directory(const char *directory);

#endif
