/**
 * @file support_report.h
 * The text of `bussola support`, in English whatever the member's language: it is written for
 * whoever mends Bussola. Redacted as a whole before it is handed out.
 */
#ifndef BUSSOLA_CLI_SUPPORT_REPORT_H
#define BUSSOLA_CLI_SUPPORT_REPORT_H

#include <stdbool.h>

#include "cli/base/places.h"

/** The caller frees it. `numbers`: with the member's score and what it is made of. */
char *bs_support_report(const bs_places *places, bool numbers);

#endif
