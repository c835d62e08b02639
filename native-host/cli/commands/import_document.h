/**
 * @file import_document.h
 * An export of Bussola's own, given to `bussola import`.
 */
#ifndef BUSSOLA_CLI_IMPORT_DOCUMENT_H
#define BUSSOLA_CLI_IMPORT_DOCUMENT_H

#include <stdbool.h>

#include "bussola/codec/json_write.h"
#include "cli/base/cli.h"

/** Whether a file begins as a JSON document does; false when it cannot be read. */
bool bs_document_is(const char *path);

typedef struct bs_document_options {
    bool dry_run;        /**< only checks the document and whose it is */
    const char *profile; /**< --profile, as bs_store_merge takes it; NULL: not given */
} bs_document_options;

/**
 * Stores a document whole; says so in words, or adds an object to the open array `json` (NULL:
 * words). BS_EXIT_FAILED or BS_EXIT_NOTHING (no such profile) with a message when it is refused.
 */
bs_exit bs_document_import(const bs_cli *cli, const char *path, const bs_document_options *options,
                           bs_json *json);

#endif
