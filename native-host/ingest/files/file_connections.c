#include "accumulator.h"
#include "people.h"

/*
 * Current connections, each on the day as written. A clock, which only archives of 2018 have, is
 * ignored, so that an old and a new archive agree on the day. Rows with only a date are people with
 * a hidden profile; they count.
 */

enum { FIRST_NAME, LAST_NAME, URL, CONNECTED_ON, COMPANY, POSITION };

/* Adds a connection's company and position. */
static void note_workplace(bs_accumulator *accumulator, const bs_csv_field *fields)
{
    const uint64_t company = bs_company_of(&accumulator->key, fields[COMPANY]);
    accumulator->out_of_memory =
        !bs_workplaces_add(&accumulator->workplaces, company, fields[POSITION]) ||
        accumulator->out_of_memory;
}

static bs_skip_reason take_row(bs_accumulator *accumulator, const bs_csv_field *fields)
{
    bs_when when;
    const uint64_t address = bs_person_of_url(&accumulator->key, fields[URL]);
    const uint64_t name =
        bs_person_of_names(&accumulator->key, fields[FIRST_NAME], fields[LAST_NAME]);
    if (!bs_accumulator_when(&when, accumulator, BS_FILE_CONNECTIONS, fields[CONNECTED_ON])) {
        const bool named = !bs_field_empty(fields[FIRST_NAME]) ||
                           !bs_field_empty(fields[LAST_NAME]) || !bs_field_empty(fields[URL]);
        accumulator->out_of_memory =
            accumulator->out_of_memory ||
            (named && !bs_connections_add_undated(&accumulator->connections, address, name));
        note_workplace(accumulator, fields);
        return named ? BS_ROW_UNDATED : BS_ROW_EMPTY;
    }
    bs_skip_reason verdict = bs_accumulator_day(accumulator, BS_FILE_CONNECTIONS, when.day);
    if (verdict != BS_ROW_COUNTED) {
        return verdict;
    }
    if (!bs_connections_add(&accumulator->connections, address, name, when.day)) {
        accumulator->out_of_memory = true;
    }
    note_workplace(accumulator, fields);
    return verdict;
}

bool bs_file_connections_titled(const bs_accumulator *accumulator)
{
    return bs_accumulator_has(accumulator, BS_FILE_CONNECTIONS, POSITION);
}

bool bs_file_connections_placed(const bs_accumulator *accumulator)
{
    return bs_accumulator_has(accumulator, BS_FILE_CONNECTIONS, COMPANY);
}

bool bs_file_connections_addressed(const bs_accumulator *accumulator)
{
    return bs_accumulator_has(accumulator, BS_FILE_CONNECTIONS, URL);
}

static void drop(bs_accumulator *accumulator)
{
    bs_connections_free(&accumulator->connections);
    bs_workplaces_free(&accumulator->workplaces);
}

const bs_file_kind bs_file_connections = {
    .name = "Connections",
    .match = "connections",
    .layout = {.columns = {"First Name", "Last Name", "URL", "Connected On", "Company", "Position"},
               .column_count = 6,
               .required = 1U << FIRST_NAME | 1U << LAST_NAME | 1U << CONNECTED_ON},
    .row = take_row,
    .drop = drop,
};
