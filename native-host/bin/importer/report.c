#include "report.h"

#include "bussola/codec/json_write.h"
#include "bussola/codec/locks.h"
#include "bussola/platform/locks.h"

static void add_integer(bs_json *json, const char *name, int64_t value)
{
    bs_json_name(json, name);
    bs_json_integer(json, value);
}

static void add_text(bs_json *json, const char *name, const char *text)
{
    bs_json_name(json, name);
    bs_json_string(json, text);
}

static bs_json begin(bs_buffer *out, int64_t id)
{
    bs_json json = bs_json_begin(out);
    bs_json_open(&json, '{');
    add_integer(&json, "id", id);
    bs_json_name(&json, "ok");
    bs_json_bool(&json, true);
    return json;
}

/* An object `name` with two numbers. */
static void report_pair(bs_buffer *out, int64_t id, const char *name, const char *first,
                        uint64_t first_value, const char *second, uint64_t second_value)
{
    bs_json json = begin(out, id);
    bs_json_name(&json, name);
    bs_json_open(&json, '{');
    add_integer(&json, first, (int64_t)first_value);
    add_integer(&json, second, (int64_t)second_value);
    bs_json_close(&json, '}');
    bs_json_close(&json, '}');
}

void bs_report_hello(bs_buffer *out, int64_t id, const bs_locks *locks)
{
    bs_json json = begin(out, id);
    bs_json_name(&json, "host");
    bs_json_open(&json, '{');
    add_text(&json, "version", BS_VERSION);
    bs_json_name(&json, "locks");
    bs_locks_write(&json, locks);
    bs_json_close(&json, '}');
    bs_json_close(&json, '}');
}

void bs_report_need(bs_buffer *out, int64_t id, uint64_t offset, size_t length)
{
    report_pair(out, id, "need", "offset", offset, "length", length);
}

void bs_report_progress(bs_buffer *out, int64_t id, uint64_t done, uint64_t total)
{
    report_pair(out, id, "progress", "done", done, "total", total);
}

static void add_file(bs_json *json, bs_file file, const bs_file_result *about)
{
    bs_json_open(json, '{');
    add_text(json, "file", bs_file_name(file));
    add_text(json, "outcome", bs_outcome_id(about->outcome));
    add_integer(json, "rows", (int64_t)about->rows);
    add_integer(json, "counted", (int64_t)about->verdicts[BS_ROW_COUNTED]);
    bs_json_name(json, "left_out");
    bs_json_open(json, '{');
    for (int i = BS_ROW_COUNTED + 1; i < BS_ROW_VERDICTS; i++) {
        if (about->verdicts[i] > 0) {
            add_integer(json, bs_skip_reason_id((bs_skip_reason)i), (int64_t)about->verdicts[i]);
        }
    }
    bs_json_close(json, '}');
    add_integer(json, "extra", about->extra);
    bs_json_close(json, '}');
}

static void add_files(bs_json *json, const bs_ingest_result *result)
{
    bs_json_name(json, "files");
    bs_json_open(json, '[');
    for (int i = 0; i < BS_FILE_COUNT; i++) {
        if (result->files[i].outcome != BS_OUTCOME_ABSENT) {
            add_file(json, (bs_file)i, &result->files[i]);
        }
    }
    bs_json_close(json, ']');
}

static void add_totals(bs_json *json, const bs_ingest_result *result)
{
    bs_json_name(json, "totals");
    bs_json_open(json, '{');
    for (int i = 0; i < BS_TOTAL_COUNT; i++) {
        bs_json_name(json, bs_total_id((bs_total)i));
        if (result->totals[i] == BS_NOT_KNOWN) {
            bs_json_null(json);
        } else {
            bs_json_integer(json, result->totals[i]);
        }
    }
    bs_json_close(json, '}');
}

static void add_ingest(bs_json *json, const bs_ingest_result *result)
{
    char day[BS_DAY_TEXT];
    bs_json_name(json, "day");
    if (result->day == BS_DAY_NONE) {
        bs_json_null(json);
    } else {
        bs_day_format(day, result->day);
        bs_json_string(json, day);
    }
    bs_json_name(json, "day_told");
    bs_json_bool(json, result->day_told);
    bs_json_name(json, "whose_unknown");
    bs_json_bool(json, result->whose_unknown);
    add_integer(json, "impossible_days", (int64_t)result->impossible_days);
    add_files(json, result);
    add_totals(json, result);
}

void bs_report_summary(bs_buffer *out, int64_t id, const bs_archive_result *result,
                       const char *profile, size_t changed, bool owner_told)
{
    bs_json json = begin(out, id);
    bs_json_name(&json, "summary");
    bs_json_open(&json, '{');
    add_ingest(&json, &result->ingest);
    add_integer(&json, "unknown", (int64_t)result->unknown);
    add_integer(&json, "unsafe", (int64_t)result->unsafe);
    add_integer(&json, "nested", (int64_t)result->nested);
    bs_json_name(&json, "first_part");
    bs_json_bool(&json, result->first_part);
    bs_json_name(&json, "stored");
    if (profile == NULL) {
        bs_json_null(&json);
    } else {
        bs_json_open(&json, '{');
        add_text(&json, "profile", profile);
        add_integer(&json, "changed", (int64_t)changed);
        bs_json_name(&json, "owner_told");
        bs_json_bool(&json, owner_told);
        bs_json_close(&json, '}');
    }
    bs_json_close(&json, '}');
    bs_json_close(&json, '}');
}
