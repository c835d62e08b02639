#include "spark.h"

#include <math.h>

#include "bussola/core/offsets.h"
#include "bussola/core/state.h"
#include "bussola/core/timeline.h"
#include "store/rows/retention.h"
#include "store/rows/zone.h"
#include "view.h"

static void fill(bs_spark *spark, bs_timeline *timeline, const bs_offsets *offsets, bs_day kept,
                 bs_moment at)
{
    const bs_day known = bs_timeline_known_from(timeline);
    for (int i = 0; i < BS_SPARK_DAYS - 1; i++) {
        const bs_day day = spark->from + i;
        spark->kinds[i] = BS_LEARNING;
        spark->totals[i] = NAN;
        if (day >= known && day >= kept) {
            spark->totals[i] =
                bs_state_total(&spark->kinds[i], timeline, bs_zone_day_end(offsets, day, at));
        }
    }
}

bs_status bs_spark_compute(bs_spark *spark, bs_view *view, bs_store *store, bs_profile_id profile,
                           bs_moment at, bs_error *error)
{
    bs_day kept = BS_DAY_NONE;
    bs_offsets offsets = {0};
    spark->from = bs_moment_day(at) - BS_SPARK_DAYS + 1;
    bs_status status = bs_retention_first(&kept, store, error);
    if (status == BS_OK) {
        status = bs_zone_load(&offsets, store, error);
    }
    if (status == BS_OK) {
        status =
            bs_view_load(view, store, profile, bs_zone_day_end(&offsets, spark->from, at), error);
    }
    if (status == BS_OK) {
        bs_view_score(view, at);
        fill(spark, view->timeline, &offsets, kept, at);
        spark->kinds[BS_SPARK_DAYS - 1] = view->state.kind;
        spark->totals[BS_SPARK_DAYS - 1] = view->state.total;
    }
    bs_offsets_free(&offsets);
    return status;
}
