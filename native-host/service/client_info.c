#include "bussola/service/client_info.h"

#include <cjson/cJSON.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "bussola/codec/buffer.h"
#include "bussola/codec/client_hello.h"
#include "bussola/platform/storage.h"
#include "bussola/store/profiles.h"
#include "codec/hello.h"
#include "platform/fs.h"
#include "platform/path.h"

#define PREFIX "extension-"
#define SUFFIX ".json"
#define DRAFT "."
#define DRAFT_SUFFIX ".new"
#define NAME_MAX_BYTES (sizeof PREFIX + BS_INSTANCE_MAX + sizeof SUFFIX)
#define HELLOS_MAX 20  /**< installations kept; more than a user has */
#define FILE_MAX 65536 /**< bytes; more than the largest client info */
#define INSTANCE_LETTERS "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_"

int bs_client_hello_protocol(const bs_client_hello *hello)
{
    const int64_t newest =
        hello->protocol_to < BS_PROTOCOL_NEWEST ? hello->protocol_to : BS_PROTOCOL_NEWEST;
    return newest > BS_PROTOCOL_OLDEST ? (int)newest : BS_PROTOCOL_OLDEST;
}

/** The data directory that was given, or else the default one. */
static bs_status find_directory(char path[BS_STORE_PATH_MAX], const char *given, bs_error *error)
{
    if (given == NULL) {
        return bs_store_directory(path, error);
    }
    const int length = snprintf(path, BS_STORE_PATH_MAX, "%s", given);
    return length >= 0 && length < BS_STORE_PATH_MAX ? BS_OK : bs_fs_fail_long(error);
}

/** Not fsynced: the next hello writes it again. */
static bool write_file(const char *path, const bs_buffer *text)
{
    int file = -1;
    const bool written =
        bs_fs_create(&file, path, NULL) == BS_OK && bs_fs_write_all(file, text->data, text->size);
    bs_fs_close(file);
    return written;
}

static void print_name(char name[NAME_MAX_BYTES], const char *instance)
{
    (void)snprintf(name, NAME_MAX_BYTES, PREFIX "%s" SUFFIX, instance);
}

static void remove_file(const char *directory, const char *name)
{
    char path[BS_STORE_PATH_MAX];
    if (bs_fs_join(path, directory, name, NULL) == BS_OK) {
        (void)bs_path_remove(path);
    }
}

/** Removes the infos of all but the installations that reported last: a program could add any
 * number. */
static void purge(const char *directory)
{
    bs_client_hello *hellos = NULL;
    size_t count = 0;
    if (bs_client_hellos_read(&hellos, &count, directory, NULL) != BS_OK) {
        return;
    }
    for (size_t i = HELLOS_MAX; i < count; i++) {
        char name[NAME_MAX_BYTES];
        print_name(name, hellos[i].instance);
        remove_file(directory, name);
    }
    free(hellos);
}

static void write_hello(const bs_client_hello *hello, const char *path, const char *fresh)
{
    bs_buffer text;
    bs_buffer_init(&text, FILE_MAX);
    bs_json json = bs_json_begin(&text);
    bs_hello_write(&json, hello);
    bs_buffer_text(&text, "\n");
    if (!text.failed && write_file(fresh, &text)) {
        (void)bs_path_rename(fresh, path);
    }
    bs_buffer_free(&text);
}

void bs_client_hello_keep(const bs_client_hello *hello, const char *directory)
{
    char name[NAME_MAX_BYTES];
    char draft[sizeof name + 8];
    char place[BS_STORE_PATH_MAX];
    char path[BS_STORE_PATH_MAX];
    char fresh[BS_STORE_PATH_MAX];
    bs_path_facts known;
    const size_t length = strlen(hello->instance);
    /* It becomes part of a file name. */
    if (length == 0 || length != strspn(hello->instance, INSTANCE_LETTERS)) {
        return;
    }
    print_name(name, hello->instance);
    (void)snprintf(draft, sizeof draft, DRAFT "%s" DRAFT_SUFFIX, name);
    if (find_directory(place, directory, NULL) != BS_OK ||
        bs_fs_join(path, place, name, NULL) != BS_OK ||
        bs_fs_join(fresh, place, draft, NULL) != BS_OK) {
        return;
    }
    const bool first = !bs_path_look(&known, path, false);
    write_hello(hello, path, fresh);
    if (first) {
        purge(place);
    }
}

