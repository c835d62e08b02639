#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "platform/fs.h"
#include "platform/path.h"
#include "reading.h"

#define DEPTH_MAX 8
#define PATH_LENGTH_MAX 1024

/* State of walking a folder. */
typedef struct folder_walk {
    bs_reading *reading;
    char **paths; /* of each listed entry below the root, by its index */
    size_t path_count;
    char path[BS_STORE_PATH_MAX + PATH_LENGTH_MAX]; /* of the current entry */
    char *below; /* the part of `path` below the root; a folder's ends in a slash */
} folder_walk;

/* A folder in which each name is visited. */
typedef struct folder_level {
    folder_walk *walk;
    size_t length; /* of its path below the root */
    int depth;
} folder_level;

static void free_paths(folder_walk *walk)
{
    for (size_t i = 0; i < walk->path_count; i++) {
        free(walk->paths[i]);
    }
    free(walk->paths);
}

static bool keep_path(folder_walk *walk, const char *path)
{
    char **paths = realloc(walk->paths, (walk->path_count + 1) * sizeof *paths);
    const size_t size = strlen(path) + 1;
    char *copy = malloc(size);
    if (paths != NULL) {
        walk->paths = paths;
    }
    if (paths == NULL || copy == NULL) {
        free(copy);
        return false;
    }
    memcpy(copy, path, size);
    walk->paths[walk->path_count++] = copy;
    return true;
}

static bs_status no_memory(bs_error *error)
{
    return bs_fail(error, BS_INTERNAL, "", "Out of memory.");
}

static bs_status note_file(folder_walk *walk, uint64_t size, bs_error *error)
{
    bs_entries *entries = &walk->reading->entries;
    const size_t known = entries->count;
    bs_ingest_entry_name(walk->reading->ingest, walk->below);
    if (!bs_entries_add(entries, walk->below, (uint32_t)walk->path_count, size) ||
        (entries->count > known && !keep_path(walk, walk->below))) {
        return no_memory(error);
    }
    return BS_OK;
}

static bs_status walk_folder(folder_walk *walk, size_t length, int depth, bs_error *error);

/* Visits one name of a folder. Never follows links. */
static bs_status walk_name(void *context, const char *name, bs_error *error)
{
    const folder_level *level = context;
    folder_walk *walk = level->walk;
    bs_path_facts about;
    const size_t length = level->length;
    const size_t name_length = strlen(name);
    if (strcmp(name, ".") == 0 || strcmp(name, "..") == 0) {
        return BS_OK;
    }
    if (++walk->reading->result->entries > BS_ARCHIVE_ENTRIES_MAX) {
        return bs_fail(error, BS_TOO_LARGE, "entries", "The folder holds more than %d files.",
                       BS_ARCHIVE_ENTRIES_MAX);
    }
    if (length + name_length + 2 > PATH_LENGTH_MAX) {
        walk->reading->entries.unknown++;
        return BS_OK;
    }
    memcpy(walk->below + length, name, name_length + 1);
    if (!bs_path_look(&about, walk->path, false)) {
        walk->reading->entries.unknown++;
        return BS_OK;
    }
    if (about.is_directory) {
        memcpy(walk->below + length + name_length, "/", 2);
        return level->depth < DEPTH_MAX
                   ? walk_folder(walk, length + name_length + 1, level->depth + 1, error)
                   : BS_OK;
    }
    if (about.is_file) {
        return note_file(walk, (uint64_t)about.bytes, error);
    }
    walk->reading->entries.unsafe++;
    return BS_OK;
}

static bs_status walk_folder(folder_walk *walk, size_t length, int depth, bs_error *error)
{
    folder_level level = {.walk = walk, .length = length, .depth = depth};
    const bs_status status = bs_fs_list(walk->path, walk_name, &level, error);
    return status == BS_STORAGE
               ? bs_fail(error, BS_STORAGE, "unreadable", "The folder cannot be read.")
               : status;
}

/* The rest of a file. */
typedef struct open_file {
    int file;
    int64_t offset;
} open_file;

static int64_t next_of_file(void *context, void *buffer, size_t length)
{
    open_file *open = context;
    const int64_t got = bs_fs_read(open->file, buffer, length, open->offset);
    open->offset += got > 0 ? got : 0;
    return got;
}

static bs_status read_file(folder_walk *walk, bs_file file, bs_error *error)
{
    bool again = true;
    bs_reading *reading = walk->reading;
    const char *path = walk->paths[reading->chosen[file]];
    memcpy(walk->below, path, strlen(path) + 1);
    while (again) {
        bool broken = false;
        open_file open = {0};
        if (bs_fs_open_direct(&open.file, walk->path, NULL) != BS_OK) {
            bs_ingest_refuse(reading->ingest, file, BS_OUTCOME_DAMAGED);
            return BS_OK;
        }
        const bs_stream stream = {
            .next = next_of_file, .context = &open, .packed = BS_STREAM_PLAIN};
        const bs_status status = bs_reading_file(&broken, &again, reading, file, &stream);
        bs_fs_close(open.file);
        if (status != BS_OK) {
            return no_memory(error);
        }
    }
    return BS_OK;
}

static bs_status begin_walk(folder_walk *walk, const char *folder, bs_error *error)
{
    const int length = snprintf(walk->path, BS_STORE_PATH_MAX, "%s/", folder);
    if (length < 0 || length >= BS_STORE_PATH_MAX) {
        return bs_fail(error, BS_STORAGE, "unreadable", "The folder cannot be read.");
    }
    walk->below = walk->path + length;
    return BS_OK;
}

bs_status bs_folder_read(bs_observation *observation, bs_archive_result *result, const char *folder,
                         const bs_archive_options *options, bs_error *error)
{
    folder_walk walk = {0};
    bs_status status = bs_reading_begin(&walk.reading, result, options, error);
    if (status == BS_OK) {
        status = begin_walk(&walk, folder, error);
    }
    if (status == BS_OK) {
        status = walk_folder(&walk, 0, 0, error);
    }
    if (status == BS_OK) {
        bs_reading_choose(walk.reading);
    }
    for (size_t i = 0; i < BS_FILE_COUNT && status == BS_OK; i++) {
        if (walk.reading->chosen[i] != BS_NO_ENTRY) {
            status = read_file(&walk, (bs_file)i, error);
        }
    }
    if (status == BS_OK) {
        status = bs_reading_finish(observation, walk.reading, error);
    }
    bs_reading_end(walk.reading);
    free_paths(&walk);
    return status;
}
