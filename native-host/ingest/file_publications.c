#include "gather.h"

/* Publications on the profile. */

static bs_left_out take_row(bs_gather *gather, const bs_csv_field *fields)
{
    if (bs_field_empty(fields[0])) {
        return BS_ROW_EMPTY;
    }
    return bs_gather_undated(gather, BS_FILE_PUBLICATIONS);
}

const bs_file_kind bs_file_publications = {
    .name = "Publications",
    .match = "publications",
    .layout = {.columns = {"Name", "Published On"}, .column_count = 2, .required = 0x3},
    .row = take_row,
};
