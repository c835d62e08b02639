#include "paths.h"

#include <stdlib.h>
#include <string.h>

#include "bussola/platform/storage.h"
#include "cli/output/xmalloc.h"
#include "platform/process.h"

/*
 * The variable if it is an absolute path, else `fallback` below the home (XDG Base Directory
 * Specification).
 */
static char *directory_of(const char *variable, const char *home, const char *fallback)
{
    const char *value = getenv(variable);
    return value != NULL && value[0] == '/' ? bs_xstrdup(value)
                                            : bs_xasprintf("%s/%s", home, fallback);
}

static char *program_directory(void)
{
    char path[BS_STORE_PATH_MAX];
    if (!bs_process_program(path)) {
        return bs_xstrdup("");
    }
    char *slash = strrchr(path, '/');
    *slash = '\0';
    return bs_xstrdup(path);
}

bool bs_paths_open(bs_paths *paths, const char *root)
{
    *paths = (bs_paths){0};
    const char *home = getenv("HOME");
    if (home == NULL || home[0] != '/') {
        return false;
    }
    paths->home = bs_xstrdup(home);
    paths->config = directory_of("XDG_CONFIG_HOME", home, ".config");
    paths->state = directory_of("XDG_STATE_HOME", home, ".local/state");
    paths->program = program_directory();
    paths->root = bs_xstrdup(root != NULL ? root : "");
    return true;
}

const char *bs_paths_other_user(void)
{
    static const char *const names[] = {"HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME",
                                        "XDG_STATE_HOME"};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        const char *path = getenv(names[i]);
        if (path != NULL && path[0] == '/' && bs_store_not_yours(path)) {
            return path;
        }
    }
    return NULL;
}

void bs_paths_free(bs_paths *paths)
{
    free(paths->home);
    free(paths->config);
    free(paths->state);
    free(paths->program);
    free(paths->root);
    *paths = (bs_paths){0};
}

char *bs_paths_expand(const bs_paths *paths, const char *path)
{
    static const char home[] = "$HOME";
    static const char config[] = "$CONFIG";
    if (strncmp(path, home, sizeof home - 1) == 0) {
        return bs_xasprintf("%s%s", paths->home, path + sizeof home - 1);
    }
    if (strncmp(path, config, sizeof config - 1) == 0) {
        return bs_xasprintf("%s%s", paths->config, path + sizeof config - 1);
    }
    return bs_xasprintf("%s%s", paths->root, path);
}

char *bs_paths_shorten(const bs_paths *paths, const char *path)
{
    size_t length = strlen(paths->home);
    if (strncmp(path, paths->home, length) == 0 && path[length] == '/' && length > 1) {
        return bs_xasprintf("~%s", path + length);
    }
    return bs_xstrdup(path);
}
