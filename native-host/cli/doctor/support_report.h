/**
 * @file support_report.h The text of `bussola support`, always in English, because Bussola's
 * developers read it. The whole text is redacted before it is returned.
 */
#ifndef BUSSOLA_CLI_SUPPORT_REPORT_H
#define BUSSOLA_CLI_SUPPORT_REPORT_H

#include <stdbool.h>

#include "cli/base/paths.h"

/** The caller frees it. `numbers`: includes the user's score and its parts. */
char *bs_support_report(const bs_paths *paths, bool numbers);

#endif
