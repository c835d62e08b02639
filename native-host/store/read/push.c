#include "bussola/store/push.h"

#include <string.h>

#include "bussola/store/view.h"
#include "snapshot.h"
#include "store/db/db.h"
#include "store/rows/row_list.h"

/* ---- reading ---- */

static bool read_target(void *item, sqlite3_stmt *row, bs_signal unused)
{
    bs_push_target *target = item;
    (void)unused;
    *target = (bs_push_target){.profile = sqlite3_column_int64(row, 0),
                               .since = bs_db_day(row, 5),
                               .parts = (unsigned)sqlite3_column_int(row, 6),
                               .agreed = sqlite3_column_int64(row, 7),
                               .withdrawn = sqlite3_column_int64(row, 8),
                               .marked = sqlite3_column_int(row, 9) != 0,
                               .wait = sqlite3_column_int64(row, 10),
                               .sent = sqlite3_column_int64(row, 11),
                               .pending = sqlite3_column_int64(row, 12),
                               .refused = sqlite3_column_int64(row, 13)};
    bs_db_text(target->key, sizeof target->key, row, 1);
    bs_db_text(target->member, sizeof target->member, row, 2);
    bs_db_text(target->url, sizeof target->url, row, 3);
    bs_db_text(target->label, sizeof target->label, row, 4);
    return true;
}

bs_status bs_store_push_targets(bs_push_target **targets, size_t *count, bs_store *store,
                                bs_error *error)
{
    bs_row_list list = {.size = sizeof(bs_push_target)};
    sqlite3_stmt *row = NULL;
    bs_status status = bs_db_begin_read(store, error);
    if (status != BS_OK) {
        return status;
    }
    status = bs_db_query(&row, store, BS_SQL_PUSH_TARGET_READ, error, BS_BIND_NOTHING);
    if (status == BS_OK) {
        status = bs_row_list_collect(&list, row, read_target, BS_SIGNAL_COUNT, error);
    }
    status = bs_db_end(store, status, error);
    if (status == BS_OK) {
        *targets = list.items;
        *count = list.count;
    }
    return status;
}

/** Sets `*known` if the column has a word; false for one of a newer Bussola. */
static bool read_word(int *word, bool *known, sqlite3_stmt *row, int index,
                      const char *const *words, int count)
{
    const char *text = (const char *)sqlite3_column_text(row, index);
    *known = text != NULL;
    for (*word = 0; text != NULL && *word < count; (*word)++) {
        if (strcmp(words[*word], text) == 0) {
            return true;
        }
    }
    return text == NULL;
}

/** False for a row with a word of a newer Bussola. */
static bool read_day(void *item, sqlite3_stmt *row, bs_signal unused)
{
    bs_push_day *day = item;
    int word = 0;
    int index = 3;
    (void)unused;
    *day = (bs_push_day){.day = bs_db_day(row, 0),
                         .revision = sqlite3_column_int64(row, 1),
                         .refused = sqlite3_column_int(row, 2)};
    bool fine =
        read_word(&word, &day->has_kind, row, index++, bs_number_kind_words, BS_NUMBER_KIND_COUNT);
    day->kind = (bs_number_kind)word;
    day->total = bs_db_real(row, index++);
    day->error = bs_db_real(row, index++);
    for (int i = 0; i < BS_PILLAR_COUNT; i++) {
        day->pillars[i] = bs_db_real(row, index++);
    }
    for (size_t i = 0; i < BS_MAIN_COUNTS; i++) {
        bs_count *count = &day->counts[i];
        count->known = sqlite3_column_type(row, index) != SQLITE_NULL;
        count->value = sqlite3_column_int64(row, index++);
        fine = read_word(&word, &day->has_counts, row, index++, bs_bound_words, BS_BOUND_COUNT) &&
               fine;
        count->bound = (bs_bound)word;
    }
    return fine;
}

bs_status bs_store_push_days(bs_push_day **days, size_t *count, bs_store *store,
                             bs_profile_id profile, bool refused, bs_error *error)
{
    bs_row_list list = {.size = sizeof(bs_push_day)};
    sqlite3_stmt *row = NULL;
    bs_status status = bs_db_begin_read(store, error);
    if (status != BS_OK) {
        return status;
    }
    status = bs_db_query(&row, store, refused ? BS_SQL_OUTBOX_REFUSED : BS_SQL_OUTBOX_PENDING,
                         error, BS_BIND(profile));
    if (status == BS_OK) {
        status = bs_row_list_collect(&list, row, read_day, BS_SIGNAL_COUNT, error);
    }
    status = bs_db_end(store, status, error);
    if (status == BS_OK) {
        *days = list.items;
        *count = list.count;
    }
    return status;
}

/* ---- writing ---- */

/** Runs one statement in a transaction. */
static bs_status change(bs_store *store, bs_sql sql, bs_bind_list parameters, bs_error *error)
{
    const bs_status status = bs_db_begin_write(store, error);
    return status == BS_OK ? bs_db_end(store, bs_db_run(NULL, store, sql, error, parameters), error)
                           : status;
}

