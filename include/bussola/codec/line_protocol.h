/**
 * @file line_protocol.h
 * What goes to a team's server, in InfluxDB's line protocol with times in milliseconds.
 *
 * A server of VictoriaMetrics stores each field as a series: bussola_index{member="…"}.
 * native-host/store/README.md describes them.
 */
#ifndef BUSSOLA_LINE_PROTOCOL_H
#define BUSSOLA_LINE_PROTOCOL_H

#include <stdbool.h>
#include <stdint.h>

#include "bussola/codec/buffer.h"
#include "bussola/core/dates.h"
#include "bussola/store/push.h"

/** Milliseconds since 1970 at which a revision of a day is written: noon, and one for each. */
int64_t bs_line_time(bs_day day, int64_t revision);

/** Lines of one day; two with a label. Nothing for a day without a value. */
void bs_line_write_day(bs_buffer *out, const bs_push_target *target, const bs_push_day *day);

/** The line that tells the team's board to hide the member. */
void bs_line_write_withdrawn(bs_buffer *out, const bs_push_target *target);

/** True if a label can be written: UTF-8 of 1 to BS_TEAM_LABEL_MAX bytes without controls and "\".
 */
bool bs_line_label_allowed(const char *label);

#endif
