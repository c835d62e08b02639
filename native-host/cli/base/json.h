/**
 * @file json.h
 * What --json prints: the values of protocol 1 without the envelope of a reply.
 *
 * Writes to standard output; the buffer stays the caller's.
 */
#ifndef BUSSOLA_CLI_JSON_H
#define BUSSOLA_CLI_JSON_H

#include "bussola/codec/buffer.h"
#include "cli.h"

/** Room for a reply that no browser limits. */
#define BS_JSON_REPLY_MAX ((size_t)64 * 1024 * 1024)

/**
 * Prints a member of a reply, or with `member` NULL the whole reply without id, ok and type, on one
 * line. An object about an unidentified account gets "identified": false. BS_EXIT_FAILED with a
 * message when the reply did not fit.
 */
bs_exit bs_json_print(const bs_cli *cli, const bs_buffer *reply, const char *member,
                      bool identified);

#endif
