/**
 * @file why_text.h
 * Words reasons for a change, and acts done.
 *
 * The caller frees returned texts.
 */
#ifndef BUSSOLA_CLI_WHY_TEXT_H
#define BUSSOLA_CLI_WHY_TEXT_H

#include "bussola/core/leaving.h"
#include "bussola/core/why.h"
#include "cli/base/cli.h"

/** "3 posts"; for a signal that is not a tally of acts "Skills +2". */
char *bs_word_count(const bs_messages *messages, bs_signal signal, int64_t count);

/** "3 comments by 5 Dec: 2 new to stay level" */
char *bs_word_leaving(const bs_messages *messages, const bs_leaving *leaving);

/**
 * "≈56 → ≈57 (+1.3)": both days as history shows them, and the change in tenths, the sum of the
 * pillars' lines. Both days must have a number.
 */
char *bs_word_moved(const bs_messages *messages, const bs_why *why);

/** "3 posts from August no longer count", "Skills: seen for the first time (5)" … */
char *bs_word_reason(const bs_messages *messages, const bs_why_item *item);

/** Writes the reasons under their pillars with each pillar's change, wrapped to the width. */
void bs_why_text_write(const bs_cli *cli, const bs_why *why);

#endif
