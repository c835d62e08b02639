/*
 * Which texts a recovery accepts, and which WALs count as undamaged; tables of all ways in which
 * bytes may be wrong.
 */
#include <sqlite3.h>

#include "bussola/platform/storage.h"
#include "bussola/store/about.h"
#include "bussola/store/profiles.h"
#include "bussola/store/recovery.h"
#include "bussola/store/store.h"
#include "bussola/store/view.h"
#include "support.h"

#define FILE_MAX ((size_t)1 << 19)
#define LOG_HEADER 32
#define FRAME_HEADER 24

typedef struct file {
    size_t size;
    unsigned char bytes[FILE_MAX];
} file;

static void path_of(char path[128], const fixture *f, const char *name)
{
    (void)snprintf(path, 128, "%s/%s", f->directory, name);
}

static void read_file(file *to, const fixture *f, const char *name)
{
    char path[128];
    path_of(path, f, name);
    FILE *stream = fopen(path, "rb");
    assert_non_null(stream);
    to->size = fread(to->bytes, 1, FILE_MAX, stream);
    assert_true(to->size > 0 && to->size < FILE_MAX);
    assert_int_equal(fclose(stream), 0);
}

static void write_file(const file *from, const fixture *f, const char *name)
{
    char path[128];
    path_of(path, f, name);
    FILE *stream = fopen(path, "wb");
    assert_non_null(stream);
    assert_int_equal(fwrite(from->bytes, 1, from->size, stream), from->size);
    assert_int_equal(fclose(stream), 0);
}

static void remove_file(const fixture *f, const char *name)
{
    char path[128];
    path_of(path, f, name);
    (void)unlink(path);
}

/** Removes the copies set aside. */
static void remove_copies(const fixture *f)
{
    size_t removed = 0;
    assert_int_equal(bs_copies_remove(&removed, f->directory, NULL), BS_OK);
}

static void close_store(fixture *f)
{
    bs_store_close(f->store);
    f->store = NULL;
}

/* ---- texts ---- */

static const struct {
    const char *label; /**< as bytes in SQLite */
    bool is_text;
} labels[] = {
    {"496e6573", true},  {"20", true},        {"7e", true},
    {"c3a9", true},                       /* two bytes */
    {"c280", true},                       /* smallest of two */
    {"dfbf", true},                       /* largest of two */
    {"e282ac", true},                     /* three bytes */
    {"e0a080", true},                     /* smallest of three */
    {"ed9fbf", true},                     /* last before the surrogates */
    {"efbfbd", true},                     /* largest of three */
    {"f09f9880", true},                   /* four bytes */
    {"f0908080", true},                   /* smallest of four */
    {"f48fbfbf", true},                   /* largest of Unicode */
    {"80", false},                        /* continuation without a start */
    {"bf", false},       {"c0af", false}, /* overlong */
    {"c1bf", false},     {"e08080", false},   {"e09fbf", false},
    {"f0808080", false}, {"f08fbfbf", false}, {"eda080", false}, /* surrogate */
    {"edbfbf", false},   {"f4908080", false},                    /* beyond Unicode */
    {"f5808080", false}, {"ff", false},       {"c3", false},     /* truncated */
    {"e282", false},     {"f09f98", false},   {"c328", false},   /* not continued */
    {"e28228", false},   {"e2c3a9", false},   {"f09f9828", false},
    {"09", false}, /* control characters */
    {"1f", false},       {"7f", false},
};
enum { LABELS = sizeof labels / sizeof *labels };

