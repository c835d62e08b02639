#include "redrawn.h"

#include <string.h>

#include "row_list.h"

enum { WORD_MAX = 16 };

static bs_status put(bs_store *store, bs_sql sql, bs_profile_id profile, const bs_redrawn *redrawn,
                     bs_error *error)
{
    return bs_db_run(NULL, store, sql, error,
                     BS_BIND(profile, redrawn->day, bs_correction_cause_id(redrawn->cause),
                             redrawn->before, redrawn->after));
}

bs_status bs_redrawn_note(bs_store *store, bs_profile_id profile, const bs_redrawn *redrawn,
                          bs_error *error)
{
    return put(store, BS_SQL_REDRAWN_NOTE, profile, redrawn, error);
}

bs_status bs_redrawn_keep(bs_store *store, bs_profile_id profile, const bs_redrawn *redrawn,
                          bs_error *error)
{
    return put(store, BS_SQL_REDRAWN_KEEP, profile, redrawn, error);
}

/** False for a cause of a newer Bussola. */
static bool read_row(void *item, sqlite3_stmt *row, bs_signal signal)
{
    bs_redrawn *redrawn = item;
    char word[WORD_MAX];
    (void)signal;
    *redrawn = (bs_redrawn){
        .day = bs_db_day(row, 0), .before = bs_db_real(row, 2), .after = bs_db_real(row, 3)};
    bs_db_text(word, sizeof word, row, 1);
    for (int i = 0; i < BS_CORRECTION_CAUSE_COUNT; i++) {
        if (strcmp(word, bs_correction_cause_words[i]) == 0) {
            redrawn->cause = (bs_correction_cause)i;
            return true;
        }
    }
    return false;
}

bs_status bs_redrawn_load(bs_redrawn **days, size_t *count, bs_store *store, bs_profile_id profile,
                          bs_day from, bs_day to, bs_error *error)
{
    bs_row_list list = {.size = sizeof(bs_redrawn)};
    sqlite3_stmt *row = NULL;
    bs_status status =
        bs_db_query(&row, store, BS_SQL_REDRAWN_READ, error, BS_BIND(profile, from, to));
    if (status == BS_OK) {
        status = bs_row_list_collect(&list, row, read_row, BS_SIGNAL_COUNT, error);
    }
    *days = list.items;
    *count = list.count;
    return status;
}
