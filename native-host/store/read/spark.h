/**
 * @file spark.h Computes a view and its spark within the caller's transaction. Internal to
 * native-host/store.
 */
#ifndef BUSSOLA_STORE_SPARK_H
#define BUSSOLA_STORE_SPARK_H

#include "bussola/store/spark.h"

/** As bs_store_view_spark, without the view's shown week. */
BS_MUST_CHECK bs_status bs_spark_compute(bs_spark *spark, bs_view *view, bs_store *store,
                                         bs_profile_id profile, bs_moment at, bs_error *error);

#endif
