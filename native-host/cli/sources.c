#include "sources.h"

#include <cjson/cJSON.h>
#include <stdio.h>
#include <stdlib.h>

#include "memory.h"
#include "table.h"
#include "wording.h"

/* What one source says about one signal. */
typedef struct account {
    int64_t value;
    bs_moment seen;
    bs_bound bound;
    int days; /* of the window that it covers; 0 for gauges */
    bool known;
    bool differs[BS_SOURCE_COUNT]; /* from that other source, where both have looked */
} account;

typedef struct window {
    const bs_evidence *evidence;
    bs_moment at;
    bs_day from, to; /* both included */
} window;

static void note_seen(account *account, bs_moment seen)
{
    if (!account->known || seen.seconds > account->seen.seconds) {
        account->seen = seen;
    }
    account->known = true;
}

/* ---- gauges: the last reading of each source ---- */

static void read_gauges(account accounts[BS_SOURCE_COUNT], const window *window, bs_signal signal)
{
    for (size_t i = 0; i < window->evidence->gauge_count; i++) {
        const bs_gauge *gauge = &window->evidence->gauges[i];
        if (gauge->signal == signal && gauge->at.seconds <= window->at.seconds) {
            account *account = &accounts[gauge->source];
            account->value = gauge->value;
            account->bound = gauge->bound;
            note_seen(account, gauge->seen);
        }
    }
}

/* "At least 500" and 730 agree; approximate values agree with everything. */
static bool gauges_differ(const account *one, const account *other)
{
    if (one->bound == BS_APPROXIMATE || other->bound == BS_APPROXIMATE) {
        return false;
    }
    if (one->bound == BS_AT_LEAST || other->bound == BS_AT_LEAST) {
        const account *least = one->bound == BS_AT_LEAST ? one : other;
        const account *exact = least == one ? other : one;
        return exact->bound == BS_EXACT && exact->value < least->value;
    }
    return one->value != other->value;
}

/* ---- tallies: each source's sum over the days it covers ---- */

static bool covers(const window *window, bs_signal signal, bs_source source, bs_day day)
{
    for (size_t i = 0; i < window->evidence->cover_count; i++) {
        const bs_cover *cover = &window->evidence->covers[i];
        if (cover->signal == signal && cover->source == source && cover->from <= day &&
            day <= cover->to) {
            return true;
        }
    }
    return false;
}

static int64_t count_on(const window *window, bs_signal signal, bs_source source, bs_day day)
{
    for (size_t i = 0; i < window->evidence->tally_count; i++) {
        const bs_tally *tally = &window->evidence->tallies[i];
        if (tally->signal == signal && tally->source == source && tally->day == day) {
            return tally->count;
        }
    }
    return 0;
}

static void read_tallies(account accounts[BS_SOURCE_COUNT], const window *window, bs_signal signal)
{
    for (size_t i = 0; i < window->evidence->tally_count; i++) {
        const bs_tally *tally = &window->evidence->tallies[i];
        if (tally->signal == signal && tally->day >= window->from && tally->day <= window->to) {
            account *account = &accounts[tally->source];
            account->value += tally->count;
            account->bound = tally->bound > account->bound ? tally->bound : account->bound;
            note_seen(account, tally->seen);
        }
    }
    for (size_t i = 0; i < window->evidence->cover_count; i++) {
        const bs_cover *cover = &window->evidence->covers[i];
        bs_day from = cover->from > window->from ? cover->from : window->from;
        bs_day to = cover->to < window->to ? cover->to : window->to;
        if (cover->signal == signal && from <= to) {
            accounts[cover->source].days += to - from + 1;
            note_seen(&accounts[cover->source], cover->seen);
        }
    }
}

/* Two sources differ when they have counted the same days and come to different sums. */
static bool tallies_differ(const window *window, bs_signal signal, bs_source one, bs_source other)
{
    int64_t difference = 0;
    for (bs_day day = window->from; day <= window->to; day++) {
        if (covers(window, signal, one, day) && covers(window, signal, other, day)) {
            difference += count_on(window, signal, one, day) - count_on(window, signal, other, day);
        }
    }
    return difference != 0;
}

/* ---- one signal ---- */

static void read_signal(account accounts[BS_SOURCE_COUNT], const window *window, bs_signal signal)
{
    bool tally = bs_signal_info_of(signal)->kind == BS_KIND_TALLY;
    if (tally) {
        read_tallies(accounts, window, signal);
    } else {
        read_gauges(accounts, window, signal);
    }
    for (int one = 0; one < BS_SOURCE_COUNT; one++) {
        for (int other = 0; other < BS_SOURCE_COUNT; other++) {
            if (one != other && accounts[one].known && accounts[other].known) {
                accounts[one].differs[other] =
                    tally ? tallies_differ(window, signal, (bs_source)one, (bs_source)other)
                          : gauges_differ(&accounts[one], &accounts[other]);
            }
        }
    }
}

typedef void (*account_sink)(void *context, bs_signal signal, bs_source source,
                             const account *account);