static bs_status score_within(bs_store *store, bs_profile_id profile, int64_t now, bs_error *error)
{
    bs_moment moment;
    const bs_status status = bs_store_now(&moment, store, profile, now, error);
    return status == BS_OK ? bs_snapshot_refill(store, profile, moment, error) : status;
}

static bs_status set_within(bs_store *store, const bs_push_target *target, int64_t now,
                            bs_error *error)
{
    bs_status status = bs_db_run(NULL, store, BS_SQL_PUSH_TARGET_PUT, error,
                                 BS_BIND(target->profile, target->member, target->url,
                                         target->label, target->since, target->parts));
    if (status == BS_OK) {
        status = bs_db_run(NULL, store, BS_SQL_OUTBOX_DELETE, error, BS_BIND(target->profile));
    }
    if (status == BS_OK) {
        /* Without a series all days are scored again. */
        status = bs_db_run(NULL, store, BS_SQL_SERIES_DELETE, error, BS_BIND(target->profile));
    }
    return status == BS_OK ? score_within(store, target->profile, now, error) : status;
}

bs_status bs_store_push_set(bs_store *store, const bs_push_target *target, int64_t now,
                            bs_error *error)
{
    if (target->profile == BS_PROFILE_NONE) {
        return bs_fail(error, BS_UNKNOWN_PROFILE, "profile", "Nobody is known yet.");
    }
    const bs_status status = bs_db_begin_write(store, error);
    return status == BS_OK ? bs_db_end(store, set_within(store, target, now, error), error)
                           : status;
}

bs_status bs_store_push_agree(bs_store *store, bs_profile_id profile, int64_t now, bs_error *error)
{
    return change(store, BS_SQL_PUSH_TARGET_AGREE, BS_BIND(profile, now), error);
}

bs_status bs_store_push_withdraw(bs_store *store, bs_profile_id profile, int64_t now,
                                 bs_error *error)
{
    bs_status status = bs_db_begin_write(store, error);
    if (status != BS_OK) {
        return status;
    }
    status = bs_db_run(NULL, store, BS_SQL_PUSH_TARGET_WITHDRAW, error, BS_BIND(profile, now));
    if (status == BS_OK) {
        status = bs_db_run(NULL, store, BS_SQL_OUTBOX_DELETE, error, BS_BIND(profile));
    }
    return bs_db_end(store, status, error);
}

bs_status bs_store_push_marked(bs_store *store, bs_profile_id profile, bs_error *error)
{
    return change(store, BS_SQL_PUSH_TARGET_MARK, BS_BIND(profile), error);
}

bs_status bs_store_push_wait(bs_store *store, bs_profile_id profile, int64_t until, bs_error *error)
{
    return change(store, BS_SQL_PUSH_TARGET_WAIT, BS_BIND(profile, until), error);
}

bs_status bs_store_push_drop(bs_store *store, bs_profile_id profile, bs_error *error)
{
    bs_status status = bs_db_begin_write(store, error);
    if (status != BS_OK) {
        return status;
    }
    status = bs_db_run(NULL, store, BS_SQL_PUSH_TARGET_DELETE, error, BS_BIND(profile));
    if (status == BS_OK) {
        status = bs_db_run(NULL, store, BS_SQL_OUTBOX_DELETE, error, BS_BIND(profile));
    }
    return bs_db_end(store, status, error);
}

bs_status bs_store_push_score(bs_store *store, bs_profile_id profile, int64_t now, bs_error *error)
{
    const bs_status status = bs_db_begin_write(store, error);
    return status == BS_OK ? bs_db_end(store, score_within(store, profile, now, error), error)
                           : status;
}

bs_status bs_store_push_sent(bs_store *store, bs_profile_id profile, const bs_push_day *days,
                             size_t count, bs_error *error)
{
    bs_status status = bs_db_begin_write(store, error);
    if (status != BS_OK) {
        return status;
    }
    for (size_t i = 0; i < count && status == BS_OK; i++) {
        status = bs_db_run(NULL, store, BS_SQL_OUTBOX_SENT, error,
                           BS_BIND(profile, days[i].day, days[i].revision));
    }
    return bs_db_end(store, status, error);
}

bs_status bs_store_push_refused(bs_store *store, bs_profile_id profile, const bs_push_day *days,
                                size_t count, bs_error *error)
{
    bs_status status = bs_db_begin_write(store, error);
    if (status != BS_OK) {
        return status;
    }
    for (size_t i = 0; i < count && status == BS_OK; i++) {
        status = bs_db_run(NULL, store, BS_SQL_OUTBOX_REFUSE, error,
                           BS_BIND(profile, days[i].day, days[i].revision, days[i].refused));
    }
    return bs_db_end(store, status, error);
}

bs_status bs_store_push_again(bs_store *store, bs_profile_id profile, bs_error *error)
{
    return change(store, BS_SQL_OUTBOX_AGAIN, BS_BIND(profile), error);
}
