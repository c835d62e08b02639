#include "gather.h"

/* Posts of the member, shared articles among them; the whole history. Deleted ones are missing. */

static bs_left_out take_row(bs_gather *gather, const bs_csv_field *fields)
{
    return bs_gather_date(gather, BS_FILE_SHARES, fields[0]);
}

const bs_file_kind bs_file_shares = {
    .name = "Shares",
    .match = "shares",
    .layout = {.columns = {"Date", "ShareLink"}, .column_count = 2, .required = 0x3},
    .row = take_row,
};
