#include "bussola/service/client_info.h"

#include <cjson/cJSON.h>
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "bussola/codec/buffer.h"
#include "bussola/codec/client_hello.h"
#include "bussola/platform/storage.h"
#include "bussola/store/profiles.h"
#include "codec/hello.h"

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

/** A descriptor of the data directory; −1 if it does not exist. */
static int open_directory(const char *directory)
{
    char own[BS_STORE_PATH_MAX];
    if (directory == NULL && bs_store_directory(own, NULL) != BS_OK) {
        return -1;
    }
    return open(directory != NULL ? directory : own, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
}

static bool write_file(int place, const char *name, const bs_buffer *text)
{
    /* O_NONBLOCK: do not wait for a pipe without a reader. */
    const int flags = O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK;
    const int file = openat(place, name, flags, S_IRUSR | S_IWUSR);
    if (file < 0) {
        return false;
    }
    const bool written = write(file, text->data, text->size) == (ssize_t)text->size;
    return close(file) == 0 && written;
}

static void print_name(char name[NAME_MAX_BYTES], const char *instance)
{
    (void)snprintf(name, NAME_MAX_BYTES, PREFIX "%s" SUFFIX, instance);
}

/** Removes the infos of all but the installations that reported last: a program could add any
 * number. */
static void purge(int place, const char *directory)
{
    bs_client_hello *hellos = NULL;
    size_t count = 0;
    if (bs_client_hellos_read(&hellos, &count, directory, NULL) != BS_OK) {
        return;
    }
    for (size_t i = HELLOS_MAX; i < count; i++) {
        char name[NAME_MAX_BYTES];
        print_name(name, hellos[i].instance);
        (void)unlinkat(place, name, 0);
    }
    free(hellos);
}

void bs_client_hello_keep(const bs_client_hello *hello, const char *directory)
{
    char name[NAME_MAX_BYTES];
    char fresh[sizeof name + 8];
    const size_t length = strlen(hello->instance);
    /* It becomes part of a file name. */
    if (length == 0 || length != strspn(hello->instance, INSTANCE_LETTERS)) {
        return;
    }
    const int place = open_directory(directory);
    if (place < 0) {
        return;
    }
    print_name(name, hello->instance);
    (void)snprintf(fresh, sizeof fresh, DRAFT "%s" DRAFT_SUFFIX, name);
    struct stat known;
    const bool first = fstatat(place, name, &known, AT_SYMLINK_NOFOLLOW) != 0;
    bs_buffer text;
    bs_buffer_init(&text, FILE_MAX);
    bs_json json = bs_json_begin(&text);
    bs_hello_write(&json, hello);
    bs_buffer_text(&text, "\n");
    if (!text.failed && write_file(place, fresh, &text)) {
        (void)renameat(place, fresh, place, name);
        if (first) {
            purge(place, directory);
        }
    }
    bs_buffer_free(&text);
    (void)close(place);
}

static bool is_between(const char *name, const char *prefix, const char *suffix)
{
    const size_t length = strlen(name);
    return length > strlen(prefix) + strlen(suffix) && strncmp(name, prefix, strlen(prefix)) == 0 &&
           strcmp(name + length - strlen(suffix), suffix) == 0;
}

static bool read_file(bs_client_hello *hello, int place, const char *name)
{
    char text[FILE_MAX];
    bs_error error;
    const int file = openat(place, name, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
    const ssize_t size = file >= 0 ? read(file, text, sizeof text) : -1;
    if (file >= 0) {
        (void)close(file);
    }
    cJSON *json = size > 0 ? cJSON_ParseWithLength(text, (size_t)size) : NULL;
    const bs_fields fields = {.object = json, .error = &error};
    const bool read = cJSON_IsObject(json) && bs_hello_read(hello, &fields) == BS_OK &&
                      bs_fields_integer(&hello->at, &fields, "at") == BS_OK;
    cJSON_Delete(json);
    return read;
}

/**
 * Calls `each` for every file, with drafts those of a crash too, until it returns false; false
 * without a data directory.
 */
static bool for_each(const char *directory, bool drafts,
                     bool (*each)(void *context, int place, const char *name), void *context)
{
    const int place = open_directory(directory);
    DIR *entries = place >= 0 ? fdopendir(place) : NULL;
    const struct dirent *entry = NULL;
    bool more = entries != NULL;
    while (more && (entry = readdir(entries)) != NULL) {
        const bool ours = is_between(entry->d_name, PREFIX, SUFFIX) ||
                          (drafts && is_between(entry->d_name, DRAFT PREFIX, SUFFIX DRAFT_SUFFIX));
        more = !ours || each(context, place, entry->d_name);
    }
    if (entries != NULL) {
        (void)closedir(entries);
    }
    return entries != NULL;
}

typedef struct hellos {
    bs_client_hello *rows;
    size_t count;
    bool failed;
} hellos;

static bool add(void *context, int place, const char *name)
{
    hellos *list = context;
    bs_client_hello *longer = realloc(list->rows, (list->count + 1) * sizeof *longer);
    if (longer == NULL) {
        list->failed = true;
        return false;
    }
    list->rows = longer;
    if (read_file(&list->rows[list->count], place, name)) {
        list->count++;
    }
    return true;
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
    hellos list = {0};
    if (!for_each(directory, false, add, &list) && errno != ENOENT) {
        return bs_fail(error, BS_STORAGE, "", "The data directory: %s", strerror(errno));
    }
    if (list.failed) {
        free(list.rows);
        return bs_fail(error, BS_INTERNAL, "", "Out of memory.");
    }
    if (list.count > 1) {
        qsort(list.rows, list.count, sizeof *list.rows, latest_first);
    }
    *read = list.rows;
    *count = list.count;
    return BS_OK;
}

static bool remove_older(void *context, int place, const char *name)
{
    bs_client_hello hello;
    if (!read_file(&hello, place, name) || hello.at < *(const int64_t *)context) {
        (void)unlinkat(place, name, 0);
    }
    return true;
}

void bs_client_hellos_remove(const char *directory, int64_t before)
{
    (void)for_each(directory, true, remove_older, &before);
}
