#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/doctor/diagnosis.h"
#include "cli/doctor/manifest_check.h"
#include "cli/install/manifest.h"
#include "cli/install/registration.h"
#include "cli/install/versions.h"
#include "cli/output/xmalloc.h"
#include "platform/path.h"
#include "platform/process.h"

static const char check[] = "browser";

/* Collects what `bussola install --browser` would write for a browser; false without a host. */
static bool prepare(bs_registration *registration, const bs_diagnosis *diagnosis,
                    const bs_browser *browser)
{
    const bool found = bs_registration_lend(registration, &diagnosis->paths, diagnosis->cli);
    if (found) {
        const bs_programs programs = bs_registration_programs(registration);
        (void)bs_registration_files_add(&registration->targets, browser, &registration->paths,
                                        false, &programs);
    }
    return found;
}

/* Registers a browser again; returns true if its files are then right. */
static bool register_again(const bs_diagnosis *diagnosis, const bs_browser *browser)
{
    bs_registration registration;
    const bool done = prepare(&registration, diagnosis, browser) &&
                      bs_registration_write(&registration, diagnosis->cli) == BS_EXIT_OK;
    bs_registration_return(&registration);
    return done;
}

/* True if the wrapper scripts inside a flatpak start another program, or are missing. */
static bool has_stale_wrapper(const bs_diagnosis *diagnosis, const bs_browser *browser)
{
    bs_registration registration;
    bool stale = false;
    if (browser->wrapper == NULL) {
        return false;
    }
    (void)prepare(&registration, diagnosis, browser);
    for (size_t i = 0; i < registration.targets.count; i++) {
        const bs_registration_file *target = &registration.targets.rows[i];
        stale = stale || (target->wrapper && !bs_registration_file_present(target));
    }
    bs_registration_return(&registration);
    return stale;
}

static void add_fault(bs_diagnosis *diagnosis, const bs_browser *browser,
                      const bs_manifest_check *inspection)
{
    char key[64];
    char *path = bs_paths_shorten(&diagnosis->paths, inspection->path);
    char *remedy = inspection->fault == BS_MANIFEST_NOT_EXECUTABLE && browser->wrapper == NULL
                       ? bs_xasprintf("chmod +x '%s'", inspection->program)
                       : bs_xasprintf("bussola install --browser %s", browser->id);
    (void)snprintf(key, sizeof key, "cli_doctor_manifest_%s",
                   bs_manifest_fault_id(inspection->fault));
    bs_diagnosis_add(diagnosis, check, BS_LEVEL_FAILURE,
                     inspection->fault == BS_MANIFEST_NOEXEC ? NULL : remedy, key, browser->name,
                     path, inspection->program != NULL ? inspection->program : "–",
                     inspection->detail, NULL);
    free(remedy);
    free(path);
}

/* True if the manifest names another host; cannot be checked through a flatpak's wrapper. */
static bool leads_elsewhere(const bs_browser *browser, const bs_manifest_check *inspection,
                            const char *host)
{
    return browser->wrapper == NULL && strcmp(inspection->program, host) != 0;
}

/* Removes other users' permission to change what the browser starts, if --fix allows it. */
static bool tighten(const bs_diagnosis *diagnosis, const bs_manifest_check *inspection)
{
    const char *const both[] = {inspection->path, inspection->program};
    bool tight = diagnosis->fix;
    for (size_t i = 0; i < sizeof both / sizeof both[0] && tight; i++) {
        tight = bs_path_protect(both[i]);
    }
    return tight;
}

static void add_good(bs_diagnosis *diagnosis, const bs_browser *browser,
                     const bs_manifest_check *inspection, const char *host)
{
    char *path = bs_paths_shorten(&diagnosis->paths, inspection->path);
    char *again = bs_xasprintf("bussola install --browser %s", browser->id);
    if (inspection->loose && !tighten(diagnosis, inspection)) {
        char *remedy = bs_xasprintf("chmod go-w '%s' '%s'", inspection->path, inspection->program);
        bs_diagnosis_add(diagnosis, check, BS_LEVEL_WARNING, remedy, "cli_doctor_manifest_loose",
                         browser->name, path, inspection->program, NULL);
        free(remedy);
    } else if (leads_elsewhere(browser, inspection, host)) {
        bs_diagnosis_add(diagnosis, check, BS_LEVEL_WARNING, again, "cli_doctor_manifest_other",
                         browser->name, path, inspection->program, host, NULL);
    } else if (has_stale_wrapper(diagnosis, browser)) {
        bs_diagnosis_add(diagnosis, check, BS_LEVEL_FAILURE, again, "cli_doctor_manifest_wrapper",
                         browser->name, inspection->program, NULL);
    } else {
        bs_diagnosis_add(diagnosis, check, BS_LEVEL_OK, NULL, "cli_doctor_manifest_good",
                         browser->name, path, NULL);
    }
    free(again);
    free(path);
}

/* A user's manifest takes precedence over the system's: warns if they name different programs. */
static void add_shadow(bs_diagnosis *diagnosis, const bs_browser *browser,
                       const bs_manifest_check *user, const bs_manifest_check *system)
{
    if (system->program == NULL || user->program == NULL || browser->wrapper != NULL ||
        strcmp(system->program, user->program) == 0) {
        return;
    }
    char *path = bs_paths_shorten(&diagnosis->paths, user->path);
    bs_diagnosis_add(diagnosis, check, BS_LEVEL_WARNING, "bussola uninstall",
                     "cli_doctor_manifest_shadow", browser->name, path, system->path, NULL);
    free(path);
}

