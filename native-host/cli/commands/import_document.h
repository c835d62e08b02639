/** @file import_document.h Imports Bussola's own export. */
#ifndef BUSSOLA_CLI_IMPORT_DOCUMENT_H
#define BUSSOLA_CLI_IMPORT_DOCUMENT_H

#include <stdbool.h>

#include "bussola/codec/json_write.h"
#include "cli/base/cli.h"

/** True if a file begins like a JSON document; false if it cannot be read. */
bool bs_export_reader_is(const char *path);

typedef struct bs_export_reader_options {
    bool dry_run;        /**< only check the document and its owner */
    const char *profile; /**< --profile, as for bs_store_merge; NULL: not given */
} bs_export_reader_options;

/**
 * Stores a document whole; says so in words, or adds an object to the open array `json` (NULL:
 * words). BS_EXIT_FAILED or BS_EXIT_NOTHING (no such profile) with a message when it is refused.
 */
bs_exit bs_export_reader_import(const bs_cli *cli, const char *path,
                                const bs_export_reader_options *options, bs_json *json);

#endif
