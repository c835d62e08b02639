#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "bussola/embedded.h"
#include "db.h"
#include "migrate.h"
#include "waiting.h"

/** "Buss" in the file's header, for file(1) and against foreign databases. */
#define APPLICATION_ID 0x42757373
#define LOCK_RETRY_NS 2000000L
/**
 * Pages after which the log is written back into the database. It stays when the last process ends,
 * and its file is then written over in place: a start need not make one, and a commit need not
 * extend it, which would cost each a sync of the directory and of the file's length. So many pages
 * are read back in a fraction of a millisecond.
 */
#define LOG_PAGES 64

/** From each schema to the next; the first makes the database. */
static const char *const steps[BS_STORE_SCHEMA] = {bs_embedded_schema};

static bs_status fail_errno(bs_error *error, const char *what, const char *path)
{
    return bs_fail(error, BS_STORAGE, "", "%s %.160s: %s", what, path, strerror(errno));
}

static bs_status join(char path[BS_STORE_PATH_MAX], const char *directory, const char *name,
                      bs_error *error)
{
    const int length = snprintf(path, BS_STORE_PATH_MAX, "%s/%s", directory, name);
    if (length < 0 || length >= BS_STORE_PATH_MAX) {
        return bs_fail(error, BS_STORAGE, "", "The path of the data directory is too long.");
    }
    return BS_OK;
}

bs_status bs_store_directory(char path[BS_STORE_PATH_MAX], bs_error *error)
{
    /* The XDG base directory specification: a relative path is to be ignored. */
    const char *data = getenv("XDG_DATA_HOME");
    if (data != NULL && data[0] == '/') {
        return join(path, data, "bussola", error);
    }
    const char *home = getenv("HOME");
    if (home != NULL && home[0] == '/') {
        return join(path, home, ".local/share/bussola", error);
    }
    return bs_fail(error, BS_STORAGE, "",
                   "No data directory: neither XDG_DATA_HOME nor HOME holds an absolute path.");
}

/** Makes the directory and what is missing above it, for its owner alone. */
static bs_status make_directory(const char *directory, bs_error *error)
{
    struct stat found;
    if (stat(directory, &found) != 0) {
        char path[BS_STORE_PATH_MAX];
        const size_t length = strlen(directory);
        memcpy(path, directory, length + 1);
        for (char *slash = strchr(path + 1, '/'); slash != NULL; slash = strchr(slash + 1, '/')) {
            *slash = '\0';
            if (mkdir(path, 0700) != 0 && errno != EEXIST) {
                return fail_errno(error, "Cannot make the directory", path);
            }
            *slash = '/';
        }
        if (mkdir(path, 0700) != 0 && errno != EEXIST) {
            return fail_errno(error, "Cannot make the directory", path);
        }
        if (stat(directory, &found) != 0) {
            return fail_errno(error, "Cannot read the directory", directory);
        }
    }
    if (!S_ISDIR(found.st_mode)) {
        return bs_fail(error, BS_STORAGE, "", "%.160s is not a directory.", directory);
    }
    if ((found.st_mode & 077) != 0 && chmod(directory, 0700) != 0) {
        return fail_errno(error, "Cannot keep others out of", directory);
    }
    return BS_OK;
}

/* ---- creating ---- */

static bs_status write_whole(int file, const unsigned char *data, size_t size)
{
    while (size > 0) {
        const ssize_t written = write(file, data, size);
        if (written < 0 && errno == EINTR) {
            continue;
        }
        if (written <= 0) {
            return BS_STORAGE;
        }
        data += written;
        size -= (size_t)written;
    }
    return fsync(file) == 0 ? BS_OK : BS_STORAGE;
}

