/**
 * @file import_report.h
 * What an import or a pull found, as a summary for people and as JSON for programs.
 *
 * Only counts, days and the names of LinkedIn's own files are written, never anything from within
 * them. Nothing is owned.
 */
#ifndef BUSSOLA_CLI_IMPORT_REPORT_H
#define BUSSOLA_CLI_IMPORT_REPORT_H

#include "bussola/codec/json_write.h"
#include "bussola/core/observation.h"
#include "bussola/ingest/ingest.h"
#include "cli/base/cli.h"

/** Per file: rows read, counted, left out and why; then what was derived and what is doubtful. */
void bs_import_write_files(const bs_cli *cli, const bs_ingest_result *result);

/** Per signal: the days covered, and the sum or the level. */
void bs_import_write_signals(const bs_cli *cli, const bs_observation *observation);

/** All of it, as members of the object that is open: day, files, totals, gauges, tallies … */
void bs_import_write_json(bs_json *json, const bs_ingest_result *result,
                          const bs_observation *observation);

#endif