static void a_recovery_takes_texts_and_nothing_else(void **state)
{
    fixture *f = *state;
    char path[128];
    sqlite3 *db = NULL;
    static file whole;
    close_store(f);
    path_of(path, f, "bussola.db");
    assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
    for (int i = 0; i < LABELS; i++) {
        char sql[256];
        (void)snprintf(sql, sizeof sql,
                       "INSERT INTO profile VALUES (%d, 'member-%d', NULL,"
                       " CAST(x'%s' AS TEXT), 1795000000, 60, 1795000000, 60)",
                       i + 1, i, labels[i].label);
        assert_int_equal(sqlite3_exec(db, sql, NULL, NULL, NULL), SQLITE_OK);
    }
    assert_int_equal(sqlite3_close(db), SQLITE_OK);
    read_file(&whole, f, "bussola.db");
    memset(whole.bytes, 'x', 16);
    write_file(&whole, f, "bussola.db");
    bs_recovered recovered;
    assert_int_equal(bs_store_recover(&recovered, f->directory, f->now, NULL), BS_OK);
    assert_true(recovered.found && !recovered.whole);
    reopen(f);
    for (int i = 0; i < LABELS; i++) {
        char key[32];
        bs_profile_id profile = BS_PROFILE_NONE;
        (void)snprintf(key, sizeof key, "member-%d", i);
        const bs_status status = bs_store_find(&profile, f->store, key, NULL, NULL);
        if (status != (labels[i].is_text ? BS_OK : BS_UNKNOWN_PROFILE)) {
            fail_msg("%s: %s", labels[i].label, bs_status_id(status));
        }
    }
    remove_copies(f);
}

/* ---- WALs ---- */

static uint32_t word_at(const unsigned char *bytes, bool big_endian)
{
    uint32_t word = 0;
    for (int i = 0; i < 4; i++) {
        word = word << 8 | bytes[big_endian ? i : 3 - i];
    }
    return word;
}

static void put_word(unsigned char *bytes, uint32_t word)
{
    for (int i = 0; i < 4; i++) {
        bytes[i] = (unsigned char)(word >> (24 - 8 * i));
    }
}

static void add_up(uint32_t sums[2], const unsigned char *bytes, size_t size, bool big_endian)
{
    for (size_t i = 0; i < size; i += 8) {
        sums[0] += word_at(bytes + i, big_endian) + sums[1];
        sums[1] += word_at(bytes + i + 4, big_endian) + sums[0];
    }
}

/** Makes a database with a WAL that has the last rows. */
static void make_log(fixture *f, file *log)
{
    bs_observation o = observe("ines", at(TODAY, 9));
    gauge(&o, BS_CONNECTIONS, 300, BS_EXACT);
    (void)apply(f, o, NULL);
    close_store(f);
    read_file(log, f, "bussola.db-wal");
}

static int64_t connections(fixture *f)
{
    bs_profile_id profile = BS_PROFILE_NONE;
    assert_int_equal(bs_store_find(&profile, f->store, "ines", NULL, NULL), BS_OK);
    bs_evidence evidence = known(f, profile);
    const int64_t value = evidence.gauge_count == 1 ? evidence.gauges[0].value : -1;
    bs_store_evidence_free(&evidence);
    return value;
}

static void a_log_whose_header_is_none_is_damaged_and_recovered(void **state)
{
    static const struct {
        size_t offset;
        uint32_t word;
    } rows[] = {
        {0, 0x377f0680}, {0, 0x12345678}, {4, 3007001}, {8, 256}, {8, 131072},
        {8, 4097},       {16, 1},         {20, 1},      {24, 1},  {28, 1},
    };
    fixture *f = *state;
    static file log;
    static file database;
    static file index;
    make_log(f, &log);
    read_file(&database, f, "bussola.db");
    read_file(&index, f, "bussola.db-shm");
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        for (int indexed = 0; indexed < 2; indexed++) {
            bs_error error = {0};
            bs_recovered recovered;
            static file changed;
            changed = log;
            put_word(changed.bytes + rows[i].offset, rows[i].word);
            close_store(f);
            write_file(&database, f, "bussola.db");
            write_file(&changed, f, "bussola.db-wal");
            write_file(&index, f, "bussola.db-shm");
            if (indexed == 0) {
                remove_file(f, "bussola.db-shm");
            }
            if (bs_store_open(&f->store, f->directory, &f->model, f->now, &error) != BS_STORAGE) {
                fail_msg("row %zu, %d: opened", i, indexed);
            }
            assert_string_equal(error.field, BS_STORAGE_DAMAGED);
            assert_int_equal(bs_store_recover(&recovered, f->directory, f->now, NULL), BS_OK);
            assert_true(recovered.found && !recovered.whole);
            reopen(f);
            assert_int_equal(connections(f), 300);
            remove_copies(f);
        }
    }
}

