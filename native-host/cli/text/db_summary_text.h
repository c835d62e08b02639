/** @file db_summary_text.h Describes a database or a copy in words. */
#ifndef BUSSOLA_CLI_DB_SUMMARY_TEXT_H
#define BUSSOLA_CLI_DB_SUMMARY_TEXT_H

#include "bussola/store/recovery.h"
#include "cli/base/cli.h"

/** "profiles: 1, readings: 1,234, newest: 23 Nov 2026"; the caller frees it. */
char *bs_db_summary_text(const bs_messages *text, const bs_db_summary *summary);

#endif
