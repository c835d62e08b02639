/**
 * @file confirm.h
 * What cannot be brought back is asked about, and what may still hold it is named.
 */
#ifndef BUSSOLA_CLI_CONFIRM_H
#define BUSSOLA_CLI_CONFIRM_H

#include "cli.h"

/**
 * BS_EXIT_OK with --yes, or when the member confirms on a terminal after these sentences
 * (NULL-terminated); else BS_EXIT_DECLINED with a message. Only the whole word counts as a yes.
 */
bs_exit bs_confirm(const bs_cli *cli, const bs_arguments *arguments, const char *const *sentences);

/** Names the copies of the database that may hold what was removed, when there are any. */
bs_exit bs_confirm_copies(const bs_cli *cli);

#endif
