#include "gather.h"
#include "people.h"

/*
 * Connections that still stand, each on the day written, in every form: a clock, which only
 * archives of 2018 have, is not moved to the member's zone, so that an old and a new archive agree
 * on the day. Rows with a date alone are people whose profile is hidden; they count.
 */

enum { FIRST_NAME, LAST_NAME, URL, CONNECTED_ON };

static bs_left_out take_row(bs_gather *gather, const bs_csv_field *fields)
{
    bs_when when;
    bool named = !bs_field_empty(fields[FIRST_NAME]) || !bs_field_empty(fields[LAST_NAME]) ||
                 !bs_field_empty(fields[URL]);
    if (!bs_when_parse(&when, fields[CONNECTED_ON].text, fields[CONNECTED_ON].length)) {
        gather->connections.undated += named ? 1 : 0;
        return named ? BS_ROW_UNDATED : BS_ROW_EMPTY;
    }
    bs_left_out verdict = bs_gather_day(gather, BS_FILE_CONNECTIONS, when.day);
    if (verdict == BS_ROW_COUNTED &&
        !bs_connections_add(&gather->connections, bs_person_of_url(&gather->key, fields[URL]),
                            bs_person_of_names(&gather->key, fields[FIRST_NAME], fields[LAST_NAME]),
                            when.day)) {
        gather->out_of_memory = true;
    }
    return verdict;
}

bool bs_file_connections_addressed(const bs_gather *gather)
{
    return bs_gather_has(gather, BS_FILE_CONNECTIONS, URL);
}

static void drop(bs_gather *gather)
{
    bs_connections_free(&gather->connections);
}

const bs_file_kind bs_file_connections = {
    .name = "Connections",
    .match = "connections",
    .layout = {.columns = {"First Name", "Last Name", "URL", "Connected On"},
               .column_count = 4,
               .required = 1U << FIRST_NAME | 1U << LAST_NAME | 1U << CONNECTED_ON},
    .row = take_row,
    .drop = drop,
};
