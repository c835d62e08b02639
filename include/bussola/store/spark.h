/** @file spark.h The line of the last four weeks. Failures as in store.h. */
#ifndef BUSSOLA_INCLUDE_STORE_SPARK_H
#define BUSSOLA_INCLUDE_STORE_SPARK_H

#include "bussola/contract/protocol.h"
#include "bussola/core/dates.h"
#include "bussola/core/error.h"
#include "bussola/store/profiles.h"
#include "bussola/store/store.h"
#include "bussola/store/view.h"

#define BS_SPARK_DAYS 28

/** The numbers that bs_store_history has for these days, the last one that of the view. */
typedef struct bs_spark {
    bs_day from;
    bs_number_kind kinds[BS_SPARK_DAYS];
    double totals[BS_SPARK_DAYS]; /**< NAN without a number, and before the first observation */
} bs_spark;

/** As bs_store_view, with the days up to `at`. Stores nothing. */
BS_MUST_CHECK bs_status bs_store_view_spark(bs_view *view, bs_spark *spark, bs_store *store,
                                            bs_profile_id profile, bs_moment at, bs_error *error);

#endif
