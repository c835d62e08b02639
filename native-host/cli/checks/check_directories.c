#include <stdlib.h>
#include <string.h>

#include "cli/doctor/diagnosis.h"
#include "cli/doctor/manifest_check.h"
#include "cli/install/install_receipt.h"
#include "cli/install/registration.h"
#include "cli/install/versions.h"
#include "cli/output/xmalloc.h"
#include "platform/path.h"

/* Path of the manifest below a --user-data-dir. */
#define TAIL "/NativeMessagingHosts/" BS_HOST_NAME ".json"

/* True if the table's browsers include the manifest, so that it was checked already. */
static bool is_of_table(const bs_browsers *browsers, const bs_paths *paths, const char *path)
{
    bool found = false;
    for (size_t i = 0; i < browsers->count && !found; i++) {
        const cJSON *directory = NULL;
        cJSON_ArrayForEach(directory, browsers->rows[i].user)
        {
            char *expanded = bs_paths_expand(paths, directory->valuestring);
            char *manifest = bs_manifest_path(expanded, BS_PROGRAM_HOST);
            found = found || strcmp(manifest, path) == 0;
            free(manifest);
            free(expanded);
        }
    }
    return found;
}

static bool register_again(const bs_diagnosis *diagnosis, const char *directory)
{
    bs_registration registration;
    bool done = false;
    if (bs_registration_lend(&registration, &diagnosis->paths, diagnosis->cli)) {
        const bs_programs programs = bs_registration_programs(&registration);
        bs_registration_files_add_user_data(&registration.targets, directory, &programs);
        done = bs_registration_write(&registration, diagnosis->cli) == BS_EXIT_OK;
    }
    bs_registration_return(&registration);
    return done;
}

static void check_directory(bs_diagnosis *diagnosis, const char *path, const char *directory)
{
    bs_manifest_check found;
    char *beside =
        bs_xasprintf("%s/%s", diagnosis->paths.program, bs_program_file(BS_PROGRAM_HOST));
    char *host = bs_versions_stable(&diagnosis->paths, beside);
    char *remedy = bs_xasprintf("bussola install --user-data-dir '%s'", directory);
    const bs_browser browser = {.id = "", .name = directory, .family = BS_CHROMIUM};
    bs_manifest_check_run(&found, &diagnosis->cli->text, path, BS_PROGRAM_HOST, BS_CHROMIUM);
    const bool good = found.fault == BS_MANIFEST_GOOD && strcmp(found.program, host) == 0;
    if (!good && diagnosis->fix && register_again(diagnosis, directory)) {
        bs_manifest_check_free(&found);
        bs_manifest_check_run(&found, &diagnosis->cli->text, path, BS_PROGRAM_HOST, BS_CHROMIUM);
    }
    if (found.fault == BS_MANIFEST_GOOD && strcmp(found.program, host) == 0) {
        bs_diagnosis_add(diagnosis, "browser", BS_LEVEL_OK, NULL, "cli_doctor_manifest_good",
                         directory, path, NULL);
        bs_check_host(diagnosis, &browser, path, found.program);
    } else {
        bs_diagnosis_add(diagnosis, "browser", BS_LEVEL_FAILURE, remedy, "cli_doctor_directory",
                         directory, NULL);
    }
    bs_manifest_check_free(&found);
    free(remedy);
    free(host);
    free(beside);
}

void bs_check_directories(bs_diagnosis *diagnosis)
{
    bs_browsers browsers;
    bs_install_receipt receipt;
    const cJSON *file = NULL;
    bs_browsers_open(&browsers, &diagnosis->paths);
    bs_install_receipt_open(&receipt, &diagnosis->paths, false);
    cJSON_ArrayForEach(file, receipt.files)
    {
        const char *path = cJSON_GetStringValue(file);
        const size_t length = path != NULL ? strlen(path) : 0;
        if (length <= strlen(TAIL) || strcmp(path + length - strlen(TAIL), TAIL) != 0 ||
            is_of_table(&browsers, &diagnosis->paths, path)) {
            continue;
        }
        char *directory = bs_xasprintf("%.*s", (int)(length - strlen(TAIL)), path);
        /* Ignore a deleted profile directory. */
        if (bs_path_exists(directory)) {
            check_directory(diagnosis, path, directory);
        }
        free(directory);
    }
    bs_install_receipt_close(&receipt);
    bs_browsers_close(&browsers);
}
