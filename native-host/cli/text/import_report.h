/**
 * @file import_report.h
 * Reports an import or a pull, as text for users and as JSON for programs.
 *
 * Writes only counts, days and the names of LinkedIn's own files, never their contents. Nothing is
 * owned.
 */
#ifndef BUSSOLA_CLI_IMPORT_REPORT_H
#define BUSSOLA_CLI_IMPORT_REPORT_H

#include "bussola/codec/json_write.h"
#include "bussola/core/observation.h"
#include "bussola/ingest/ingest.h"
#include "cli/base/cli.h"

/** For each file: rows read, counted and left out, with reasons; then totals and doubts. */
void bs_import_write_files(const bs_cli *cli, const bs_ingest_result *result);

/** For each signal: the covered days, and the sum or the level. */
void bs_import_write_signals(const bs_cli *cli, const bs_observation *observation);

/** Writes everything as members of the open object: day, files, totals, gauges, tallies … */
void bs_import_write_json(bs_json *json, const bs_ingest_result *result,
                          const bs_observation *observation);

#endif