/* Checks the first existing manifest in a list of directories; reports "absent" without one. */
static void inspect_first(bs_manifest_check *inspection, const bs_diagnosis *diagnosis,
                          const bs_browser *browser, bs_program program, const cJSON *directories)
{
    *inspection = (bs_manifest_check){.fault = BS_MANIFEST_ABSENT};
    const cJSON *directory = NULL;
    cJSON_ArrayForEach(directory, directories)
    {
        char *expanded = bs_paths_expand(&diagnosis->paths, directory->valuestring);
        char *path = bs_manifest_path(expanded, program);
        if (inspection->fault == BS_MANIFEST_ABSENT) {
            bs_manifest_check_free(inspection);
            bs_manifest_check_run(inspection, &diagnosis->cli->text, path, program,
                                  browser->family);
        }
        free(path);
        free(expanded);
    }
}

/* Checks the registration of the options page's import, without which everything else works. */
static void check_import(bs_diagnosis *diagnosis, const bs_browser *browser,
                         const cJSON *directories, bool fix)
{
    bs_manifest_check import;
    inspect_first(&import, diagnosis, browser, BS_PROGRAM_IMPORT, directories);
    if (import.fault != BS_MANIFEST_GOOD && (!fix || !register_again(diagnosis, browser))) {
        char *remedy = bs_xasprintf("bussola install --browser %s", browser->id);
        bs_diagnosis_add(diagnosis, check, BS_LEVEL_WARNING, remedy, "cli_doctor_import",
                         browser->name, NULL);
        free(remedy);
    }
    bs_manifest_check_free(&import);
}

static bool import_is_there(const bs_diagnosis *diagnosis)
{
    char *path =
        bs_xasprintf("%s/%s", diagnosis->paths.program, bs_program_file(BS_PROGRAM_IMPORT));
    const bool there = bs_path_is_program(path);
    free(path);
    return there;
}

static void check_browser(bs_diagnosis *diagnosis, const bs_browser *browser, const char *host,
                          bool fix)
{
    if (cJSON_GetArraySize(browser->user) == 0) {
        bs_diagnosis_add(diagnosis, check, BS_LEVEL_WARNING, NULL, "cli_doctor_confined",
                         browser->name, NULL);
        return;
    }
    bs_manifest_check user;
    bs_manifest_check system;
    inspect_first(&user, diagnosis, browser, BS_PROGRAM_HOST, browser->user);
    inspect_first(&system, diagnosis, browser, BS_PROGRAM_HOST, browser->system);
    const bs_manifest_check *effective =
        user.fault == BS_MANIFEST_ABSENT && system.fault != BS_MANIFEST_ABSENT ? &system : &user;
    const bool own = effective == &user && user.fault == BS_MANIFEST_GOOD;
    const bool wrong = effective->fault != BS_MANIFEST_GOOD ||
                       (own && leads_elsewhere(browser, effective, host)) ||
                       has_stale_wrapper(diagnosis, browser);
    const bool mended = wrong && fix && register_again(diagnosis, browser);
    if (mended) {
        bs_diagnosis_add(diagnosis, check, BS_LEVEL_OK, NULL, "cli_doctor_registered",
                         browser->name, NULL);
    } else if (effective->fault != BS_MANIFEST_GOOD) {
        add_fault(diagnosis, browser, effective);
    } else {
        add_good(diagnosis, browser, effective, host);
        add_shadow(diagnosis, browser, &user, &system);
        if (strcmp(effective->program, host) == 0 && import_is_there(diagnosis)) {
            check_import(diagnosis, browser, effective == &user ? browser->user : browser->system,
                         fix);
        }
        bs_check_policies(diagnosis, browser, effective == &user);
        bs_check_confinement(diagnosis, browser);
        if (browser->wrapper == NULL) {
            bs_check_host(diagnosis, browser, effective->path, effective->program);
        }
    }
    bs_manifest_check_free(&user);
    bs_manifest_check_free(&system);
    if (mended) {
        check_browser(diagnosis, browser, host, false);
    }
}

void bs_check_browsers(bs_diagnosis *diagnosis)
{
    bs_browsers browsers;
    bs_browsers_open(&browsers, &diagnosis->paths);
    char *beside = bs_xasprintf("%s/bussola-host" BS_PROCESS_SUFFIX, diagnosis->paths.program);
    char *host = bs_versions_stable(&diagnosis->paths, beside);
    size_t present = 0;
    for (size_t i = 0; i < browsers.count; i++) {
        if (bs_browser_present(&browsers.rows[i], &diagnosis->paths, false)) {
            check_browser(diagnosis, &browsers.rows[i], host, diagnosis->fix);
            present++;
        }
    }
    if (present == 0) {
        bs_diagnosis_add(diagnosis, check, BS_LEVEL_WARNING, "bussola install --user-data-dir DIR",
                         "cli_doctor_no_browser", NULL);
    }
    free(host);
    free(beside);
    bs_browsers_close(&browsers);
}
