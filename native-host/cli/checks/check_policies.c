#include <stdlib.h>
#include <string.h>

#include "cli/base/files.h"
#include "cli/doctor/diagnosis.h"
#include "cli/install/manifest.h"
#include "cli/output/xmalloc.h"
#include "platform/fs.h"

/*
 * Policies for hosts and extensions, from Chromium's managed policies
 * (chromeenterprise.google/policies) and Firefox's policies.json
 * (mozilla.github.io/policy-templates); both have the same ExtensionSettings.
 */
typedef struct rules {
    bool blocked[BS_PROGRAM_COUNT]; /* NativeMessagingBlocklist names the program, or "*" */
    bool allowed[BS_PROGRAM_COUNT]; /* NativeMessagingAllowlist names it: takes precedence */
    bool system_only;               /* NativeMessagingUserLevelHosts is false */
    bool barred;                    /* the extension, by any of the policies for extensions */
    bool admitted;                  /* the extension by name: takes precedence over "*" */
    bool closed;                    /* LinkedIn's pages, to the extension */
} rules;

static const char check[] = "policy";

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
static bool has_setting(bool *barred, const cJSON *settings, const char *name)
{
    const cJSON *entry = cJSON_GetObjectItemCaseSensitive(settings, name);
    const char *mode =
        cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(entry, "installation_mode"));
    *barred =
        *barred || (mode != NULL && (strcmp(mode, "blocked") == 0 || strcmp(mode, "removed") == 0));
    return mode != NULL;
}

/* True if a list of hosts or match patterns has one that LinkedIn's pages fit. */
static bool covers_linkedin(const cJSON *patterns)
{
    const cJSON *pattern = NULL;
    cJSON_ArrayForEach(pattern, patterns)
    {
        const char *text = cJSON_GetStringValue(pattern);
        if (text != NULL && (strstr(text, "linkedin.com") != NULL || strcmp(text, "*://*") == 0 ||
                             strcmp(text, "<all_urls>") == 0)) {
            return true;
        }
    }
    return false;
}

/* True if ExtensionSettings keeps the extension from LinkedIn's pages; its own entry precedes "*".
 */
static bool is_closed(const cJSON *settings, const char *id)
{
    static const char blocked[] = "runtime_blocked_hosts"; /* Chromium's */
    const cJSON *any = cJSON_GetObjectItemCaseSensitive(settings, "*");
    const cJSON *own = cJSON_GetObjectItemCaseSensitive(settings, id);
    const cJSON *entry = cJSON_GetObjectItemCaseSensitive(own, blocked) != NULL ? own : any;
    return covers_linkedin(cJSON_GetObjectItemCaseSensitive(any, "restricted_domains")) ||
           (covers_linkedin(cJSON_GetObjectItemCaseSensitive(entry, blocked)) &&
            !covers_linkedin(cJSON_GetObjectItemCaseSensitive(entry, "runtime_allowed_hosts")));
}

static void read_extension(rules *found, const cJSON *policies, const char *id)
{
    const cJSON *settings = cJSON_GetObjectItemCaseSensitive(policies, "ExtensionSettings");
    const cJSON *firefox = cJSON_GetObjectItemCaseSensitive(policies, "Extensions");
    bool barred = false;
    bool any = false;
    const bool own = has_setting(&barred, settings, id);
    (void)has_setting(&any, settings, "*");
    found->admitted =
        found->admitted || (own && !barred) || names(policies, "ExtensionInstallAllowlist", id);
    found->barred = found->barred || barred || any ||
                    names(policies, "ExtensionInstallBlocklist", id) ||
                    names(firefox, "Uninstall", id);
    found->closed = found->closed || is_closed(settings, id);
}

