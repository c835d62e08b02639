/**
 * @file values.h
 * Values that replies and exports write alike. Internal to native-host/wire.
 */
#ifndef BUSSOLA_WIRE_VALUES_H
#define BUSSOLA_WIRE_VALUES_H

#include "bussola/json_write.h"
#include "bussola/request.h"
#include "bussola/store.h"

/** Decimals of points and percentages. */
#define BS_POINTS_DECIMALS 2

/** A good reply's beginning, `{"id":…,"ok":true,"type":…`, which the caller closes. */
bs_json bs_values_begin(bs_buffer *out, const bs_request *request);

void bs_values_text(bs_json *json, const char *name, const char *value);
void bs_values_points(bs_json *json, const char *name, double value);
void bs_values_day(bs_json *json, const char *name, bs_day day);
void bs_values_moment(bs_json *json, const char *name, bs_moment moment);
/** An official reading's object: at, total, pillars and, where the page showed them, the groups. */
void bs_values_official(bs_json *json, const bs_official *official);

#endif
