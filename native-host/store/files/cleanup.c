#include "cleanup.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "bussola/platform/storage.h"
#include "bussola/store/recovery.h"
#include "platform/fs.h"
#include "platform/path.h"
#include "replace.h"

static bool is_unfinished(const char *path)
{
    return strstr(strrchr(path, '/'), BS_COPY_PART) != NULL;
}

/** True if the path is a hard link to the current database, its WAL or the WAL's index. */
static bool is_second_name(const char *path, const char *directory)
{
    static const char *const names[] = {BS_DATABASE, BS_DATABASE_LOG, BS_DATABASE_INDEX};
    char present[BS_STORE_PATH_MAX];
    bool same = false;
    for (size_t i = 0; i < sizeof names / sizeof names[0] && !same; i++) {
        same = bs_fs_join(present, directory, names[i], NULL) == BS_OK &&
               bs_path_linked(path, present);
    }
    return same;
}

/** Removes a file that was still open when it was removed or replaced. */
static bs_status remove_gone(void *context, const char *name, bs_error *error)
{
    char path[BS_STORE_PATH_MAX];
    if (strstr(name, BS_PATH_GONE) != NULL) {
        BS_TRY(bs_fs_join(path, context, name, error));
        (void)bs_path_remove(path);
    }
    return BS_OK;
}

void bs_cleanup_directory(const char *directory)
{
    char where[BS_STORE_PATH_MAX];
    bs_copy *copies = NULL;
    size_t count = 0;
    bs_replace_drop(directory);
    (void)snprintf(where, sizeof where, "%s", directory);
    (void)!bs_fs_list(directory, remove_gone, where, NULL);
    if (bs_copies_list(&copies, &count, directory, NULL) != BS_OK) {
        return;
    }
    for (size_t i = 0; i < count; i++) {
        if (is_unfinished(copies[i].path) || is_second_name(copies[i].path, directory)) {
            (void)bs_path_remove(copies[i].path);
        }
    }
    free(copies);
}
