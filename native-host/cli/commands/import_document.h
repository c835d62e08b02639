/**
 * @file import_document.h
 * An export of Bussola's own, given to `bussola import`.
 */
#ifndef BUSSOLA_CLI_IMPORT_DOCUMENT_H
#define BUSSOLA_CLI_IMPORT_DOCUMENT_H

#include <cjson/cJSON.h>
#include <stdbool.h>

#include "cli.h"

/** Whether a file begins as a JSON document does; false when it cannot be read. */
bool bs_document_is(const char *path);

/**
 * Stores a document whole, or with `dry_run` only checks it; says so in words, or adds an object to
 * the array `json` (NULL: words). BS_EXIT_FAILED with a message when it is refused.
 */
bs_exit bs_document_import(const bs_cli *cli, const char *path, bool dry_run, cJSON *json);

#endif
