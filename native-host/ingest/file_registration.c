#include "gather.h"

/* The day the member joined: before it, nothing is a seen 0. Its clock has no known zone. */

static bs_left_out take_row(bs_gather *gather, const bs_csv_field *fields)
{
    bs_when when;
    if (!bs_when_parse(&when, fields[0].text, fields[0].length)) {
        return BS_ROW_UNDATED;
    }
    return bs_gather_day(gather, BS_FILE_REGISTRATION, when.day);
}

const bs_file_kind bs_file_registration = {
    .name = "Registration",
    .match = "registration",
    .layout = {.columns = {"Registered At"}, .column_count = 1, .required = 0x1},
    .row = take_row,
};
