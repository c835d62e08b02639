#include "gather.h"

/* Positions on the profile, past ones too. */

static bs_left_out take_row(bs_gather *gather, const bs_csv_field *fields)
{
    if (bs_field_empty(fields[0])) {
        return BS_ROW_EMPTY;
    }
    return bs_gather_undated(gather, BS_FILE_POSITIONS);
}

const bs_file_kind bs_file_positions = {
    .name = "Positions",
    .match = "positions",
    .layout = {.columns = {"Company Name", "Title"}, .column_count = 2, .required = 0x3},
    .row = take_row,
};
