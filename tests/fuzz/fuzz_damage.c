/*
 * Random damage to a database and its WAL. The input lists what to damage: which of the two files,
 * the offset, and the bytes to write or that it ends there. A host on it answers or refuses;
 * recovery ends with an undamaged database that accepts readings, or reports why not. Also reads
 * each damaged page as recovery does, from a buffer of exactly its size.
 */
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "bussola/service/model_json.h"
#include "bussola/service/session.h"
#include "bussola/store/about.h"
#include "bussola/store/recovery.h"
#include "bussola/store/store.h"
#include "scratch_directory.h"
#include "store/recovery/record.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { DATABASE, LOG, FILES, FILE_MAX = 1 << 20, PAGE = 4096, CUT = 255 };

typedef struct content {
    uint8_t *bytes;
    size_t size;
} content;

typedef struct workbench {
    bs_model model;
    char directory[64];
    char paths[FILES][96];
    content sound[FILES]; /**< a database as a host leaves it, with the last rows in its WAL */
    uint8_t room[FILES][FILE_MAX], spoilt_room[FILES][FILE_MAX];
} workbench;

static int64_t noon(void)
{
    return INT64_C(1777636800);
}

static void require(bool holds)
{
    if (!holds) {
        abort();
    }
}

static bool tell(bs_session *session, const char *message)
{
    bs_buffer reply;
    bs_buffer_init(&reply, 1048576);
    bs_session_answer(&reply, session, message, strlen(message));
    const bool served = memmem(reply.data, reply.size, "\"ok\":true", 9) != NULL;
    bs_buffer_free(&reply);
    return served;
}

static bool tell_new(const workbench *bench, const char *const *messages, size_t count)
{
    bs_session *session = NULL;
    bs_error error;
    bool served = true;
    require(bs_session_open(&session, bench->directory, &bench->model, noon, &error) == BS_OK);
    for (size_t i = 0; i < count; i++) {
        served = tell(session, messages[i]) && served;
    }
    bs_session_close(session);
    return served;
}

static void read_file(content *into, const char *path)
{
    FILE *file = fopen(path, "rbe");
    require(file != NULL);
    into->size = fread(into->bytes, 1, FILE_MAX, file);
    require(into->size < FILE_MAX && fclose(file) == 0);
}

static void write_file(const char *path, const content *written)
{
    FILE *file = fopen(path, "wbe");
    require(file != NULL && fwrite(written->bytes, 1, written->size, file) == written->size &&
            fclose(file) == 0);
}

static const char observe[] =
    "{\"id\":1,\"type\":\"observe\",\"request\":\"r\",\"profile\":{\"key\":\"ines\"},"
    "\"page\":\"feed\",\"lang\":\"en\",\"at\":\"2026-05-01T09:00:00+02:00\",\"gauges\":[{"
    "\"signal\":\"connections\",\"value\":268,\"bound\":\"exact\"}],\"tallies\":[{\"signal\":"
    "\"posts\",\"from\":\"2026-04-01\",\"to\":\"2026-05-01\",\"days\":{\"2026-04-30\":2}}],"
    "\"official\":{\"total\":46,\"pillars\":{\"brand\":10,\"people\":11,\"insights\":12,"
    "\"relationships\":13}}}";
static const char state[] = "{\"id\":2,\"type\":\"state\"}";
static const char history[] = "{\"id\":3,\"type\":\"history\",\"step\":\"day\"}";

static void set_up(workbench *bench)
{
    const char *const messages[] = {observe, state, history};
    bs_error error;
    require(bs_model_builtin(&bench->model, &error) == BS_OK);
    (void)snprintf(bench->directory, sizeof bench->directory, "%s/data", scratch_get());
    (void)snprintf(bench->paths[DATABASE], sizeof bench->paths[DATABASE], "%s/bussola.db",
                   bench->directory);
    (void)snprintf(bench->paths[LOG], sizeof bench->paths[LOG], "%s/bussola.db-wal",
                   bench->directory);
    require(tell_new(bench, messages, 3));
    for (int i = 0; i < FILES; i++) {
        bench->sound[i].bytes = bench->room[i];
        read_file(&bench->sound[i], bench->paths[i]);
    }
}

/**
 * Each damage is a file, three bytes of an offset, a length and that many bytes; CUT truncates.
 */
static void spoil(content spoilt[FILES], const uint8_t *data, size_t size)
{
    while (size >= 5) {
        content *file = &spoilt[data[0] % FILES];
        const size_t place = ((size_t)data[1] << 16 | (size_t)data[2] << 8 | data[3]) % FILE_MAX;
        size_t length = data[4];
        data += 5;
        size -= 5;
        if (length == CUT) {
            file->size = place < file->size ? place : file->size;
            continue;
        }
        length = length < size ? length : size;
        for (size_t i = 0; i < length && place + i < file->size; i++) {
            file->bytes[place + i] = data[i];
        }
        data += length;
        size -= length;
    }
}

static void read_pages(const content *database)
{
    for (size_t at = 0; at + PAGE <= database->size; at += PAGE) {
        bs_page_rows rows;
        bs_row row;
        uint8_t *page = malloc(PAGE);
        require(page != NULL);
        memcpy(page, database->bytes + at, PAGE);
        bs_page_rows_begin(&rows, page, PAGE, PAGE, at == 0);
        for (size_t i = 0; bs_page_rows_next(&row, &rows); i++) {
            require(row.count <= BS_RECORD_COLUMNS_MAX && i < PAGE);
        }
        free(page);
    }
}

static void recover(const workbench *bench)
{
    const char *const messages[] = {observe, state, history};
    bs_recovered recovered;
    bs_error error = {.status = BS_OK};
    bs_store *store = NULL;
    const bs_status status = bs_store_recover(&recovered, bench->directory, noon(), &error);
    if (status != BS_OK) {
        require(error.message[0] != '\0');
        return;
    }
    require(bs_store_open(&store, bench->directory, &bench->model, noon(), &error) == BS_OK);
    require(bs_store_check(store, true, &error) == BS_OK);
    bs_store_close(store);
    require(tell_new(bench, messages, 3));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static workbench bench;
    const char *const questions[] = {state, history, observe};
    content spoilt[FILES];
    if (bench.paths[0][0] == '\0') {
        set_up(&bench);
    }
    scratch_clear(bench.directory);
    require(mkdir(bench.directory, 0700) == 0);
    for (int i = 0; i < FILES; i++) {
        spoilt[i] = (content){bench.spoilt_room[i], bench.sound[i].size};
        memcpy(spoilt[i].bytes, bench.sound[i].bytes, spoilt[i].size);
    }
    spoil(spoilt, data, size);
    read_pages(&spoilt[DATABASE]);
    for (int i = 0; i < FILES; i++) {
        write_file(bench.paths[i], &spoilt[i]);
    }
    (void)tell_new(&bench, questions, 3);
    recover(&bench);
    return 0;
}
