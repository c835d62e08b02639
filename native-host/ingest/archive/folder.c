#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "reading.h"

#define DEPTH_MAX 8
#define PATH_LENGTH_MAX 1024

/* State of walking a folder. */
typedef struct folder_walk {
    bs_reading *reading;
    int root;
    char **paths; /* of each listed entry, by its index */
    size_t path_count;
    char path[PATH_LENGTH_MAX]; /* of the current folder, relative to the root, with a slash at the
                                   end */
} folder_walk;

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
    bs_ingest_entry_name(walk->reading->ingest, walk->path);
    if (!bs_entries_add(entries, walk->path, (uint32_t)walk->path_count, size) ||
        (entries->count > known && !keep_path(walk, walk->path))) {
        return no_memory(error);
    }
    return BS_OK;
}

static bs_status walk_folder(folder_walk *walk, size_t length, int depth, bs_error *error);

/* Visits one name in the folder with a path of `length` bytes. Never follows links. */
static bs_status walk_name(folder_walk *walk, size_t length, int depth, const char *name,
                           bs_error *error)
{
    struct stat about;
    const size_t name_length = strlen(name);
    if (strcmp(name, ".") == 0 || strcmp(name, "..") == 0) {
        return BS_OK;
    }
    if (++walk->reading->result->entries > BS_ARCHIVE_ENTRIES_MAX) {
        return bs_fail(error, BS_TOO_LARGE, "entries", "The folder holds more than %d files.",
                       BS_ARCHIVE_ENTRIES_MAX);
    }
    if (length + name_length + 2 > sizeof walk->path) {
        walk->reading->entries.unknown++;
        return BS_OK;
    }
    memcpy(walk->path + length, name, name_length + 1);
    if (fstatat(walk->root, walk->path, &about, AT_SYMLINK_NOFOLLOW) != 0) {
        walk->reading->entries.unknown++;
        return BS_OK;
    }
    if (S_ISDIR(about.st_mode)) {
        memcpy(walk->path + length + name_length, "/", 2);
        return depth < DEPTH_MAX ? walk_folder(walk, length + name_length + 1, depth + 1, error)
                                 : BS_OK;
    }
    if (S_ISREG(about.st_mode)) {
        return note_file(walk, (uint64_t)about.st_size, error);
    }
    walk->reading->entries.unsafe++;
    return BS_OK;
}

static bs_status walk_folder(folder_walk *walk, size_t length, int depth, bs_error *error)
{
    walk->path[length] = '\0';
    const int fd = openat(walk->root, length == 0 ? "." : walk->path,
                          O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    DIR *folder = fd >= 0 ? fdopendir(fd) : NULL;
    if (folder == NULL) {
        if (fd >= 0) {
            (void)close(fd);
        }
        return bs_fail(error, BS_STORAGE, "unreadable", "The folder cannot be read.");
    }
    bs_status status = BS_OK;
    const struct dirent *entry = NULL;
    while (status == BS_OK && (entry = readdir(folder)) != NULL) {
        status = walk_name(walk, length, depth, entry->d_name, error);
    }
    (void)closedir(folder);
    return status;
}

static ssize_t next_of_file(void *context, void *buffer, size_t length)
{
    ssize_t got = -1;
    do {
        got = read(*(const int *)context, buffer, length);
    } while (got < 0 && errno == EINTR);
    return got;
}

static bs_status read_file(folder_walk *walk, bs_file file, bs_error *error)
{
    bool again = true;
    bs_reading *reading = walk->reading;
    const char *path = walk->paths[reading->chosen[file]];
    while (again) {
        bool broken = false;
        int fd = openat(walk->root, path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
        if (fd < 0) {
            bs_ingest_refuse(reading->ingest, file, BS_OUTCOME_DAMAGED);
            return BS_OK;
        }
        const bs_stream stream = {.next = next_of_file, .context = &fd, .packed = BS_STREAM_PLAIN};
        const bs_status status = bs_reading_file(&broken, &again, reading, file, &stream);
        (void)close(fd);
        if (status != BS_OK) {
            return no_memory(error);
        }
    }
    return BS_OK;
}

bs_status bs_folder_read(bs_observation *observation, bs_archive_result *result, int fd,
                         const bs_archive_options *options, bs_error *error)
{
    folder_walk walk = {.root = fd};
    bs_status status = bs_reading_begin(&walk.reading, result, options, error);
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
