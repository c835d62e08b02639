#include "pull_state.h"

#include <cjson/cJSON.h>
#include <stdlib.h>
#include <string.h>

#include "bussola/store.h"
#include "files.h"
#include "memory.h"

static char *state_path(void)
{
    char directory[BS_STORE_PATH_MAX];
    bs_error error;
    return bs_store_directory(directory, &error) == BS_OK
               ? bs_memory_print("%s/pull.json", directory)
               : NULL;
}

static int64_t seconds_of(const cJSON *object, const char *name)
{
    const cJSON *value = cJSON_GetObjectItemCaseSensitive(object, name);
    double seconds = cJSON_IsNumber(value) ? value->valuedouble : 0.0;
    return seconds > 0.0 && seconds < 4e9 ? (int64_t)seconds : 0;
}

void bs_pull_state_load(bs_pull_state *state)
{
    char *path = state_path();
    char *text = NULL;
    *state = (bs_pull_state){0};
    if (path != NULL && bs_file_read(&text, NULL, path) == 0) {
        cJSON *json = cJSON_Parse(text);
        const cJSON *snapshot = cJSON_GetObjectItemCaseSensitive(json, "snapshot");
        for (size_t i = 0; i < BS_DOMAIN_COUNT; i++) {
            state->snapshot[i] = seconds_of(snapshot, bs_domain_name((bs_domain)i));
        }
        state->changes = seconds_of(json, "changes");
        cJSON_Delete(json);
    }
    free(text);
    free(path);
}

static void add(cJSON *object, const char *name, int64_t seconds)
{
    if (seconds > 0 && cJSON_AddNumberToObject(object, name, (double)seconds) == NULL) {
        bs_memory_out();
    }
}

bs_exit bs_pull_state_save(const bs_cli *cli, const bs_pull_state *state)
{
    char *path = state_path();
    cJSON *json = cJSON_CreateObject();
    cJSON *snapshot = cJSON_AddObjectToObject(json, "snapshot");
    if (path == NULL || snapshot == NULL) {
        bs_memory_out();
    }
    for (size_t i = 0; i < BS_DOMAIN_COUNT; i++) {
        add(snapshot, bs_domain_name((bs_domain)i), state->snapshot[i]);
    }
    add(json, "changes", state->changes);
    char *text = cJSON_PrintUnformatted(json);
    if (text == NULL) {
        bs_memory_out();
    }
    int failure = bs_file_write(path, 0600, text);
    bs_exit code = failure == 0 ? BS_EXIT_OK
                                : bs_complain(cli, BS_EXIT_FAILED, "cli_token_failed", path,
                                              strerror(failure), NULL);
    cJSON_free(text);
    cJSON_Delete(json);
    free(path);
    return code;
}

static bool within(int64_t then, int64_t now, int64_t seconds)
{
    return then > 0 && then <= now && now - then < seconds;
}

bool bs_pull_state_fresh(const bs_pull_state *state, int64_t now, int64_t seconds)
{
    bool fresh = true;
    for (size_t i = 0; i < BS_DOMAIN_COUNT; i++) {
        fresh = fresh && within(state->snapshot[i], now, seconds);
    }
    return fresh;
}

void bs_pull_state_skip(bool skip[BS_DOMAIN_COUNT], const bs_pull_state *state, int64_t now,
                        int64_t seconds)
{
    bool together = true;
    for (size_t i = 0; i < BS_DOMAIN_COUNT; i++) {
        skip[i] = within(state->snapshot[i], now, seconds);
        together = together && (i >= BS_DOMAIN_TOGETHER || skip[i]);
    }
    for (size_t i = 0; i < BS_DOMAIN_TOGETHER; i++) {
        skip[i] = together;
    }
}
