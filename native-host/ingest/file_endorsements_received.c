#include "gather.h"

/* Endorsements of the member. Pending and hidden ones are not on the profile and do not count. */

static bs_left_out take_row(bs_gather *gather, const bs_csv_field *fields)
{
    if (!bs_field_is(fields[1], "accepted")) {
        return BS_ROW_HIDDEN;
    }
    return bs_gather_date(gather, BS_FILE_ENDORSEMENTS_RECEIVED, fields[0]);
}

const bs_file_kind bs_file_endorsements_received = {
    .name = "Endorsement_Received_Info",
    .match = "endorsementreceivedinfo",
    .layout = {.columns = {"Endorsement Date", "Endorsement Status", "Skill Name"},
               .column_count = 3,
               .required = 0x7},
    .row = take_row,
};