/** The bytes of a new database, to be released with sqlite3_free. */
static bs_status new_image(unsigned char **image, size_t *size, bs_error *error)
{
    sqlite3 *db = NULL;
    int code = sqlite3_open_v2(":memory:", &db,
                               SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_MEMORY |
                                   SQLITE_OPEN_NOMUTEX,
                               NULL);
    char pragma[48];
    (void)snprintf(pragma, sizeof pragma, "PRAGMA application_id = %d", APPLICATION_ID);
    if (code == SQLITE_OK) {
        code = sqlite3_exec(db, pragma, NULL, NULL, NULL);
    }
    bs_status status = code == SQLITE_OK ? bs_migrate(db, steps, 0, BS_STORE_SCHEMA, error)
                                         : bs_db_fail(error, code);
    if (status == BS_OK) {
        sqlite3_int64 bytes = 0;
        *image = sqlite3_serialize(db, "main", &bytes, 0);
        *size = (size_t)bytes;
        if (*image == NULL) {
            status = bs_fail(error, BS_INTERNAL, "", "Out of memory.");
        }
    }
    (void)sqlite3_close(db);
    return status;
}

/**
 * Makes the database beside its place and moves it there whole: a crash leaves all or nothing.
 * Needs the exclusive lock.
 */
static bs_status create(const char *directory, const char *database, bs_error *error)
{
    char path[BS_STORE_PATH_MAX];
    bs_status status = join(path, directory, "bussola.db.new", error);
    unsigned char *image = NULL;
    size_t size = 0;
    if (status == BS_OK) {
        status = new_image(&image, &size, error);
    }
    if (status != BS_OK) {
        return status;
    }
    /* Bytes 18 and 19 of the header: 2 is WAL (https://www.sqlite.org/fileformat2.html). */
    image[18] = 2;
    image[19] = 2;
    const int file = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0600);
    const bool written = file >= 0 && fchmod(file, 0600) == 0 &&
                         write_whole(file, image, size) == BS_OK && rename(path, database) == 0;
    if (!written) {
        status = fail_errno(error, "Cannot write", path);
        (void)unlink(path);
    }
    sqlite3_free(image);
    if (file >= 0) {
        (void)close(file);
    }
    const int parent = open(directory, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (status == BS_OK && (parent < 0 || fsync(parent) != 0)) {
        status = fail_errno(error, "Cannot write", directory);
    }
    if (parent >= 0) {
        (void)close(parent);
    }
    return status;
}

/* ---- the lock ---- */

static bool exists(const char *database)
{
    struct stat found;
    return stat(database, &found) == 0 && found.st_size > 0;
}

