#include <stdlib.h>
#include <string.h>

#include "cli/base/files.h"
#include "cli/doctor/diagnosis.h"
#include "cli/output/xmalloc.h"

/* Version of an unpacked extension, or NULL. The caller frees it. */
static char *version_of(const char *directory)
{
    char *path = bs_xasprintf("%s/manifest.json", directory);
    char *text = NULL;
    char *version = NULL;
    if (bs_file_read(&text, NULL, path) == 0) {
        cJSON *manifest = cJSON_Parse(text);
        const char *found =
            cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(manifest, "version"));
        version = found != NULL ? bs_xstrdup(found) : NULL;
        cJSON_Delete(manifest);
    }
    free(text);
    free(path);
    return version;
}

static void check_addon(bs_diagnosis *diagnosis, const bs_browser *browser, const char *directory)
{
    static const char check[] = "extension";
    char *version = version_of(directory);
    if (version != NULL && strcmp(version, BS_VERSION) != 0) {
        bs_diagnosis_add(diagnosis, check, BS_LEVEL_WARNING,
                         bs_text(&diagnosis->cli->text, "cli_doctor_install_again"),
                         "cli_doctor_addon_version", browser->name, version, BS_VERSION, NULL);
    } else if (version != NULL) {
        bs_diagnosis_add(diagnosis, check, BS_LEVEL_OK, NULL, "cli_doctor_addon", browser->name,
                         version, NULL);
    }
    free(version);
}

void bs_check_extension(bs_diagnosis *diagnosis)
{
    bs_browsers browsers;
    bs_browsers_open(&browsers, &diagnosis->paths);
    for (size_t i = 0; i < browsers.count; i++) {
        const bs_browser *browser = &browsers.rows[i];
        const cJSON *addon = NULL;
        if (!bs_browser_present(browser, &diagnosis->paths, false)) {
            continue;
        }
        cJSON_ArrayForEach(addon, browser->addons)
        {
            char *directory = bs_paths_expand(&diagnosis->paths, addon->valuestring);
            check_addon(diagnosis, browser, directory);
            free(directory);
        }
    }
    bs_browsers_close(&browsers);
}
