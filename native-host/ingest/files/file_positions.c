#include "accumulator.h"

/* Positions on the profile, also past ones; one without an end is current. */

enum { COMPANY, TITLE, STARTED_ON, FINISHED_ON };

static bs_skip_reason take_row(bs_accumulator *accumulator, const bs_csv_field *fields)
{
    if (bs_field_empty(fields[COMPANY])) {
        return BS_ROW_EMPTY;
    }
    if (bs_field_empty(fields[FINISHED_ON])) {
        bs_workplaces_add_own(&accumulator->workplaces,
                              bs_company_of(&accumulator->key, fields[COMPANY]));
    }
    return bs_accumulator_since(accumulator, BS_FILE_POSITIONS, fields[STARTED_ON]);
}

bool bs_file_positions_ended(const bs_accumulator *accumulator)
{
    return bs_accumulator_has(accumulator, BS_FILE_POSITIONS, FINISHED_ON);
}

static void drop(bs_accumulator *accumulator)
{
    accumulator->workplaces.own_count = 0;
}

const bs_file_kind bs_file_positions = {
    .name = "Positions",
    .match = "positions",
    .layout = {.columns = {"Company Name", "Title", "Started On", "Finished On"},
               .column_count = 4,
               .required = 1U << COMPANY | 1U << TITLE},
    .row = take_row,
    .drop = drop,
};