/** A copy with a damaged WAL is not restored, because SQLite would treat the WAL as empty. */
static void a_copy_with_a_damaged_log_is_refused(void **state)
{
    fixture *f = *state;
    static file log;
    static file database;
    char path[128];
    bs_error error = {0};
    bs_restored restored = {.aside = ""};
    make_log(f, &log);
    read_file(&database, f, "bussola.db");
    write_file(&database, f, "given.db");
    log.bytes[4]++;
    write_file(&log, f, "given.db-wal");
    path_of(path, f, "given.db");
    assert_int_equal(bs_store_restore(&restored, f->directory, path, f->now, &error),
                     BS_BAD_REQUEST);
    assert_string_equal(error.field, "not_database");
    log.bytes[4]--;
    write_file(&log, f, "given.db-wal");
    assert_int_equal(bs_store_restore(&restored, f->directory, path, f->now, &error), BS_OK);
    assert_int_equal(restored.summary.readings, 1);
    reopen(f);
    assert_int_equal(connections(f), 300);
    remove_copies(f);
    remove_file(f, "given.db");
    remove_file(f, "given.db-wal");
}

/** As written on a machine with the other byte order. */
static void a_log_of_the_other_byte_order_is_whole(void **state)
{
    fixture *f = *state;
    static file log;
    uint32_t sums[2] = {0, 0};
    make_log(f, &log);
    remove_file(f, "bussola.db-shm");
    const size_t page = word_at(log.bytes + 8, true);
    put_word(log.bytes, 0x377f0683);
    add_up(sums, log.bytes, 24, true);
    put_word(log.bytes + 24, sums[0]);
    put_word(log.bytes + 28, sums[1]);
    for (size_t at = LOG_HEADER; at + FRAME_HEADER + page <= log.size; at += FRAME_HEADER + page) {
        add_up(sums, log.bytes + at, 8, true);
        add_up(sums, log.bytes + at + FRAME_HEADER, page, true);
        put_word(log.bytes + at + 16, sums[0]);
        put_word(log.bytes + at + 20, sums[1]);
    }
    write_file(&log, f, "bussola.db-wal");
    reopen(f);
    assert_int_equal(connections(f), 300);
}

/** After a crash a WAL may end anywhere: an unfinished commit was never acknowledged. */
static void a_log_that_ends_early_is_a_crash(void **state)
{
    fixture *f = *state;
    static file log;
    static file database;
    make_log(f, &log);
    read_file(&database, f, "bussola.db");
    const size_t size = log.size;
    for (size_t cut = 0; cut < size; cut += cut < 64 ? 8 : 1000) {
        bs_error error = {0};
        close_store(f);
        write_file(&database, f, "bussola.db");
        remove_file(f, "bussola.db-shm");
        log.size = cut;
        write_file(&log, f, "bussola.db-wal");
        const bs_status status = bs_store_open(&f->store, f->directory, &f->model, f->now, &error);
        if (status != BS_OK) {
            fail_msg("%zu bytes: %s", cut, error.message);
        }
        assert_int_equal(bs_store_check(f->store, true, NULL), BS_OK);
    }
}

/** Acknowledged commits, each a transaction in the WAL. */
enum { SAVES = 6, BODY_FLIPS = 5 };

static void make_long_log(fixture *f, file *log)
{
    /* A day keeps every one of a count's first two readings. */
    const bs_signal signals[] = {BS_CONNECTIONS, BS_FOLLOWERS, BS_ENDORSEMENTS};
    for (int i = 0; i < SAVES; i++) {
        bs_observation o = observe("ines", at(TODAY, 3 + i));
        gauge(&o, signals[i % 3], 300 + i, BS_EXACT);
        event(&o, BS_POSTS, TODAY - i, 1);
        (void)apply(f, o, NULL);
    }
    close_store(f);
    read_file(log, f, "bussola.db-wal");
}

static size_t saves(fixture *f)
{
    bs_profile_id profile = BS_PROFILE_NONE;
    assert_int_equal(bs_store_find(&profile, f->store, "ines", NULL, NULL), BS_OK);
    bs_evidence evidence = known(f, profile);
    const size_t count = evidence.gauge_count;
    bs_store_evidence_free(&evidence);
    return count;
}

/** The byte of a frame to change in a turn: each of its header, some of its page. */
static size_t byte_of(int turn, size_t page)
{
    const size_t among_page = (size_t)(turn - FRAME_HEADER) * (page - 1) / (BODY_FLIPS - 1);
    return turn < FRAME_HEADER ? (size_t)turn : FRAME_HEADER + among_page;
}