static void read_extensions(rules *found, const cJSON *policies, bs_family family)
{
    static const char scheme[] = "chrome-extension://";
    cJSON *callers = bs_manifest_callers(family);
    cJSON *caller = NULL;
    cJSON_ArrayForEach(caller, callers)
    {
        char *id = caller->valuestring;
        if (family == BS_CHROMIUM) {
            id += sizeof scheme - 1;
            id[strcspn(id, "/")] = '\0';
        }
        read_extension(found, policies, id);
    }
    cJSON_Delete(callers);
}

static void read_hosts(rules *found, const cJSON *policies)
{
    for (bs_program program = 0; program < BS_PROGRAM_COUNT; program++) {
        const char *name = bs_program_name(program);
        found->blocked[program] =
            found->blocked[program] || names(policies, "NativeMessagingBlocklist", name);
        found->allowed[program] =
            found->allowed[program] || names(policies, "NativeMessagingAllowlist", name);
    }
    found->system_only =
        found->system_only ||
        cJSON_IsFalse(cJSON_GetObjectItemCaseSensitive(policies, "NativeMessagingUserLevelHosts"));
}

static void read_file(bs_diagnosis *diagnosis, rules *found, const bs_browser *browser,
                      const char *path)
{
    char *text = NULL;
    if (bs_file_read(&text, NULL, path) != 0) {
        return;
    }
    cJSON_Minify(text); /* browsers accept comments */
    cJSON *file = cJSON_Parse(text);
    free(text);
    if (file == NULL) {
        bs_diagnosis_add(diagnosis, check, BS_LEVEL_WARNING, NULL, "cli_doctor_policy_no_json",
                         browser->name, path, NULL);
        return;
    }
    const cJSON *policies =
        browser->family == BS_FIREFOX ? cJSON_GetObjectItemCaseSensitive(file, "policies") : file;
    read_hosts(found, policies);
    read_extensions(found, policies, browser->family);
    cJSON_Delete(file);
}

/* A directory that is read. */
typedef struct reading {
    bs_diagnosis *diagnosis;
    rules *found;
    const bs_browser *browser;
    const char *directory;
} reading;

static bs_status read_entry(void *context, const char *name, bs_error *error)
{
    (void)error;
    const reading *from = context;
    const char *dot = strrchr(name, '.');
    if (dot != NULL && strcmp(dot, ".json") == 0) {
        char *file = bs_xasprintf("%s/%s", from->directory, name);
        read_file(from->diagnosis, from->found, from->browser, file);
        free(file);
    }
    return BS_OK;
}

static void add_failure(bs_diagnosis *diagnosis, const bs_browser *browser, const char *message,
                        const char *name)
{
    bs_diagnosis_add(diagnosis, check, BS_LEVEL_FAILURE, NULL, message, browser->name, name, NULL);
}

void bs_check_policies(bs_diagnosis *diagnosis, const bs_browser *browser, bool user)
{
    rules found = {0};
    bool blocked = false;
    const cJSON *directory = NULL;
    cJSON_ArrayForEach(directory, browser->policies)
    {
        char *path = bs_paths_expand(&diagnosis->paths, directory->valuestring);
        reading from = {diagnosis, &found, browser, path};
        (void)!bs_fs_list(path, read_entry, &from, NULL);
        free(path);
    }
    if (found.barred && !found.admitted) {
        add_failure(diagnosis, browser, "cli_doctor_policy_extension", NULL);
    }
    if (found.closed) {
        add_failure(diagnosis, browser, "cli_doctor_policy_closed", NULL);
    }
    for (bs_program program = 0; program < BS_PROGRAM_COUNT && !blocked; program++) {
        if (found.blocked[program] && !found.allowed[program]) {
            add_failure(diagnosis, browser, "cli_doctor_policy_blocked", bs_program_name(program));
            blocked = true;
        }
    }
    if (!blocked && found.system_only && user) {
        char *remedy = bs_xasprintf("sudo bussola install --system --browser %s", browser->id);
        bs_diagnosis_add(diagnosis, check, BS_LEVEL_FAILURE, remedy, "cli_doctor_policy_system",
                         browser->name, NULL);
        free(remedy);
    }
}
