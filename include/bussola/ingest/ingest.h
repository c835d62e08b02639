/**
 * @file ingest.h
 * From the rows of LinkedIn's archive, or of its portability API, to counts by day.
 *
 * A bs_ingest gathers the files of one archive (or the domains of one pull), then yields one
 * observation and a result for people to read. It belongs to its caller. Names, texts and addresses
 * live in it only as keyed hashes, and die with it; nothing is written anywhere.
 *
 * Functions fail with BS_INTERNAL out of memory, and as they say.
 */
#ifndef BUSSOLA_INGEST_H
#define BUSSOLA_INGEST_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "bussola/core/dates.h"
#include "bussola/core/error.h"
#include "bussola/core/observation.h"
#include "bussola/core/owner.h"
#include "bussola/ingest/csv.h"
#include "bussola/ingest/when.h"

/** The files that are read, in the order in which they are: messages need what comes before. */
typedef enum bs_file {
    BS_FILE_REGISTRATION,
    BS_FILE_PROFILE,
    BS_FILE_CONNECTIONS,
    BS_FILE_INVITATIONS,
    BS_FILE_MESSAGES,
    BS_FILE_COMMENTS,
    BS_FILE_SHARES,
    BS_FILE_REACTIONS,
    BS_FILE_VOTES,
    BS_FILE_INSTANT_REPOSTS,
    BS_FILE_SEARCH_QUERIES,
    BS_FILE_LOGINS,
    BS_FILE_ENDORSEMENTS_RECEIVED,
    BS_FILE_ENDORSEMENTS_GIVEN,
    BS_FILE_RECOMMENDATIONS_RECEIVED,
    BS_FILE_SKILLS,
    BS_FILE_POSITIONS,
    BS_FILE_EDUCATION,
    BS_FILE_PUBLICATIONS,
    BS_FILE_VOLUNTEERING,
    BS_FILE_COUNT
} bs_file;

/** The file's name as LinkedIn writes it, without ".csv". Static storage. */
const char *bs_file_name(bs_file file);

/**
 * The file that an entry's base name stands for: without case, blanks, underscores and a member's
 * id at the end ("Comments_34875879.csv"). False for every other name, files of the same shape that
 * do not hold messages of people (coach, guide, role play) among them.
 */
bool bs_file_find(bs_file *file, const char *base_name);

/** Why a row is not counted. */
typedef enum bs_left_out {
    BS_ROW_COUNTED,
    BS_ROW_UNDATED,   /**< no date, or one in no known form */
    BS_ROW_EARLY,     /**< dated before LinkedIn opened */
    BS_ROW_LATE,      /**< dated after the archive was made */
    BS_ROW_TOO_LONG,  /**< BS_CSV_TOO_LONG */
    BS_ROW_COLUMNS,   /**< BS_CSV_TOO_MANY_COLUMNS */
    BS_ROW_QUOTE,     /**< BS_CSV_OPEN_QUOTE */
    BS_ROW_EMPTY,     /**< lacks what the row is about */
    BS_ROW_DRAFT,     /**< a message that was not sent */
    BS_ROW_SPAM,      /**< a message in the folder for spam */
    BS_ROW_SPONSORED, /**< an advert that came as a message */
    BS_ROW_HIDDEN,    /**< an endorsement or recommendation that the profile does not show */
    BS_ROW_REPEATED,  /**< the API gave it before */
    BS_ROW_VERDICTS
} bs_left_out;

/** Short id of a verdict, for JSON and catalogue ("undated"). Static storage. */
const char *bs_left_out_id(bs_left_out verdict);

/** What became of a file. */
typedef enum bs_outcome {
    BS_OUTCOME_ABSENT,
    BS_OUTCOME_READ,      /**< with undated rows among them, what it counts is a lower bound */
    BS_OUTCOME_EMPTY,     /**< no bytes at all */
    BS_OUTCOME_HEADER,    /**< its columns are not those that its name promises */
    BS_OUTCOME_UNDATED,   /**< has rows, none with a date that can be read */
    BS_OUTCOME_QUOTES,    /**< too many quotes left open */
    BS_OUTCOME_DAMAGED,   /**< the bytes do not inflate, or their checksum is wrong */
    BS_OUTCOME_ENCRYPTED, /**< needs a password */
    BS_OUTCOME_METHOD,    /**< packed by a method that libzip lacks here */
    BS_OUTCOME_TOO_LARGE, /**< beyond BS_ARCHIVE_TOTAL_MAX or BS_MESSAGES_BYTES_MAX */
    BS_OUTCOME_BOMB,      /**< inflates to more than BS_ARCHIVE_RATIO_MAX times its size */
    BS_OUTCOME_COUNT
} bs_outcome;

/** Short id of an outcome ("read"). Static storage. */
const char *bs_outcome_id(bs_outcome outcome);

typedef struct bs_file_result {
    bs_outcome outcome;
    unsigned extra; /**< further entries of the same kind, not read */
    uint64_t rows;  /**< read; the sum of `verdicts` */
    uint64_t verdicts[BS_ROW_VERDICTS];
} bs_file_result;

