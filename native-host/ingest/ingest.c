#include "bussola/ingest/ingest.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "ingest/files/accumulator.h"
#include "observe.h"
#include "platform/random.h"

#define NAME_MAX_LENGTH 64
#define MEMBER_DIGITS_MIN 5 /* a shorter number at the end of a name is a copy's */

struct bs_ingest {
    bs_accumulator accumulator;
    bs_ingest_options options;
    bs_ingest_result result;
    bs_map seen[BS_FILE_COUNT]; /* hashes of rows that do not come from CSV */
    bs_csv *csv;                /* of the file being read */
    bs_file file;
    bool any_bytes;
    bool numbers_differ; /* account numbers, in the names of the files */
};

const char *bs_file_name(bs_file file)
{
    return bs_file_kind_of(file)->name;
}

const bs_csv_layout *bs_file_layout(bs_file file)
{
    return &bs_file_kind_of(file)->layout;
}

static char lower(char c)
{
    return (char)(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c);
}

/* Length of a name without the " (1)" that browsers append to a second download. */
static size_t without_number(const char *name, size_t length)
{
    size_t at = length;
    if (at < 4 || name[--at] != ')') {
        return length;
    }
    while (at > 0 && name[at - 1] >= '0' && name[at - 1] <= '9') {
        at--;
    }
    return at > 1 && name[at] != ')' && name[at - 1] == '(' ? at - 1 : length;
}

/* Folds a name for comparison: lower case, without blanks, underscores and an account number. */
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
    length = without_number(name, length);
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
        if (strcmp(folded, bs_file_kind_of((bs_file)i)->match) == 0) {
            *file = (bs_file)i;
            return true;
        }
    }
    return false;
}

const char *bs_skip_reason_id(bs_skip_reason verdict)
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
    assert(verdict < BS_ROW_VERDICTS);
    return ids[verdict];
}

const char *bs_outcome_id(bs_outcome outcome)
{
    static const char *const ids[BS_OUTCOME_COUNT] = {
        [BS_OUTCOME_ABSENT] = "absent",   [BS_OUTCOME_READ] = "read",
        [BS_OUTCOME_EMPTY] = "empty",     [BS_OUTCOME_HEADER] = "header",
        [BS_OUTCOME_UNDATED] = "undated", [BS_OUTCOME_QUOTES] = "quotes",
        [BS_OUTCOME_DAMAGED] = "damaged", [BS_OUTCOME_ENCRYPTED] = "encrypted",
        [BS_OUTCOME_METHOD] = "method",   [BS_OUTCOME_TOO_LARGE] = "too_large",
        [BS_OUTCOME_BOMB] = "bomb",
    };
    assert(outcome < BS_OUTCOME_COUNT);
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
    assert(total < BS_TOTAL_COUNT);
    return ids[total];
}

void bs_ingest_result_init(bs_ingest_result *total)
{
    *total = (bs_ingest_result){.day = BS_DAY_NONE};
    for (size_t i = 0; i < BS_TOTAL_COUNT; i++) {
        total->totals[i] = BS_NOT_KNOWN;
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
        if (part->totals[i] != BS_NOT_KNOWN) {
            total->totals[i] = part->totals[i];
        }
    }
    total->day = part->day;
    total->day_told = part->day_told;
    if (total->oldest == 0 || (part->oldest != 0 && part->oldest < total->oldest)) {
        total->oldest = part->oldest;
    }
    total->whose_unknown = total->whose_unknown || part->whose_unknown;
    bs_owner_add(&total->owner, &part->owner);
    total->impossible_days += part->impossible_days;
}

bs_status bs_ingest_new(bs_ingest **ingest, const bs_ingest_options *options)
{
    bs_ingest *made = calloc(1, sizeof *made);
    if (made == NULL) {
        return BS_INTERNAL;
    }
    if (!bs_random_fill(&made->accumulator.key, sizeof made->accumulator.key)) {
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
    made->accumulator.zone = options->zone;
    made->accumulator.latest = newest + 1;
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
        bs_days_free(&ingest->accumulator.days[i]);
        bs_map_free(&ingest->seen[i]);
    }
    bs_connections_free(&ingest->accumulator.connections);
    bs_workplaces_free(&ingest->accumulator.workplaces);
    bs_invitations_free(&ingest->accumulator.invitations);
    bs_messages_free(&ingest->accumulator.messages);
    free(ingest);
}

static void verdict(bs_ingest *ingest, bs_file file, bs_skip_reason why)
{
    ingest->result.files[file].rows++;
    ingest->result.files[file].verdicts[why]++;
}

static void take_row(void *context, bs_csv_fault fault, const bs_csv_field *fields)
{
    static const bs_skip_reason faults[] = {[BS_CSV_TOO_LONG] = BS_ROW_TOO_LONG,
                                            [BS_CSV_TOO_MANY_COLUMNS] = BS_ROW_COLUMNS,
                                            [BS_CSV_OPEN_QUOTE] = BS_ROW_QUOTE,
                                            [BS_CSV_NO_START] = BS_ROW_UNDATED};
    bs_ingest *ingest = context;
    if (fault != BS_CSV_FINE) {
        verdict(ingest, ingest->file, faults[fault]);
        return;
    }
    ingest->accumulator.columns[ingest->file] = bs_csv_columns(ingest->csv);
    if (!ingest->accumulator.out_of_memory) {
        verdict(ingest, ingest->file, bs_file_take_row(&ingest->accumulator, ingest->file, fields));
    }
}

