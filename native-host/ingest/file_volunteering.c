#include "gather.h"

/* Volunteering on the profile. */

static bs_left_out take_row(bs_gather *gather, const bs_csv_field *fields)
{
    if (bs_field_empty(fields[0])) {
        return BS_ROW_EMPTY;
    }
    return bs_gather_undated(gather, BS_FILE_VOLUNTEERING);
}

const bs_file_kind bs_file_volunteering = {
    .name = "Volunteering",
    .match = "volunteering",
    .layout = {.columns = {"Company Name", "Role"}, .column_count = 2, .required = 0x3},
    .row = take_row,
};
