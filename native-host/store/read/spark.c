#include "spark.h"

#include <math.h>

#include "bussola/core/offsets.h"
#include "bussola/core/state.h"
#include "bussola/core/timeline.h"
#include "snapshot.h"
#include "store/rows/retention.h"
#include "store/rows/zone.h"
#include "view.h"

/** Takes the days with current snapshots; returns the first one to compute. */
static bs_status take_stored(bs_day *next, bs_spark *spark, bs_store *store, bs_profile_id profile,
                             bs_error *error)
{
    sqlite3_stmt *row = NULL;
    int64_t model = 0;
    bs_day clean = BS_DAY_NONE;
    *next = spark->from;
    bs_status status = bs_snapshot_clean_until(&clean, store, profile, error);
    if (status == BS_OK) {
        status = bs_snapshot_model(&model, store, false, error);
    }
    if (status != BS_OK || model == 0 || clean < spark->from) {
        return status;
    }
    const bs_day last = spark->from + BS_SPARK_DAYS - 2;
    const bs_day until = clean < last ? clean : last;
    status = bs_db_query(&row, store, BS_SQL_SNAPSHOT_READ, error,
                         BS_BIND(profile, model, spark->from, until));
    for (bool there = true; status == BS_OK;) {
        bs_point point;
        status = bs_db_next(&there, row, error);
        if (status != BS_OK || !there) {
            break;
        }
        if (bs_db_point(&point, row, 0)) {
            spark->kinds[point.day - spark->from] = point.kind;
            spark->totals[point.day - spark->from] = point.total;
        }
    }
    *next = until + 1;
    return status;
}

static void compute(bs_spark *spark, bs_timeline *timeline, const bs_offsets *offsets, bs_day from,
                    bs_moment at)
{
    const bs_day known = bs_timeline_known_from(timeline);
    for (int i = from - spark->from; i < BS_SPARK_DAYS - 1; i++) {
        const bs_day day = spark->from + i;
        if (day >= known) {
            spark->totals[i] =
                bs_state_total(&spark->kinds[i], timeline, bs_zone_day_end(offsets, day, at));
        }
    }
}

bs_status bs_spark_compute(bs_spark *spark, bs_view *view, bs_store *store, bs_profile_id profile,
                           bs_moment at, bs_error *error)
{
    bs_day kept = BS_DAY_NONE;
    bs_day next = BS_DAY_NONE;
    bs_offsets offsets = {0};
    spark->from = bs_moment_day(at) - BS_SPARK_DAYS + 1;
    for (int i = 0; i < BS_SPARK_DAYS; i++) {
        spark->kinds[i] = BS_LEARNING;
        spark->totals[i] = NAN;
    }
    bs_status status = bs_retention_first(&kept, store, error);
    if (status == BS_OK) {
        status = bs_zone_load(&offsets, store, error);
    }
    if (status == BS_OK) {
        status = take_stored(&next, spark, store, profile, error);
    }
    if (status == BS_OK) {
        status =
            bs_view_load(view, store, profile, bs_zone_day_end(&offsets, spark->from, at), error);
    }
    if (status == BS_OK) {
        bs_view_score(view, at);
        compute(spark, view->timeline, &offsets, next > kept ? next : kept, at);
        spark->kinds[BS_SPARK_DAYS - 1] = view->state.kind;
        spark->totals[BS_SPARK_DAYS - 1] = view->state.total;
    }
    bs_offsets_free(&offsets);
    return status;
}
