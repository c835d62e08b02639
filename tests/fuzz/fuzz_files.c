/*
 * Random bytes as one of the files that `bussola` reads and that others may have changed: host
 * manifests, an administrator's policies, the list of installed files, the pull state, an
 * extension's manifest. The first byte selects the file. It is read, reported or treated as empty,
 * but never crashes the program.
 */
#include <errno.h>
#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#include "cli/doctor/diagnosis.h"
#include "cli/doctor/manifest_check.h"
#include "cli/install/install_receipt.h"
#include "cli/pull/pull_state.h"
#include "scratch_directory.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { MANIFEST, POLICIES, RECEIPT, PULL_STATE, ADDON, KINDS };

static void require(bool holds)
{
    if (!holds) {
        abort();
    }
}

/** Path of each kind, below the directory that is both home and root. */
static const char *const paths[KINDS] = {
    [MANIFEST] = "manifest.json",
    [POLICIES] = "policies/managed.json",
    [RECEIPT] = ".local/state/bussola/installed.json",
    [PULL_STATE] = ".local/share/bussola/pull.json",
    [ADDON] = "usr/share/chromium/extensions/bussola/manifest.json",
};

static void make_parents(char *path)
{
    for (char *slash = strchr(path + 1, '/'); slash != NULL; slash = strchr(slash + 1, '/')) {
        *slash = '\0';
        require(mkdir(path, 0700) == 0 || errno == EEXIST);
        *slash = '/';
    }
}

static void put(char path[256], const char *name, const uint8_t *data, size_t size)
{
    (void)snprintf(path, 256, "%s/%s", scratch_get(), name);
    make_parents(path);
    FILE *file = fopen(path, "wbe");
    require(file != NULL && fwrite(data, 1, size, file) == size && fclose(file) == 0);
}

/** Sets up a home and a terminal for all inputs, with traces of a browser. */
static void set_up(bs_cli *cli)
{
    char path[256];
    require(setenv("HOME", scratch_get(), 1) == 0 && unsetenv("XDG_DATA_HOME") == 0 &&
            unsetenv("XDG_STATE_HOME") == 0 && unsetenv("XDG_CONFIG_HOME") == 0);
    put(path, ".config/chromium/Local State", (const uint8_t *)"{}", 2);
    bs_messages_open(&cli->text);
    bs_terminal_open(&cli->out, stdout, true);
    bs_terminal_open(&cli->err, stderr, true);
}

static void read_manifest(const bs_messages *text, const char *path)
{
    for (int program = 0; program < BS_PROGRAM_COUNT; program++) {
        for (int family = BS_CHROMIUM; family <= BS_FIREFOX; family++) {
            bs_manifest_check inspection;
            bs_manifest_check_run(&inspection, text, path, (bs_program)program, (bs_family)family);
            require(bs_manifest_fault_id(inspection.fault) != NULL);
            require(inspection.fault != BS_MANIFEST_ABSENT);
            bs_manifest_check_free(&inspection);
        }
    }
}

static void read_policies(bs_diagnosis *diagnosis)
{
    cJSON *directories = cJSON_CreateArray();
    require(cJSON_AddItemToArray(directories, cJSON_CreateString("/policies")));
    const bs_browser browser = {.id = "chromium", .name = "Chromium", .policies = directories};
    bs_check_policies(diagnosis, &browser, true);
    require(diagnosis->finding_count <= 1);
    cJSON_Delete(directories);
}

static void read_receipt(const bs_paths *paths)
{
    static const char noted[] = "/nowhere/noted";
    bs_install_receipt receipt;
    bs_install_receipt_open(&receipt, paths, false);
    require(cJSON_IsArray(receipt.files) && cJSON_IsArray(receipt.directories));
    const int before = cJSON_GetArraySize(receipt.files);
    bs_install_receipt_add_file(&receipt, noted);
    bs_install_receipt_remove_file(&receipt, noted);
    require(cJSON_GetArraySize(receipt.files) <= before);
    require(bs_install_receipt_save(&receipt) == 0);
    bs_install_receipt_close(&receipt);
}

static void read_pull_state(void)
{
    const int64_t now = INT64_C(1777636800);
    bs_pull_state state;
    bs_pull_state_load(&state);
    bool any = false;
    for (size_t i = 0; i < BS_DOMAIN_COUNT; i++) {
        require(state.snapshot[i] >= 0);
        any = any || state.snapshot[i] > 0;
        /* A part read within the day lacks only what failed since. */
        require(!bs_pull_state_has(&state, (bs_domain)i, now, 86400) || state.snapshot[i] > 0);
        (void)bs_pull_state_lacks(&state, (bs_domain)i, now);
    }
    require(any || !bs_pull_state_fresh(&state, now, 86400));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static bs_cli cli;
    if (cli.out.width == 0) {
        set_up(&cli);
    }
    if (size < 1) {
        return 0;
    }
    char path[256];
    const unsigned kind = data[0] % KINDS;
    put(path, paths[kind], data + 1, size - 1);
    bs_diagnosis diagnosis = {.cli = &cli};
    require(bs_paths_open(&diagnosis.paths, scratch_get()));
    switch (kind) {
    case MANIFEST:
        read_manifest(&cli.text, path);
        break;
    case POLICIES:
        read_policies(&diagnosis);
        break;
    case RECEIPT:
        read_receipt(&diagnosis.paths);
        break;
    case PULL_STATE:
        read_pull_state();
        break;
    default:
        bs_check_extension(&diagnosis);
        break;
    }
    bs_diagnosis_free(&diagnosis);
    return 0;
}
