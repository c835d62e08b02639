#include "row_list.h"

#include <stdlib.h>

static void *add(bs_row_list *list)
{
    if (list->count == list->room) {
        const size_t room = list->room == 0 ? 32 : list->room * 2;
        void *grown = realloc(list->items, room * list->size);
        if (grown == NULL) {
            return NULL;
        }
        list->items = grown;
        list->room = room;
    }
    return (char *)list->items + list->size * list->count++;
}

bs_status bs_row_list_collect(bs_row_list *list, sqlite3_stmt *statement, bs_row_reader read,
                              bs_signal signal, bs_error *error)
{
    for (;;) {
        bool there = false;
        bs_status status = bs_db_next(&there, statement, error);
        if (status == BS_OK && !there) {
            return BS_OK;
        }
        void *item = status == BS_OK ? add(list) : NULL;
        if (status == BS_OK && item == NULL) {
            status = bs_fail(error, BS_INTERNAL, "", "Out of memory.");
        }
        if (status != BS_OK) {
            free(list->items);
            *list = (bs_row_list){.size = list->size};
            return status;
        }
        if (!read(item, statement, signal)) {
            list->count--;
        }
    }
}
