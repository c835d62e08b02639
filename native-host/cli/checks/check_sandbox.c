#include <stdlib.h>
#include <string.h>

#include "bussola/platform/locks.h"
#include "cli/doctor/diagnosis.h"
#include "cli/doctor/host_subprocess.h"
#include "cli/output/xmalloc.h"
#include "platform/confined.h"
#include "platform/path.h"
#include "platform/process.h"

static const char check[] = "sandbox";

static bool tells(const cJSON *reply, const char *lock)
{
    const cJSON *host = cJSON_GetObjectItemCaseSensitive(reply, "host");
    const cJSON *item = NULL;
    cJSON_ArrayForEach(item, cJSON_GetObjectItemCaseSensitive(host, "locks"))
    {
        const char *id = cJSON_GetStringValue(item);
        if (id != NULL && strcmp(id, lock) == 0) {
            return true;
        }
    }
    return false;
}

static void warn(bs_diagnosis *diagnosis, bool lacking, const char *key)
{
    if (lacking) {
        bs_diagnosis_add(diagnosis, check, BS_LEVEL_WARNING, NULL, key, NULL);
    }
}

/*
 * The confinement of a running program: what it reports itself, confirmed by the kernel where
 * possible (a filter of the parent process would also show). False if it does not report any.
 */
static bool look_at(bs_locks *held, char *program)
{
    bs_host_subprocess host;
    char *argv[] = {program, NULL};
    if (bs_host_subprocess_start(&host, argv) != 0) {
        return false;
    }
    cJSON *reply = bs_host_subprocess_ask(
        &host, "{\"id\":1,\"type\":\"hello\",\"client\":{\"name\":\"bussola doctor\","
               "\"version\":\"" BS_VERSION "\",\"browser\":\"none\"}}");
    const bs_locks truly = bs_confined_truly(host.child.process);
    *held = (bs_locks){
        .memory = truly.memory && tells(reply, "memory"),
        .privileges = truly.privileges && tells(reply, "privileges"),
        .files = truly.files && tells(reply, "files"),
        .calls = truly.calls && tells(reply, "calls"),
        .programs = truly.programs && tells(reply, "programs"),
        .code = truly.code && tells(reply, "code"),
    };
    (void)bs_host_subprocess_end(&host);
    const bool said = cJSON_IsTrue(cJSON_GetObjectItemCaseSensitive(reply, "ok"));
    cJSON_Delete(reply);
    return said;
}

/* Where a program can only give up memory, privileges, other programs and new code. */
static void check_fewer_locks(bs_diagnosis *diagnosis, const bs_locks *held)
{
    const bool all = held->memory && held->privileges && held->programs && held->code;
    bs_diagnosis_add(diagnosis, check, all ? BS_LEVEL_OK : BS_LEVEL_WARNING, NULL,
                     all ? "cli_doctor_sandbox_fewer" : "cli_doctor_sandbox_fewer_lacking", NULL);
}

static void check_locks(bs_diagnosis *diagnosis, char *program)
{
    bs_locks held;
    if (!look_at(&held, program)) {
        return; /* reported already by the check of the host or of the database */
    }
    if (!bs_confined_calls_possible()) {
        check_fewer_locks(diagnosis, &held);
        return;
    }
    if (held.calls && held.privileges && held.files && held.memory) {
        bs_diagnosis_add(diagnosis, check, BS_LEVEL_OK, NULL, "cli_doctor_sandbox_locked", NULL);
    }
    warn(diagnosis, !held.calls, "cli_doctor_sandbox_open");
    warn(diagnosis, !held.privileges || !held.memory, "cli_doctor_sandbox_memory");
    warn(diagnosis, !held.files,
         bs_confined_files_possible() ? "cli_doctor_sandbox_files" : "cli_doctor_no_landlock");
}

/* The importer is confined like the host, so only report what is missing. */
static void check_importer(bs_diagnosis *diagnosis)
{
    bs_locks held;
    char *program = bs_xasprintf("%s/bussola-import" BS_PROCESS_SUFFIX, diagnosis->paths.program);
    if (bs_confined_calls_possible() && bs_path_is_program(program) && look_at(&held, program)) {
        char *missing = bs_xasprintf(
            "%s%s%s%s", held.files ? "" : " Landlock", held.calls ? "" : " seccomp",
            held.privileges ? "" : " no_new_privs", held.memory ? "" : " PR_SET_DUMPABLE");
        if (missing[0] != '\0') {
            bs_diagnosis_add(diagnosis, check, BS_LEVEL_WARNING, NULL,
                             "cli_doctor_sandbox_importer", missing + 1, NULL);
        }
        free(missing);
    }
    free(program);
}

/* A host that answers any caller would give the user's counts to any extension. */
static void check_stranger(bs_diagnosis *diagnosis, char *program)
{
    bs_host_subprocess host;
    char stranger[] = "chrome-extension://aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa/";
    char *argv[] = {program, stranger, NULL};
    if (bs_host_subprocess_start(&host, argv) != 0) {
        return;
    }
    bool refused = !bs_host_subprocess_end(&host);
    bs_diagnosis_add(diagnosis, check, refused ? BS_LEVEL_OK : BS_LEVEL_FAILURE,
                     refused ? NULL : "bussola install",
                     refused ? "cli_doctor_stranger_refused" : "cli_doctor_stranger_served", NULL);
}

void bs_check_sandbox(bs_diagnosis *diagnosis)
{
    char *program = bs_xasprintf("%s/bussola-host" BS_PROCESS_SUFFIX, diagnosis->paths.program);
    if (bs_path_is_program(program)) {
        check_locks(diagnosis, program);
        check_importer(diagnosis);
        check_stranger(diagnosis, program);
    } else {
        bs_diagnosis_add(diagnosis, "host", BS_LEVEL_FAILURE,
                         bs_text(&diagnosis->cli->text, "cli_doctor_install_again"),
                         "cli_doctor_no_host", program, NULL);
    }
    free(program);
}
