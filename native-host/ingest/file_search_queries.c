#include "gather.h"

/* Searches, two years deep. Commas in them are not quoted: only the time is read, and a record
 * starts where a line begins with one. The file does not say which searches were for people. */

static bool starts(const bs_csv_field first_two[2])
{
    bs_when when;
    return bs_when_parse(&when, first_two[0].text, first_two[0].length) && when.has_clock;
}

static bs_left_out take_row(bs_gather *gather, const bs_csv_field *fields)
{
    return bs_gather_date(gather, BS_FILE_SEARCH_QUERIES, fields[0]);
}

const bs_file_kind bs_file_search_queries = {
    .name = "SearchQueries",
    .match = "searchqueries",
    .layout = {.columns = {"Time"}, .column_count = 1, .required = 0x1, .starts = starts},
    .row = take_row,
};
