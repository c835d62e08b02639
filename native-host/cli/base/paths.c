#include "paths.h"

#include <stdlib.h>
#include <string.h>

#include "bussola/platform/storage.h"
#include "cli/output/xmalloc.h"
#include "platform/process.h"
#include "platform/user.h"

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
    char home[BS_STORE_PATH_MAX];
    char config[BS_STORE_PATH_MAX];
    char state[BS_STORE_PATH_MAX];
    *paths = (bs_paths){0};
    if (!bs_home_directory(home) || !bs_home_config(config) || !bs_home_state(state)) {
        return false;
    }
    paths->home = bs_xstrdup(home);
    paths->config = bs_xstrdup(config);
    paths->state = bs_xstrdup(state);
    paths->program = program_directory();
    paths->root = bs_xstrdup(root != NULL ? root : "");
    return true;
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

bool bs_paths_packaged(const bs_paths *paths)
{
    static const char place[] = "/usr/lib/bussola/";
    return strncmp(paths->program, place, sizeof place - 1) == 0;
}
