#include "gather.h"

/* Endorsements of the member. Pending and hidden ones are not on the profile and do not count;
 * where the file has no such column, all do. */

enum { DATE, SKILL, STATUS };

static bs_left_out take_row(bs_gather *gather, const bs_csv_field *fields)
{
    if (bs_gather_has(gather, BS_FILE_ENDORSEMENTS_RECEIVED, STATUS) &&
        !bs_field_is(fields[STATUS], "accepted")) {
        return BS_ROW_HIDDEN;
    }
    return bs_gather_date(gather, BS_FILE_ENDORSEMENTS_RECEIVED, fields[DATE]);
}

const bs_file_kind bs_file_endorsements_received = {
    .name = "Endorsement_Received_Info",
    .match = "endorsementreceivedinfo",
    .layout = {.columns = {"Endorsement Date", "Skill Name", "Endorsement Status"},
               .column_count = 3,
               .required = 1U << DATE | 1U << SKILL},
    .row = take_row,
};
