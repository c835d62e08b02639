#include "redrawn.h"

#include <stdlib.h>
#include <string.h>

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
static bool read_row(bs_redrawn *redrawn, sqlite3_stmt *row)
{
    char word[WORD_MAX];
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
    sqlite3_stmt *row = NULL;
    bs_redrawn *found = NULL;
    size_t room = 0;
    bs_status status =
        bs_db_query(&row, store, BS_SQL_REDRAWN_READ, error, BS_BIND(profile, from, to));
    *count = 0;
    for (bool there = true; status == BS_OK;) {
        status = bs_db_next(&there, row, error);
        if (status != BS_OK || !there) {
            break;
        }
        if (*count == room) {
            room = room == 0 ? 16 : room * 2;
            bs_redrawn *grown = realloc(found, room * sizeof *grown);
            if (grown == NULL) {
                (void)sqlite3_reset(row);
                status = bs_fail(error, BS_INTERNAL, "", "Out of memory.");
                break;
            }
            found = grown;
        }
        *count += read_row(&found[*count], row) ? 1 : 0;
    }
    if (status != BS_OK) {
        free(found);
        found = NULL;
        *count = 0;
    }
    *days = found;
    return status;
}
