#include "gather.h"
#include "people.h"

/* The profile's head: whether it has a summary and a place, and the name that old archives need to
 * tell the member from others. */

static void drop(bs_gather *gather)
{
    gather->member_name = 0;
    gather->has_about = false;
    gather->has_location = false;
}

static bs_left_out take_row(bs_gather *gather, const bs_csv_field *fields)
{
    gather->member_name = bs_person_of_names(&gather->key, fields[0], fields[1]);
    gather->has_about = !bs_field_empty(fields[2]);
    gather->has_location = !bs_field_empty(fields[3]);
    return bs_gather_undated(gather, BS_FILE_PROFILE);
}

const bs_file_kind bs_file_profile = {
    .name = "Profile",
    .match = "profile",
    .layout = {.columns = {"First Name", "Last Name", "Summary", "Geo Location"},
               .column_count = 4,
               .required = 0x3},
    .row = take_row,
    .drop = drop,
};
