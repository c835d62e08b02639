#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "bussola/codec/client_hello.h"
#include "bussola/service/client_info.h"
#include "cli/base/files.h"
#include "cli/doctor/diagnosis.h"
#include "cli/doctor/profile_addon.h"
#include "cli/install/install_receipt.h"
#include "cli/output/xmalloc.h"

static const char check[] = "extension";

#define RECENT_DAYS 30
/** What the recorded manifest of a --user-data-dir ends with. */
#define USER_DATA_TAIL "/NativeMessagingHosts/"

/* ---- in a system package ---- */

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

static void check_addons(bs_diagnosis *diagnosis, const bs_browser *browser)
{
    const cJSON *addon = NULL;
    cJSON_ArrayForEach(addon, browser->addons)
    {
        char *directory = bs_paths_expand(&diagnosis->paths, addon->valuestring);
        check_addon(diagnosis, browser, directory);
        free(directory);
    }
    if (bs_paths_packaged(&diagnosis->paths) && cJSON_GetArraySize(browser->addons) > 0 &&
        !bs_browser_has_addon(browser, &diagnosis->paths)) {
        bs_diagnosis_add(diagnosis, check, BS_LEVEL_WARNING,
                         bs_text(&diagnosis->cli->text, "cli_doctor_install_again"),
                         "cli_doctor_addon_missing", browser->name, NULL);
    }
}

/* ---- in the browsers' profiles ---- */

/* What is known of the browsers of one family. */
typedef struct family_profiles {
    size_t readable;
    bool elsewhere; /* it may be in a profile that is not read */
    bool found;
} family_profiles;

static void check_profiles(bs_diagnosis *diagnosis, const bs_browser *browser,
                           family_profiles *family)
{
    const bs_messages *text = &diagnosis->cli->text;
    const bs_addon_state state = bs_profile_addon(browser, &diagnosis->paths);
    if (state == BS_ADDON_OFF) {
        char *remedy =
            bs_text_new(text, "cli_doctor_switch_on",
                        browser->family == BS_FIREFOX ? "about:addons" : browser->page, NULL);
        bs_diagnosis_add(diagnosis, check, BS_LEVEL_WARNING, remedy, "cli_doctor_addon_off",
                         browser->name, NULL);
        free(remedy);
    } else if (state == BS_ADDON_FOLDERLESS) {
        bs_diagnosis_add(diagnosis, check, BS_LEVEL_FAILURE,
                         bs_text(text, "cli_doctor_install_again"), "cli_doctor_addon_folderless",
                         browser->name, NULL);
    }
    family->readable += state != BS_ADDON_UNKNOWN;
    family->elsewhere = family->elsewhere || state == BS_ADDON_UNKNOWN ||
                        bs_browser_has_addon(browser, &diagnosis->paths);
    family->found = family->found || state > BS_ADDON_ABSENT;
}

/* True if a profile of Chromium outside its usual place was registered. */
static bool has_user_data(const bs_diagnosis *diagnosis)
{
    bs_install_receipt receipt;
    bool found = false;
    const cJSON *file = NULL;
    bs_install_receipt_open(&receipt, &diagnosis->paths, false);
    cJSON_ArrayForEach(file, receipt.files)
    {
        const char *path = cJSON_GetStringValue(file);
        char *config = bs_xasprintf("%s/", diagnosis->paths.config);
        found = found || (path != NULL && strstr(path, USER_DATA_TAIL) != NULL &&
                          strncmp(path, config, strlen(config)) != 0);
        free(config);
    }
    bs_install_receipt_close(&receipt);
    return found;
}

/* An extension that spoke lately, and is in no profile of its family any more. */
static void check_gone(bs_diagnosis *diagnosis, const family_profiles families[2])
{
    const int64_t since = (int64_t)time(NULL) - (int64_t)RECENT_DAYS * BS_DAY_SECONDS;
    bs_client_hello *hellos = NULL;
    size_t count = 0;
    bool spoke[2] = {false};
    if (bs_client_hellos_read(&hellos, &count, NULL, NULL) != BS_OK) {
        return; /* which bs_check_clients reports */
    }
    for (size_t i = 0; i < count; i++) {
        const bs_family family =
            strcmp(hellos[i].browser, "firefox") == 0 ? BS_FIREFOX : BS_CHROMIUM;
        spoke[family] = spoke[family] || hellos[i].at > since;
    }
    free(hellos);
    for (int family = BS_CHROMIUM; family <= BS_FIREFOX; family++) {
        const family_profiles *profiles = &families[family];
        if (spoke[family] && profiles->readable > 0 && !profiles->elsewhere && !profiles->found) {
            bs_diagnosis_add(diagnosis, check, BS_LEVEL_WARNING, "bussola install",
                             family == BS_FIREFOX ? "cli_doctor_addon_gone_firefox"
                                                  : "cli_doctor_addon_gone_chromium",
                             NULL);
        }
    }
}

void bs_check_extension(bs_diagnosis *diagnosis)
{
    bs_browsers browsers;
    family_profiles families[2] = {[BS_CHROMIUM] = {.elsewhere = has_user_data(diagnosis)}};
    bs_browsers_open(&browsers, &diagnosis->paths);
    for (size_t i = 0; i < browsers.count; i++) {
        const bs_browser *browser = &browsers.rows[i];
        if (bs_browser_present(browser, &diagnosis->paths, false)) {
            check_addons(diagnosis, browser);
            check_profiles(diagnosis, browser, &families[browser->family]);
        }
    }
    bs_browsers_close(&browsers);
    check_gone(diagnosis, families);
}
