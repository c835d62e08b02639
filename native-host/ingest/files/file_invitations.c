#include "gather.h"
#include "people.h"

/* Invitations of both directions, in US Pacific time, 6 to 11 months deep (invitations.h). */

enum { SENT_AT, DIRECTION, INVITER, INVITED };

static bs_left_out take_row(bs_gather *gather, const bs_csv_field *fields)
{
    bs_when when;
    if (!bs_when_parse(&when, fields[SENT_AT].text, fields[SENT_AT].length)) {
        return BS_ROW_UNDATED;
    }
    bool out = bs_field_is(fields[DIRECTION], "outgoing");
    if (!out && !bs_field_is(fields[DIRECTION], "incoming")) {
        return BS_ROW_EMPTY;
    }
    bs_day day = when.has_clock ? bs_gather_local_day(gather, bs_when_pacific(&when)) : when.day;
    bs_left_out verdict = bs_gather_day(gather, BS_FILE_INVITATIONS, day);
    if (verdict != BS_ROW_COUNTED) {
        return verdict;
    }
    if (!out) {
        gather->invitations.received++;
    } else if (!bs_invitations_add(&gather->invitations,
                                   bs_person_of_url(&gather->key, fields[INVITER]),
                                   bs_person_of_url(&gather->key, fields[INVITED]), day)) {
        gather->out_of_memory = true;
    }
    return verdict;
}

static void drop(bs_gather *gather)
{
    bs_invitations_free(&gather->invitations);
}

const bs_file_kind bs_file_invitations = {
    .name = "Invitations",
    .match = "invitations",
    .layout = {.columns = {"Sent At", "Direction", "inviterProfileUrl", "inviteeProfileUrl"},
               .column_count = 4,
               .required = 1U << SENT_AT | 1U << DIRECTION},
    .row = take_row,
    .drop = drop,
};
