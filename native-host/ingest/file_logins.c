#include "gather.h"

/* Sign-ins, two years deep. A day with one is a day on which the member was active; a browser stays
 * signed in for months, so the days are at least these. */

static bs_left_out take_row(bs_gather *gather, const bs_csv_field *fields)
{
    return bs_gather_date(gather, BS_FILE_LOGINS, fields[0]);
}

const bs_file_kind bs_file_logins = {
    .name = "Logins",
    .match = "logins",
    .layout = {.columns = {"Login Date"}, .column_count = 1, .required = 0x1},
    .row = take_row,
};
