#include "gather.h"

/* Skills on the profile; undated. */

static bs_left_out take_row(bs_gather *gather, const bs_csv_field *fields)
{
    if (bs_field_empty(fields[0])) {
        return BS_ROW_EMPTY;
    }
    return bs_gather_undated(gather, BS_FILE_SKILLS);
}

const bs_file_kind bs_file_skills = {
    .name = "Skills",
    .match = "skills",
    .layout = {.columns = {"Name"}, .column_count = 1, .required = 0x1},
    .row = take_row,
};
