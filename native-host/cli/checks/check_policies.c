#include <dirent.h>
#include <stdlib.h>
#include <string.h>

#include "cli/base/files.h"
#include "cli/doctor/diagnosis.h"
#include "cli/install/manifest.h"
#include "cli/output/xmalloc.h"

/* Chromium's policies for hosts (chromeenterprise.google/policies, Native Messaging). */
typedef struct rules {
    bool blocked;     /* NativeMessagingBlocklist names the host, or "*" */
    bool allowed;     /* NativeMessagingAllowlist names the host: takes precedence */
    bool system_only; /* NativeMessagingUserLevelHosts is false */
} rules;

static bool names_host(const cJSON *policies, const char *policy)
{
    const cJSON *name = NULL;
    cJSON_ArrayForEach(name, cJSON_GetObjectItemCaseSensitive(policies, policy))
    {
        const char *text = cJSON_GetStringValue(name);
        if (text != NULL && (strcmp(text, "*") == 0 || strcmp(text, BS_HOST_NAME) == 0)) {
            return true;
        }
    }
    return false;
}

static void read_file(rules *found, const char *path)
{
    char *text = NULL;
    if (bs_file_read(&text, NULL, path) != 0) {
        return;
    }
    cJSON *policies = cJSON_Parse(text);
    free(text);
    found->blocked = found->blocked || names_host(policies, "NativeMessagingBlocklist");
    found->allowed = found->allowed || names_host(policies, "NativeMessagingAllowlist");
    found->system_only =
        found->system_only ||
        cJSON_IsFalse(cJSON_GetObjectItemCaseSensitive(policies, "NativeMessagingUserLevelHosts"));
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
