/** @file observe.h Parses the body of an observe request. Internal to native-host/codec. */
#ifndef BUSSOLA_CODEC_OBSERVE_H
#define BUSSOLA_CODEC_OBSERVE_H

#include "bussola/core/error.h"
#include "bussola/core/evidence.h"
#include "bussola/core/observation.h"
#include "fields.h"

/** Fills an empty observation; errors as in bs_request_parse. */
BS_MUST_CHECK bs_status bs_observe_read(bs_observation *observation, const bs_fields *fields,
                                        int64_t now);

/** Reads an official reading without its moment. */
BS_MUST_CHECK bs_status bs_observe_read_official(bs_official *official, const bs_fields *fields);

#endif
