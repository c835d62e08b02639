#include "create.h"

#include <stdio.h>

#include "bussola/core/embedded.h"
#include "bussola/platform/storage.h"
#include "bussola/store/store.h"
#include "db.h"
#include "platform/path.h"
#include "store/files/replace.h"

bs_status bs_create_in_memory(sqlite3 **db, bs_error *error)
{
    const int flags =
        SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_MEMORY | SQLITE_OPEN_NOMUTEX;
    char pragmas[96];
    int code = sqlite3_open_v2(":memory:", db, flags, NULL);
    (void)snprintf(pragmas, sizeof pragmas, "PRAGMA application_id = %d; PRAGMA user_version = %d",
                   BS_APPLICATION_ID, BS_STORE_SCHEMA);
    if (code == SQLITE_OK) {
        code = sqlite3_exec(*db, pragmas, NULL, NULL, NULL);
    }
    if (code == SQLITE_OK) {
        code = sqlite3_exec(*db, bs_embedded_schema, NULL, NULL, NULL);
    }
    if (code != SQLITE_OK) {
        (void)sqlite3_close(*db);
        *db = NULL;
        return bs_db_fail(error, code);
    }
    return BS_OK;
}

bs_status bs_create_file(sqlite3 *db, const char *path, bs_error *error)
{
    sqlite3_int64 size = 0;
    unsigned char *image = sqlite3_serialize(db, "main", &size, 0);
    if (image == NULL) {
        return bs_fail(error, BS_INTERNAL, "", "Out of memory.");
    }
    /* Bytes 18 and 19 of the header: 2 is WAL (https://www.sqlite.org/fileformat2.html). */
    image[18] = 2;
    image[19] = 2;
    const bs_status status = bs_fs_write(path, image, (size_t)size, error);
    sqlite3_free(image);
    return status;
}

bs_status bs_create(const char *directory, bs_error *error)
{
    char database[BS_STORE_PATH_MAX];
    char path[BS_STORE_PATH_MAX];
    sqlite3 *db = NULL;
    bs_status status = bs_fs_join(database, directory, BS_DATABASE, error);
    if (status == BS_OK) {
        status = bs_fs_join(path, directory, BS_DATABASE_NEW, error);
    }
    if (status == BS_OK) {
        status = bs_create_in_memory(&db, error);
    }
    if (status == BS_OK) {
        status = bs_create_file(db, path, error);
    }
    (void)sqlite3_close(db);
    if (status == BS_OK && !bs_path_rename(path, database)) {
        status = bs_fs_fail(error, "cannot be written", database);
    }
    return status == BS_OK ? bs_fs_sync(directory, error) : status;
}
