#include "gather.h"

#include <string.h>

/* Comments of the member. Their newlines are not quoted: a record starts only where a line begins
 * with a date, a clock and an address. A comment that quotes such a line counts twice; nothing in
 * the file can tell. */

static bool starts(const bs_csv_field first_two[2])
{
    bs_when when;
    return first_two[1].length >= 4 && memcmp(first_two[1].text, "http", 4) == 0 &&
           bs_when_parse(&when, first_two[0].text, first_two[0].length) && when.has_clock;
}

static bs_left_out take_row(bs_gather *gather, const bs_csv_field *fields)
{
    return bs_gather_date(gather, BS_FILE_COMMENTS, fields[0]);
}

const bs_file_kind bs_file_comments = {
    .name = "Comments",
    .match = "comments",
    .layout = {.columns = {"Date", "Link"}, .column_count = 2, .required = 0x3, .starts = starts},
    .row = take_row,
};
