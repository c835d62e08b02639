#include "proxy.h"

#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include "cli/base/files.h"
#include "cli/output/xmalloc.h"
#include "platform/path.h"

/* D-Bus starts the proxy by this file (the D-Bus specification, "Message Bus Starting Services").
 */
#define SERVICE "dbus-1/services/org.freedesktop.NativeMessagingProxy.service"
/* Firefox's own version, in the directory in which flatpak deploys it. */
#define VERSION_FILE "current/active/files/lib/firefox/application.ini"

static bool is_installed(const bs_paths *paths)
{
    static const char *const files[] = {"/usr/share/" SERVICE, "/usr/local/share/" SERVICE,
                                        "$HOME/.local/share/" SERVICE};
    bool found = false;
    for (size_t i = 0; i < sizeof files / sizeof files[0] && !found; i++) {
        char *path = bs_paths_expand(paths, files[i]);
        found = bs_path_exists(path);
        free(path);
    }
    return found;
}

/* 0 if it cannot be read. */
static int version_in(const char *path)
{
    static const char name[] = "\nVersion=";
    char *text = NULL;
    int version = 0;
    if (bs_file_read(&text, NULL, path) == 0) {
        const char *found = strstr(text, name);
        version = found != NULL ? (int)strtol(found + strlen(name), NULL, 10) : 0;
    }
    free(text);
    return version;
}

static bool is_recent(const char *app, int from, const bs_paths *paths)
{
    static const char *const places[] = {"/var/lib/flatpak", "$HOME/.local/share/flatpak"};
    bool recent = false;
    for (size_t i = 0; i < sizeof places / sizeof places[0] && !recent; i++) {
        char *file = bs_xasprintf("%s/app/%s/" VERSION_FILE, places[i], app);
        char *path = bs_paths_expand(paths, file);
        recent = version_in(path) >= from;
        free(path);
        free(file);
    }
    return recent;
}

bool bs_proxy_serves(const char *app, int from, const bs_paths *paths)
{
    return is_installed(paths) && is_recent(app, from, paths);
}
