#include "bussola/ingest.h"

#include <stdlib.h>
#include <string.h>
#include <sys/random.h>

#include "gather.h"
#include "observe.h"

#define NAME_MAX_LENGTH 64

static const bs_file_kind *const kinds[BS_FILE_COUNT] = {
    [BS_FILE_REGISTRATION] = &bs_file_registration,
    [BS_FILE_PROFILE] = &bs_file_profile,
    [BS_FILE_CONNECTIONS] = &bs_file_connections,
    [BS_FILE_INVITATIONS] = &bs_file_invitations,
    [BS_FILE_MESSAGES] = &bs_file_messages,
    [BS_FILE_COMMENTS] = &bs_file_comments,
    [BS_FILE_SHARES] = &bs_file_shares,
    [BS_FILE_REACTIONS] = &bs_file_reactions,
    [BS_FILE_VOTES] = &bs_file_votes,
    [BS_FILE_INSTANT_REPOSTS] = &bs_file_instant_reposts,
    [BS_FILE_SEARCH_QUERIES] = &bs_file_search_queries,
    [BS_FILE_LOGINS] = &bs_file_logins,
    [BS_FILE_ENDORSEMENTS_RECEIVED] = &bs_file_endorsements_received,
    [BS_FILE_ENDORSEMENTS_GIVEN] = &bs_file_endorsements_given,
    [BS_FILE_RECOMMENDATIONS_RECEIVED] = &bs_file_recommendations_received,
    [BS_FILE_SKILLS] = &bs_file_skills,
    [BS_FILE_POSITIONS] = &bs_file_positions,
    [BS_FILE_EDUCATION] = &bs_file_education,
    [BS_FILE_PUBLICATIONS] = &bs_file_publications,
    [BS_FILE_VOLUNTEERING] = &bs_file_volunteering,
};

struct bs_ingest {
    bs_gather gather;
    bs_ingest_options options;
    bs_ingest_result result;
    bs_map seen[BS_FILE_COUNT]; /* hashes of rows that did not come from CSV */
    bs_csv *csv;                /* of the file being read */
    bs_file file;
    bool any_bytes;
};

const char *bs_file_name(bs_file file)
{
    return kinds[file]->name;
}

const bs_csv_layout *bs_file_layout(bs_file file)
{
    return &kinds[file]->layout;
}

static char lower(char c)
{
    return (char)(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c);
}

/* Lower case, without blanks and underscores, an id cut off: what names are compared by. */
static bool fold_name(char folded[NAME_MAX_LENGTH], const char *name)
{
    static const char suffix[] = ".csv";
    size_t length = strlen(name);
    size_t suffix_length = sizeof suffix - 1;
    if (length <= suffix_length || length >= NAME_MAX_LENGTH) {
        return false;
    }
    length -= suffix_length;
    for (size_t i = 0; i < suffix_length; i++) {
        if (lower(name[length + i]) != suffix[i]) {
            return false;
        }
    }
    size_t digits = length;
    while (digits > 0 && name[digits - 1] >= '0' && name[digits - 1] <= '9') {
        digits--;
    }
    if (digits < length && digits > 0 && name[digits - 1] == '_') {
        length = digits - 1;
    }
    size_t kept = 0;
    for (size_t i = 0; i < length; i++) {
        char c = name[i];
        if (c != ' ' && c != '_') {
            folded[kept++] = lower(c);
        }
    }
    folded[kept] = '\0';
    return true;
}

bool bs_file_find(bs_file *file, const char *base_name)
{
    char folded[NAME_MAX_LENGTH];
    if (!fold_name(folded, base_name)) {
        return false;
    }
    for (size_t i = 0; i < BS_FILE_COUNT; i++) {
        if (strcmp(folded, kinds[i]->match) == 0) {
            *file = (bs_file)i;
            return true;
        }
    }
    return false;
}

const char *bs_left_out_id(bs_left_out verdict)
{
    static const char *const ids[BS_ROW_VERDICTS] = {
        [BS_ROW_COUNTED] = "counted",     [BS_ROW_UNDATED] = "undated",
        [BS_ROW_EARLY] = "early",         [BS_ROW_LATE] = "late",
        [BS_ROW_TOO_LONG] = "too_long",   [BS_ROW_COLUMNS] = "columns",
        [BS_ROW_QUOTE] = "quote",         [BS_ROW_EMPTY] = "empty",
        [BS_ROW_DRAFT] = "draft",         [BS_ROW_SPAM] = "spam",
        [BS_ROW_SPONSORED] = "sponsored", [BS_ROW_HIDDEN] = "hidden",
        [BS_ROW_REPEATED] = "repeated",
    };
    return ids[verdict];
}