/** Numbers for people. BS_NOT_TOLD where the files do not say. */
#define BS_NOT_TOLD INT64_C(-1)
typedef enum bs_total {
    BS_TOTAL_CONNECTIONS,
    BS_TOTAL_INVITATIONS_OUT,
    BS_TOTAL_INVITATIONS_IN,
    BS_TOTAL_ACCEPTED_OUT,
    BS_TOTAL_MESSAGES_SENT,
    BS_TOTAL_INMAIL_SENT,
    BS_TOTAL_INMAIL_REPLIED,
    BS_TOTAL_DM_THREADS_STARTED,
    BS_TOTAL_DM_THREADS_REPLIED,
    BS_TOTAL_INMAIL_RECEIVED,
    BS_TOTAL_INMAIL_RECEIVED_REPLIED,
    BS_TOTAL_SPONSORED,
    /** Begun by the member with a subject, but whether the two were connected cannot be told:
     * InMail or message; counted as neither. */
    BS_TOTAL_OUTREACH_UNCLEAR,
    /** Begun by the member without a subject to somebody who is not a connection: a note to an
     * invitation, a message within a group or event, or a connection since removed; counted as
     * messages. */
    BS_TOTAL_OUTREACH_UNCONNECTED,
    BS_TOTAL_COMMENTS,
    BS_TOTAL_POSTS,
    BS_TOTAL_REACTIONS,
    BS_TOTAL_VOTES,
    BS_TOTAL_REPOSTS,
    BS_TOTAL_SEARCHES,
    BS_TOTAL_DAYS_ACTIVE,
    BS_TOTAL_ENDORSEMENTS_RECEIVED,
    BS_TOTAL_ENDORSEMENTS_GIVEN,
    BS_TOTAL_RECOMMENDATIONS_RECEIVED,
    BS_TOTAL_SKILLS,
    BS_TOTAL_COUNT
} bs_total;

/** Short id of a total ("inmail_sent"). Static storage. */
const char *bs_total_id(bs_total total);

typedef struct bs_ingest_result {
    bs_file_result files[BS_FILE_COUNT];
    int64_t totals[BS_TOTAL_COUNT];
    bs_day day;             /**< of the archive; BS_DAY_NONE when it says none and holds no dates */
    bool day_told;          /**< by the caller; else taken from the newest row */
    bs_day oldest;          /**< day of anything; 0 when there are no dates */
    bool whose_unknown;     /**< messages were read but which side is the member cannot be told */
    bs_owner owner;         /**< whose the files are, as far as they say */
    size_t impossible_days; /**< days left out: more in one day than is believable */
} bs_ingest_result;

/** A result of nothing, and what a part with other files adds to it. */
void bs_ingest_result_init(bs_ingest_result *total);
void bs_ingest_result_add(bs_ingest_result *total, const bs_ingest_result *part);

typedef struct bs_ingest_options {
    bs_zone zone;
    bs_source source; /**< BS_FROM_ARCHIVE or BS_FROM_API */
    bs_day day;       /**< when the archive was made; BS_DAY_NONE when not known */
    bs_day oldest; /**< of what was read apart from this, for histories to begin at; 0 for none */
    bs_day today;  /**< nothing later than the day after is believed, nor is such a `day` */
} bs_ingest_options;

typedef struct bs_ingest bs_ingest;

BS_MUST_CHECK bs_status bs_ingest_new(bs_ingest **ingest, const bs_ingest_options *options);
/** Safe on NULL. */
void bs_ingest_free(bs_ingest *ingest);

/**
 * One file: begin, feed what comes, end. bs_ingest_feed and bs_ingest_end may fail with
 * BS_BAD_REQUEST (the header is not the file's) or BS_TOO_LARGE (open quotes); what the file gave
 * has then been dropped and its outcome noted, and other files go on.
 */
BS_MUST_CHECK bs_status bs_ingest_begin(bs_ingest *ingest, bs_file file);
BS_MUST_CHECK bs_status bs_ingest_feed(bs_ingest *ingest, const void *bytes, size_t length);
BS_MUST_CHECK bs_status bs_ingest_end(bs_ingest *ingest);

/**
 * True when a file that was read to its end must be read once more: some of its dates alone prove
 * the order of day and month for the others. What it gave has then been dropped.
 */
bool bs_ingest_again(bs_ingest *ingest, bs_file file);

/** Drops what the file has given and notes why; also for a file that was never begun. */
void bs_ingest_refuse(bs_ingest *ingest, bs_file file, bs_outcome outcome);

/** Notes a further entry of a kind that was read already. */
void bs_ingest_extra(bs_ingest *ingest, bs_file file);

/** The number that a known file's name ends in ("Comments_34875879.csv") is the member's. */
void bs_ingest_entry_name(bs_ingest *ingest, const char *path);

/** The layout of a file's rows, for sources that are not CSV. */
const bs_csv_layout *bs_file_layout(bs_file file);

/**
 * One row that did not come from CSV, its fields in the layout's order, with bit i of `columns` set
 * where it has columns[i]; one whose `identity` (any bytes) equals an earlier one of the file is
 * BS_ROW_REPEATED. bs_ingest_empty notes that a file is
 * there without rows.
 */
BS_MUST_CHECK bs_status bs_ingest_row(bool *repeated, bs_ingest *ingest, bs_file file,
                                      const bs_csv_field *fields, uint32_t columns,
                                      bs_csv_field identity);
void bs_ingest_empty(bs_ingest *ingest, bs_file file);

/**
 * Derives everything: `observation` (initialised, without profile and request; what it held is
 * released) and `result`. What each number means and where its limits lie is documented in
 * native-host/ingest/, one file per derivation.
 */
BS_MUST_CHECK bs_status bs_ingest_finish(bs_observation *observation, bs_ingest_result *result,
                                         bs_ingest *ingest, bs_error *error);

#endif