bs_status bs_ingest_begin(bs_ingest *ingest, bs_file file)
{
    bs_csv_free(ingest->csv);
    ingest->csv = NULL;
    ingest->file = file;
    ingest->any_bytes = false;
    return bs_csv_new(&ingest->csv, &bs_file_kind_of(file)->layout, take_row, ingest);
}

static bs_status outcome_of(bs_ingest *ingest, bs_status status)
{
    if (ingest->accumulator.out_of_memory) {
        return BS_INTERNAL;
    }
    if (bs_messages_bytes(&ingest->accumulator.messages) > BS_MESSAGES_BYTES_MAX) {
        bs_ingest_refuse(ingest, ingest->file, BS_OUTCOME_TOO_LARGE);
        return BS_TOO_LARGE;
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
        ingest->accumulator.columns[ingest->file] = bs_csv_columns(ingest->csv);
        ingest->result.files[ingest->file].outcome = BS_OUTCOME_READ;
        ingest->accumulator.present[ingest->file] = true;
    }
    bs_csv_free(ingest->csv);
    ingest->csv = NULL;
    return status;
}

bool bs_ingest_again(bs_ingest *ingest, bs_file file)
{
    bs_date_order *order = &ingest->accumulator.order[file];
    const unsigned proved = order->proved;
    if (ingest->result.files[file].outcome != BS_OUTCOME_READ || order->ambiguous == 0 ||
        order->known != BS_ORDER_NONE ||
        (proved != BS_ORDER_DAY_FIRST && proved != BS_ORDER_MONTH_FIRST)) {
        return false;
    }
    bs_ingest_refuse(ingest, file, BS_OUTCOME_ABSENT);
    *order = (bs_date_order){.known = proved};
    return true;
}

/* Days without a row count as 0 only if every date could be read. */
static void weigh_undated(bs_ingest *ingest)
{
    for (size_t i = 0; i < BS_FILE_COUNT; i++) {
        const bs_file_result *result = &ingest->result.files[i];
        if (result->outcome != BS_OUTCOME_READ || result->verdicts[BS_ROW_UNDATED] == 0) {
            continue;
        }
        if (result->verdicts[BS_ROW_COUNTED] > 0) {
            ingest->accumulator.partial[i] = true;
        } else {
            bs_ingest_refuse(ingest, (bs_file)i, BS_OUTCOME_UNDATED);
        }
    }
}

void bs_ingest_refuse(bs_ingest *ingest, bs_file file, bs_outcome outcome)
{
    bs_accumulator *accumulator = &ingest->accumulator;
    bs_file_result *result = &ingest->result.files[file];
    *result = (bs_file_result){.outcome = outcome, .extra = result->extra};
    accumulator->present[file] = false;
    accumulator->columns[file] = 0;
    accumulator->kept[file] = 0;
    accumulator->partial[file] = false;
    accumulator->order[file] = (bs_date_order){0};
    accumulator->since[file] = 0;
    bs_days_free(&accumulator->days[file]);
    const bs_file_kind *kind = bs_file_kind_of(file);
    if (kind->drop != NULL) {
        kind->drop(accumulator);
    }
}

void bs_ingest_entry_name(bs_ingest *ingest, const char *path)
{
    static const char digits[] = "0123456789";
    const char *mark = strrchr(path, '_');
    const char *base = path + strlen(path);
    while (base > path && base[-1] != '/' && base[-1] != '\\') {
        base--;
    }
    bs_file file = BS_FILE_COUNT;
    const size_t length = mark != NULL && mark > base ? strspn(mark + 1, digits) : 0;
    if (length < MEMBER_DIGITS_MIN || mark[1 + length] != '.' || !bs_file_find(&file, base)) {
        return;
    }
    bs_owner *owner = &ingest->accumulator.owner;
    const uint64_t number = bs_owner_number(mark + 1, length);
    ingest->numbers_differ =
        ingest->numbers_differ || (owner->number != 0 && owner->number != number);
    owner->number = ingest->numbers_differ ? 0 : number;
}

void bs_ingest_extra(bs_ingest *ingest, bs_file file)
{
    ingest->result.files[file].extra++;
}

bs_status bs_ingest_row(bool *repeated, bs_ingest *ingest, bs_file file, const bs_csv_field *fields,
                        uint32_t columns, bs_csv_field identity)
{
    bs_accumulator *accumulator = &ingest->accumulator;
    bool added = false;
    if (bs_map_add(&ingest->seen[file], bs_hash(&accumulator->key, identity.text, identity.length),
                   0, &added) == NULL) {
        return BS_INTERNAL;
    }
    accumulator->present[file] = true;
    ingest->result.files[file].outcome = BS_OUTCOME_READ;
    accumulator->columns[file] |= columns;
    *repeated = !added;
    verdict(ingest, file, added ? bs_file_take_row(accumulator, file, fields) : BS_ROW_REPEATED);
    return accumulator->out_of_memory ? BS_INTERNAL : BS_OK;
}

bs_status bs_ingest_finish(bs_observation *observation, bs_ingest_result *result, bs_ingest *ingest,
                           bs_error *error)
{
    weigh_undated(ingest);
    bs_messages_unite(&ingest->accumulator.messages);
    bs_status status =
        bs_observe(observation, &ingest->result, &ingest->accumulator, &ingest->options);
    if (status != BS_OK) {
        return bs_fail(error, status, "", "Out of memory.");
    }
    *result = ingest->result;
    return BS_OK;
}
