#include "accumulator.h"
#include "people.h"

/*
 * The profile's head: whether it has a summary and a location, and the name that identifies the
 * user in old archives. A missing column gives no information.
 */

enum { FIRST_NAME, LAST_NAME, SUMMARY, GEO_LOCATION };

static void drop(bs_accumulator *accumulator)
{
    accumulator->member_name = 0;
    accumulator->owner.word_count = 0;
    accumulator->about = BS_PART_UNKNOWN;
    accumulator->location = BS_PART_UNKNOWN;
}

static bs_part part_of(const bs_accumulator *accumulator, const bs_csv_field *fields, size_t column)
{
    if (!bs_accumulator_has(accumulator, BS_FILE_PROFILE, column)) {
        return BS_PART_UNKNOWN;
    }
    return bs_field_empty(fields[column]) ? BS_PART_MISSING : BS_PART_THERE;
}

static bs_skip_reason take_row(bs_accumulator *accumulator, const bs_csv_field *fields)
{
    accumulator->member_name =
        bs_person_of_names(&accumulator->key, fields[FIRST_NAME], fields[LAST_NAME]);
    accumulator->owner.word_count = 0;
    bs_owner_add_words(&accumulator->owner, fields[FIRST_NAME].text, fields[FIRST_NAME].length);
    bs_owner_add_words(&accumulator->owner, fields[LAST_NAME].text, fields[LAST_NAME].length);
    accumulator->about = part_of(accumulator, fields, SUMMARY);
    accumulator->location = part_of(accumulator, fields, GEO_LOCATION);
    return bs_accumulator_undated(accumulator, BS_FILE_PROFILE);
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
