/** @file push_text.h What `bussola push` says about a delivery, in words and in JSON. */
#ifndef BUSSOLA_CLI_PUSH_TEXT_H
#define BUSSOLA_CLI_PUSH_TEXT_H

#include "bussola/store/push.h"
#include "cli/base/cli.h"
#include "cli/base/json.h"
#include "deliver.h"

/** "index, error, pillars": the caller frees it. */
char *bs_push_parts_text(const bs_messages *text, unsigned parts);

/** Prints what was sent, what waits and why; returns BS_EXIT_FAILED if something did not arrive. */
bs_exit bs_push_say(const bs_cli *cli, const bs_push_target *target, const bs_push_result *result);

/** Prints what the server's administrator runs to delete a member's series. */
void bs_push_say_deletion(const bs_cli *cli, const bs_push_target *target);

/** An object about a target and its delivery. */
void bs_push_write_json(bs_json *json, const bs_push_target *target, const bs_push_result *result);

#endif
