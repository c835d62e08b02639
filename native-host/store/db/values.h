/**
 * @file values.h Finds values that Bussola never stores. They come from a damaged page or a
 * malicious file, and would make computations wrong or endless. Internal to native-host/store.
 */
#ifndef BUSSOLA_STORE_VALUES_H
#define BUSSOLA_STORE_VALUES_H

#include <sqlite3.h>
#include <stdbool.h>
#include <stddef.h>

/** True for UTF-8 without NUL that is no longer than any text that Bussola stores. */
bool bs_value_is_text(const char *text, size_t length);

/** SQLITE_CORRUPT if any row of a database with this schema has a number out of range. */
int bs_values_check(sqlite3 *db);

/** Deletes those rows; returns an SQLite result code. */
int bs_values_clean(sqlite3 *db);

#endif
