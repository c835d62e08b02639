#include "browsers.h"

#include <stdlib.h>
#include <string.h>

#include "bussola/core/embedded.h"
#include "cli/output/xmalloc.h"
#include "platform/environment.h"
#include "platform/path.h"
#include "platform/registry.h"
#include "proxy.h"

static const char *text_of(const cJSON *row, const char *name)
{
    return cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(row, name));
}

static bool is(const char *text, const char *word)
{
    return text != NULL && strcmp(text, word) == 0;
}

const char *bs_family_id(bs_family family)
{
    return family == BS_FIREFOX ? "firefox" : "chromium";
}

static bs_browser read_row(const cJSON *row, const cJSON *places)
{
    const char *packaging = text_of(row, "packaging");
    bs_packaging sandbox = is(packaging, "snap") ? BS_SNAP : BS_NATIVE;
    return (bs_browser){
        .id = text_of(row, "id"),
        .name = text_of(row, "name"),
        .family = is(text_of(row, "family"), "firefox") ? BS_FIREFOX : BS_CHROMIUM,
        .packaging = is(packaging, "flatpak") ? BS_FLATPAK : sandbox,
        .app = text_of(row, "app"),
        .wrapper = text_of(row, "wrapper"),
        .page = text_of(row, "page"),
        .store = text_of(row, "store"),
        .programs = cJSON_GetObjectItemCaseSensitive(places, "programs"),
        .traces = cJSON_GetObjectItemCaseSensitive(places, "traces"),
        .user = cJSON_GetObjectItemCaseSensitive(places, "user"),
        .system = cJSON_GetObjectItemCaseSensitive(places, "system"),
        .addons = cJSON_GetObjectItemCaseSensitive(places, "addons"),
        .keys = cJSON_GetObjectItemCaseSensitive(places, "keys"),
        .policies = cJSON_GetObjectItemCaseSensitive(places, "policies"),
    };
}

/* A flatpak that the proxy serves needs no script in its sandbox and no permission. */
static void use_proxy(bs_browser *browser, const cJSON *row, const bs_paths *paths)
{
    const cJSON *proxy = cJSON_GetObjectItemCaseSensitive(row, "proxy");
    const double from = cJSON_GetNumberValue(cJSON_GetObjectItemCaseSensitive(proxy, "from"));
    if (proxy != NULL && bs_proxy_serves(browser->app, (int)from, paths)) {
        browser->packaging = BS_PROXIED;
        browser->wrapper = NULL;
        browser->user = cJSON_GetObjectItemCaseSensitive(proxy, "user");
    }
}

void bs_browsers_open(bs_browsers *browsers, const bs_paths *paths)
{
    browsers->root = cJSON_Parse(bs_embedded_browsers);
    if (browsers->root == NULL) {
        bs_xfail();
    }
    const cJSON *rows = cJSON_GetObjectItemCaseSensitive(browsers->root, "browsers");
    browsers->rows = bs_xcalloc((size_t)cJSON_GetArraySize(rows), sizeof *browsers->rows);
    browsers->count = 0;
    const cJSON *row = NULL;
    cJSON_ArrayForEach(row, rows)
    {
        const cJSON *places =
            bs_registry_used() ? cJSON_GetObjectItemCaseSensitive(row, "windows") : row;
        if (places != NULL) {
            bs_browser *browser = &browsers->rows[browsers->count++];
            *browser = read_row(row, places);
            if (paths != NULL) {
                use_proxy(browser, row, paths);
            }
        }
    }
}

void bs_browsers_close(bs_browsers *browsers)
{
    free(browsers->rows);
    cJSON_Delete(browsers->root);
    *browsers = (bs_browsers){0};
}

const bs_browser *bs_browsers_find(const bs_browsers *browsers, const char *id)
{
    for (size_t i = 0; i < browsers->count; i++) {
        if (strcmp(browsers->rows[i].id, id) == 0) {
            return &browsers->rows[i];
        }
    }
    return NULL;
}

/* The program's path in $PATH, or NULL. */
static char *find_on_path(const char *name)
{
    const char *list = bs_environment("PATH");
    while (list != NULL && *list != '\0') {
        size_t length = strcspn(list, ":");
        char *path = bs_xasprintf("%.*s/%s", (int)length, list, name);
        if (bs_path_is_absolute(path) && bs_path_is_program(path)) {
            return path;
        }
        free(path);
        list += length + (list[length] == ':');
    }
    return NULL;
}

static bool any_exists(const cJSON *candidates, const bs_paths *paths)
{
    const cJSON *path = NULL;
    bool found = false;
    cJSON_ArrayForEach(path, candidates)
    {
        char *expanded = bs_paths_expand(paths, path->valuestring);
        found = found || bs_path_exists(expanded);
        free(expanded);
    }
    return found;
}

char *bs_browser_program(const bs_browser *browser, const bs_paths *paths)
{
    const cJSON *program = NULL;
    cJSON_ArrayForEach(program, browser->programs)
    {
        char *path = NULL;
        if (strchr(program->valuestring, '/') == NULL) {
            path = find_on_path(program->valuestring);
        } else {
            path = bs_paths_expand(paths, program->valuestring);
        }
        if (path != NULL && bs_path_is_program(path)) {
            return path;
        }
        free(path);
    }
    return NULL;
}

bool bs_browser_present(const bs_browser *browser, const bs_paths *paths, bool programs_only)
{
    char *program = bs_browser_program(browser, paths);
    bool found = program != NULL;
    free(program);
    return found || (!programs_only && any_exists(browser->traces, paths));
}

bool bs_browser_has_addon(const bs_browser *browser, const bs_paths *paths)
{
    return any_exists(browser->addons, paths);
}
