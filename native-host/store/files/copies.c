#include <stdlib.h>
#include <string.h>

#include "bussola/platform/storage.h"
#include "bussola/store/recovery.h"
#include "platform/fs.h"
#include "platform/path.h"

#define PREFIX BS_DATABASE "."

/** True if a file name is a copy's; `*backup` tells the kind. */
static bool is_copy(bool *backup, const char *name)
{
    static const char *const kinds[] = {BS_COPY_BACKUP, BS_COPY_DAMAGED, BS_COPY_REPLACED};
    if (strncmp(name, PREFIX, strlen(PREFIX)) != 0) {
        return false;
    }
    const char *kind = name + strlen(PREFIX);
    for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++) {
        const size_t length = strlen(kinds[i]);
        if (strncmp(kind, kinds[i], length) == 0 && kind[length] == '-') {
            *backup = i == 0;
            return true;
        }
    }
    return false;
}

typedef struct copy_list {
    bs_copy *copies;
    size_t count;
    const char *directory;
} copy_list;

static bs_status add(void *context, const char *name, bs_error *error)
{
    copy_list *list = context;
    bool backup = false;
    if (!is_copy(&backup, name)) {
        return BS_OK;
    }
    bs_copy *grown = realloc(list->copies, (list->count + 1) * sizeof *grown);
    if (grown == NULL) {
        return bs_fail(error, BS_INTERNAL, "", "Out of memory.");
    }
    list->copies = grown;
    bs_copy *added = &grown[list->count];
    added->backup = backup;
    const bs_status status = bs_fs_join(added->path, list->directory, name, error);
    if (status == BS_OK) {
        added->bytes = bs_fs_size(added->path);
        list->count++;
    }
    return status;
}

/**
 * The date within the name: the last "-20", because a migration's backup has the schema number
 * before it.
 */
static const char *second_of(const bs_copy *copy)
{
    const char *year = strstr(copy->path, "-20");
    for (const char *next = year; next != NULL; next = strstr(next + 1, "-20")) {
        year = next;
    }
    return year == NULL ? copy->path : year;
}

static int newest_first(const void *a, const void *b)
{
    const bs_copy *left = a;
    const bs_copy *right = b;
    return left->backup != right->backup ? right->backup - left->backup
                                         : strcmp(second_of(right), second_of(left));
}

bs_status bs_copies_list(bs_copy **copies, size_t *count, const char *directory, bs_error *error)
{
    char own[BS_STORE_PATH_MAX];
    copy_list list = {.directory = directory == NULL ? own : directory};
    bs_status status = directory == NULL ? bs_store_directory(own, error) : BS_OK;
    if (status == BS_OK) {
        status = bs_fs_list(list.directory, add, &list, error);
    }
    if (status != BS_OK) {
        free(list.copies);
        return status;
    }
    if (list.count > 1) {
        qsort(list.copies, list.count, sizeof *list.copies, newest_first);
    }
    *copies = list.copies;
    *count = list.count;
    return BS_OK;
}

bs_status bs_copies_remove(size_t *removed, const char *directory, bs_error *error)
{
    char own[BS_STORE_PATH_MAX];
    bs_copy *copies = NULL;
    size_t count = 0;
    bs_status status = directory == NULL ? bs_store_directory(own, error) : BS_OK;
    const char *where = directory == NULL ? own : directory;
    if (status == BS_OK) {
        status = bs_copies_list(&copies, &count, where, error);
    }
    for (size_t i = 0; i < count && status == BS_OK; i++) {
        if (!bs_fs_overwrite(copies[i].path) || !bs_path_remove(copies[i].path)) {
            status = bs_fs_fail(error, "cannot be removed", copies[i].path);
        }
    }
    if (status == BS_OK && count > 0) {
        status = bs_fs_sync(where, error);
    }
    free(copies);
    if (status == BS_OK) {
        *removed = count;
    }
    return status;
}
