/**
 * @file progress.h
 * A progress bar on a terminal; silent otherwise.
 *
 * A plain value that borrows its terminal.
 */
#ifndef BUSSOLA_CLI_PROGRESS_H
#define BUSSOLA_CLI_PROGRESS_H

#include <stdint.h>

#include "cli/output/terminal.h"

typedef struct bs_progress {
    const bs_terminal *terminal;
    int shown; /**< percent shown; −1 for none */
} bs_progress;

void bs_progress_begin(bs_progress *progress, const bs_terminal *terminal);

/** Redraws if the percentage has changed. `context` is a bs_progress. */
void bs_progress_show(void *context, uint64_t done, uint64_t total);

/** Erases the bar. */
void bs_progress_end(bs_progress *progress);

#endif
