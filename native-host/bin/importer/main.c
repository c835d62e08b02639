/**
 * bussola-import: the browser starts it when the user gives the options page an archive. Reads the
 * archive through the page, by ranges; only counts are written to disk.
 *
 * Starts and confines itself like bussola-host. A separate program, so that the host contains no
 * code that unpacks files.
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "bin/host/start.h"
#include "bussola/codec/reply.h"
#include "bussola/ingest/archive.h"
#include "bussola/platform/locks.h"
#include "bussola/platform/log.h"
#include "bussola/service/model_json.h"
#include "bussola/store/apply.h"
#include "bussola/store/profiles.h"
#include "bussola/store/store.h"
#include "bussola/store/store_import.h"
#include "bussola/store/view.h"
#include "page.h"
#include "platform/stream.h"
#include "report.h"

#define PROGRAM "bussola-import"

typedef struct import_session {
    bs_page page;
    bs_model unchosen; /* the model if the user chose none */
    bs_model model;
    bs_store *store; /* NULL if it could not be opened */
    bs_locks locks;
    bs_log log;
} import_session;

static bs_status follow_choice(import_session *importer, bs_error *error)
{
    importer->model = importer->unchosen;
    return bs_model_follow(&importer->model, importer->store, error);
}

/* Uses the store again; if its file was replaced, opens the new one. */
static bs_status hold_store(import_session *importer, bs_error *error)
{
    bool current = false;
    if (importer->store != NULL) {
        const bs_status status = bs_store_resume(&current, importer->store, error);
        if (status != BS_OK || current) {
            return status == BS_OK ? follow_choice(importer, error) : status;
        }
        bs_store_close(importer->store);
        importer->store = NULL;
    }
    importer->model = importer->unchosen;
    const bs_status status =
        bs_store_open(&importer->store, NULL, &importer->model, (int64_t)time(NULL), error);
    return status == BS_OK ? follow_choice(importer, error) : status;
}

static bs_status read_archive(bs_observation *observation, bs_archive_result *result, bs_page *page,
                              const bs_offsets *offsets, bs_error *error)
{
    bs_bytes bytes;
    bs_archive_options options = {
        .name = page->request.name, .progress = bs_page_progress, .progress_context = page};
    options.ingest.source = BS_FROM_ARCHIVE;
    options.ingest.zone.decided = offsets;
    options.ingest.day = bs_archive_day(page->request.name);
    options.ingest.today = bs_moment_day(bs_zone_moment(&options.ingest.zone, (int64_t)time(NULL)));
    bs_page_begin(page, &bytes);
    bs_status status = bs_archive_read(observation, result, &bytes, &options, error);
    if (page->error.status != BS_OK) {
        *error = page->error;
        return error->status;
    }
    if (status == BS_OK && !result->recognised) {
        status = bs_fail(error, BS_BAD_REQUEST, result->nested > 0 ? "nested" : "not_linkedin",
                         "No file of LinkedIn's archive is in it.");
    }
    return status;
}

static bs_status decide_offsets(bs_offsets *offsets, bs_store *store, bs_error *error)
{
    const bs_status status = bs_store_offsets(offsets, store, error);
    return status == BS_OK && bs_zone_decide(offsets, (int64_t)time(NULL)) != BS_OK
               ? bs_fail(error, BS_INTERNAL, "", "Out of memory.")
               : status;
}

/* Parses everything to tallies first, then stores them in one short transaction. */
static bs_status import_archive(import_session *importer, bs_error *error)
{
    bs_page *page = &importer->page;
    bs_archive_result result = {.recognised = false};
    bs_applied applied = {0};
    bs_import_match by = BS_IMPORT_MATCH_CHOSEN;
    bs_observation observation;
    bs_offsets offsets = {0};
    char key[BS_KEY_MAX + 1];
    const bool has_key = page->request.has_key;
    memcpy(key, page->request.key, sizeof key);
    bs_observation_init(&observation);
    /* Fail before the long read if the result could not be stored. */
    bs_status status = hold_store(importer, error);
    if (status == BS_OK) {
        status = decide_offsets(&offsets, importer->store, error);
    }
    bs_store_rest(importer->store);
    if (status == BS_OK) {
        status = read_archive(&observation, &result, page, &offsets, error);
    }
    const bool counted = observation.cover_count + observation.gauge_count > 0;
    if (status == BS_OK && counted) {
        status = hold_store(importer, error);
    }
    if (status == BS_OK && counted) {
        status = bs_store_import(&applied, &by, importer->store, &observation, &result.ingest.owner,
                                 has_key ? key : NULL, (int64_t)time(NULL), error);
    }
    if (status == BS_OK) {
        bs_frame_begin(&page->reply);
        bs_report_summary(
            &page->reply, page->id, &result, counted ? applied.view.key : NULL, applied.changed,
            strcmp(applied.view.key, BS_IMPORT_KEY) == 0 ? bs_owner_named(&result.ingest.owner)
                                                         : by != BS_IMPORT_MATCH_ONLY);
        bs_log_write(&importer->log, BS_LOG_INFO, "import: %zu rows changed", applied.changed);
    }
    bs_store_rest(importer->store);
    bs_view_free(&applied.view);
    bs_observation_free(&observation);
    bs_offsets_free(&offsets);
    return status;
}

static bs_status answer(import_session *importer, bs_error *error)
{
    bs_page *page = &importer->page;
    switch (page->request.type) {
    case BS_IMPORT_BEGIN:
        return import_archive(importer, error);
    case BS_IMPORT_HELLO:
        bs_frame_begin(&page->reply);
        bs_report_hello(&page->reply, page->request.id, &importer->locks);
        return BS_OK;
    default:
        return bs_fail(error, BS_BAD_REQUEST, "type", "No import is under way.");
    }
}

static bs_status serve(import_session *importer, bs_error *error)
{
    bs_page *page = &importer->page;
    bs_status sent = BS_OK;
    while (sent == BS_OK && !page->reader.ended) {
        bs_error refusal;
        bs_request request = {.has_id = false};
        bs_status status = bs_page_receive(page, &refusal);
        if (status == BS_OK && page->reader.ended) {
            break;
        }
        request.has_id = page->request.has_id;
        request.id = page->request.id;
        if (status == BS_OK) {
            status = answer(importer, &refusal);
        }
        if (status != BS_OK) {
            bs_frame_begin(&page->reply);
            bs_reply_error(&page->reply, &request, &refusal);
            bs_log_failure(&importer->log, "import", &refusal);
        }
        sent = bs_page_send(page, error);
    }
    return sent;
}

int main(int argc, char **argv)
{
    bs_error error;
    int output = -1;
    import_session *importer = calloc(1, sizeof *importer);
    if (importer == NULL) {
        (void)fprintf(stderr, PROGRAM ": out of memory\n");
        return BS_FAILED;
    }
    bs_log_open(&importer->log, PROGRAM);
    int ending = bs_start(&output, &importer->unchosen, &importer->log, argc, argv);
    if (ending == BS_ENDED) {
        bs_page_open(&importer->page, BS_STREAM_INPUT, output);
        importer->locks = bs_start_lock(NULL, &importer->log, argc, argv);
        if (serve(importer, &error) != BS_OK) {
            ending = bs_start_fail(&importer->log, error.message);
        }
        bs_store_close(importer->store);
        bs_page_close(&importer->page);
    }
    free(importer);
    return ending;
}
