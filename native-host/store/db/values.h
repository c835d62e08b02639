/**
 * @file values.h
 * Values that Bussola never stores: a damaged page or a prepared file has them, and what is
 * computed from them is wrong or never ends. Internal to native-host/store.
 */
#ifndef BUSSOLA_STORE_VALUES_H
#define BUSSOLA_STORE_VALUES_H

#include <sqlite3.h>
#include <stdbool.h>
#include <stddef.h>

/** Whether a text of the database is UTF-8 without NUL, and no longer than any that is stored. */
bool bs_value_is_text(const char *text, size_t length);

/** SQLITE_CORRUPT when a row of a database of this schema has a number out of range. */
int bs_values_check(sqlite3 *db);

/** Deletes those rows; an SQLite result code. */
int bs_values_clean(sqlite3 *db);

#endif
