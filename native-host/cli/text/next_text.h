/** @file next_text.h The weakest pillar and the next step in one sentence each. */
#ifndef BUSSOLA_CLI_NEXT_TEXT_H
#define BUSSOLA_CLI_NEXT_TEXT_H

#include "bussola/store/view.h"
#include "cli/output/messages.h"

/**
 * "Weakest: Insights · Next step: Write 5 useful comments (+0.4)": the first of the advised acts,
 * else the page that shows most. NULL without a number and where nothing is left to do. The caller
 * frees it.
 */
char *bs_next_text(const bs_messages *text, const bs_view *view);

#endif
