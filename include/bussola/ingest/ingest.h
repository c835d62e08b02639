/**
 * @file ingest.h
 * Converts the rows of LinkedIn's archive, or of its portability API, to counts by day.
 *
 * A bs_ingest collects the files of one archive (or the domains of one pull), then yields one
 * observation and a result for the user. The caller owns it. It holds names, texts and addresses
 * only as keyed hashes, in memory; nothing is written anywhere.
 *
 * Functions fail with BS_INTERNAL out of memory; other errors are documented at each.
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

/** The known files, in reading order: messages depend on the ones before. */
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
 * Finds the file by an entry's base name, ignoring case, blanks, underscores and an account number
 * at the end ("Comments_34875879.csv"). Returns false for any other name, also for similar files
 * that hold no messages of people (coach, guide, role play).
 */
bool bs_file_find(bs_file *file, const char *base_name);

/** Why a row is not counted. */
typedef enum bs_skip_reason {
    BS_ROW_COUNTED,
    BS_ROW_UNDATED,   /**< no date, or none in a known format */
    BS_ROW_EARLY,     /**< dated before LinkedIn opened */
    BS_ROW_LATE,      /**< dated after the archive was made */
    BS_ROW_TOO_LONG,  /**< BS_CSV_TOO_LONG */
    BS_ROW_COLUMNS,   /**< BS_CSV_TOO_MANY_COLUMNS */
    BS_ROW_QUOTE,     /**< BS_CSV_OPEN_QUOTE */
    BS_ROW_EMPTY,     /**< lacks the main column */
    BS_ROW_DRAFT,     /**< a message that was not sent */
    BS_ROW_SPAM,      /**< a message in the spam folder */
    BS_ROW_SPONSORED, /**< an advertisement sent as a message */
    BS_ROW_HIDDEN,    /**< an endorsement or recommendation that is hidden on the profile */
    BS_ROW_REPEATED,  /**< the API returned it before */
    BS_ROW_VERDICTS
} bs_skip_reason;

/** Short id of a reason, for JSON and catalogue ("undated"). Static storage. */
const char *bs_skip_reason_id(bs_skip_reason verdict);

/** Outcome of reading a file. */
typedef enum bs_outcome {
    BS_OUTCOME_ABSENT,
    BS_OUTCOME_READ,      /**< read; with undated rows its counts are lower bounds */
    BS_OUTCOME_EMPTY,     /**< the file has no bytes */
    BS_OUTCOME_HEADER,    /**< its columns do not match its name */
    BS_OUTCOME_UNDATED,   /**< has rows, but no readable date */
    BS_OUTCOME_QUOTES,    /**< too many unclosed quotes */
    BS_OUTCOME_DAMAGED,   /**< does not inflate, or has a wrong checksum */
    BS_OUTCOME_ENCRYPTED, /**< needs a password */
    BS_OUTCOME_METHOD,    /**< compressed by a method that this libzip lacks */
    BS_OUTCOME_TOO_LARGE, /**< beyond BS_ARCHIVE_TOTAL_MAX or BS_MESSAGES_BYTES_MAX */
    BS_OUTCOME_BOMB,      /**< inflates to more than BS_ARCHIVE_RATIO_MAX times its size */
    BS_OUTCOME_COUNT
} bs_outcome;

/** Short id of an outcome ("read"). Static storage. */
const char *bs_outcome_id(bs_outcome outcome);

typedef struct bs_file_result {
    bs_outcome outcome;
    unsigned extra; /**< further entries of the same kind, not read */
    uint64_t rows;  /**< rows read; the sum of `verdicts` */
    uint64_t verdicts[BS_ROW_VERDICTS];
} bs_file_result;

