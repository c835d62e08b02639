/**
 * @file report_html.h
 * Elements of the weekly report's page, for the files that write its parts.
 *
 * Texts are escaped. Writing errors show when the stream is closed.
 */
#ifndef BUSSOLA_CLI_REPORT_HTML_H
#define BUSSOLA_CLI_REPORT_HTML_H

#include <stdio.h>

#include "bussola/core/evidence.h"
#include "cli/base/catalogue.h"
#include "report.h"

/** `open`, the text, `close`. */
void bs_html_element(FILE *out, const char *open, const char *text, const char *close);

/** The same with a text that is freed; NULL writes nothing at all. */
void bs_html_taken(FILE *out, const char *open, char *text, const char *close);

/** A heading with a text of the catalogue. */
void bs_html_heading(FILE *out, const bs_catalogue *text, const char *key);

/** The total (pillar −1) or a pillar of a group's average; NAN where the reading has none. */
double bs_report_average(const bs_group *group, int pillar);

/**
 * The index over the report's weeks, as SVG with its legend: the member's own line, LinkedIn's
 * readings as open circles, the averages of industry and network. Nothing where nothing is known.
 */
void bs_report_write_chart(FILE *out, const bs_catalogue *text, const bs_report *report);

#endif
