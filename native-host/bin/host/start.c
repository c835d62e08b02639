#include "start.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "bussola/core/error.h"
#include "bussola/core/model.h"
#include "bussola/platform/locks.h"
#include "bussola/platform/storage.h"
#include "bussola/service/model_json.h"
#include "bussola/store/store.h"
#include "origin.h"
#include "platform/clock.h"
#include "platform/fs.h"
#include "platform/memory.h"
#include "platform/path.h"
#include "platform/sandbox.h"
#include "platform/stream.h"

/** Limit of SQLite's memory, in bytes; a host needs at most 16 MB in all. */
#define SQLITE_MEMORY ((int64_t)8 * 1024 * 1024)
/** Size from which a freed block is unmapped at once, in bytes. */
#define LARGE_BLOCK (128 * 1024)

int bs_start_fail(const bs_log *log, const char *message)
{
    (void)fprintf(stderr, "%s: %s\n", log->program, message);
    bs_log_write(log, BS_LOG_ERROR, "%s", message);
    return BS_FAILED;
}

int bs_start(int *output, bs_model *model, const bs_log *log, int argc, char *const *argv)
{
    bs_error error;
    bool refused = false;
    bs_stream_keep_error();
    bs_stream_report_closed();
    bs_stream_report_full();
    if (!bs_origin_allowed(argc, argv)) {
        (void)bs_start_fail(log, "this host serves Bussola's own extension only");
        return BS_REFUSED;
    }
    bs_sandbox_close_inherited();
    bs_memory_unmap_from(LARGE_BLOCK);
    bs_store_limit_memory(SQLITE_MEMORY);
    *output = bs_stream_take_output();
    if (*output < 0) {
        return bs_start_fail(log, "no output to answer on");
    }
    if (bs_model_in_force(model, &refused, &error) != BS_OK) {
        return bs_start_fail(log, error.message);
    }
    if (refused) {
        (void)fprintf(stderr, "%s: your model is not used: %s\n", log->program, error.message);
        bs_log_write(log, BS_LOG_ERROR, "your model is not used: %s", error.message);
    }
    return BS_ENDED;
}

/** Finds the directory of the database file, which may be a link to a file elsewhere. */
static bool find_linked(char linked[BS_STORE_PATH_MAX], const char *directory)
{
    char database[BS_STORE_PATH_MAX];
    char *target = bs_fs_join(database, directory, BS_DATABASE, NULL) == BS_OK
                       ? bs_path_resolve(database)
                       : NULL;
    const bool found = target != NULL && strlen(target) < BS_STORE_PATH_MAX;
    if (found) {
        bs_fs_directory_of(linked, target);
    }
    free(target);
    return found;
}

bs_locks bs_start_lock(bs_error *unmade, const bs_log *log, int argc, char *const *argv)
{
    char directory[BS_STORE_PATH_MAX];
    char linked[BS_STORE_PATH_MAX];
    const bool placed = bs_store_directory(directory, unmade) == BS_OK;
    if (placed) {
        (void)!bs_fs_make(directory, unmade);
    }
    /* Before the sandbox hides the time zone: a past day ends at its own offset. */
    bs_clock_load_zone();
    const bs_locks held = bs_sandbox_enter(
        placed ? directory : NULL, placed && find_linked(linked, directory) ? linked : NULL);
    bs_log_write(log, BS_LOG_INFO, "start: version " BS_VERSION ", browser %s, locks:%s%s%s%s%s%s",
                 bs_origin_family(argc, argv), held.memory ? " memory" : "",
                 held.privileges ? " privileges" : "", held.files ? " files" : "",
                 held.calls ? " calls" : "", held.programs ? " programs" : "",
                 held.code ? " code" : "");
    return held;
}