static void each_account(const bs_view *view, const bs_model *model, account_sink sink,
                         void *context)
{
    bs_day today = bs_moment_day(view->state.at);
    const window window = {.evidence = &view->evidence,
                           .at = view->state.at,
                           .from = today - model->window_days + 1,
                           .to = today};
    for (int signal = 0; signal < BS_SIGNAL_COUNT; signal++) {
        account accounts[BS_SOURCE_COUNT] = {0};
        read_signal(accounts, &window, (bs_signal)signal);
        for (int source = 0; source < BS_SOURCE_COUNT; source++) {
            if (accounts[source].known) {
                sink(context, (bs_signal)signal, (bs_source)source, &accounts[source]);
            }
        }
    }
}

/* ---- as a table ---- */

typedef struct table_context {
    const bs_cli *cli;
    bs_table *table;
    bs_day today;
    int last; /* the signal of the row before, whose name is not repeated */
} table_context;

static char *note_of(const bs_cli *cli, const account *account)
{
    for (int source = 0; source < BS_SOURCE_COUNT; source++) {
        if (account->differs[source]) {
            return bs_text_new(&cli->text, "cli_sources_differs",
                               bs_text_of(&cli->text, "source_", bs_source_id((bs_source)source)),
                               NULL);
        }
    }
    return account->days > 0 ? bs_text_count(&cli->text, "cli_sources_days", account->days)
                             : bs_memory_copy("");
}

static void cell(bs_table *table, bs_ink ink, char *text)
{
    bs_table_cell(table, ink, text);
    free(text);
}

static void add_row(void *context, bs_signal signal, bs_source source, const account *account)
{
    table_context *into = context;
    const bs_catalogue *text = &into->cli->text;
    const bs_value value = {
        .known = true, .value = (double)account->value, .bound = account->bound};
    bool differs = false;
    for (int other = 0; other < BS_SOURCE_COUNT; other++) {
        differs = differs || account->differs[other];
    }
    bs_table_cell(into->table, BS_INK_PLAIN,
                  into->last == (int)signal
                      ? ""
                      : bs_text_of(text, "signal_", bs_signal_info_of(signal)->id));
    bs_table_cell(into->table, BS_INK_PLAIN, bs_text_of(text, "source_", bs_source_id(source)));
    cell(into->table, BS_INK_PLAIN, bs_word_value(text, signal, &value));
    cell(into->table, BS_INK_PLAIN, bs_age_new(text, bs_moment_day(account->seen), into->today));
    cell(into->table, differs ? BS_INK_WARNING : BS_INK_DIM, note_of(into->cli, account));
    into->last = (int)signal;
}

void bs_sources_write(const bs_cli *cli, const bs_view *view, const bs_model *model)
{
    const bs_table_column columns[] = {
        {bs_text(&cli->text, "cli_column_signal"), false, 0},
        {bs_text(&cli->text, "cli_column_source"), false, 0},
        {bs_text(&cli->text, "cli_column_value"), true, 0},
        {bs_text(&cli->text, "cli_column_seen"), false, 2},
        {"", false, 1},
    };
    table_context context = {.cli = cli,
                             .table =
                                 bs_table_new(columns, sizeof columns / sizeof columns[0], true),
                             .today = bs_moment_day(view->state.at),
                             .last = -1};
    each_account(view, model, add_row, &context);
    bs_table_write(context.table, &cli->out, 0);
    bs_table_free(context.table);
}

/* ---- as JSON ---- */

static void add_object(void *context, bs_signal signal, bs_source source, const account *account)
{
    cJSON *object = cJSON_CreateObject();
    char seen[BS_MOMENT_TEXT];
    bs_moment_format(seen, account->seen);
    (void)cJSON_AddStringToObject(object, "signal", bs_signal_info_of(signal)->id);
    (void)cJSON_AddStringToObject(object, "source", bs_source_id(source));
    (void)cJSON_AddNumberToObject(object, "value", (double)account->value);
    (void)cJSON_AddStringToObject(object, "bound", bs_bound_id(account->bound));
    (void)cJSON_AddStringToObject(object, "seen_at", seen);
    if (bs_signal_info_of(signal)->kind == BS_KIND_TALLY) {
        (void)cJSON_AddNumberToObject(object, "days", account->days);
    } else {
        (void)cJSON_AddNullToObject(object, "days");
    }
    cJSON *differs = cJSON_AddArrayToObject(object, "differs_from");
    for (int other = 0; other < BS_SOURCE_COUNT; other++) {
        if (account->differs[other]) {
            (void)cJSON_AddItemToArray(differs, cJSON_CreateString(bs_source_id((bs_source)other)));
        }
    }
    if (!cJSON_AddItemToArray(context, object)) {
        bs_memory_out();
    }
}

void bs_sources_print(const bs_view *view, const bs_model *model)
{
    cJSON *array = cJSON_CreateArray();
    each_account(view, model, add_object, array);
    char *text = cJSON_PrintUnformatted(array);
    if (text == NULL) {
        bs_memory_out();
    }
    (void)puts(text);
    cJSON_free(text);
    cJSON_Delete(array);
}
