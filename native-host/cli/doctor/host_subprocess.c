#include "host_subprocess.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "bussola/codec/frame.h"
#include "bussola/core/error.h"
#include "bussola/platform/storage.h"
#include "cli/output/xmalloc.h"
#include "platform/fs.h"
#include "platform/path.h"
#include "platform/scratch.h"
#include "platform/stream.h"

static bool has_database(void)
{
    char directory[BS_STORE_PATH_MAX];
    if (bs_store_directory(directory, NULL) != BS_OK) {
        return true; /* the host reports why there can be none */
    }
    char *database = bs_xasprintf("%s/bussola.db", directory);
    char *log = bs_xasprintf("%s-wal", database);
    const bool there = bs_path_exists(database) || errno != ENOENT || bs_path_exists(log);
    free(log);
    free(database);
    return there;
}

static int make_scratch(bs_host_subprocess *host)
{
    char path[BS_STORE_PATH_MAX];
    if (has_database()) {
        return 0;
    }
    if (!bs_scratch_make(path, "bussola-doctor")) {
        return errno;
    }
    host->scratch = bs_xstrdup(path);
    return 0;
}

static void remove_scratch(bs_host_subprocess *host)
{
    if (host->scratch != NULL) {
        bs_scratch_remove(host->scratch);
        free(host->scratch);
        host->scratch = NULL;
    }
}

int bs_host_subprocess_start(bs_host_subprocess *host, char *const argv[])
{
    *host = (bs_host_subprocess){.scratch = NULL};
    int failure = make_scratch(host);
    if (failure == 0) {
        char *data = host->scratch != NULL ? bs_xasprintf("XDG_DATA_HOME=%s", host->scratch) : NULL;
        failure = bs_child_start(&host->child, argv, data, BS_HOST_SUBPROCESS_SECONDS);
        free(data);
    }
    if (failure != 0) {
        remove_scratch(host);
        return failure;
    }
    /* If the host has ended, the next read detects it. */
    bs_stream_report_closed();
    return 0;
}

cJSON *bs_host_subprocess_ask(bs_host_subprocess *host, const char *request)
{
    bs_buffer frame;
    bs_buffer_init(&frame, BS_FRAME_MAX);
    bs_frame_begin(&frame);
    bs_buffer_text(&frame, request);
    bs_frame_reader reader = {.fd = host->child.output};
    cJSON *reply = NULL;
    bool sent = bs_frame_write(host->child.input, &frame, NULL) == BS_OK;
    bs_buffer_clear(&frame);
    if (sent && bs_frame_read(&frame, &reader, NULL) == BS_OK && !reader.ended) {
        reply = cJSON_ParseWithLength(frame.data, frame.size);
    }
    bs_buffer_free(&frame);
    return reply;
}

char *bs_host_subprocess_said(const bs_host_subprocess *host)
{
    char text[512];
    const int64_t length = bs_fs_read(host->child.errors, text, sizeof text - 1, 0);
    text[length > 0 ? length : 0] = '\0';
    for (char *end = strrchr(text, '\n'); end != NULL && end[1] == '\0';
         end = strrchr(text, '\n')) {
        *end = '\0';
    }
    const char *last = strrchr(text, '\n');
    return bs_xstrdup(last != NULL ? last + 1 : text);
}

bool bs_host_subprocess_end(bs_host_subprocess *host)
{
    const bool fine = bs_child_end(&host->child);
    remove_scratch(host);
    return fine;
}
