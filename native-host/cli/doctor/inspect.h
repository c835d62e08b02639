/**
 * @file inspect.h
 * A host manifest looked at as a browser looks at it.
 *
 * A bs_inspection owns its strings; bs_inspection_free releases them.
 */
#ifndef BUSSOLA_CLI_INSPECT_H
#define BUSSOLA_CLI_INSPECT_H

#include <stdbool.h>

#include "cli/install/browsers.h"
#include "cli/install/manifest.h"

typedef enum bs_manifest_fault {
    BS_MANIFEST_GOOD,
    BS_MANIFEST_ABSENT,
    BS_MANIFEST_UNREADABLE, /**< `detail`: why */
    BS_MANIFEST_NO_JSON,
    BS_MANIFEST_WRONG_NAME,
    BS_MANIFEST_WRONG_TYPE,
    BS_MANIFEST_EXTRA_KEY,  /**< Firefox refuses it; `detail`: the key */
    BS_MANIFEST_WRONG_IDS,  /**< the extension's id is missing */
    BS_MANIFEST_NO_PROGRAM, /**< the path is relative, or no executable is there */
} bs_manifest_fault;

typedef struct bs_inspection {
    bs_manifest_fault fault;
    char *path;    /**< of the manifest */
    char *program; /**< as the manifest names it, NULL when it names none */
    char *detail;  /**< "" but where the fault says */
    bool loose;    /**< others than its owner may change the manifest or the program */
} bs_inspection;

/** "absent", "no_json" …: ends of keys cli_doctor_manifest_…. */
const char *bs_manifest_fault_id(bs_manifest_fault fault);

void bs_inspect(bs_inspection *inspection, const char *path, bs_program program, bs_family family);
void bs_inspection_free(bs_inspection *inspection);

#endif