const char *bs_outcome_id(bs_outcome outcome)
{
    static const char *const ids[BS_OUTCOME_COUNT] = {
        [BS_OUTCOME_ABSENT] = "absent",       [BS_OUTCOME_READ] = "read",
        [BS_OUTCOME_EMPTY] = "empty",         [BS_OUTCOME_HEADER] = "header",
        [BS_OUTCOME_QUOTES] = "quotes",       [BS_OUTCOME_DAMAGED] = "damaged",
        [BS_OUTCOME_ENCRYPTED] = "encrypted", [BS_OUTCOME_TOO_LARGE] = "too_large",
        [BS_OUTCOME_BOMB] = "bomb",
    };
    return ids[outcome];
}

const char *bs_total_id(bs_total total)
{
    static const char *const ids[BS_TOTAL_COUNT] = {
        [BS_TOTAL_CONNECTIONS] = "connections",
        [BS_TOTAL_INVITATIONS_OUT] = "invitations_out",
        [BS_TOTAL_INVITATIONS_IN] = "invitations_in",
        [BS_TOTAL_ACCEPTED_OUT] = "accepted_out",
        [BS_TOTAL_MESSAGES_SENT] = "messages_sent",
        [BS_TOTAL_INMAIL_SENT] = "inmail_sent",
        [BS_TOTAL_INMAIL_REPLIED] = "inmail_replied",
        [BS_TOTAL_DM_THREADS_STARTED] = "dm_threads_started",
        [BS_TOTAL_DM_THREADS_REPLIED] = "dm_threads_replied",
        [BS_TOTAL_INMAIL_RECEIVED] = "inmail_received",
        [BS_TOTAL_INMAIL_RECEIVED_REPLIED] = "inmail_received_replied",
        [BS_TOTAL_SPONSORED] = "sponsored",
        [BS_TOTAL_OUTREACH_UNCLEAR] = "outreach_unclear",
        [BS_TOTAL_OUTREACH_UNCONNECTED] = "outreach_unconnected",
        [BS_TOTAL_COMMENTS] = "comments",
        [BS_TOTAL_POSTS] = "posts",
        [BS_TOTAL_REACTIONS] = "reactions",
        [BS_TOTAL_VOTES] = "votes",
        [BS_TOTAL_REPOSTS] = "reposts",
        [BS_TOTAL_SEARCHES] = "searches",
        [BS_TOTAL_DAYS_ACTIVE] = "days_active",
        [BS_TOTAL_ENDORSEMENTS_RECEIVED] = "endorsements_received",
        [BS_TOTAL_ENDORSEMENTS_GIVEN] = "endorsements_given",
        [BS_TOTAL_RECOMMENDATIONS_RECEIVED] = "recommendations_received",
        [BS_TOTAL_SKILLS] = "skills",
    };
    return ids[total];
}

void bs_ingest_result_init(bs_ingest_result *total)
{
    *total = (bs_ingest_result){.day = BS_DAY_NONE};
    for (size_t i = 0; i < BS_TOTAL_COUNT; i++) {
        total->totals[i] = BS_NOT_TOLD;
    }
}

void bs_ingest_result_add(bs_ingest_result *total, const bs_ingest_result *part)
{
    for (size_t i = 0; i < BS_FILE_COUNT; i++) {
        if (part->files[i].outcome != BS_OUTCOME_ABSENT) {
            total->files[i] = part->files[i];
        }
    }
    for (size_t i = 0; i < BS_TOTAL_COUNT; i++) {
        if (part->totals[i] != BS_NOT_TOLD) {
            total->totals[i] = part->totals[i];
        }
    }
    total->day = part->day;
    total->day_told = part->day_told;
    if (total->oldest == 0 || (part->oldest != 0 && part->oldest < total->oldest)) {
        total->oldest = part->oldest;
    }
    total->whose_unknown = total->whose_unknown || part->whose_unknown;
    total->impossible_days += part->impossible_days;
}

bs_status bs_ingest_new(bs_ingest **ingest, const bs_ingest_options *options)
{
    bs_ingest *made = calloc(1, sizeof *made);
    if (made == NULL) {
        return BS_INTERNAL;
    }
    if (getrandom(&made->gather.key, sizeof made->gather.key, 0) !=
        (ssize_t)sizeof made->gather.key) {
        free(made);
        return BS_INTERNAL;
    }
    made->options = *options;
    if (options->day > options->today + 1) {
        made->options.day = BS_DAY_NONE;
    }
    bs_day newest = made->options.day != BS_DAY_NONE && made->options.day < options->today
                        ? made->options.day
                        : options->today;
    made->gather.zone = options->zone;
    made->gather.latest = newest + 1;
    made->file = BS_FILE_COUNT;
    *ingest = made;
    return BS_OK;
}

void bs_ingest_free(bs_ingest *ingest)
{
    if (ingest == NULL) {
        return;
    }
    bs_csv_free(ingest->csv);
    for (size_t i = 0; i < BS_FILE_COUNT; i++) {
        bs_days_free(&ingest->gather.days[i]);
        bs_map_free(&ingest->seen[i]);
    }
    bs_connections_free(&ingest->gather.connections);
    bs_invitations_free(&ingest->gather.invitations);
    bs_messages_free(&ingest->gather.messages);
    free(ingest);
}

