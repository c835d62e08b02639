#include "versions.h"

#include <ctype.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "cli/base/files.h"
#include "cli/output/xmalloc.h"
#include "platform/fs.h"
#include "platform/path.h"
#include "platform/process.h"

#define CURRENT "current"

static const char *const programs[] = {"bussola" BS_PROCESS_SUFFIX,
                                       "bussola-host" BS_PROCESS_SUFFIX,
                                       "bussola-import" BS_PROCESS_SUFFIX};
#define PROGRAM_COUNT (sizeof programs / sizeof programs[0])

static char *parent_of(const char *path)
{
    const char *slash = strrchr(path, '/');
    return bs_xasprintf("%.*s", slash != NULL ? (int)(slash - path) : 0, path);
}

/* True if this program's directory is named after its version and is not a packager's. */
static bool is_versioned(const bs_paths *paths)
{
    const char *slash = strrchr(paths->program, '/');
    return paths->root[0] == '\0' && slash != NULL && strcmp(slash + 1, BS_VERSION) == 0;
}

/* True if the link resolves to the directory. */
static bool leads_to(const char *link, const char *directory)
{
    char *target = bs_path_resolve(link);
    const bool same = target != NULL && strcmp(target, directory) == 0;
    free(target);
    return same;
}

char *bs_versions_stable(const bs_paths *paths, const char *program)
{
    char *directory = parent_of(program);
    char *lib = parent_of(directory);
    char *link = bs_xasprintf("%s/" CURRENT, lib);
    const bool own =
        bs_path_has_links() && is_versioned(paths) && strcmp(directory, paths->program) == 0;
    char *stable = own || leads_to(link, directory)
                       ? bs_xasprintf("%s%s", link, program + strlen(directory))
                       : bs_xstrdup(program);
    free(link);
    free(lib);
    free(directory);
    return stable;
}

static char *current_link(const bs_paths *paths)
{
    char *lib = parent_of(paths->program);
    char *link = bs_xasprintf("%s/" CURRENT, lib);
    free(lib);
    return link;
}

bool bs_versions_waits(const bs_paths *paths)
{
    char *link = current_link(paths);
    const bool waits =
        bs_path_has_links() && is_versioned(paths) && !leads_to(link, paths->program);
    free(link);
    return waits;
}

int bs_versions_activate(const bs_paths *paths)
{
    char *link = current_link(paths);
    const int failure = bs_file_link(link, BS_VERSION);
    free(link);
    return failure;
}

/* ---- versions that are not needed any more ---- */

static bool lies_in(const char *path, const char *directory)
{
    const size_t length = strlen(directory);
    return strncmp(path, directory, length) == 0 && path[length] == '/';
}

typedef struct process_search {
    const char *directory;
    size_t found;
} process_search;

static bool is_of(void *context, const char *path)
{
    process_search *search = context;
    search->found += lies_in(path, search->directory);
    return search->found == 0;
}

static bool is_in_use(const char *directory)
{
    process_search search = {.directory = directory};
    bs_process_each(is_of, &search);
    return search.found > 0;
}

static bool is_ghost(void *context, const char *path)
{
    static const char deleted[] = " (deleted)"; /* proc(5), exe */
    process_search *search = context;
    const size_t length = strlen(path);
    search->found += lies_in(path, search->directory) && length > strlen(deleted) &&
                     strcmp(path + length - strlen(deleted), deleted) == 0;
    return true;
}

size_t bs_versions_deleted_but_running(const bs_paths *paths)
{
    char *lib = parent_of(paths->program);
    process_search search = {.directory = lib};
    if (is_versioned(paths)) {
        bs_process_each(is_ghost, &search);
    }
    free(lib);
    return search.found;
}

/* True for a directory of ours: named like a version, with our program in it. */
static bool holds_version(const char *directory, const char *name)
{
    char *program = bs_xasprintf("%s/%s", directory, programs[0]);
    const bool holds = isdigit((unsigned char)name[0]) && bs_path_is_program(program);
    free(program);
    return holds;
}

/* True for our programs, and for libraries in a tarball. */
static bool is_ours(const char *name)
{
    for (size_t i = 0; i < PROGRAM_COUNT; i++) {
        if (strcmp(name, programs[i]) == 0) {
            return true;
        }
    }
    return strncmp(name, "lib", 3) == 0 && strstr(name, ".so") != NULL;
}

static bs_status remove_ours(void *context, const char *name, bs_error *error)
{
    char *path = bs_xasprintf("%s/%s", (const char *)context, name);
    const bool gone = !is_ours(name) || bs_path_remove(path);
    free(path);
    return gone ? BS_OK : bs_fail(error, BS_STORAGE, "", "The program cannot be removed.");
}

static bool remove_version(char *directory)
{
    /* A directory with other files is kept. */
    return bs_fs_list(directory, remove_ours, directory, NULL) == BS_OK &&
           (bs_path_remove_directory(directory) || errno == ENOTEMPTY);
}

typedef struct pruning {
    const bs_paths *paths;
    const char *lib;
    bool remove;
    bs_versions_note note;
    void *context;
} pruning;

static void prune_version(const pruning *work, char *directory, const char *version)
{
    if (strcmp(directory, work->paths->program) == 0 || !holds_version(directory, version)) {
        return;
    }
    if (is_in_use(directory)) {
        work->note(work->context, version, BS_VERSION_IN_USE);
    } else if (work->remove ? remove_version(directory) : bs_path_is_open_to(directory)) {
        work->note(work->context, version, BS_VERSION_REMOVED);
    }
}

static bs_status prune_name(void *context, const char *name, bs_error *error)
{
    const pruning *work = context;
    char *directory = bs_xasprintf("%s/%s", work->lib, name);
    (void)error;
    prune_version(work, directory, name);
    free(directory);
    return BS_OK;
}

void bs_versions_prune(const bs_paths *paths, bool remove, bs_versions_note note, void *context)
{
    char *lib = parent_of(paths->program);
    pruning work = {.paths = paths, .lib = lib, .remove = remove, .note = note, .context = context};
    if (is_versioned(paths)) {
        (void)!bs_fs_list(lib, prune_name, &work, NULL);
    }
    free(lib);
}
