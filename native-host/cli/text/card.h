/**
 * @file card.h
 * The score card: the number, whose it is, the four pillars, what to do next and the signals.
 *
 * Writes to the context's standard output; owns nothing and cannot fail.
 */
#ifndef BUSSOLA_CLI_CARD_H
#define BUSSOLA_CLI_CARD_H

#include "bussola/store/view.h"
#include "cli/base/cli.h"

void bs_card_write(const bs_cli *cli, const bs_view *view);

#endif
