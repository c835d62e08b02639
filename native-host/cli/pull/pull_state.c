#include "pull_state.h"

#include <cjson/cJSON.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "bussola/core/error.h"
#include "bussola/platform/storage.h"
#include "cli/base/files.h"
#include "cli/base/json.h"
#include "cli/output/xmalloc.h"
#include "platform/path.h"

/** LinkedIn prepares the parts of a snapshot within a day or two of the user's consent. */
#define PREPARING_SECONDS ((int64_t)7 * BS_DAY_SECONDS)

/** Size limit of the file in bytes, far above its real size. */
#define STATE_MAX ((size_t)64 * 1024)

static char *state_path(char directory[BS_STORE_PATH_MAX])
{
    bs_error error;
    return bs_store_directory(directory, &error) == BS_OK ? bs_xasprintf("%s/pull.json", directory)
                                                          : NULL;
}

static void note_nothing(void *context, const char *path)
{
    (void)context;
    (void)path;
}

static int64_t number_of(const cJSON *object, const char *name)
{
    const cJSON *value = cJSON_GetObjectItemCaseSensitive(object, name);
    double number = cJSON_IsNumber(value) ? value->valuedouble : 0.0;
    return number > 0.0 && number < 4e9 ? (int64_t)number : 0;
}

void bs_pull_state_load(bs_pull_state *state)
{
    char directory[BS_STORE_PATH_MAX];
    char *path = state_path(directory);
    char *text = NULL;
    *state = (bs_pull_state){0};
    if (path != NULL && bs_file_read(&text, NULL, path) == 0) {
        cJSON *json = cJSON_Parse(text);
        const cJSON *snapshot = cJSON_GetObjectItemCaseSensitive(json, "snapshot");
        for (size_t i = 0; i < BS_DOMAIN_COUNT; i++) {
            state->snapshot[i] = number_of(snapshot, bs_domain_name((bs_domain)i));
        }
        const cJSON *failed = cJSON_GetObjectItemCaseSensitive(json, "failed");
        for (size_t i = 0; i < BS_DOMAIN_COUNT; i++) {
            state->failed[i] = number_of(failed, bs_domain_name((bs_domain)i)) > 0;
        }
        state->started = number_of(json, "started");
        state->changes = number_of(json, "changes");
        state->oldest = number_of(json, "oldest");
        const char *profile =
            cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(json, "profile"));
        (void)snprintf(state->profile, sizeof state->profile, "%s", profile != NULL ? profile : "");
        cJSON_Delete(json);
    }
    free(text);
    free(path);
}

/* Omits an unknown moment. */
static void add(bs_json *json, const char *name, int64_t number)
{
    if (number > 0) {
        bs_json_member_integer(json, name, number);
    }
}

static void write_state(bs_buffer *out, const bs_pull_state *state)
{
    bs_json json = bs_json_begin(out);
    bs_json_open(&json, '{');
    bs_json_member_open(&json, "snapshot", '{');
    for (size_t i = 0; i < BS_DOMAIN_COUNT; i++) {
        add(&json, bs_domain_name((bs_domain)i), state->snapshot[i]);
    }
    bs_json_close(&json, '}');
    bs_json_member_open(&json, "failed", '{');
    for (size_t i = 0; i < BS_DOMAIN_COUNT; i++) {
        add(&json, bs_domain_name((bs_domain)i), state->failed[i] ? 1 : 0);
    }
    bs_json_close(&json, '}');
    add(&json, "started", state->started);
    add(&json, "changes", state->changes);
    add(&json, "oldest", state->oldest);
    if (state->profile[0] != '\0') {
        bs_json_member_text(&json, "profile", state->profile);
    }
    bs_json_close(&json, '}');
    bs_buffer_append(out, "", 1);
}

bs_exit bs_pull_state_save(const bs_cli *cli, const bs_pull_state *state)
{
    char directory[BS_STORE_PATH_MAX];
    bs_buffer out;
    bs_buffer_init(&out, STATE_MAX);
    char *path = state_path(directory);
    write_state(&out, state);
    if (path == NULL || out.failed) {
        bs_xfail();
    }
    int failure = bs_directory_make(directory, 0700, true, note_nothing, NULL);
    if (failure == 0) {
        failure = bs_file_write(path, 0600, out.data);
    }
    bs_exit code = failure == 0 ? BS_EXIT_OK
                                : bs_complain(cli, BS_EXIT_FAILED, "cli_token_failed", path,
                                              bs_file_failure(&cli->text, failure), NULL);
    bs_buffer_free(&out);
    free(path);
    return code;
}

static bool within(int64_t then, int64_t now, int64_t seconds)
{
    return then > 0 && then <= now && now - then < seconds;
}

bool bs_pull_state_has(const bs_pull_state *state, bs_domain first, int64_t now, int64_t seconds)
{
    bool has = true;
    for (size_t i = first; i < bs_domain_part_end(first); i++) {
        has = has && within(state->snapshot[i], now, seconds);
    }
    return has;
}

bool bs_pull_state_fresh(const bs_pull_state *state, int64_t now, int64_t seconds)
{
    bool fresh = true;
    bool any = false;
    for (size_t i = 0; i < BS_DOMAIN_COUNT; i++) {
        const int64_t read = state->snapshot[i];
        fresh = fresh && (read == 0 || within(read, now, seconds));
        any = any || read > 0;
    }
    return fresh && any;
}

bool bs_pull_state_lacks(const bs_pull_state *state, bs_domain first, int64_t now)
{
    const bool preparing = within(state->started, now, PREPARING_SECONDS);
    for (size_t i = first; i < bs_domain_part_end(first); i++) {
        if (state->failed[i] || (preparing && state->snapshot[i] == 0)) {
            return true;
        }
    }
    return false;
}

void bs_pull_state_remove(void)
{
    char directory[BS_STORE_PATH_MAX];
    char *path = state_path(directory);
    if (path != NULL) {
        (void)bs_path_remove(path);
    }
    free(path);
}
