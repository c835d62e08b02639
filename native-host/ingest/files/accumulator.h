/**
 * @file accumulator.h
 * Data collected while the files of one archive are read, and the description of a kind of file.
 *
 * Part of a bs_ingest. Handlers set `out_of_memory` and continue; ingest.c checks it after every
 * piece. Everything in it is freed with the import.
 */
#ifndef BUSSOLA_INGEST_ACCUMULATOR_H
#define BUSSOLA_INGEST_ACCUMULATOR_H

#include "bussola/core/dates.h"
#include "bussola/ingest/ingest.h"
#include "connections.h"
#include "ingest/format/days.h"
#include "ingest/format/hash.h"
#include "invitations.h"
#include "messages.h"
#include "workplaces.h"

/** Whether the archive shows a part of the profile. */
typedef enum bs_part {
    BS_PART_UNKNOWN, /**< no row, or no such column */
    BS_PART_MISSING,
    BS_PART_THERE,
} bs_part;

/** Evidence of the order of day and month in a file's numeric dates ("10/12/2026"). */
typedef struct bs_date_order {
    unsigned known;     /**< BS_ORDER_*, from an earlier reading of the file, else BS_ORDER_NONE */
    unsigned proved;    /**< orders that some row requires to be a valid date */
    uint64_t ambiguous; /**< rows with another date in each order */
} bs_date_order;

typedef struct bs_accumulator {
    bs_hash_key key;
    bs_zone zone;
    bs_day latest; /**< dates after it are refused */
    bool out_of_memory;
    bool present[BS_FILE_COUNT];     /**< read to its end, with the right header */
    bool partial[BS_FILE_COUNT];     /**< has rows with and without a date */
    uint32_t columns[BS_FILE_COUNT]; /**< of the file, a bit per column of its layout */
    bs_days days[BS_FILE_COUNT];     /**< rows counted, by day */
    int64_t first[BS_FILE_COUNT];    /**< earliest row counted, UTC seconds; 0: none with a time */
    uint64_t kept[BS_FILE_COUNT];    /**< rows counted, with or without a date */
    bs_date_order order[BS_FILE_COUNT];
    bs_day since[BS_FILE_COUNT]; /**< earliest start of a row; 0: no row; −1: a row without one */
    uint64_t member_name;        /**< hash of the name in Profile; 0: not known */
    bs_owner owner;              /**< from file names and Profile */
    bs_part about, location;
    bs_connections connections;
    bs_workplaces workplaces;
    bs_invitations invitations;
    bs_messages messages;
} bs_accumulator;

/** How rows of a file are dated. */
typedef enum bs_row_dating {
    BS_DATED_EACH,  /**< on its date */
    BS_DATED_SINCE, /**< counts since its date, or since an unknown one */
    BS_DATED_NEVER, /**< without a date */
} bs_row_dating;

/** One kind of file of LinkedIn's archive. */
typedef struct bs_file_kind {
    const char *name;  /**< as LinkedIn writes it */
    const char *match; /**< the name for comparison: lower case, letters only */
    bs_csv_layout layout;
    /** Handles a row; NULL: by the fields below. */
    bs_skip_reason (*row)(bs_accumulator *accumulator, const bs_csv_field *fields);
    /** Undoes what rows changed beside `days` and `kept`; NULL if nothing. */
    void (*drop)(bs_accumulator *accumulator);
    bs_row_dating dating; /**< unless BS_DATED_EACH, a row with a blank first column is ignored */
    size_t date;          /**< column */
    size_t status;     /**< column that tells whether the profile shows the item; may be missing */
    const char *shown; /**< its value for items that count, lower case; NULL: all rows count */
} bs_file_kind;

/* Kinds with their own row handler; the others are in a table, files.c. */
extern const bs_file_kind bs_file_profile;
extern const bs_file_kind bs_file_connections;
extern const bs_file_kind bs_file_invitations;
extern const bs_file_kind bs_file_messages;
extern const bs_file_kind bs_file_positions;

const bs_file_kind *bs_file_kind_of(bs_file file);

/** Counts a row, or returns why it does not count. */
bs_skip_reason bs_file_take_row(bs_accumulator *accumulator, bs_file file,
                                const bs_csv_field *fields);

/** True if Connections identifies people by address; before mid-2023 it has only names. */
bool bs_file_connections_addressed(const bs_accumulator *accumulator);

/** True if Connections has the column Position (Company). */
bool bs_file_connections_titled(const bs_accumulator *accumulator);
bool bs_file_connections_placed(const bs_accumulator *accumulator);

/** True if Positions distinguishes current positions from past ones. */
bool bs_file_positions_ended(const bs_accumulator *accumulator);

/** Parses a date of the file; false for an unknown format or order. */
bool bs_accumulator_when(bs_when *when, bs_accumulator *accumulator, bs_file file,
                         bs_csv_field date);

/** True for a date with a clock, in either order: unquoted records start with one. */
bool bs_field_starts_record(bs_csv_field date);

/** Counts a row on a day; BS_ROW_COUNTED, BS_ROW_EARLY or BS_ROW_LATE. */
bs_skip_reason bs_accumulator_day(bs_accumulator *accumulator, bs_file file, bs_day day);

/** Counts a row on the user's local day of a UTC date as the archive writes it. */
bs_skip_reason bs_accumulator_date(bs_accumulator *accumulator, bs_file file, bs_csv_field date);

/** Counts a row without a date. */
bs_skip_reason bs_accumulator_undated(bs_accumulator *accumulator, bs_file file);

/** Counts a row since its date, which may be unreadable. */
bs_skip_reason bs_accumulator_since(bs_accumulator *accumulator, bs_file file, bs_csv_field start);

/** True if the file has columns[index] of its layout. */
bool bs_accumulator_has(const bs_accumulator *accumulator, bs_file file, size_t index);

/** As bs_accumulator_day, for a row with a time (UTC seconds). */
bs_skip_reason bs_accumulator_second(bs_accumulator *accumulator, bs_file file, int64_t seconds);

/** The user's local day of UTC seconds. */
bs_day bs_accumulator_local_day(const bs_accumulator *accumulator, int64_t seconds);

/** True if the field, without surrounding blanks and case, equals `text` (lower case). */
bool bs_field_is(bs_csv_field field, const char *text);

/** The first occurrence of `text` in the field, or NULL; borrowed from the field. */
const char *bs_field_find(bs_csv_field field, const char *text);

/** True if the field contains only blanks and dashes ("-" means empty). */
bool bs_field_empty(bs_csv_field field);

#endif
