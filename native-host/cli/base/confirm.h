/** @file confirm.h Confirms irreversible actions and lists the copies that remain. */
#ifndef BUSSOLA_CLI_CONFIRM_H
#define BUSSOLA_CLI_CONFIRM_H

#include "cli.h"

/**
 * Returns BS_EXIT_OK with --yes, or if the user confirms on a terminal after these sentences
 * (NULL-terminated); else prints a message and returns BS_EXIT_DECLINED. Only the whole translated
 * word for yes confirms.
 */
bs_exit bs_confirm(const bs_cli *cli, const bs_arguments *arguments, const char *const *sentences);

/** The texts of a question: how it is asked, the word that confirms, and what happens otherwise. */
typedef struct bs_question {
    const char *prompt;
    const char *word;
    const char *no_terminal;
    const char *declined;
} bs_question;

/** As bs_confirm, for what removes nothing. */
bs_exit bs_confirm_as(const bs_question *question, const bs_cli *cli, const bs_arguments *arguments,
                      const char *const *sentences);

/** Lists the copies of the database that may still contain removed data, if there are any. */
bs_exit bs_confirm_copies(const bs_cli *cli);

#endif
