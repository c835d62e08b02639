#include "bussola/codec/json_write.h"
#include "bussola/codec/reply.h"
#include "bussola/core/counts.h"
#include "bussola/core/leaving.h"
#include "bussola/store/spark.h"
#include "bussola/store/view.h"
#include "values.h"

static void write_signal(bs_json *json, bs_signal signal)
{
    bs_values_text(json, "signal", bs_signal_info_of(signal)->id);
}

void bs_reply_write_counts(bs_json *json, const bs_view *view)
{
    bs_json_name(json, "counts");
    bs_json_open(json, '[');
    for (size_t i = 0; i < BS_MAIN_COUNTS; i++) {
        const bs_signal signal = bs_main_counts[i];
        const bs_count count = bs_count_at(view->timeline, signal, view->state.at);
        bs_json_open(json, '{');
        write_signal(json, signal);
        bs_json_name(json, "value");
        bs_values_count(json, &count);
        bs_values_text(json, "bound", bs_bound_id(count.bound));
        if (count.known && count.since != BS_DAY_NONE) {
            bs_values_day(json, "since", count.since);
        }
        bs_values_sources(json, view->timeline, signal, view->state.at, 0);
        bs_json_close(json, '}');
    }
    bs_json_close(json, ']');
}

static void write_acts(bs_json *json, bs_signal signal, int64_t count)
{
    bs_json_open(json, '{');
    write_signal(json, signal);
    bs_json_name(json, "count");
    bs_json_integer(json, count);
    bs_json_close(json, '}');
}

void bs_reply_write_days(bs_json *json, const bs_view *view)
{
    bs_act_count acts[BS_SIGNAL_COUNT];
    bs_leaving leaving[BS_SIGNAL_COUNT];
    const size_t kinds = bs_acts_on(acts, view->timeline, bs_moment_day(view->state.at));
    bs_json_name(json, "today");
    bs_json_open(json, '[');
    for (size_t i = 0; i < kinds; i++) {
        write_acts(json, acts[i].signal, acts[i].count);
    }
    bs_json_close(json, ']');
    const size_t leave = bs_leaving_find(leaving, &view->state, view->timeline, 1);
    bs_json_name(json, "tomorrow");
    bs_json_open(json, '[');
    for (size_t i = 0; i < leave; i++) {
        if (leaving[i].signal != BS_DAYS_ACTIVE) {
            write_acts(json, leaving[i].signal, leaving[i].count);
        }
    }
    bs_json_close(json, ']');
}

void bs_reply_write_spark(bs_json *json, const bs_spark *spark, const bs_view *view)
{
    bs_json_name(json, "spark");
    bs_json_open(json, '{');
    bs_values_day(json, "from", spark->from);
    bs_json_name(json, "total");
    bs_json_open(json, '[');
    for (int i = 0; i < BS_SPARK_DAYS; i++) {
        bs_json_number(json, spark->totals[i], BS_POINTS_DECIMALS);
    }
    bs_json_close(json, ']');
    bs_json_name(json, "kind");
    bs_json_open(json, '[');
    for (int i = 0; i < BS_SPARK_DAYS; i++) {
        bs_json_string(json, bs_number_kind_id(spark->kinds[i]));
    }
    bs_json_close(json, ']');
    bs_json_name(json, "official");
    bs_json_open(json, '[');
    for (size_t i = 0; i < view->evidence.official_count; i++) {
        const bs_official *official = &view->evidence.officials[i];
        const bs_day day = bs_moment_day(official->at);
        if (day >= spark->from && bs_moment_compare(official->at, view->state.at) <= 0) {
            bs_json_open(json, '{');
            bs_values_day(json, "day", day);
            bs_values_points(json, "total", official->total);
            bs_json_close(json, '}');
        }
    }
    bs_json_close(json, ']');
    bs_json_close(json, '}');
}
