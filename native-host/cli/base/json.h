/**
 * @file json.h
 * Prints the output of --json.
 *
 * Writes to standard output; the caller owns the buffers.
 */
#ifndef BUSSOLA_CLI_JSON_H
#define BUSSOLA_CLI_JSON_H

#include <stdint.h>

#include "bussola/codec/buffer.h"
#include "bussola/codec/json_write.h"
#include "cli.h"

/** Size limit of a reply that no browser receives. */
#define BS_JSON_REPLY_MAX ((size_t)64 * 1024 * 1024)

/** Write a member of the open object. */
void bs_json_member_text(bs_json *json, const char *name, const char *text);
void bs_json_member_integer(bs_json *json, const char *name, int64_t value);
void bs_json_member_bool(bs_json *json, const char *name, bool value);
void bs_json_member_null(bs_json *json, const char *name);
void bs_json_member_open(bs_json *json, const char *name, char bracket); /**< '{' or '[' */

/** Prints the buffer on one line. BS_EXIT_FAILED with a message if it did not fit. */
bs_exit bs_json_finish(const bs_cli *cli, const bs_buffer *out);

/**
 * Prints a member of a reply of protocol 1, or with `member` NULL the whole reply without id, ok
 * and type, on one line. Adds "identified": false to objects about an unidentified account.
 * BS_EXIT_FAILED with a message if the reply did not fit.
 */
bs_exit bs_json_print(const bs_cli *cli, const bs_buffer *reply, const char *member,
                      bool identified);

#endif
