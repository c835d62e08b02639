/**
 * @file row_list.h Collects the rows of a statement in an array. Internal to native-host/store.
 */
#ifndef BUSSOLA_STORE_ROW_LIST_H
#define BUSSOLA_STORE_ROW_LIST_H

#include <stddef.h>

#include "bussola/core/error.h"
#include "bussola/core/signals.h"
#include "store/db/db.h"

/** An array that doubles when full; the caller frees the items. */
typedef struct bs_row_list {
    void *items;
    size_t count, room, size;
} bs_row_list;

/**
 * Reads a row into an item. `signal` is set if the statement selects one signal. Returns false to
 * skip a row with a name of a newer Bussola.
 */
typedef bool (*bs_row_reader)(void *item, sqlite3_stmt *row, bs_signal signal);

/** Appends the rows of a started statement; frees the list on failure. */
BS_MUST_CHECK bs_status bs_row_list_collect(bs_row_list *list, sqlite3_stmt *statement,
                                            bs_row_reader read, bs_signal signal, bs_error *error);

#endif
