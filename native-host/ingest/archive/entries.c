#include "entries.h"

#include <stdlib.h>
#include <string.h>

#include "bussola/core/ascii.h"

#define FIRST_CAPACITY 32

static bool is_slash(char c)
{
    return c == '/' || c == '\\';
}

static bool ends_with(const char *text, const char *suffix)
{
    const size_t length = strlen(text);
    const size_t suffix_length = strlen(suffix);
    return length >= suffix_length &&
           bs_ascii_same(text + length - suffix_length, suffix, suffix_length);
}

static bool is_part(const char *part, size_t length, const char *name)
{
    return length == strlen(name) && bs_ascii_same(part, name, length);
}

/* Classifies a path by its folders; `*base` is the file name, `*depth` the number of folders. */
static bs_path_kind judge_folders(const char **base, uint32_t *depth, const char *path)
{
    bs_path_kind kind = BS_PATH_KNOWN;
    const char *part = path;
    for (*depth = 0;; (*depth)++) {
        const size_t length = strcspn(part, "/\\");
        if (is_part(part, length, "..") || is_part(part, length, "__MACOSX")) {
            return BS_PATH_UNSAFE;
        }
        if (part[length] == '\0') {
            *base = part;
            return kind;
        }
        if (is_part(part, length, "Jobs") || is_part(part, length, "Articles")) {
            kind = BS_PATH_UNKNOWN;
        }
        part += length + 1;
    }
}

static bs_path_kind judge(bs_file *file, const char **base, uint32_t *depth, const char *path)
{
    const bs_path_kind folders = judge_folders(base, depth, path);
    const bool absolute = is_slash(*path) || (path[0] != '\0' && path[1] == ':');
    if (folders == BS_PATH_UNSAFE || absolute || strncmp(*base, "._", 2) == 0) {
        return BS_PATH_UNSAFE;
    }
    if (ends_with(*base, ".zip")) {
        return BS_PATH_NESTED;
    }
    return folders == BS_PATH_KNOWN && bs_file_find(file, *base) ? BS_PATH_KNOWN : BS_PATH_UNKNOWN;
}

bs_path_kind bs_path_judge(bs_file *file, const char *path)
{
    const char *base = NULL;
    uint32_t depth = 0;
    return judge(file, &base, &depth, path);
}

static bool append(bs_entries *entries, const bs_entry *entry)
{
    if (entries->count == entries->capacity) {
        const size_t capacity = entries->capacity == 0 ? FIRST_CAPACITY : entries->capacity * 2;
        bs_entry *list = realloc(entries->list, capacity * sizeof *list);
        if (list == NULL) {
            return false;
        }
        entries->list = list;
        entries->capacity = capacity;
    }
    entries->list[entries->count++] = *entry;
    return true;
}

bool bs_entries_add(bs_entries *entries, const char *path, uint32_t index, uint64_t size)
{
    bs_entry entry = {.index = index, .size = size};
    const char *base = NULL;
    switch (judge(&entry.file, &base, &entry.depth, path)) {
    case BS_PATH_UNSAFE:
        entries->unsafe++;
        return true;
    case BS_PATH_NESTED:
        entries->nested++;
        return true;
    case BS_PATH_UNKNOWN:
        entries->unknown++;
        return true;
    case BS_PATH_KNOWN:
        break;
    }
    entry.folder = bs_hash(&entries->key, path, (size_t)(base - path));
    return append(entries, &entry);
}

static int by_folder(const void *left, const void *right)
{
    const bs_entry *a = left;
    const bs_entry *b = right;
    if (a->folder != b->folder) {
        return a->folder < b->folder ? -1 : 1;
    }
    return a->index < b->index ? -1 : a->index > b->index;
}

/*
 * Number of kinds of files in the folder that begins at `first`; `*end` is the start of the next
 * folder.
 */
static size_t kinds_in_folder(size_t *end, const bs_entries *entries, size_t first)
{
    bool seen[BS_FILE_COUNT] = {false};
    size_t kinds = 0;
    size_t i = first;
    for (; i < entries->count && entries->list[i].folder == entries->list[first].folder; i++) {
        kinds += seen[entries->list[i].file] ? 0 : 1;
        seen[entries->list[i].file] = true;
    }
    *end = i;
    return kinds;
}

/* The folder with most kinds; on a tie the least deep one, then the first. */
static uint64_t main_folder(const bs_entries *entries)
{
    const bs_entry *best = NULL;
    size_t most = 0;
    for (size_t i = 0, end = 0; i < entries->count; i = end) {
        const bs_entry *entry = &entries->list[i];
        const size_t kinds = kinds_in_folder(&end, entries, i);
        const bool nearer =
            best != NULL && (entry->depth < best->depth ||
                             (entry->depth == best->depth && entry->index < best->index));
        if (kinds > most || (kinds == most && nearer)) {
            best = entry;
            most = kinds;
        }
    }
    return best != NULL ? best->folder : 0;
}

/* True if an entry replaces the one chosen so far. */
static bool is_better(const bs_entry *entry, const bs_entry *standing, uint64_t folder)
{
    if (standing == NULL || (entry->folder == folder) != (standing->folder == folder)) {
        return standing == NULL || entry->folder == folder;
    }
    return entry->index < standing->index;
}

uint64_t bs_entries_choose(uint32_t chosen[BS_FILE_COUNT], unsigned extra[BS_FILE_COUNT],
                           bs_entries *entries)
{
    const bs_entry *best[BS_FILE_COUNT] = {NULL};
    uint64_t claimed = 0;
    if (entries->count > 0) {
        qsort(entries->list, entries->count, sizeof *entries->list, by_folder);
    }
    memset(extra, 0, BS_FILE_COUNT * sizeof *extra);
    const uint64_t folder = main_folder(entries);
    for (size_t i = 0; i < entries->count; i++) {
        const bs_entry *entry = &entries->list[i];
        extra[entry->file] += best[entry->file] != NULL ? 1 : 0;
        if (is_better(entry, best[entry->file], folder)) {
            best[entry->file] = entry;
        }
    }
    for (size_t i = 0; i < BS_FILE_COUNT; i++) {
        chosen[i] = best[i] != NULL ? best[i]->index : BS_NO_ENTRY;
        claimed += best[i] != NULL ? best[i]->size : 0;
    }
    return claimed;
}

void bs_entries_free(bs_entries *entries)
{
    free(entries->list);
    entries->list = NULL;
    entries->count = entries->capacity = 0;
}
