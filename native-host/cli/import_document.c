#include "import_document.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "bussola/document.h"
#include "files.h"
#include "member.h"
#include "memory.h"

/** More than the export of a lifetime. */
#define DOCUMENT_MAX ((size_t)512 * 1024 * 1024)

bool bs_document_is(const char *path)
{
    FILE *stream = fopen(path, "rbe");
    int first = stream == NULL ? EOF : fgetc(stream);
    while (first == ' ' || first == '\t' || first == '\r' || first == '\n') {
        first = fgetc(stream);
    }
    if (stream != NULL) {
        (void)fclose(stream);
    }
    return first == '{' || first == '[';
}

static const char *base_name(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash != NULL ? slash + 1 : path;
}

static bs_exit refuse(const bs_cli *cli, const char *path, const char *why)
{
    return bs_complain(cli, BS_EXIT_FAILED, "cli_import_failed", base_name(path), why, NULL);
}

/* Opens the store for this alone, and makes it when there is none. */
static bs_exit merge(bs_merged *merged, const bs_cli *cli, const bs_document *document)
{
    bs_error error;
    bs_store *store = NULL;
    const int64_t now = (int64_t)time(NULL);
    bs_model *model = bs_memory_new(1, sizeof *model);
    bs_exit code = bs_member_model(model, cli);
    if (code == BS_EXIT_OK && (bs_store_open(&store, NULL, model, now, &error) != BS_OK ||
                               bs_store_merge(merged, store, document->dossiers, document->count,
                                              now, &error) != BS_OK)) {
        code = bs_complain_error(cli, &error);
    }
    bs_store_close(store);
    free(model);
    return code;
}

static void say(const bs_cli *cli, const char *path, const bs_document *document,
                const bs_merged *merged, bool dry_run)
{
    char profiles[BS_NUMBER_TEXT];
    char records[BS_NUMBER_TEXT];
    char changed[BS_NUMBER_TEXT];
    bs_number_format(profiles, &cli->text, (double)document->count, 0);
    bs_number_format(records, &cli->text, (double)document->records, 0);
    bs_number_format(changed, &cli->text, (double)merged->changed, 0);
    bs_say(cli, "cli_import_document", base_name(path), profiles, records, NULL);
    if (!dry_run) {
        bs_say(cli, merged->changed > 0 ? "cli_import_document_new" : "cli_import_document_same",
               changed, NULL);
    }
}

static void add(cJSON *list, const char *path, const bs_document *document, const bs_merged *merged,
                bool dry_run)
{
    cJSON *json = cJSON_CreateObject();
    if (cJSON_AddStringToObject(json, "document", base_name(path)) == NULL ||
        cJSON_AddNumberToObject(json, "profiles", (double)document->count) == NULL ||
        cJSON_AddNumberToObject(json, "records", (double)document->records) == NULL) {
        bs_memory_out();
    }
    cJSON *stored = dry_run ? NULL : cJSON_AddObjectToObject(json, "stored");
    if (!dry_run && (cJSON_AddNumberToObject(stored, "created", (double)merged->created) == NULL ||
                     cJSON_AddNumberToObject(stored, "changed", (double)merged->changed) == NULL)) {
        bs_memory_out();
    }
    (void)cJSON_AddItemToArray(list, json);
}

bs_exit bs_document_import(const bs_cli *cli, const char *path, bool dry_run, cJSON *json)
{
    bs_error error;
    bs_document document;
    bs_merged merged = {0};
    char *text = NULL;
    size_t length = 0;
    const int failure = bs_file_read_within(&text, &length, path, DOCUMENT_MAX);
    if (failure != 0) {
        return refuse(cli, path, strerror(failure));
    }
    bs_exit code = BS_EXIT_OK;
    if (bs_document_read(&document, text, length, (int64_t)time(NULL), &error) != BS_OK) {
        code = refuse(cli, path, error.message);
    }
    free(text);
    if (code == BS_EXIT_OK && !dry_run) {
        code = merge(&merged, cli, &document);
    }
    if (code == BS_EXIT_OK && json != NULL) {
        add(json, path, &document, &merged, dry_run);
    } else if (code == BS_EXIT_OK) {
        say(cli, path, &document, &merged, dry_run);
    }
    bs_document_free(&document);
    return code;
}
