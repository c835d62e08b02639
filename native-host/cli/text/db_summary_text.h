/** @file db_summary_text.h Describes a database or a copy in words, or for programs. */
#ifndef BUSSOLA_CLI_DB_SUMMARY_TEXT_H
#define BUSSOLA_CLI_DB_SUMMARY_TEXT_H

#include "bussola/store/recovery.h"
#include "cli/base/cli.h"
#include "cli/base/json.h"

/** "profiles: 1, readings: 1,234, newest: 23 Nov 2026"; the caller frees it. */
char *bs_db_summary_text(const bs_messages *text, const bs_db_summary *summary);

/** The same as members of the open object: profiles, unidentified, readings, newest. */
void bs_db_summary_write_json(bs_json *json, const bs_db_summary *summary);

#endif
