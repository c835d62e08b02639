#include "install_receipt.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "cli/base/files.h"
#include "cli/output/xmalloc.h"
#include "platform/path.h"

static cJSON *array_of(cJSON *root, const char *name)
{
    cJSON *array = cJSON_GetObjectItemCaseSensitive(root, name);
    if (!cJSON_IsArray(array)) {
        cJSON_DeleteItemFromObjectCaseSensitive(root, name);
        array = cJSON_AddArrayToObject(root, name);
    }
    if (array == NULL) {
        bs_xfail();
    }
    return array;
}

void bs_install_receipt_open(bs_install_receipt *receipt, const bs_paths *paths, bool system)
{
    receipt->system = system;
    receipt->path = system ? bs_xasprintf("%s/var/lib/bussola/installed.json", paths->root)
                           : bs_xasprintf("%s/bussola/installed.json", paths->state);
    char *text = NULL;
    receipt->root = bs_file_read(&text, NULL, receipt->path) == 0 ? cJSON_Parse(text) : NULL;
    free(text);
    if (!cJSON_IsObject(receipt->root)) {
        cJSON_Delete(receipt->root);
        receipt->root = cJSON_CreateObject();
    }
    receipt->files = array_of(receipt->root, "files");
    receipt->directories = array_of(receipt->root, "directories");
}

void bs_install_receipt_close(bs_install_receipt *receipt)
{
    cJSON_Delete(receipt->root);
    free(receipt->path);
    *receipt = (bs_install_receipt){0};
}

static int index_of(const cJSON *array, const char *path)
{
    int index = 0;
    const cJSON *item = NULL;
    cJSON_ArrayForEach(item, array)
    {
        if (cJSON_IsString(item) && strcmp(item->valuestring, path) == 0) {
            return index;
        }
        index++;
    }
    return -1;
}

static void add_once(cJSON *array, const char *path)
{
    if (index_of(array, path) < 0 && !cJSON_AddItemToArray(array, cJSON_CreateString(path))) {
        bs_xfail();
    }
}

void bs_install_receipt_add_file(bs_install_receipt *receipt, const char *path)
{
    add_once(receipt->files, path);
}

void bs_install_receipt_add_directory(bs_install_receipt *receipt, const char *path)
{
    add_once(receipt->directories, path);
}

void bs_install_receipt_remove_file(bs_install_receipt *receipt, const char *path)
{
    int index = index_of(receipt->files, path);
    if (index >= 0) {
        cJSON_DeleteItemFromArray(receipt->files, index);
    }
}

static void note_directory(void *context, const char *path)
{
    bs_install_receipt_add_directory(context, path);
}

int bs_install_receipt_save(bs_install_receipt *receipt)
{
    char *directory = bs_xstrdup(receipt->path);
    *strrchr(directory, '/') = '\0';
    int failure =
        bs_directory_make(directory, receipt->system ? 0755 : 0700, true, note_directory, receipt);
    free(directory);
    if (failure != 0) {
        return failure;
    }
    char *printed = cJSON_Print(receipt->root);
    if (printed == NULL) {
        bs_xfail();
    }
    char *text = bs_xasprintf("%s\n", printed);
    cJSON_free(printed);
    unsigned mode = receipt->system ? 0644 : 0600;
    failure =
        bs_file_same(receipt->path, mode, text) ? 0 : bs_file_write(receipt->path, mode, text);
    free(text);
    return failure;
}

/* Removes recorded directories that are empty, and forgets those that are gone. */
static void remove_empty(bs_install_receipt *receipt)
{
    for (int i = cJSON_GetArraySize(receipt->directories) - 1; i >= 0; i--) {
        const cJSON *item = cJSON_GetArrayItem(receipt->directories, i);
        bool gone =
            !cJSON_IsString(item) || bs_path_remove_directory(item->valuestring) || errno == ENOENT;
        if (gone) {
            cJSON_DeleteItemFromArray(receipt->directories, i);
        }
    }
}

int bs_install_receipt_settle(bs_install_receipt *receipt)
{
    remove_empty(receipt);
    if (cJSON_GetArraySize(receipt->files) > 0) {
        return bs_install_receipt_save(receipt);
    }
    /* No files are left; a directory that is not empty holds somebody else's files. */
    if (!bs_path_remove(receipt->path) && errno != ENOENT) {
        return errno;
    }
    remove_empty(receipt);
    return 0;
}
