#include "gather.h"

/* Votes of the member in polls; the whole history. */

static bs_left_out take_row(bs_gather *gather, const bs_csv_field *fields)
{
    return bs_gather_date(gather, BS_FILE_VOTES, fields[0]);
}

const bs_file_kind bs_file_votes = {
    .name = "Votes",
    .match = "votes",
    .layout = {.columns = {"Date", "OptionText"}, .column_count = 2, .required = 0x3},
    .row = take_row,
};
