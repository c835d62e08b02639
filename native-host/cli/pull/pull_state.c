#include "pull_state.h"

#include <cjson/cJSON.h>
#include <stdlib.h>
#include <string.h>

#include "bussola/store.h"
#include "files.h"
#include "memory.h"

static char *state_path(char directory[BS_STORE_PATH_MAX])
{
    bs_error error;
    return bs_store_directory(directory, &error) == BS_OK
               ? bs_memory_print("%s/pull.json", directory)
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
        state->changes = number_of(json, "changes");
        state->oldest = number_of(json, "oldest");
        cJSON_Delete(json);
    }
    free(text);
    free(path);
}

static void add(cJSON *object, const char *name, int64_t number)
{
    if (number > 0 && cJSON_AddNumberToObject(object, name, (double)number) == NULL) {
        bs_memory_out();
    }
}

bs_exit bs_pull_state_save(const bs_cli *cli, const bs_pull_state *state)
{
    char directory[BS_STORE_PATH_MAX];
    char *path = state_path(directory);
    cJSON *json = cJSON_CreateObject();
    cJSON *snapshot = cJSON_AddObjectToObject(json, "snapshot");
    if (path == NULL || snapshot == NULL) {
        bs_memory_out();
    }
    for (size_t i = 0; i < BS_DOMAIN_COUNT; i++) {
        add(snapshot, bs_domain_name((bs_domain)i), state->snapshot[i]);
    }
    add(json, "changes", state->changes);
    add(json, "oldest", state->oldest);
    char *text = cJSON_PrintUnformatted(json);
    if (text == NULL) {
        bs_memory_out();
    }
    int failure = bs_directory_make(directory, 0700, true, note_nothing, NULL);
    if (failure == 0) {
        failure = bs_file_write(path, 0600, text);
    }
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
    for (size_t i = 0; i < BS_DOMAIN_COUNT; i++) {
        fresh = fresh && within(state->snapshot[i], now, seconds);
    }
    return fresh;
}
