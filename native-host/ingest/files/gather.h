/**
 * @file gather.h
 * What is held while the files of one archive are read, and the shape that every file kind has.
 *
 * A bs_gather belongs to the bs_ingest around it. Handlers set `out_of_memory` and go on; ingest.c
 * looks at it after every piece. Everything in it dies with the import.
 */
#ifndef BUSSOLA_INGEST_GATHER_H
#define BUSSOLA_INGEST_GATHER_H

#include "bussola/core/dates.h"
#include "bussola/ingest/ingest.h"
#include "connections.h"
#include "ingest/format/days.h"
#include "ingest/format/hash.h"
#include "invitations.h"
#include "messages.h"
#include "workplaces.h"

/** What an archive says of a part of the profile. */
typedef enum bs_part {
    BS_PART_UNKNOWN, /**< nothing: no row, or no such column */
    BS_PART_MISSING,
    BS_PART_THERE,
} bs_part;

/** What a file's numeric dates ("10/12/2026") show of the order of day and month. */
typedef struct bs_date_order {
    unsigned known;     /**< BS_ORDER_*, from an earlier reading of the file; else none */
    unsigned proved;    /**< orders without which a row would have no calendar day */
    uint64_t ambiguous; /**< rows that either order would date differently */
} bs_date_order;

typedef struct bs_gather {
    bs_hash_key key;
    bs_zone zone;
    bs_day latest; /**< newest day that is believed */
    bool out_of_memory;
    bool present[BS_FILE_COUNT];     /**< read to its end with the right header */
    bool partial[BS_FILE_COUNT];     /**< has rows without a date beside those with one */
    uint32_t columns[BS_FILE_COUNT]; /**< that the file has, bit per column of its layout */
    bs_days days[BS_FILE_COUNT];     /**< rows counted, by day */
    int64_t first[BS_FILE_COUNT];    /**< earliest row counted, UTC seconds; 0: none with a time */
    uint64_t kept[BS_FILE_COUNT];    /**< rows counted, dated or not */
    bs_date_order order[BS_FILE_COUNT];
    bs_day since[BS_FILE_COUNT]; /**< earliest start of a row; 0: none read; −1: one has none */
    uint64_t member_name;        /**< hash of the name in Profile; 0 unknown */
    bs_owner owner;              /**< from file names and Profile */
    bs_part about, location;
    bs_connections connections;
    bs_workplaces workplaces;
    bs_invitations invitations;
    bs_messages messages;
} bs_gather;

/** When a row of a file counts. */
typedef enum bs_row_dating {
    BS_DATED_EACH,  /**< on its date */
    BS_DATED_SINCE, /**< from its date on, or from one that is not known */
    BS_DATED_NEVER, /**< undated */
} bs_row_dating;

/** One kind of file of LinkedIn's archive. */
typedef struct bs_file_kind {
    const char *name;  /**< as LinkedIn writes it */
    const char *match; /**< the same, as names are compared: lower case, letters only */
    bs_csv_layout layout;
    /** Takes a row; NULL: as the fields below say. */
    bs_left_out (*row)(bs_gather *gather, const bs_csv_field *fields);
    /** Drops what rows left beside `days` and `kept`; NULL when they leave nothing. */
    void (*drop)(bs_gather *gather);
    bs_row_dating dating; /**< unless BS_DATED_EACH, a row with a blank first column is none */
    size_t date;          /**< column */
    size_t status;        /**< column that says whether the profile shows it; a file may lack it */
    const char *shown;    /**< what it holds then, lower case; NULL: all rows count */
} bs_file_kind;

/* Kinds whose rows need more than that; the others stand in a table, files.c. */
extern const bs_file_kind bs_file_profile;
extern const bs_file_kind bs_file_connections;
extern const bs_file_kind bs_file_invitations;
extern const bs_file_kind bs_file_messages;
extern const bs_file_kind bs_file_positions;

const bs_file_kind *bs_file_kind_of(bs_file file);

/** Counts a row, or says why it does not count. */
bs_left_out bs_file_take_row(bs_gather *gather, bs_file file, const bs_csv_field *fields);

/** True when Connections tells people by address; before mid-2023 it has names alone. */
bool bs_file_connections_addressed(const bs_gather *gather);

/** True when Connections has the column Position, and Company. */
bool bs_file_connections_titled(const bs_gather *gather);
bool bs_file_connections_placed(const bs_gather *gather);

/** True when Positions tells present positions from past ones. */
bool bs_file_positions_ended(const bs_gather *gather);

/** Reads a date of the file; false when it has no known form, or an unknown order. */
bool bs_gather_when(bs_when *when, bs_gather *gather, bs_file file, bs_csv_field date);

/** True for a date with a clock, whatever its order: where records without quoting start. */
bool bs_field_starts_record(bs_csv_field date);

/** Counts a row on a day; BS_ROW_COUNTED, BS_ROW_EARLY or BS_ROW_LATE. */
bs_left_out bs_gather_day(bs_gather *gather, bs_file file, bs_day day);

/** Counts a row on the member's local day of a UTC date as the archive writes it. */
bs_left_out bs_gather_date(bs_gather *gather, bs_file file, bs_csv_field date);

/** Counts a row that has no date. */
bs_left_out bs_gather_undated(bs_gather *gather, bs_file file);

/** Counts a row that began on a date, or on none that can be read. */
bs_left_out bs_gather_since(bs_gather *gather, bs_file file, bs_csv_field start);

/** True when the file has columns[index] of its layout. */
bool bs_gather_has(const bs_gather *gather, bs_file file, size_t index);

/** As bs_gather_day, for a row with a time (UTC seconds). */
bs_left_out bs_gather_second(bs_gather *gather, bs_file file, int64_t seconds);

/** The member's local day of UTC seconds. */
bs_day bs_gather_local_day(const bs_gather *gather, int64_t seconds);

/** True when the field, blanks aside and without case, equals `text` (lower case). */
bool bs_field_is(bs_csv_field field, const char *text);

/** True when the field holds nothing but blanks and dashes ("-" stands for nothing). */
bool bs_field_empty(bs_csv_field field);

#endif
