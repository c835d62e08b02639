#include "import_document.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "bussola/codec/export_reader.h"
#include "bussola/service/model_json.h"
#include "bussola/store/store.h"
#include "bussola/store/store_import.h"
#include "cli/base/files.h"
#include "cli/base/json.h"
#include "cli/base/member.h"
#include "cli/base/store_import.h"
#include "cli/output/xmalloc.h"
#include "platform/fs.h"

/** More than the export of a lifetime. */
#define DOCUMENT_MAX ((size_t)512 * 1024 * 1024)

bool bs_export_reader_is(const char *path)
{
    char piece[256] = "";
    int file = -1;
    int64_t got = 0;
    size_t blank = 0;
    if (bs_file_open(&file, path) != 0) {
        return false;
    }
    int64_t at = 0;
    do {
        got = bs_fs_read(file, piece, sizeof piece - 1, at);
        piece[got > 0 ? got : 0] = '\0';
        blank = strspn(piece, " \t\r\n");
        at += got;
    } while (got > 0 && (size_t)got == blank);
    bs_fs_close(file);
    return piece[blank] == '{' || piece[blank] == '[';
}

static const char *base_name(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash != NULL ? slash + 1 : path;
}

static bs_exit refuse(const bs_cli *cli, const char *path, const char *why)
{
    return bs_complain(cli, BS_EXIT_FAILED, "import_failed", base_name(path), why, NULL);
}

/* State of an import. */
typedef struct document_import {
    const bs_cli *cli;
    const bs_export_reader_options *options;
    bs_export_reader document;
    bs_merged merged;
    const char *refusal; /* NULL: not refused because of its owner */
} document_import;

static bs_status apply(document_import *importing, bs_store *store, int64_t now, bs_error *error)
{
    const bs_export_reader *document = &importing->document;
    const char *chosen = importing->options->profile;
    return importing->options->dry_run
               ? bs_store_merge_try(store, document->profile_exports, document->count, chosen,
                                    error)
               : bs_store_merge(&importing->merged, store, document->profile_exports,
                                document->count, chosen, now, error);
}

static bs_exit complain(document_import *importing, bs_store *store, const char *path,
                        const bs_error *error)
{
    if (error->status == BS_BAD_REQUEST && strcmp(error->field, BS_MERGE_SEVERAL) == 0) {
        importing->refusal = BS_MERGE_SEVERAL;
        return bs_complain(importing->cli, BS_EXIT_FAILED, "cli_import_several", base_name(path),
                           NULL);
    }
    return bs_store_import_complain(&importing->refusal, importing->cli, store,
                                    importing->options->profile, error);
}

/* Opens the store only for this, creating it if needed. */
static bs_exit merge(document_import *importing, const char *path)
{
    bs_error error;
    bs_store *store = NULL;
    const bs_cli *cli = importing->cli;
    const int64_t now = (int64_t)time(NULL);
    if (importing->options->dry_run && !bs_member_present()) {
        return BS_EXIT_OK;
    }
    bs_model *model = bs_xcalloc(1, sizeof *model);
    bs_exit code = bs_member_model(model, cli);
    if (code == BS_EXIT_OK && (bs_store_open(&store, NULL, model, now, &error) != BS_OK ||
                               bs_model_follow(model, store, &error) != BS_OK)) {
        code = bs_complain_error(cli, &error);
    } else if (code == BS_EXIT_OK && apply(importing, store, now, &error) != BS_OK) {
        code = complain(importing, store, path, &error);
    }
    bs_store_close(store);
    free(model);
    return code;
}

/* True if counts stay unclaimed because no account was named for them. */
static bool any_unclaimed(const document_import *importing)
{
    bool unclaimed = false;
    const char *chosen = importing->options->profile;
    for (size_t i = 0; i < importing->document.count; i++) {
        unclaimed = unclaimed || importing->document.profile_exports[i].profile.key[0] == '\0';
    }
    return unclaimed && (chosen == NULL || strcmp(chosen, BS_IMPORT_KEY) == 0);
}

static void say(const document_import *importing, const char *path)
{
    char profiles[BS_NUMBER_TEXT];
    char records[BS_NUMBER_TEXT];
    char changed[BS_NUMBER_TEXT];
    const bs_cli *cli = importing->cli;
    const bs_merged *merged = &importing->merged;
    bs_number_format(profiles, &cli->text, (double)importing->document.count, 0);
    bs_number_format(records, &cli->text, (double)importing->document.records, 0);
    bs_number_format(changed, &cli->text, (double)merged->changed, 0);
    bs_say(cli, "cli_import_document", base_name(path), profiles, records, NULL);
    if (importing->options->dry_run) {
        return;
    }
    bs_say(cli, merged->changed > 0 ? "cli_import_document_new" : "cli_import_document_same",
           changed, NULL);
    if (any_unclaimed(importing)) {
        bs_say(cli, "cli_unidentified_imported", NULL);
    }
}

static void write_json(bs_json *json, const char *path, const document_import *importing,
                       bool stored)
{
    const bs_merged *merged = &importing->merged;
    bs_json_open(json, '{');
    bs_json_member_text(json, "document", base_name(path));
    bs_json_member_integer(json, "profiles", (int64_t)importing->document.count);
    bs_json_member_integer(json, "records", (int64_t)importing->document.records);
    if (importing->refusal != NULL) {
        bs_json_member_text(json, "refused", importing->refusal);
    }
    if (stored) {
        bs_json_member_open(json, "stored", '{');
        bs_json_member_integer(json, "created", (int64_t)merged->created);
        bs_json_member_integer(json, "changed", (int64_t)merged->changed);
        bs_json_close(json, '}');
    }
    bs_json_close(json, '}');
}

bs_exit bs_export_reader_import(const bs_cli *cli, const char *path,
                                const bs_export_reader_options *options, bs_json *json)
{
    bs_error error;
    document_import importing = {.cli = cli, .options = options};
    char *text = NULL;
    size_t length = 0;
    const int failure = bs_file_read_within(&text, &length, path, DOCUMENT_MAX);
    if (failure != 0) {
        return refuse(cli, path, bs_file_failure(&cli->text, failure));
    }
    const bs_status status =
        bs_export_reader_read(&importing.document, text, length, (int64_t)time(NULL), &error);
    free(text);
    bs_exit code = status == BS_OK ? merge(&importing, path) : refuse(cli, path, error.message);
    if (json != NULL && (code == BS_EXIT_OK || importing.refusal != NULL)) {
        write_json(json, path, &importing, code == BS_EXIT_OK && !options->dry_run);
    } else if (code == BS_EXIT_OK) {
        say(&importing, path);
    }
    bs_export_reader_free(&importing.document);
    return code;
}