/** Whole milliseconds of a clock that never goes back. */
static int64_t milliseconds(void)
{
    struct timespec now;
    (void)clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

static void pause_briefly(void)
{
    const struct timespec pause = {.tv_sec = 0, .tv_nsec = LOCK_RETRY_NS};
    (void)nanosleep(&pause, NULL);
}

/**
 * Ends with the shared lock held and the database there. Whoever finds none makes it under the
 * exclusive lock; the others wait for either.
 */
static bs_status lock_and_create(bs_store *store, const char *database, bs_error *error)
{
    const int64_t deadline = milliseconds() + BS_STORE_BUSY_MS;
    for (;;) {
        const bool there = exists(database);
        if (flock(store->lock_fd, (there ? LOCK_SH : LOCK_EX) | LOCK_NB) == 0) {
            if (there) {
                return BS_OK;
            }
            const bs_status status =
                exists(database) ? BS_OK : create(store->directory, database, error);
            if (status != BS_OK) {
                return status;
            }
            continue;
        }
        if (errno != EWOULDBLOCK && errno != EINTR) {
            return fail_errno(error, "Cannot lock", store->directory);
        }
        if (milliseconds() > deadline) {
            return bs_fail(error, BS_BUSY, "", "Another process holds the database for itself.");
        }
        pause_briefly();
    }
}

/** From the shared to the exclusive lock; others may have migrated in between. */
static bs_status lock_exclusive(bs_store *store, bs_error *error)
{
    const int64_t deadline = milliseconds() + BS_STORE_BUSY_MS;
    while (flock(store->lock_fd, LOCK_EX | LOCK_NB) != 0) {
        if (milliseconds() > deadline) {
            return bs_fail(error, BS_BUSY, "",
                           "The database must be brought to this version, but other processes use "
                           "it; close the browsers and try again.");
        }
        pause_briefly();
    }
    return BS_OK;
}

/* ---- opening ---- */

static uint32_t big_endian(const unsigned char *bytes)
{
    return (uint32_t)bytes[0] << 24 | (uint32_t)bytes[1] << 16 | (uint32_t)bytes[2] << 8 | bytes[3];
}

static bs_status keep_private(const char *database, bs_error *error)
{
    struct stat found;
    if (stat(database, &found) != 0) {
        return fail_errno(error, "Cannot read", database);
    }
    if ((found.st_mode & 077) != 0 && chmod(database, 0600) != 0) {
        return fail_errno(error, "Cannot keep others out of", database);
    }
    return BS_OK;
}

/**
 * Looks at the header before SQLite may touch anything: a foreign or newer file stays as it is.
 * Read through SQLite's own descriptor, because closing another one on the file would drop its
 * locks. Offsets are those of https://www.sqlite.org/fileformat2.html.
 */
static bs_status check_header(bs_store *store, const char *database, bs_error *error)
{
    sqlite3_file *file = NULL;
    unsigned char header[100];
    int code = sqlite3_file_control(store->db, "main", SQLITE_FCNTL_FILE_POINTER, &file);
    if (code == SQLITE_OK) {
        code = file->pMethods->xRead(file, header, sizeof header, 0);
    }
    if (code != SQLITE_OK && code != SQLITE_IOERR_SHORT_READ) {
        return bs_db_fail(error, code);
    }
    if (code == SQLITE_IOERR_SHORT_READ || memcmp(header, "SQLite format 3", 16) != 0 ||
        big_endian(header + 68) != APPLICATION_ID) {
        return bs_fail(error, BS_STORAGE, "",
                       "%.160s is damaged or not Bussola's; it stays as it is.", database);
    }
    const uint32_t schema = big_endian(header + 60);
    if (schema > BS_STORE_SCHEMA) {
        return bs_fail(error, BS_NEWER_SCHEMA, "",
                       "A newer Bussola (schema %u) made this database; update this one.", schema);
    }
    return BS_OK;
}

/**
 * Waits for another process. SQLite's own way sleeps longer the longer it has waited, so that under
 * load whoever came last goes first, and some wait for seconds.
 */
static int wait_turn(void *context, int tries)
{
    bs_store *store = context;
    const int64_t now = milliseconds();
    if (tries == 0) {
        store->patient_until = now + BS_STORE_BUSY_MS;
    }
    pause_briefly();
    return now < store->patient_until;
}

static bs_status configure(bs_store *store, bs_error *error)
{
    sqlite3 *db = store->db;
    int code = sqlite3_busy_handler(db, wait_turn, store);
    if (code == SQLITE_OK) {
        code = sqlite3_db_config(db, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
    }
    if (code == SQLITE_OK) {
        code = sqlite3_db_config(db, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
    }
    if (code == SQLITE_OK) {
        code = sqlite3_db_config(db, SQLITE_DBCONFIG_ENABLE_FKEY, 1, NULL);
    }
    if (code == SQLITE_OK) {
        code = sqlite3_db_config(db, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, NULL);
    }
    if (code == SQLITE_OK) {
        code = sqlite3_wal_autocheckpoint(db, LOG_PAGES);
    }
    if (code == SQLITE_OK) {
        code = sqlite3_exec(db,
                            "PRAGMA synchronous = FULL; PRAGMA secure_delete = ON;"
                            "PRAGMA temp_store = MEMORY; PRAGMA cell_size_check = ON",
                            NULL, NULL, NULL);
    }
    return code == SQLITE_OK ? BS_OK : bs_db_fail(error, code);
}

static bs_status bring_up_to_date(bs_store *store, const char *database, bs_error *error)
{
    int64_t schema = 0;
    bs_status status = bs_db_integer(&schema, store, BS_SQL_SCHEMA_VERSION, 0, error, "");
    if (status != BS_OK || schema == BS_STORE_SCHEMA) {
        return status;
    }
    if (schema > BS_STORE_SCHEMA || schema < 1) {
        return schema < 1
                   ? bs_db_fail(error, SQLITE_NOTADB)
                   : bs_fail(error, BS_NEWER_SCHEMA, "",
                             "A newer Bussola (schema %d) made this database; update this one.",
                             (int)schema);
    }
    char backup[BS_STORE_PATH_MAX];
    const int length = snprintf(backup, sizeof backup, "%s.schema-%d", database, (int)schema);
    if (length < 0 || (size_t)length >= sizeof backup) {
        return bs_fail(error, BS_STORAGE, "", "The path of the data directory is too long.");
    }
    status = lock_exclusive(store, error);
    if (status == BS_OK) {
        status = bs_db_integer(&schema, store, BS_SQL_SCHEMA_VERSION, 0, error, "");
    }
    if (status == BS_OK && schema < BS_STORE_SCHEMA) {
        status = bs_migrate_backup(store->db, backup, error);
        if (status == BS_OK) {
            status = bs_migrate(store->db, steps, (int)schema, BS_STORE_SCHEMA, error);
        }
    }
    if (status == BS_OK && flock(store->lock_fd, LOCK_SH) != 0) {
        status = fail_errno(error, "Cannot lock", store->directory);
    }
    return status;
}

static bs_status open_in(bs_store *store, int64_t now, bs_error *error)
{
    char database[BS_STORE_PATH_MAX];
    char lock[BS_STORE_PATH_MAX];
    bs_status status = make_directory(store->directory, error);
    if (status == BS_OK) {
        status = join(database, store->directory, "bussola.db", error);
    }
    if (status == BS_OK) {
        status = join(lock, store->directory, "bussola.lock", error);
    }
    if (status != BS_OK) {
        return status;
    }
    store->lock_fd = open(lock, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (store->lock_fd < 0) {
        return fail_errno(error, "Cannot open", lock);
    }
    status = lock_and_create(store, database, error);
    if (status == BS_OK) {
        status = keep_private(database, error);
    }
    if (status != BS_OK) {
        return status;
    }
    const int code =
        sqlite3_open_v2(database, &store->db,
                        SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE, NULL);
    status = code == SQLITE_OK ? check_header(store, database, error) : bs_db_fail(error, code);
    if (status == BS_OK) {
        status = configure(store, error);
    }
    if (status == BS_OK) {
        status = bring_up_to_date(store, database, error);
    }
    return status == BS_OK ? bs_waiting_purge(store, now, error) : status;
}

bs_status bs_store_open(bs_store **store, const char *directory, const bs_model *model, int64_t now,
                        bs_error *error)
{
    bs_store *opened = calloc(1, sizeof *opened);
    if (opened == NULL) {
        return bs_fail(error, BS_INTERNAL, "", "Out of memory.");
    }
    opened->lock_fd = -1;
    opened->model = model;
    bs_status status = BS_OK;
    if (directory == NULL) {
        status = bs_store_directory(opened->directory, error);
    } else if (strlen(directory) < sizeof opened->directory) {
        memcpy(opened->directory, directory, strlen(directory) + 1);
    } else {
        status = bs_fail(error, BS_STORAGE, "", "The path of the data directory is too long.");
    }
    if (status == BS_OK) {
        status = open_in(opened, now, error);
    }
    if (status != BS_OK) {
        bs_store_close(opened);
        return status;
    }
    *store = opened;
    return BS_OK;
}

void bs_store_close(bs_store *store)
{
    if (store == NULL) {
        return;
    }
    for (int i = 0; i < BS_SQL_COUNT; i++) {
        (void)sqlite3_finalize(store->statements[i]);
    }
    (void)sqlite3_close(store->db);
    if (store->lock_fd >= 0) {
        (void)close(store->lock_fd);
    }
    free(store);
}
