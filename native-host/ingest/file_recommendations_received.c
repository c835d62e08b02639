#include "gather.h"

/* Recommendations that the profile shows; pending and hidden ones do not count. Where the file has
 * no such column, all do. */

enum { DATE, STATUS };

static bs_left_out take_row(bs_gather *gather, const bs_csv_field *fields)
{
    if (bs_gather_has(gather, BS_FILE_RECOMMENDATIONS_RECEIVED, STATUS) &&
        !bs_field_is(fields[STATUS], "visible")) {
        return BS_ROW_HIDDEN;
    }
    return bs_gather_date(gather, BS_FILE_RECOMMENDATIONS_RECEIVED, fields[DATE]);
}

const bs_file_kind bs_file_recommendations_received = {
    .name = "Recommendations_Received",
    .match = "recommendationsreceived",
    .layout = {.columns = {"Creation Date", "Status"}, .column_count = 2, .required = 1U << DATE},
    .row = take_row,
};
