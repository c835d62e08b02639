#include "install_receipt.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli/base/files.h"
#include "cli/base/xmalloc.h"

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

void bs_install_receipt_open(bs_install_receipt *ledger, const bs_paths *places, bool system)
{
    ledger->system = system;
    ledger->path = system ? bs_xasprintf("%s/var/lib/bussola/installed.json", places->root)
                          : bs_xasprintf("%s/bussola/installed.json", places->state);
    char *text = NULL;
    ledger->root = bs_file_read(&text, NULL, ledger->path) == 0 ? cJSON_Parse(text) : NULL;
    free(text);
    if (!cJSON_IsObject(ledger->root)) {
        cJSON_Delete(ledger->root);
        ledger->root = cJSON_CreateObject();
    }
    ledger->files = array_of(ledger->root, "files");
    ledger->directories = array_of(ledger->root, "directories");
}

void bs_install_receipt_close(bs_install_receipt *ledger)
{
    cJSON_Delete(ledger->root);
    free(ledger->path);
    *ledger = (bs_install_receipt){0};
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

void bs_install_receipt_add_file(bs_install_receipt *ledger, const char *path)
{
    add_once(ledger->files, path);
}

void bs_install_receipt_add_directory(bs_install_receipt *ledger, const char *path)
{
    add_once(ledger->directories, path);
}

void bs_install_receipt_remove_file(bs_install_receipt *ledger, const char *path)
{
    int index = index_of(ledger->files, path);
    if (index >= 0) {
        cJSON_DeleteItemFromArray(ledger->files, index);
    }
}

static void note_directory(void *context, const char *path)
{
    bs_install_receipt_add_directory(context, path);
}

int bs_install_receipt_save(bs_install_receipt *ledger)
{
    char *directory = bs_xstrdup(ledger->path);
    *strrchr(directory, '/') = '\0';
    int failure =
        bs_directory_make(directory, ledger->system ? 0755 : 0700, true, note_directory, ledger);
    free(directory);
    if (failure != 0) {
        return failure;
    }
    char *printed = cJSON_Print(ledger->root);
    if (printed == NULL) {
        bs_xfail();
    }
    char *text = bs_xasprintf("%s\n", printed);
    cJSON_free(printed);
    mode_t mode = ledger->system ? 0644 : 0600;
    failure = bs_file_same(ledger->path, mode, text) ? 0 : bs_file_write(ledger->path, mode, text);
    free(text);
    return failure;
}

/* Removes recorded directories that are empty, and forgets those that are gone. */
static void remove_empty(bs_install_receipt *ledger)
{
    for (int i = cJSON_GetArraySize(ledger->directories) - 1; i >= 0; i--) {
        const cJSON *item = cJSON_GetArrayItem(ledger->directories, i);
        bool gone = !cJSON_IsString(item) || rmdir(item->valuestring) == 0 || errno == ENOENT;
        if (gone) {
            cJSON_DeleteItemFromArray(ledger->directories, i);
        }
    }
}

int bs_install_receipt_settle(bs_install_receipt *ledger)
{
    remove_empty(ledger);
    if (cJSON_GetArraySize(ledger->files) > 0) {
        return bs_install_receipt_save(ledger);
    }
    /* No files are left; a directory that is not empty holds somebody else's files. */
    if (unlink(ledger->path) != 0 && errno != ENOENT) {
        return errno;
    }
    remove_empty(ledger);
    return 0;
}
