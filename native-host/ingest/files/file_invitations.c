#include <string.h>

#include "accumulator.h"
#include "people.h"

/* Invitations in both directions, in US Pacific time, 6 to 11 months back (invitations.h). */

enum { SENT_AT, DIRECTION, INVITER, INVITED, INVITER_URN };

/* "urn:li:member:34875879" or "urn:li:fsd_profile:ACoAA…", in files of mid-2023. */
static void note_urn(bs_owner *owner, bs_csv_field urn)
{
    static const char number[] = "urn:li:member:";
    const size_t prefix = sizeof number - 1;
    size_t length = 0; /* of the part after the last colon */
    while (length < urn.length && urn.text[urn.length - length - 1] != ':') {
        length++;
    }
    if (length == urn.length) {
        return;
    }
    const char *id = urn.text + urn.length - length;
    if (urn.length > prefix && memcmp(urn.text, number, prefix) == 0) {
        owner->number = bs_owner_number(id, length);
    } else {
        owner->slug = bs_owner_digest(id, length);
    }
}

static void note_inviter(bs_owner *owner, const bs_csv_field *fields)
{
    if (owner->slug == 0) {
        owner->slug = bs_person_slug(fields[INVITER]);
    }
    if (!bs_owner_has_id(owner)) {
        note_urn(owner, fields[INVITER_URN]);
    }
}

static bs_skip_reason take_row(bs_accumulator *accumulator, const bs_csv_field *fields)
{
    bs_when when;
    if (!bs_accumulator_when(&when, accumulator, BS_FILE_INVITATIONS, fields[SENT_AT])) {
        return BS_ROW_UNDATED;
    }
    bool out = bs_field_is(fields[DIRECTION], "outgoing");
    if (!out && !bs_field_is(fields[DIRECTION], "incoming")) {
        return BS_ROW_EMPTY;
    }
    const int64_t seconds = bs_when_pacific(&when);
    const bs_day day = when.has_clock ? bs_accumulator_local_day(accumulator, seconds) : when.day;
    const bs_skip_reason verdict =
        when.has_clock ? bs_accumulator_second(accumulator, BS_FILE_INVITATIONS, seconds)
                       : bs_accumulator_day(accumulator, BS_FILE_INVITATIONS, day);
    if (verdict != BS_ROW_COUNTED) {
        return verdict;
    }
    if (out) {
        note_inviter(&accumulator->invitations.owner, fields);
    }
    if (!out) {
        accumulator->invitations.received++;
    } else if (!bs_invitations_add(&accumulator->invitations,
                                   bs_person_of_url(&accumulator->key, fields[INVITER]),
                                   bs_person_of_url(&accumulator->key, fields[INVITED]), day)) {
        accumulator->out_of_memory = true;
    }
    return verdict;
}

static void drop(bs_accumulator *accumulator)
{
    bs_invitations_free(&accumulator->invitations);
}

const bs_file_kind bs_file_invitations = {
    .name = "Invitations",
    .match = "invitations",
    .layout = {.columns = {"Sent At", "Direction", "inviterProfileUrl", "inviteeProfileUrl",
                           "inviterProfileUrn"},
               .column_count = 5,
               .required = 1U << SENT_AT | 1U << DIRECTION},
    .row = take_row,
    .drop = drop,
};
