#include "profile_addon.h"

#include <stdlib.h>
#include <string.h>

#include "cli/base/files.h"
#include "cli/install/manifest.h"
#include "cli/output/xmalloc.h"
#include "platform/path.h"

/** Longest file of a browser that is read: preferences with many extensions take some megabytes. */
#define READ_MAX ((size_t)64 * 1024 * 1024)

static bs_addon_state best(bs_addon_state a, bs_addon_state b)
{
    return a > b ? a : b;
}

/* NULL if there is no such file, or no JSON in it. */
static cJSON *read_json(const char *directory, const char *name)
{
    char *path = bs_xasprintf("%s/%s", directory, name);
    char *text = NULL;
    cJSON *root = bs_file_read_within(&text, NULL, path, READ_MAX) == 0 ? cJSON_Parse(text) : NULL;
    free(text);
    free(path);
    return root;
}

/* ---- Chromium ---- */

static bool is_off(const cJSON *extension)
{
    const cJSON *reasons = cJSON_GetObjectItemCaseSensitive(extension, "disable_reasons");
    const cJSON *state = cJSON_GetObjectItemCaseSensitive(extension, "state");
    return cJSON_GetArraySize(reasons) > 0 ||
           (cJSON_IsNumber(reasons) && reasons->valuedouble != 0) ||
           (cJSON_IsNumber(state) && state->valuedouble == 0); /* until about Chromium 130 */
}

static bs_addon_state state_of(const cJSON *extension)
{
    const char *path = cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(extension, "path"));
    /* One from a store has a path within the profile. */
    if (path != NULL && bs_path_is_absolute(path) && !bs_path_exists(path)) {
        return BS_ADDON_FOLDERLESS;
    }
    return is_off(extension) ? BS_ADDON_OFF : BS_ADDON_ON;
}

/* "chrome-extension://ID/" → the extension of that id, or NULL. */
static const cJSON *extension_of(const cJSON *settings, const char *caller)
{
    const cJSON *extension = NULL;
    cJSON_ArrayForEach(extension, settings)
    {
        const char *found = strstr(caller, extension->string);
        if (found != NULL && found > caller && found[-1] == '/' &&
            strcmp(found + strlen(extension->string), "/") == 0) {
            return extension;
        }
    }
    return NULL;
}

static bs_addon_state in_preferences(const char *profile, const char *name, const cJSON *callers)
{
    cJSON *root = read_json(profile, name);
    const cJSON *settings = cJSON_GetObjectItemCaseSensitive(
        cJSON_GetObjectItemCaseSensitive(root, "extensions"), "settings");
    bs_addon_state state = root != NULL ? BS_ADDON_ABSENT : BS_ADDON_UNKNOWN;
    const cJSON *caller = NULL;
    cJSON_ArrayForEach(caller, callers)
    {
        const cJSON *extension = extension_of(settings, caller->valuestring);
        state = extension != NULL ? best(state, state_of(extension)) : state;
    }
    cJSON_Delete(root);
    return state;
}

static bs_addon_state in_chromium(const char *directory, const cJSON *callers)
{
    cJSON *root = read_json(directory, "Local State");
    const cJSON *profiles = cJSON_GetObjectItemCaseSensitive(
        cJSON_GetObjectItemCaseSensitive(root, "profile"), "info_cache");
    bs_addon_state state = BS_ADDON_UNKNOWN;
    const cJSON *profile = NULL;
    cJSON_ArrayForEach(profile, profiles)
    {
        char *path = bs_xasprintf("%s/%s", directory, profile->string);
        state = best(state, in_preferences(path, "Preferences", callers));
        state = best(state, in_preferences(path, "Secure Preferences", callers));
        free(path);
    }
    cJSON_Delete(root);
    return state;
}

/* ---- Firefox ---- */

static bs_addon_state in_profile(const char *profile, const cJSON *callers)
{
    cJSON *root = read_json(profile, "extensions.json");
    bs_addon_state state = root != NULL ? BS_ADDON_ABSENT : BS_ADDON_UNKNOWN;
    const cJSON *addon = NULL;
    cJSON_ArrayForEach(addon, cJSON_GetObjectItemCaseSensitive(root, "addons"))
    {
        const char *id = cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(addon, "id"));
        const bool active = cJSON_IsTrue(cJSON_GetObjectItemCaseSensitive(addon, "active"));
        const cJSON *caller = NULL;
        cJSON_ArrayForEach(caller, callers)
        {
            if (id != NULL && strcmp(id, caller->valuestring) == 0) {
                state = best(state, active ? BS_ADDON_ON : BS_ADDON_OFF);
            }
        }
    }
    cJSON_Delete(root);
    return state;
}

static bs_addon_state in_firefox(const char *directory, const cJSON *callers)
{
    static const char name[] = "Path=";
    char *list = bs_xasprintf("%s/profiles.ini", directory);
    char *text = NULL;
    bs_addon_state state = BS_ADDON_UNKNOWN;
    const char *line = bs_file_read(&text, NULL, list) == 0 ? text : "";
    while (*line != '\0') {
        const size_t length = strcspn(line, "\r\n");
        if (strncmp(line, name, sizeof name - 1) == 0) {
            char *path =
                bs_xasprintf("%.*s", (int)(length - (sizeof name - 1)), line + sizeof name - 1);
            char *profile = bs_path_is_absolute(path) ? bs_xstrdup(path)
                                                      : bs_xasprintf("%s/%s", directory, path);
            state = best(state, in_profile(profile, callers));
            free(profile);
            free(path);
        }
        line += length + strspn(line + length, "\r\n");
    }
    free(text);
    free(list);
    return state;
}

/* The directory of a trace that lists profiles; NULL for another trace. */
static char *profiles_beside(const char *trace, const char *list)
{
    const char *name = strrchr(trace, '/');
    return name != NULL && strcmp(name + 1, list) == 0
               ? bs_xasprintf("%.*s", (int)(name - trace), trace)
               : NULL;
}

bs_addon_state bs_profile_addon(const bs_browser *browser, const bs_paths *paths)
{
    const bool firefox = browser->family == BS_FIREFOX;
    cJSON *callers = bs_manifest_callers(browser->family);
    bs_addon_state state = BS_ADDON_UNKNOWN;
    const cJSON *trace = NULL;
    cJSON_ArrayForEach(trace, browser->traces)
    {
        char *path = bs_paths_expand(paths, trace->valuestring);
        char *directory = profiles_beside(path, firefox ? "profiles.ini" : "Local State");
        if (directory != NULL) {
            state = best(state, firefox ? in_firefox(directory, callers)
                                        : in_chromium(directory, callers));
        }
        free(directory);
        free(path);
    }
    cJSON_Delete(callers);
    return state;
}
