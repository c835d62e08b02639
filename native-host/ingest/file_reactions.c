#include "gather.h"

/* Reactions of the member that still stand; the whole history. */

static bs_left_out take_row(bs_gather *gather, const bs_csv_field *fields)
{
    return bs_gather_date(gather, BS_FILE_REACTIONS, fields[0]);
}

const bs_file_kind bs_file_reactions = {
    .name = "Reactions",
    .match = "reactions",
    .layout = {.columns = {"Date", "Type"}, .column_count = 2, .required = 0x3},
    .row = take_row,
};
