#include <string.h>

#include "accumulator.h"

/*
 * Newlines in comments are not quoted: a record starts only at a line that begins with an optional
 * date with clock, and an address. A comment that contains such a line counts twice; the file does
 * not allow to detect it.
 */
static bool starts_comment(const bs_csv_field first_two[2])
{
    return first_two[1].length >= 4 && memcmp(first_two[1].text, "http", 4) == 0 &&
           (first_two[0].length == 0 || bs_field_starts_record(first_two[0]));
}

/*
 * Commas in searches are not quoted: only the time is read, and a record starts at a line that
 * begins with one.
 */
static bool starts_search(const bs_csv_field first_two[2])
{
    return bs_field_starts_record(first_two[0]);
}

/* The day the user joined: days before it are not counted as 0. Its clock has no known zone. */
static bs_skip_reason take_registration(bs_accumulator *accumulator, const bs_csv_field *fields)
{
    bs_when when;
    if (!bs_accumulator_when(&when, accumulator, BS_FILE_REGISTRATION, fields[0])) {
        return BS_ROW_UNDATED;
    }
    return bs_accumulator_day(accumulator, BS_FILE_REGISTRATION, when.day);
}

static const bs_file_kind tabular[BS_FILE_COUNT] = {
    [BS_FILE_REGISTRATION] = {.name = "Registration",
                              .match = "registration",
                              .layout = {.columns = {"Registered At"},
                                         .column_count = 1,
                                         .required = 0x1},
                              .row = take_registration},
    [BS_FILE_COMMENTS] = {.name = "Comments",
                          .match = "comments",
                          .layout = {.columns = {"Date", "Link"},
                                     .column_count = 2,
                                     .required = 0x3,
                                     .starts = starts_comment}},
    /* Includes shared articles; deleted ones are missing. */
    [BS_FILE_SHARES] = {.name = "Shares",
                        .match = "shares",
                        .layout = {.columns = {"Date", "ShareLink"},
                                   .column_count = 2,
                                   .required = 0x3}},
    /* Without reactions taken back. */
    [BS_FILE_REACTIONS] = {.name = "Reactions",
                           .match = "reactions",
                           .layout = {.columns = {"Date", "Type"},
                                      .column_count = 2,
                                      .required = 0x3}},
    [BS_FILE_VOTES] = {.name = "Votes",
                       .match = "votes",
                       .layout = {.columns = {"Date", "OptionText"},
                                  .column_count = 2,
                                  .required = 0x3}},
    /* Without a text of the user's; reposts with a text are in Shares. */
    [BS_FILE_INSTANT_REPOSTS] = {.name = "InstantReposts",
                                 .match = "instantreposts",
                                 .layout = {.columns = {"Date", "Link"},
                                            .column_count = 2,
                                            .required = 0x3}},
    /* Two years. The file does not say which searches were for people. */
    [BS_FILE_SEARCH_QUERIES] = {.name = "SearchQueries",
                                .match = "searchqueries",
                                .layout = {.columns = {"Time"},
                                           .column_count = 1,
                                           .required = 0x1,
                                           .starts = starts_search}},
    /* Two years. Each sign-in proves an active day; browsers stay signed in for months, so this is
       a lower bound. */
    [BS_FILE_LOGINS] = {.name = "Logins",
                        .match = "logins",
                        .layout = {.columns = {"Login Date"}, .column_count = 1, .required = 0x1}},
    /* Pending and hidden ones are not on the profile. */
    [BS_FILE_ENDORSEMENTS_RECEIVED] = {.name = "Endorsement_Received_Info",
                                       .match = "endorsementreceivedinfo",
                                       .layout = {.columns = {"Endorsement Date", "Skill Name",
                                                              "Endorsement Status"},
                                                  .column_count = 3,
                                                  .required = 0x3},
                                       .status = 2,
                                       .shown = "accepted"},
    /* Whether accepted or not. Only for the summary, not stored. */
    [BS_FILE_ENDORSEMENTS_GIVEN] = {.name = "Endorsement_Given_Info",
                                    .match = "endorsementgiveninfo",
                                    .layout = {.columns = {"Endorsement Date", "Skill Name"},
                                               .column_count = 2,
                                               .required = 0x3}},
    [BS_FILE_RECOMMENDATIONS_RECEIVED] = {.name = "Recommendations_Received",
                                          .match = "recommendationsreceived",
                                          .layout = {.columns = {"Creation Date", "Status"},
                                                     .column_count = 2,
                                                     .required = 0x1},
                                          .status = 1,
                                          .shown = "visible"},
    [BS_FILE_SKILLS] = {.name = "Skills",
                        .match = "skills",
                        .layout = {.columns = {"Name"}, .column_count = 1, .required = 0x1},
                        .dating = BS_DATED_NEVER},
    [BS_FILE_EDUCATION] = {.name = "Education",
                           .match = "education",
                           .layout = {.columns = {"School Name", "Start Date"},
                                      .column_count = 2,
                                      .required = 0x1},
                           .dating = BS_DATED_SINCE,
                           .date = 1},
    [BS_FILE_PUBLICATIONS] = {.name = "Publications",
                              .match = "publications",
                              .layout = {.columns = {"Name", "Published On"},
                                         .column_count = 2,
                                         .required = 0x3},
                              .dating = BS_DATED_SINCE,
                              .date = 1},
    [BS_FILE_VOLUNTEERING] = {.name = "Volunteering",
                              .match = "volunteering",
                              .layout = {.columns = {"Company Name", "Role", "Started On"},
                                         .column_count = 3,
                                         .required = 0x3},
                              .dating = BS_DATED_SINCE,
                              .date = 2},
};

const bs_file_kind *bs_file_kind_of(bs_file file)
{
    switch (file) {
    case BS_FILE_PROFILE:
        return &bs_file_profile;
    case BS_FILE_CONNECTIONS:
        return &bs_file_connections;
    case BS_FILE_INVITATIONS:
        return &bs_file_invitations;
    case BS_FILE_MESSAGES:
        return &bs_file_messages;
    case BS_FILE_POSITIONS:
        return &bs_file_positions;
    default:
        return &tabular[file];
    }
}

bs_skip_reason bs_file_take_row(bs_accumulator *accumulator, bs_file file,
                                const bs_csv_field *fields)
{
    const bs_file_kind *kind = bs_file_kind_of(file);
    if (kind->row != NULL) {
        return kind->row(accumulator, fields);
    }
    if (kind->shown != NULL && bs_accumulator_has(accumulator, file, kind->status) &&
        !bs_field_is(fields[kind->status], kind->shown)) {
        return BS_ROW_HIDDEN;
    }
    if (kind->dating == BS_DATED_EACH) {
        return bs_accumulator_date(accumulator, file, fields[kind->date]);
    }
    if (bs_field_empty(fields[0])) {
        return BS_ROW_EMPTY;
    }
    return kind->dating == BS_DATED_SINCE
               ? bs_accumulator_since(accumulator, file, fields[kind->date])
               : bs_accumulator_undated(accumulator, file);
}
