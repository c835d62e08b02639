#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "cli/base/files.h"
#include "cli/doctor/diagnosis.h"
#include "cli/doctor/host_subprocess.h"
#include "cli/install/manifest.h"
#include "cli/output/xmalloc.h"

static const char check[] = "host";

/*
 * Starts the host with its browser's arguments: Chromium passes the caller, Firefox manifest and
 * caller.
 */
static int start(bs_host_subprocess *host, bs_family family, const char *manifest,
                 const char *program)
{
    cJSON *callers = bs_manifest_callers(family);
    char *path = bs_xstrdup(program);
    char *manifest_path = bs_xstrdup(manifest);
    char *caller = bs_xstrdup(cJSON_GetStringValue(cJSON_GetArrayItem(callers, 0)));
    char *chromium[] = {path, caller, NULL};
    char *firefox[] = {path, manifest_path, caller, NULL};
    int failure = bs_host_subprocess_start(host, family == BS_FIREFOX ? firefox : chromium);
    free(caller);
    free(manifest_path);
    free(path);
    cJSON_Delete(callers);
    return failure;
}

/* The message of an error reply; NULL for a successful one. */
static const char *refusal(const cJSON *reply)
{
    const cJSON *error = cJSON_GetObjectItemCaseSensitive(reply, "error");
    return error != NULL ? cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(error, "message"))
                         : NULL;
}

/* A program that ends before it answers says why on stderr, as does the loader of one that lacks a
 * library. */
static void add_silent(bs_diagnosis *diagnosis, const bs_browser *browser, const char *said,
                       const char *remedy)
{
    if (said[0] == '\0') {
        bs_diagnosis_add(diagnosis, check, BS_LEVEL_FAILURE, remedy, "cli_doctor_host_silent",
                         browser->name, NULL);
    } else {
        bs_diagnosis_add(diagnosis, check, BS_LEVEL_FAILURE,
                         bs_text(&diagnosis->cli->text, "cli_doctor_install_again"),
                         "cli_doctor_host_said", browser->name, said, NULL);
    }
}

static void judge(bs_diagnosis *diagnosis, const bs_browser *browser, const cJSON *hello,
                  const cJSON *state, const char *said)
{
    char *remedy = bs_xasprintf("bussola install --browser %s", browser->id);
    const cJSON *host = cJSON_GetObjectItemCaseSensitive(hello, "host");
    const char *version = cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(host, "version"));
    if (hello == NULL || state == NULL) {
        add_silent(diagnosis, browser, said, remedy);
    } else if (refusal(hello) != NULL || refusal(state) != NULL) {
        bs_diagnosis_add(diagnosis, check, BS_LEVEL_FAILURE, NULL, "cli_doctor_host_error",
                         browser->name, refusal(hello) != NULL ? refusal(hello) : refusal(state),
                         NULL);
    } else if (version == NULL || strcmp(version, BS_VERSION) != 0) {
        bs_diagnosis_add(diagnosis, check, BS_LEVEL_WARNING, remedy, "cli_doctor_host_version",
                         browser->name, version != NULL ? version : "–", BS_VERSION, NULL);
    } else {
        bs_diagnosis_add(diagnosis, check, BS_LEVEL_OK, NULL, "cli_doctor_host_good", browser->name,
                         version, NULL);
    }
    free(remedy);
}

void bs_check_host(bs_diagnosis *diagnosis, const bs_browser *browser, const char *manifest,
                   const char *program)
{
    bs_host_subprocess host;
    int failure = start(&host, browser->family, manifest, program);
    if (failure == ENOEXEC || failure == ENOENT) { /* ENOENT: its loader is missing */
        bs_diagnosis_add(diagnosis, check, BS_LEVEL_FAILURE,
                         bs_text(&diagnosis->cli->text, "cli_doctor_install_again"),
                         "cli_doctor_host_format", browser->name, program, NULL);
        return;
    }
    if (failure != 0) {
        bs_diagnosis_add(diagnosis, check, BS_LEVEL_FAILURE, NULL, "cli_doctor_host_start",
                         browser->name, program, bs_file_failure(&diagnosis->cli->text, failure),
                         NULL);
        return;
    }
    cJSON *hello = bs_host_subprocess_ask(
        &host, "{\"id\":1,\"type\":\"hello\",\"client\":{\"name\":\"bussola doctor\","
               "\"version\":\"" BS_VERSION "\",\"browser\":\"none\"}}");
    cJSON *state =
        hello != NULL ? bs_host_subprocess_ask(&host, "{\"id\":2,\"type\":\"state\"}") : NULL;
    char *said = bs_host_subprocess_said(&host);
    judge(diagnosis, browser, hello, state, said);
    free(said);
    if (!bs_host_subprocess_end(&host) && state != NULL) {
        bs_diagnosis_add(diagnosis, check, BS_LEVEL_WARNING, NULL, "cli_doctor_host_end",
                         browser->name, NULL);
    }
    cJSON_Delete(hello);
    cJSON_Delete(state);
}
