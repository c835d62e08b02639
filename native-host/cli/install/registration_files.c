#include "registration_files.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "cli/base/files.h"
#include "cli/output/xmalloc.h"
#include "platform/path.h"
#include "platform/registry.h"

/* The row of a path; adds it if needed. Takes ownership of `path` and `text`. */
static bs_registration_file *add_file(bs_registration_files *targets, char *path, char *text)
{
    for (size_t i = 0; i < targets->count; i++) {
        if (strcmp(targets->rows[i].path, path) == 0) {
            free(path);
            free(text);
            return &targets->rows[i];
        }
    }
    targets->rows = bs_xrealloc(targets->rows, targets->count + 1, sizeof *targets->rows);
    bs_registration_file *added = &targets->rows[targets->count++];
    *added = (bs_registration_file){.path = path, .text = text, .mode = 0644};
    return added;
}

static void serve(bs_registration_file *target, const bs_browser *browser)
{
    target->family = browser->family;
    if (target->browser_count < BS_REGISTRATION_BROWSERS_MAX) {
        target->browsers[target->browser_count++] = browser;
    }
}

static void add_manifest(bs_registration_files *targets, const bs_browser *browser,
                         const char *directory, bs_program program, const char *path)
{
    serve(add_file(targets, bs_manifest_path(directory, program),
                   bs_manifest_text(program, browser->family, path)),
          browser);
}

static void add_manifests(bs_registration_files *targets, const bs_browser *browser,
                          const char *directory, const bs_programs *programs)
{
    for (int i = 0; i < BS_PROGRAM_COUNT; i++) {
        if (programs->paths[i] != NULL) {
            add_manifest(targets, browser, directory, (bs_program)i, programs->paths[i]);
        }
    }
}

static bool parent_exists(const char *path)
{
    char *parent = bs_xstrdup(path);
    char *slash = strrchr(parent, '/');
    if (slash != NULL) {
        *slash = '\0';
    }
    bool exists = bs_path_exists(parent);
    free(parent);
    return exists;
}

static bool add_system(bs_registration_files *targets, const bs_browser *browser,
                       const bs_paths *paths, const bs_programs *programs)
{
    size_t added = 0;
    for (int pass = 0; pass < 2 && added == 0; pass++) {
        const cJSON *path = NULL;
        cJSON_ArrayForEach(path, browser->system)
        {
            char *directory = bs_paths_expand(paths, path->valuestring);
            if ((pass == 0 && parent_exists(directory)) || (pass == 1 && added == 0)) {
                add_manifests(targets, browser, directory, programs);
                added++;
            }
            free(directory);
        }
    }
    return added > 0;
}

/* Adds the key of the registry that leads to a manifest. */
static void add_key(bs_registration_files *targets, const bs_browser *browser, const char *key,
                    bs_program program, const char *manifest)
{
    char *text = bs_path_local(manifest);
    if (text == NULL) {
        bs_xfail();
    }
    bs_registration_file *added =
        add_file(targets, bs_xasprintf("%s\\%s", key, bs_program_name(program)), text);
    added->registry = true;
    serve(added, browser);
}

static void add_keys(bs_registration_files *targets, const bs_browser *browser,
                     const char *directory, const bs_programs *programs)
{
    const cJSON *key = NULL;
    cJSON_ArrayForEach(key, browser->keys)
    {
        for (int i = 0; i < BS_PROGRAM_COUNT; i++) {
            char *manifest = bs_manifest_path(directory, (bs_program)i);
            if (programs->paths[i] != NULL) {
                add_key(targets, browser, key->valuestring, (bs_program)i, manifest);
            }
            free(manifest);
        }
    }
}

/* Adds the script that starts a program from within a flatpak, beside the host's. */
static char *add_wrapper(bs_registration_files *targets, const bs_browser *browser,
                         const bs_paths *paths, bs_program program, const char *path)
{
    char *hosts = bs_paths_expand(paths, browser->wrapper);
    *strrchr(hosts, '/') = '\0';
    char *wrapper = bs_xasprintf("%s/%s", hosts, bs_program_file(program));
    bs_registration_file *script =
        add_file(targets, bs_xstrdup(wrapper), bs_manifest_wrapper(path));
    script->mode = 0755;
    script->wrapper = true;
    serve(script, browser);
    free(hosts);
    return wrapper;
}

static bool add_user(bs_registration_files *targets, const bs_browser *browser,
                     const bs_paths *paths, const bs_programs *programs)
{
    char *wrappers[BS_PROGRAM_COUNT] = {NULL};
    bs_programs reached = *programs;
    for (int i = 0; browser->wrapper != NULL && i < BS_PROGRAM_COUNT; i++) {
        if (programs->paths[i] != NULL) {
            wrappers[i] = add_wrapper(targets, browser, paths, (bs_program)i, programs->paths[i]);
            reached.paths[i] = wrappers[i];
        }
    }
    const cJSON *path = NULL;
    cJSON_ArrayForEach(path, browser->user)
    {
        char *directory = bs_paths_expand(paths, path->valuestring);
        add_manifests(targets, browser, directory, &reached);
        add_keys(targets, browser, directory, &reached);
        free(directory);
    }
    for (int i = 0; i < BS_PROGRAM_COUNT; i++) {
        free(wrappers[i]);
    }
    return cJSON_GetArraySize(browser->user) > 0;
}

bool bs_registration_files_add(bs_registration_files *targets, const bs_browser *browser,
                               const bs_paths *paths, bool system, const bs_programs *programs)
{
    return system ? add_system(targets, browser, paths, programs)
                  : add_user(targets, browser, paths, programs);
}

void bs_registration_files_add_user_data(bs_registration_files *targets, const char *directory,
                                         const bs_programs *programs)
{
    char *manifests = bs_xasprintf("%s/NativeMessagingHosts", directory);
    for (int i = 0; i < BS_PROGRAM_COUNT; i++) {
        const char *path = programs->paths[i];
        if (path != NULL) {
            add_file(targets, bs_manifest_path(manifests, (bs_program)i),
                     bs_manifest_text((bs_program)i, BS_CHROMIUM, path))
                ->family = BS_CHROMIUM;
        }
    }
    free(manifests);
}

bool bs_registration_file_present(const bs_registration_file *target)
{
    char found[BS_STORE_PATH_MAX];
    return target->registry
               ? bs_registry_read(found, target->path) && strcmp(found, target->text) == 0
               : bs_file_same(target->path, target->mode, target->text);
}

int bs_registration_file_write(const bs_registration_file *target)
{
    if (!target->registry) {
        return bs_file_write(target->path, target->mode, target->text);
    }
    return bs_registry_write(target->path, target->text) ? 0 : errno;
}

bool bs_registration_path_exists(const char *path)
{
    char found[BS_STORE_PATH_MAX];
    return bs_registry_is_key(path) ? bs_registry_read(found, path) : bs_path_exists(path);
}

int bs_registration_path_remove(const char *path)
{
    const bool removed = bs_registry_is_key(path) ? bs_registry_remove(path) : bs_path_remove(path);
    return removed ? 0 : errno;
}

void bs_registration_files_free(bs_registration_files *targets)
{
    for (size_t i = 0; i < targets->count; i++) {
        free(targets->rows[i].path);
        free(targets->rows[i].text);
    }
    free(targets->rows);
    *targets = (bs_registration_files){0};
}
