/**
 * @file sources.h
 * Compares sources: the value and time of each, and where two disagree.
 *
 * Writes to standard output; owns nothing.
 */
#ifndef BUSSOLA_CLI_SOURCES_H
#define BUSSOLA_CLI_SOURCES_H

#include "bussola/store/view.h"
#include "cli/base/cli.h"

/** A table with a row per signal and source; tallies are summed over the model's window. */
void bs_sources_write(const bs_cli *cli, const bs_view *view);

/**
 * As JSON: [{signal, source, value, bound, seen_at, days|null, differs_from: [source…]}]; `days` is
 * how many days of the window the source covers, null for gauges.
 */
bs_exit bs_sources_print(const bs_cli *cli, const bs_view *view);

#endif
