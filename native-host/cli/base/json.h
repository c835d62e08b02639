/**
 * @file json.h
 * Prints the output of --json.
 *
 * Writes to standard output.
 */
#ifndef BUSSOLA_CLI_JSON_H
#define BUSSOLA_CLI_JSON_H

#include <stdbool.h>
#include <stdint.h>

#include "bussola/codec/buffer.h"
#include "bussola/codec/json_write.h"
#include "bussola/core/dates.h"
#include "cli.h"

/** Write a member of the open object. */
void bs_json_member_text(bs_json *json, const char *name, const char *text);
void bs_json_member_integer(bs_json *json, const char *name, int64_t value);
void bs_json_member_bool(bs_json *json, const char *name, bool value);
void bs_json_member_null(bs_json *json, const char *name);
void bs_json_member_day(bs_json *json, const char *name, bs_day day); /**< BS_DAY_NONE: null */
void bs_json_member_known(bs_json *json, const char *name, const char *text); /**< "": null */
void bs_json_member_open(bs_json *json, const char *name, char bracket);      /**< '{' or '[' */

/** What is written until it is printed; it must not be moved. */
typedef struct bs_json_output {
    bs_buffer buffer;
    bs_json json;
    char closing;
} bs_json_output;

/** Opens the outermost object '{' or array '[' and returns its writer. */
bs_json *bs_json_start(bs_json_output *output, char bracket);

/** Marks an object about an unidentified account: "identified": false. */
void bs_json_identified(bs_json *json, bool identified);

/**
 * Closes what bs_json_start opened, prints it on one line and releases it. BS_EXIT_FAILED with a
 * message when it did not fit.
 */
bs_exit bs_json_finish(bs_json_output *output, const bs_cli *cli);

#endif