typedef struct spoilt {
    file database, log, index;
    file changed;
} spoilt;

/** Opens with one bit flipped; returns true if it opened, which requires all rows. */
static bool opens_whole(fixture *f, spoilt *given, size_t offset, int bit, bool indexed)
{
    bs_error error = {0};
    static file after;
    given->changed = given->log;
    given->changed.bytes[offset] ^= (unsigned char)(1U << bit);
    write_file(&given->database, f, "bussola.db");
    write_file(&given->changed, f, "bussola.db-wal");
    remove_file(f, "bussola.db-shm");
    if (indexed) {
        write_file(&given->index, f, "bussola.db-shm");
    }
    const bs_status status = bs_store_open(&f->store, f->directory, &f->model, f->now, &error);
    if (status == BS_OK) {
        if (saves(f) != SAVES) {
            fail_msg("byte %zu, bit %d: %zu saves are left", offset, bit, saves(f));
        }
        close_store(f);
        return true;
    }
    assert_string_equal(error.field, BS_STORAGE_DAMAGED);
    read_file(&after, f, "bussola.db-wal");
    assert_memory_equal(after.bytes, given->changed.bytes, after.size);
    return false;
}

static void no_flipped_bit_of_a_log_loses_a_save(void **state)
{
    fixture *f = *state;
    static spoilt given;
    size_t noticed = 0;
    make_long_log(f, &given.log);
    read_file(&given.database, f, "bussola.db");
    read_file(&given.index, f, "bussola.db-shm");
    const size_t page = word_at(given.log.bytes + 8, true);
    for (size_t at = LOG_HEADER; at < given.log.size; at += FRAME_HEADER + page) {
        for (int turn = 0; turn < FRAME_HEADER + BODY_FLIPS; turn++) {
            for (int indexed = 0; indexed < 2; indexed++) {
                const size_t offset = at + byte_of(turn, page);
                noticed += !opens_whole(f, &given, offset, (int)(offset % 8), indexed == 1);
            }
        }
    }
    const size_t frames = (given.log.size - LOG_HEADER) / (FRAME_HEADER + page);
    assert_int_equal(noticed, frames * (FRAME_HEADER + BODY_FLIPS) * 2);
    bs_recovered recovered;
    assert_int_equal(bs_store_recover(&recovered, f->directory, f->now, NULL), BS_OK);
    assert_true(recovered.found && !recovered.whole);
    reopen(f);
    assert_int_equal(saves(f), SAVES);
    remove_copies(f);
}

/**
 * A whole frame and the index are overwritten: later commits prove the damage. Only the last commit
 * may be incomplete.
 */
static void an_overwritten_frame_is_reported_by_the_saves_after_it(void **state)
{
    fixture *f = *state;
    static spoilt given;
    make_long_log(f, &given.log);
    read_file(&given.database, f, "bussola.db");
    const size_t page = word_at(given.log.bytes + 8, true);
    size_t commits = 0;
    for (size_t at = given.log.size; at > LOG_HEADER;) {
        bs_error error = {0};
        at -= FRAME_HEADER + page;
        commits += word_at(given.log.bytes + at + 4, true) != 0;
        given.changed = given.log;
        memset(given.changed.bytes + at + FRAME_HEADER, 'x', page);
        write_file(&given.database, f, "bussola.db");
        write_file(&given.changed, f, "bussola.db-wal");
        remove_file(f, "bussola.db-shm");
        const bs_status status = bs_store_open(&f->store, f->directory, &f->model, f->now, &error);
        if ((status == BS_OK) != (commits < 2)) {
            fail_msg("frame at %zu, %zu commits from there: %s", at, commits, error.message);
        }
        close_store(f);
    }
    assert_int_equal(commits, SAVES);
}

int main(void)
{
#define CASE(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        CASE(a_recovery_takes_texts_and_nothing_else),
        CASE(a_log_whose_header_is_none_is_damaged_and_recovered),
        CASE(a_copy_with_a_damaged_log_is_refused),
        CASE(a_log_of_the_other_byte_order_is_whole),
        CASE(a_log_that_ends_early_is_a_crash),
        CASE(no_flipped_bit_of_a_log_loses_a_save),
        CASE(an_overwritten_frame_is_reported_by_the_saves_after_it),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
