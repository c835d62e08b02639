/** @file values.h JSON values used in replies and exports. Internal to native-host/codec. */
#ifndef BUSSOLA_CODEC_VALUES_H
#define BUSSOLA_CODEC_VALUES_H

#include <stddef.h>

#include "bussola/codec/json_write.h"
#include "bussola/codec/request.h"
#include "bussola/core/counts.h"
#include "bussola/core/dates.h"
#include "bussola/core/error.h"
#include "bussola/core/evidence.h"
#include "bussola/core/shown_week.h"
#include "bussola/core/signals.h"
#include "bussola/core/timeline.h"

/** Decimals of points and percentages. */
#define BS_POINTS_DECIMALS 2
#define BS_VALUE_DECIMALS 4 /**< of counts, levels and rates, some of them estimated */

/** Begins a successful reply, `{"id":…,"ok":true,"type":…`, which the caller closes. */
bs_json bs_values_begin(bs_buffer *out, const bs_request *request);

void bs_values_text(bs_json *json, const char *name, const char *value);
void bs_values_points(bs_json *json, const char *name, double value);
void bs_values_day(bs_json *json, const char *name, bs_day day);
void bs_values_moment(bs_json *json, const char *name, bs_moment moment);
/** The member "error": code, message and field. */
void bs_values_error(bs_json *json, const bs_error *error);
/** The member "no_access": first and last time that LinkedIn showed no SSI. */
void bs_values_no_access(bs_json *json, const bs_no_access *no_access);
/**
 * The object of an official reading: at, total, pillars and, if the page showed them, the groups.
 */
void bs_values_official(bs_json *json, const bs_official *official);
/** The object of a closed week with the numbers in its report. */
void bs_values_shown_week(bs_json *json, const bs_shown_week *week);
/** The object of a correction. */
void bs_values_correction(bs_json *json, const bs_correction *correction);
/** The member "group_moves": moves of LinkedIn's averages. */
/** The object of a day on which earlier ones were redrawn, in an export. */
void bs_values_redrawn(bs_json *json, const bs_redrawn *redrawn);
void bs_values_moves(bs_json *json, const bs_group_move *moves, size_t count);
/** A count; null unless it is known. */
void bs_values_count(bs_json *json, const bs_count *count);
/**
 * The member "sources": what each source says of a signal at a moment, if at least so many do.
 */
void bs_values_sources(bs_json *json, const bs_timeline *timeline, bs_signal signal, bs_moment at,
                       size_t least);

#endif
