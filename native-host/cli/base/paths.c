#include "paths.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "bussola/platform/storage.h"
#include "xmalloc.h"

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
    char path[PATH_MAX];
    ssize_t length = readlink("/proc/self/exe", path, sizeof path - 1);
    if (length <= 0) {
        return bs_xstrdup("");
    }
    path[length] = '\0';
    char *slash = strrchr(path, '/');
    *slash = '\0';
    return bs_xstrdup(path);
}

bool bs_paths_open(bs_paths *places, const char *root)
{
    *places = (bs_paths){0};
    const char *home = getenv("HOME");
    if (home == NULL || home[0] != '/') {
        return false;
    }
    places->home = bs_xstrdup(home);
    places->config = directory_of("XDG_CONFIG_HOME", home, ".config");
    places->state = directory_of("XDG_STATE_HOME", home, ".local/state");
    places->program = program_directory();
    places->root = bs_xstrdup(root != NULL ? root : "");
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

void bs_paths_free(bs_paths *places)
{
    free(places->home);
    free(places->config);
    free(places->state);
    free(places->program);
    free(places->root);
    *places = (bs_paths){0};
}

char *bs_paths_expand(const bs_paths *places, const char *path)
{
    static const char home[] = "$HOME";
    static const char config[] = "$CONFIG";
    if (strncmp(path, home, sizeof home - 1) == 0) {
        return bs_xasprintf("%s%s", places->home, path + sizeof home - 1);
    }
    if (strncmp(path, config, sizeof config - 1) == 0) {
        return bs_xasprintf("%s%s", places->config, path + sizeof config - 1);
    }
    return bs_xasprintf("%s%s", places->root, path);
}

char *bs_paths_shorten(const bs_paths *places, const char *path)
{
    size_t length = strlen(places->home);
    if (strncmp(path, places->home, length) == 0 && path[length] == '/' && length > 1) {
        return bs_xasprintf("~%s", path + length);
    }
    return bs_xstrdup(path);
}
