#include "synced.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "bussola/service/sync.h"
#include "bussola/store/devices.h"
#include "platform/fs.h"
#include "platform/path.h"

#define LOCK "sync"
#define FOLDER "folder"

bs_status bs_synced_lock(char path[BS_STORE_PATH_MAX], bs_error *error)
{
    char directory[BS_STORE_PATH_MAX];
    BS_TRY(bs_store_directory(directory, error));
    return bs_fs_join(path, directory, LOCK, error);
}

/* The path of the note with the folder. */
static bs_status note(char path[BS_STORE_PATH_MAX], bs_error *error)
{
    char lock[BS_STORE_PATH_MAX];
    BS_TRY(bs_synced_lock(lock, error));
    return bs_fs_join(path, lock, FOLDER, error);
}

static bool read_note(char folder[BS_STORE_PATH_MAX])
{
    char path[BS_STORE_PATH_MAX];
    int file = -1;
    folder[0] = '\0';
    if (note(path, NULL) != BS_OK || bs_fs_open(&file, path, NULL) != BS_OK) {
        return false;
    }
    const int64_t length = bs_fs_read(file, folder, BS_STORE_PATH_MAX - 1, 0);
    bs_fs_close(file);
    folder[length > 0 ? length : 0] = '\0';
    return bs_path_is_absolute(folder);
}

void bs_synced_remember(const bs_cli *cli, const char *folder)
{
    bs_error error = {.status = BS_OK};
    char path[BS_STORE_PATH_MAX];
    char known[BS_STORE_PATH_MAX];
    char *real = bs_path_resolve(folder);
    bs_status status = BS_OK;
    if (real != NULL && !(read_note(known) && strcmp(known, real) == 0)) {
        status = note(path, &error);
        if (status == BS_OK) {
            status = bs_fs_write(path, real, strlen(real), &error);
        }
    }
    if (status != BS_OK) {
        bs_log_write(&cli->log, BS_LOG_ERROR, "sync: %s", error.message);
    }
    free(real);
}

void bs_synced_find(bs_synced *synced, bs_store *store)
{
    *synced = (bs_synced){.device = 0};
    if (!read_note(synced->folder) || bs_store_device(&synced->device, store, NULL) != BS_OK ||
        synced->device == 0 ||
        bs_sync_file(synced->file, synced->folder, synced->device, NULL) != BS_OK ||
        (bs_path_exists(synced->folder) && !bs_path_exists(synced->file))) {
        synced->folder[0] = '\0';
    }
}

bs_exit bs_synced_forget(const bs_cli *cli, const bs_synced *synced, const char *key)
{
    bs_error error = {.status = BS_OK};
    char lock[BS_STORE_PATH_MAX];
    char path[BS_STORE_PATH_MAX];
    bs_status status = bs_synced_lock(lock, &error);
    if (status == BS_OK) {
        status =
            bs_sync_forget(synced->folder, lock, synced->device, key, (int64_t)time(NULL), &error);
    }
    if (status != BS_OK) {
        return bs_complain(cli, BS_EXIT_FAILED, "cli_forget_sync_failed", synced->file,
                           error.message, NULL);
    }
    bs_say(cli, "cli_forget_sync_done", synced->folder, NULL);
    if (key == NULL && note(path, &error) == BS_OK) {
        (void)bs_path_remove(path);
    }
    return BS_EXIT_OK;
}
