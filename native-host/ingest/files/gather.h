/**
 * @file gather.h
 * What is held while the files of one archive are read, and the shape that every file kind has.
 *
 * A bs_gather belongs to the bs_ingest around it. Handlers set `out_of_memory` and go on; ingest.c
 * looks at it after every piece. Everything in it dies with the import.
 */
#ifndef BUSSOLA_INGEST_GATHER_H
#define BUSSOLA_INGEST_GATHER_H

#include "bussola/ingest.h"
#include "connections.h"
#include "days.h"
#include "hash.h"
#include "invitations.h"
#include "messages.h"

/** What an archive says of a part of the profile. */
typedef enum bs_part {
    BS_PART_UNKNOWN, /**< nothing: no row, or no such column */
    BS_PART_MISSING,
    BS_PART_THERE,
} bs_part;

typedef struct bs_gather {
    bs_hash_key key;
    bs_zone zone;
    bs_day latest; /**< newest day that is believed */
    bool out_of_memory;
    bool present[BS_FILE_COUNT];     /**< read to its end with the right header */
    uint32_t columns[BS_FILE_COUNT]; /**< that the file has, bit per column of its layout */
    bs_days days[BS_FILE_COUNT];     /**< rows counted, by day */
    uint64_t kept[BS_FILE_COUNT];    /**< rows counted, dated or not */
    uint64_t member_name;            /**< hash of the name in Profile; 0 unknown */
    bs_part about, location;
    bs_connections connections;
    bs_invitations invitations;
    bs_messages messages;
} bs_gather;

/** One kind of file; all have this shape, one constant in each file_*.c. */
typedef struct bs_file_kind {
    const char *name;  /**< as LinkedIn writes it */
    const char *match; /**< the same, as names are compared: lower case, letters only */
    bs_csv_layout layout;
    bs_left_out (*row)(bs_gather *gather, const bs_csv_field *fields);
    /** Drops what rows left beside `days` and `kept`; NULL when they leave nothing. */
    void (*drop)(bs_gather *gather);
} bs_file_kind;

extern const bs_file_kind bs_file_registration;
extern const bs_file_kind bs_file_profile;
extern const bs_file_kind bs_file_connections;
extern const bs_file_kind bs_file_invitations;
extern const bs_file_kind bs_file_messages;
extern const bs_file_kind bs_file_comments;
extern const bs_file_kind bs_file_shares;
extern const bs_file_kind bs_file_reactions;
extern const bs_file_kind bs_file_votes;
extern const bs_file_kind bs_file_instant_reposts;
extern const bs_file_kind bs_file_search_queries;
extern const bs_file_kind bs_file_logins;
extern const bs_file_kind bs_file_endorsements_received;
extern const bs_file_kind bs_file_endorsements_given;
extern const bs_file_kind bs_file_recommendations_received;
extern const bs_file_kind bs_file_skills;
extern const bs_file_kind bs_file_positions;
extern const bs_file_kind bs_file_education;
extern const bs_file_kind bs_file_publications;
extern const bs_file_kind bs_file_volunteering;

/** True when Connections tells people by address; before mid-2023 it has names alone. */
bool bs_file_connections_addressed(const bs_gather *gather);

/** Counts a row on a day; BS_ROW_COUNTED, BS_ROW_EARLY or BS_ROW_LATE. */
bs_left_out bs_gather_day(bs_gather *gather, bs_file file, bs_day day);

/** Counts a row on the member's local day of a UTC date as the archive writes it. */
bs_left_out bs_gather_date(bs_gather *gather, bs_file file, bs_csv_field date);

/** Counts a row that has no date. */
bs_left_out bs_gather_undated(bs_gather *gather, bs_file file);

/** True when the file has columns[index] of its layout. */
bool bs_gather_has(const bs_gather *gather, bs_file file, size_t index);

/** The member's local day of UTC seconds. */
bs_day bs_gather_local_day(const bs_gather *gather, int64_t seconds);

/** True when the field, blanks aside and without case, equals `text` (lower case). */
bool bs_field_is(bs_csv_field field, const char *text);

/** True when the field holds nothing but blanks and dashes ("-" stands for nothing). */
bool bs_field_empty(bs_csv_field field);

#endif