static bool is_between(const char *name, const char *prefix, const char *suffix)
{
    const size_t length = strlen(name);
    return length > strlen(prefix) + strlen(suffix) && strncmp(name, prefix, strlen(prefix)) == 0 &&
           strcmp(name + length - strlen(suffix), suffix) == 0;
}

static bool read_file(bs_client_hello *hello, const char *directory, const char *name)
{
    char path[BS_STORE_PATH_MAX];
    char text[FILE_MAX];
    bs_error error;
    int file = -1;
    const bool opened = bs_fs_join(path, directory, name, NULL) == BS_OK &&
                        bs_fs_open_direct(&file, path, NULL) == BS_OK;
    const int64_t size = opened ? bs_fs_read(file, text, sizeof text, 0) : -1;
    bs_fs_close(file);
    cJSON *json = size > 0 ? cJSON_ParseWithLength(text, (size_t)size) : NULL;
    const bs_fields fields = {.object = json, .error = &error};
    const bool read = cJSON_IsObject(json) && bs_hello_read(hello, &fields) == BS_OK &&
                      bs_fields_integer(&hello->at, &fields, "at") == BS_OK;
    cJSON_Delete(json);
    return read;
}

static bool is_hello(const char *name)
{
    return is_between(name, PREFIX, SUFFIX);
}

typedef struct hellos {
    const char *directory;
    bs_client_hello *rows;
    size_t count;
} hellos;

static bs_status add(void *context, const char *name, bs_error *error)
{
    hellos *list = context;
    if (!is_hello(name)) {
        return BS_OK;
    }
    bs_client_hello *longer = realloc(list->rows, (list->count + 1) * sizeof *longer);
    if (longer == NULL) {
        return bs_fail(error, BS_INTERNAL, "", "Out of memory.");
    }
    list->rows = longer;
    if (read_file(&list->rows[list->count], list->directory, name)) {
        list->count++;
    }
    return BS_OK;
}

static int latest_first(const void *one, const void *other)
{
    const int64_t a = ((const bs_client_hello *)one)->at;
    const int64_t b = ((const bs_client_hello *)other)->at;
    return (a < b) - (a > b);
}

bs_status bs_client_hellos_read(bs_client_hello **read, size_t *count, const char *directory,
                                bs_error *error)
{
    char place[BS_STORE_PATH_MAX];
    hellos list = {.directory = place};
    bs_status status = find_directory(place, directory, error);
    if (status == BS_OK) {
        status = bs_fs_list(place, add, &list, error);
    }
    if (status != BS_OK) {
        free(list.rows);
        return status;
    }
    if (list.count > 1) {
        qsort(list.rows, list.count, sizeof *list.rows, latest_first);
    }
    *read = list.rows;
    *count = list.count;
    return BS_OK;
}

typedef struct removal {
    const char *directory;
    int64_t before;
} removal;

/** Also removes the drafts of a crash. */
static bs_status remove_older(void *context, const char *name, bs_error *error)
{
    const removal *older = context;
    bs_client_hello hello;
    (void)error;
    const bool draft = is_between(name, DRAFT PREFIX, SUFFIX DRAFT_SUFFIX);
    if ((draft || is_hello(name)) &&
        (!read_file(&hello, older->directory, name) || hello.at < older->before)) {
        remove_file(older->directory, name);
    }
    return BS_OK;
}

void bs_client_hellos_remove(const char *directory, int64_t before)
{
    char place[BS_STORE_PATH_MAX];
    removal older = {.directory = place, .before = before};
    if (find_directory(place, directory, NULL) == BS_OK) {
        (void)!bs_fs_list(place, remove_older, &older, NULL);
    }
}
