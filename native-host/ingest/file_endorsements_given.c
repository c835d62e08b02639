#include "gather.h"

/* Endorsements that the member gave, whatever became of them. Told in the summary, not stored. */

static bs_left_out take_row(bs_gather *gather, const bs_csv_field *fields)
{
    return bs_gather_date(gather, BS_FILE_ENDORSEMENTS_GIVEN, fields[0]);
}

const bs_file_kind bs_file_endorsements_given = {
    .name = "Endorsement_Given_Info",
    .match = "endorsementgiveninfo",
    .layout = {.columns = {"Endorsement Date", "Skill Name"}, .column_count = 2, .required = 0x3},
    .row = take_row,
};