/** Totals shown to the user. BS_NOT_KNOWN if the files do not contain the number. */
#define BS_NOT_KNOWN INT64_C(-1)
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
    /** Threads started by the user with a subject if it is not known whether the two were
       connected: InMail or message; counted as neither. */
    BS_TOTAL_OUTREACH_UNCLEAR,
    /** Threads started by the user without a subject to somebody who is not a connection: a note to
       an invitation, a message in a group or event, or a connection removed since; counted as
       messages. */
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
    bs_day day;         /**< of the archive; BS_DAY_NONE if neither given nor known from a date */
    bool day_told;      /**< given by the caller; else taken from the newest row */
    bs_day oldest;      /**< earliest day in any row; 0 without dates */
    bool whose_unknown; /**< messages were read, but which side the user is could not be determined
                         */
    bs_owner owner;     /**< the owner, as far as the files contain it */
    size_t impossible_days; /**< days left out: more in one day than is plausible */
} bs_ingest_result;

/** Initialises an empty result; adds to it the result of a part with other files. */
void bs_ingest_result_init(bs_ingest_result *total);
void bs_ingest_result_add(bs_ingest_result *total, const bs_ingest_result *part);

typedef struct bs_ingest_options {
    bs_zone zone;
    bs_source source; /**< BS_FROM_ARCHIVE or BS_FROM_API */
    bs_day day;       /**< when the archive was made; BS_DAY_NONE if not known */
    bs_day oldest; /**< earliest day in files read separately, where histories begin; 0 for none */
    bs_day today;  /**< dates after tomorrow are refused, also as `day` */
} bs_ingest_options;

typedef struct bs_ingest bs_ingest;

BS_MUST_CHECK bs_status bs_ingest_new(bs_ingest **ingest, const bs_ingest_options *options);
/** Safe on NULL. */
void bs_ingest_free(bs_ingest *ingest);

/**
 * Reads one file: begin, feed, end. bs_ingest_feed and bs_ingest_end may fail with BS_BAD_REQUEST
 * (wrong header) or BS_TOO_LARGE (unclosed quotes); then the file's rows are dropped, its outcome
 * is set, and other files can be read.
 */
BS_MUST_CHECK bs_status bs_ingest_begin(bs_ingest *ingest, bs_file file);
BS_MUST_CHECK bs_status bs_ingest_feed(bs_ingest *ingest, const void *bytes, size_t length);
BS_MUST_CHECK bs_status bs_ingest_end(bs_ingest *ingest);

/**
 * True if a file that was read to its end must be read again, because only some of its dates prove
 * the order of day and month. Its rows have then been dropped.
 */
bool bs_ingest_again(bs_ingest *ingest, bs_file file);

/** Drops a file's rows and sets its outcome; also for a file that was never begun. */
void bs_ingest_refuse(bs_ingest *ingest, bs_file file, bs_outcome outcome);

/** Counts a further entry of a kind that was read already. */
void bs_ingest_extra(bs_ingest *ingest, bs_file file);

/** Takes the number at the end of a known file's name ("Comments_34875879.csv") as the owner's. */
void bs_ingest_entry_name(bs_ingest *ingest, const char *path);

/** The layout of a file's rows, for sources that are not CSV. */
const bs_csv_layout *bs_file_layout(bs_file file);

/**
 * Adds a row that does not come from CSV: fields in the layout's order, bit i of `columns` set if
 * the row has columns[i]. A row with the same `identity` (any bytes) as an earlier one of the file
 * is BS_ROW_REPEATED.
 */
BS_MUST_CHECK bs_status bs_ingest_row(bool *repeated, bs_ingest *ingest, bs_file file,
                                      const bs_csv_field *fields, uint32_t columns,
                                      bs_csv_field identity);

/**
 * Derives everything: `observation` (initialised, without profile and request; its old contents are
 * released) and `result`. The files of native-host/ingest document each derivation and its limits.
 */
BS_MUST_CHECK bs_status bs_ingest_finish(bs_observation *observation, bs_ingest_result *result,
                                         bs_ingest *ingest, bs_error *error);

#endif
