#include <dirent.h>
#include <stdlib.h>
#include <string.h>

#include "cli/base/files.h"
#include "cli/doctor/diagnosis.h"
#include "cli/install/manifest.h"
#include "cli/output/xmalloc.h"

/* Chromium's policies for hosts and extensions (chromeenterprise.google/policies). */
typedef struct rules {
    bool blocked;     /* NativeMessagingBlocklist names the host, or "*" */
    bool allowed;     /* NativeMessagingAllowlist names the host: takes precedence */
    bool system_only; /* NativeMessagingUserLevelHosts is false */
    bool barred;      /* the extension by ExtensionInstallBlocklist or ExtensionSettings */
    bool admitted;    /* the extension by name: takes precedence over "*" */
} rules;

static bool names(const cJSON *policies, const char *policy, const char *wanted)
{
    const cJSON *name = NULL;
    cJSON_ArrayForEach(name, cJSON_GetObjectItemCaseSensitive(policies, policy))
    {
        const char *text = cJSON_GetStringValue(name);
        if (text != NULL && (strcmp(text, "*") == 0 || strcmp(text, wanted) == 0)) {
            return true;
        }
    }
    return false;
}

/* True if ExtensionSettings has an entry of that name; `*barred` is set if it forbids it. */
static bool has_setting(bool *barred, const cJSON *policies, const char *name)
{
    const cJSON *settings = cJSON_GetObjectItemCaseSensitive(policies, "ExtensionSettings");
    const cJSON *entry = cJSON_GetObjectItemCaseSensitive(settings, name);
    const char *mode =
        cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(entry, "installation_mode"));
    *barred =
        *barred || (mode != NULL && (strcmp(mode, "blocked") == 0 || strcmp(mode, "removed") == 0));
    return mode != NULL;
}

static void read_extension(rules *found, const cJSON *policies, const char *id)
{
    bool barred = false;
    bool any = false;
    const bool own = has_setting(&barred, policies, id);
    (void)has_setting(&any, policies, "*");
    found->admitted =
        found->admitted || (own && !barred) || names(policies, "ExtensionInstallAllowlist", id);
    found->barred =
        found->barred || barred || any || names(policies, "ExtensionInstallBlocklist", id);
}

static void read_extensions(rules *found, const cJSON *policies)
{
    static const char scheme[] = "chrome-extension://";
    cJSON *callers = bs_manifest_callers(BS_CHROMIUM);
    cJSON *caller = NULL;
    cJSON_ArrayForEach(caller, callers)
    {
        char *id = caller->valuestring + sizeof scheme - 1;
        id[strcspn(id, "/")] = '\0';
        read_extension(found, policies, id);
    }
    cJSON_Delete(callers);
}

static void read_file(rules *found, const char *path)
{
    char *text = NULL;
    if (bs_file_read(&text, NULL, path) != 0) {
        return;
    }
    cJSON *policies = cJSON_Parse(text);
    free(text);
    found->blocked = found->blocked || names(policies, "NativeMessagingBlocklist", BS_HOST_NAME);
    found->allowed = found->allowed || names(policies, "NativeMessagingAllowlist", BS_HOST_NAME);
    found->system_only =
        found->system_only ||
        cJSON_IsFalse(cJSON_GetObjectItemCaseSensitive(policies, "NativeMessagingUserLevelHosts"));
    read_extensions(found, policies);
    cJSON_Delete(policies);
}

static void read_directory(rules *found, const char *path)
{
    DIR *directory = opendir(path);
    const struct dirent *entry = NULL;
    while (directory != NULL && (entry = readdir(directory)) != NULL) {
        const char *dot = strrchr(entry->d_name, '.');
        if (dot != NULL && strcmp(dot, ".json") == 0) {
            char *file = bs_xasprintf("%s/%s", path, entry->d_name);
            read_file(found, file);
            free(file);
        }
    }
    if (directory != NULL) {
        (void)closedir(directory);
    }
}

void bs_check_policies(bs_diagnosis *diagnosis, const bs_browser *browser, bool user)
{
    static const char check[] = "policy";
    rules found = {0};
    const cJSON *directory = NULL;
    cJSON_ArrayForEach(directory, browser->policies)
    {
        char *path = bs_paths_expand(&diagnosis->paths, directory->valuestring);
        read_directory(&found, path);
        free(path);
    }
    if (found.barred && !found.admitted) {
        bs_diagnosis_add(diagnosis, check, BS_LEVEL_FAILURE, NULL, "cli_doctor_policy_extension",
                         browser->name, NULL);
    }
    if (found.blocked && !found.allowed) {
        bs_diagnosis_add(diagnosis, check, BS_LEVEL_FAILURE, NULL, "cli_doctor_policy_blocked",
                         browser->name, BS_HOST_NAME, NULL);
    } else if (found.system_only && user) {
        char *remedy = bs_xasprintf("sudo bussola install --system --browser %s", browser->id);
        bs_diagnosis_add(diagnosis, check, BS_LEVEL_FAILURE, remedy, "cli_doctor_policy_system",
                         browser->name, NULL);
        free(remedy);
    }
}
