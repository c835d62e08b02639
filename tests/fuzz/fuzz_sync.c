/*
 * Random bytes as the files of a folder that devices share: once as they are, once as lines with a
 * right checksum, which random bytes never have. An error that says what is wrong, or a store that
 * takes what it can; the third sync then changes nothing.
 */
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "bussola/codec/buffer.h"
#include "bussola/service/model_json.h"
#include "bussola/service/sync.h"
#include "bussola/store/store.h"
#include "scratch_directory.h"
#include "service/sync_lines.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { FILE_SIZE_MAX = 1 << 20, PATH_SIZE = 96 };
#define NOON INT64_C(1777636800) /* 1 May 2026 */

static void require(bool holds)
{
    if (!holds) {
        abort();
    }
}

static void place(char path[PATH_SIZE], const char *name)
{
    (void)snprintf(path, PATH_SIZE, "%s/%s", scratch_get(), name);
}

static void write_file(const char *name, const void *bytes, size_t size)
{
    char path[PATH_SIZE];
    place(path, name);
    FILE *file = fopen(path, "w");
    require(file != NULL && fwrite(bytes, 1, size, file) == size && fclose(file) == 0);
}

/** Each line of the input as a record; its first byte chooses device and account. */
static void write_lines(const uint8_t *data, size_t size)
{
    bs_buffer out;
    int64_t number = 1;
    bs_buffer_init(&out, FILE_SIZE_MAX);
    for (size_t at = 0; at < size;) {
        const uint8_t *end = memchr(data + at, '\n', size - at);
        const size_t length = end == NULL ? size - at : (size_t)(end - (data + at));
        if (length > 1) {
            const bs_sync_line line = {.device = 1 + data[at] % 3,
                                       .account = data[at] / 3 % 3,
                                       .number = number++,
                                       .record = (const char *)data + at + 1,
                                       .length = length - 1};
            bs_sync_lines_write(&out, &line);
        }
        at += length + 1;
    }
    if (!out.failed) {
        write_file("folder/lines.bussola", out.data, out.size);
    }
    bs_buffer_free(&out);
}

static void refuse(void *context, const char *name, const bs_error *error)
{
    (void)context;
    require(name[0] != '\0' && error->message[0] != '\0');
}

static bool share(bs_sync_report *report, bs_store *store)
{
    char folder[PATH_SIZE];
    char lock[PATH_SIZE];
    bs_error error = {.status = BS_OK};
    place(folder, "folder");
    place(lock, "lock");
    const bs_status status = bs_sync(report, store, folder, lock, refuse, NULL, NOON, &error);
    require(status == BS_OK || error.message[0] != '\0');
    return status == BS_OK;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static bs_model model;
    bs_store *store = NULL;
    bs_sync_report report;
    bs_error error = {.status = BS_OK};
    char directory[PATH_SIZE];
    char folder[PATH_SIZE];
    if (model.row_count == 0) {
        require(bs_model_builtin(&model, &error) == BS_OK);
    }
    place(directory, "data");
    place(folder, "folder");
    scratch_clear(directory);
    scratch_clear(folder);
    require(mkdir(folder, 0700) == 0);
    write_file("folder/bytes.bussola", data, size);
    write_lines(data, size);
    require(bs_store_open(&store, directory, &model, NOON, &error) == BS_OK);
    if (share(&report, store)) {
        /* What is derived from the lines of others may be news to them after the first sync. */
        for (int again = 0; again < 2; again++) {
            require(share(&report, store));
        }
        require(!report.changed && report.written == 0);
    }
    bs_store_close(store);
    return 0;
}
