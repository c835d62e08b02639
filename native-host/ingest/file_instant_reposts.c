#include "gather.h"

/* Reposts without words of the member's own; those with words are in Shares. The whole history. */

static bs_left_out take_row(bs_gather *gather, const bs_csv_field *fields)
{
    return bs_gather_date(gather, BS_FILE_INSTANT_REPOSTS, fields[0]);
}

const bs_file_kind bs_file_instant_reposts = {
    .name = "InstantReposts",
    .match = "instantreposts",
    .layout = {.columns = {"Date", "Link"}, .column_count = 2, .required = 0x3},
    .row = take_row,
};
