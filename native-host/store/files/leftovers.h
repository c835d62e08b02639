/**
 * @file leftovers.h
 * What a process that was killed left in the data directory. Internal to native-host/store.
 */
#ifndef BUSSOLA_STORE_LEFTOVERS_H
#define BUSSOLA_STORE_LEFTOVERS_H

/** Follows a backup's name until the backup is whole; SQLite adds its own files' ends to it. */
#define BS_COPY_PART ".part"

/**
 * Under the exclusive lock, once no replacement is pending: removes a new database that was not
 * decided on, backups that never became whole, and names under which the present database was to
 * be set aside. What cannot be removed now is tried again by whoever comes next.
 */
void bs_leftovers_remove(const char *directory);

#endif