static void verdict(bs_ingest *ingest, bs_file file, bs_left_out why)
{
    ingest->result.files[file].rows++;
    ingest->result.files[file].verdicts[why]++;
}

static void take_row(void *context, bs_csv_fault fault, const bs_csv_field *fields)
{
    static const bs_left_out faults[] = {[BS_CSV_TOO_LONG] = BS_ROW_TOO_LONG,
                                         [BS_CSV_TOO_MANY_COLUMNS] = BS_ROW_COLUMNS,
                                         [BS_CSV_OPEN_QUOTE] = BS_ROW_QUOTE,
                                         [BS_CSV_NO_START] = BS_ROW_UNDATED};
    bs_ingest *ingest = context;
    const bs_file_kind *kind = kinds[ingest->file];
    if (fault != BS_CSV_FINE) {
        verdict(ingest, ingest->file, faults[fault]);
        return;
    }
    ingest->gather.columns[ingest->file] = bs_csv_columns(ingest->csv);
    if (!ingest->gather.out_of_memory) {
        verdict(ingest, ingest->file, kind->row(&ingest->gather, fields));
    }
}

bs_status bs_ingest_begin(bs_ingest *ingest, bs_file file)
{
    bs_csv_free(ingest->csv);
    ingest->csv = NULL;
    ingest->file = file;
    ingest->any_bytes = false;
    return bs_csv_new(&ingest->csv, &kinds[file]->layout, take_row, ingest);
}

static bs_status outcome_of(bs_ingest *ingest, bs_status status)
{
    if (ingest->gather.out_of_memory) {
        return BS_INTERNAL;
    }
    if (status == BS_BAD_REQUEST) {
        bs_ingest_refuse(ingest, ingest->file,
                         ingest->any_bytes ? BS_OUTCOME_HEADER : BS_OUTCOME_EMPTY);
    } else if (status == BS_TOO_LARGE) {
        bs_ingest_refuse(ingest, ingest->file, BS_OUTCOME_QUOTES);
    }
    return status;
}

bs_status bs_ingest_feed(bs_ingest *ingest, const void *bytes, size_t length)
{
    ingest->any_bytes = ingest->any_bytes || length > 0;
    return outcome_of(ingest, bs_csv_feed(ingest->csv, bytes, length));
}

bs_status bs_ingest_end(bs_ingest *ingest)
{
    bs_status status = outcome_of(ingest, bs_csv_end(ingest->csv));
    if (status == BS_OK) {
        ingest->gather.columns[ingest->file] = bs_csv_columns(ingest->csv);
        bs_file_result *result = &ingest->result.files[ingest->file];
        result->outcome = BS_OUTCOME_READ;
        /* Days without a row are a seen 0 only where the dates could be read. */
        ingest->gather.present[ingest->file] =
            result->verdicts[BS_ROW_UNDATED] <= result->verdicts[BS_ROW_COUNTED];
    }
    bs_csv_free(ingest->csv);
    ingest->csv = NULL;
    return status;
}

void bs_ingest_refuse(bs_ingest *ingest, bs_file file, bs_outcome outcome)
{
    bs_gather *gather = &ingest->gather;
    bs_file_result *result = &ingest->result.files[file];
    *result = (bs_file_result){.outcome = outcome, .extra = result->extra};
    gather->present[file] = false;
    gather->columns[file] = 0;
    gather->kept[file] = 0;
    bs_days_free(&gather->days[file]);
    if (kinds[file]->drop != NULL) {
        kinds[file]->drop(gather);
    }
}

void bs_ingest_extra(bs_ingest *ingest, bs_file file)
{
    ingest->result.files[file].extra++;
}

bs_status bs_ingest_row(bool *repeated, bs_ingest *ingest, bs_file file, const bs_csv_field *fields,
                        uint32_t columns, bs_csv_field identity)
{
    bs_gather *gather = &ingest->gather;
    bool added = false;
    if (bs_map_add(&ingest->seen[file], bs_hash(&gather->key, identity.text, identity.length), 0,
                   &added) == NULL) {
        return BS_INTERNAL;
    }
    bs_ingest_empty(ingest, file);
    gather->columns[file] |= columns;
    *repeated = !added;
    verdict(ingest, file, added ? kinds[file]->row(gather, fields) : BS_ROW_REPEATED);
    return gather->out_of_memory ? BS_INTERNAL : BS_OK;
}

void bs_ingest_empty(bs_ingest *ingest, bs_file file)
{
    ingest->gather.present[file] = true;
    ingest->result.files[file].outcome = BS_OUTCOME_READ;
}

bs_status bs_ingest_finish(bs_observation *observation, bs_ingest_result *result, bs_ingest *ingest,
                           bs_error *error)
{
    bs_status status = bs_observe(observation, &ingest->result, &ingest->gather, &ingest->options);
    if (status != BS_OK) {
        return bs_fail(error, status, "", "Out of memory.");
    }
    *result = ingest->result;
    return BS_OK;
}
