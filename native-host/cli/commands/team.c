/* bussola team DIR | FILE…: what the members of a team share, as a table. */
#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "bussola/codec/team_file.h"
#include "bussola/platform/offline.h"
#include "cli/base/files.h"
#include "cli/base/json.h"
#include "cli/output/xmalloc.h"
#include "cli/text/team_table.h"
#include "commands.h"
#include "platform/fs.h"
#include "platform/path.h"

#define SUFFIX ".json"

static const bs_option options[] = {
    {"sort", 's', "ORDER", "label index"},
    {"json", 'j', NULL, NULL},
};

typedef struct team {
    const bs_cli *cli;
    const char *folder; /* of the files being listed */
    bs_team_member *members;
    size_t count;
    bs_json *json; /* the open list of refused files; NULL without --json */
    size_t refused;
    bool full; /* there were more files than are read */
} team;

/* ---- reading ---- */

static void write_refusal(const team *to, const char *path, const bs_error *error)
{
    bs_json_open(to->json, '{');
    bs_json_member_text(to->json, "file", path);
    bs_json_member_text(to->json, "code", bs_status_id(error->status));
    bs_json_member_known(to->json, "field", error->field);
    bs_json_close(to->json, '}');
}

/* Prints why a file is left out. */
static void refuse(team *to, const char *path, const bs_error *error, const char *failure)
{
    const bs_messages *text = &to->cli->text;
    const bool is_other = error->status == BS_BAD_JSON || strcmp(error->field, "format") == 0;
    const char *key = "team_why_value";
    if (error->status == BS_TOO_LARGE) {
        key = "team_why_too_large";
    } else if (error->status == BS_NEWER_SCHEMA) {
        key = "team_why_newer";
    } else if (is_other) {
        key = "team_why_other";
    }
    char *why = failure != NULL ? bs_xstrdup(failure) : bs_text_new(text, key, error->field, NULL);
    (void)bs_complain(to->cli, BS_EXIT_FAILED, "team_refused", path, why, NULL);
    free(why);
    to->refused++;
    if (to->json != NULL) {
        write_refusal(to, path, error);
    }
}

static void read_file(team *to, const char *path)
{
    bs_error error = {.status = BS_STORAGE};
    char *content = NULL;
    size_t length = 0;
    if (to->count + to->refused == BS_TEAM_FILES_MAX) {
        to->full = true;
        return;
    }
    const int failure = bs_file_read_within(&content, &length, path, BS_TEAM_FILE_MAX);
    if (failure == EFBIG) {
        error.status = BS_TOO_LARGE;
    }
    if (failure != 0) {
        refuse(to, path, &error,
               failure != EFBIG ? bs_file_failure(&to->cli->text, failure) : NULL);
        return;
    }
    bs_team_member *member = &to->members[to->count];
    const bs_status status =
        bs_team_file_read(member, content, length, (int64_t)time(NULL), &error);
    if (status == BS_INTERNAL) {
        bs_xfail();
    }
    if (status == BS_OK) {
        to->count++;
    } else {
        refuse(to, path, &error, NULL);
    }
    free(content);
}

/* The order of names, so that refusals and equal labels do not depend on the file system. */
static int compare_names(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

typedef struct names {
    char **all;
    size_t count;
} names;

static bs_status collect(void *context, const char *name, bs_error *error)
{
    names *list = context;
    const size_t length = strlen(name);
    (void)error;
    if (name[0] != '.' && length > sizeof SUFFIX - 1 &&
        strcmp(name + length - (sizeof SUFFIX - 1), SUFFIX) == 0) {
        list->all = bs_xrealloc(list->all, list->count + 1, sizeof *list->all);
        list->all[list->count++] = bs_xstrdup(name);
    }
    return BS_OK;
}

static bs_exit read_folder(team *to, const char *folder)
{
    bs_error error;
    names list = {0};
    if (bs_fs_list(folder, collect, &list, &error) != BS_OK) {
        return bs_complain_error(to->cli, &error);
    }
    qsort(list.all, list.count, sizeof *list.all, compare_names);
    for (size_t i = 0; i < list.count; i++) {
        char *path = bs_xasprintf("%s/%s", folder, list.all[i]);
        read_file(to, path);
        free(path);
        free(list.all[i]);
    }
    free(list.all);
    return BS_EXIT_OK;
}

static bs_exit read_operand(team *to, const char *path)
{
    bs_path_facts facts;
    if (bs_path_look(&facts, path, true) && facts.is_directory) {
        return read_folder(to, path);
    }
    read_file(to, path);
    return BS_EXIT_OK;
}

/* ---- order ---- */

/* Without the case of A–Z. */
static int folded(char letter)
{
    const int byte = (unsigned char)letter;
    return byte >= 'A' && byte <= 'Z' ? byte - 'A' + 'a' : byte;
}

/* By letters without their case, then by bytes. */
static int compare_texts(const char *a, const char *b)
{
    for (size_t i = 0; a[i] != '\0' || b[i] != '\0'; i++) {
        const int order = folded(a[i]) - folded(b[i]);
        if (order != 0) {
            return order;
        }
    }
    return strcmp(a, b);
}

static int compare_labels(const void *a, const void *b)
{
    const bs_team_member *one = a;
    const bs_team_member *other = b;
    const int order = compare_texts(one->label, other->label);
    return order != 0 ? order : one->day - other->day;
}

/* The highest index first; members without one last. */
static int compare_totals(const void *a, const void *b)
{
    const double one = ((const bs_team_member *)a)->total;
    const double other = ((const bs_team_member *)b)->total;
    if (isnan(one) || isnan(other) || one == other) {
        return isnan(one) == isnan(other) ? compare_labels(a, b) : (isnan(one) ? 1 : -1);
    }
    return one > other ? -1 : 1;
}

/* ---- output ---- */

static void write_members(bs_json *json, const team *read)
{
    bs_json_member_open(json, "members", '[');
    for (size_t i = 0; i < read->count; i++) {
        bs_json_open(json, '{');
        bs_team_member_write(json, &read->members[i]);
        bs_json_close(json, '}');
    }
    bs_json_close(json, ']');
}

static void sort(team *read, const char *order)
{
    const bool ranked = order != NULL && strcmp(order, "index") == 0;
    qsort(read->members, read->count, sizeof *read->members,
          ranked ? compare_totals : compare_labels);
}

static bs_exit finish(const team *read)
{
    const bs_cli *cli = read->cli;
    if (read->full) {
        char most[BS_NUMBER_TEXT];
        bs_number_format(most, &cli->text, BS_TEAM_FILES_MAX, 0);
        return bs_complain(cli, BS_EXIT_FAILED, "team_full", most, NULL);
    }
    if (read->refused > 0) {
        return BS_EXIT_FAILED;
    }
    return read->count > 0 ? BS_EXIT_OK : bs_complain(cli, BS_EXIT_NOTHING, "team_empty", NULL);
}

static bs_exit read_all(team *to, const bs_arguments *arguments)
{
    bs_exit code = BS_EXIT_OK;
    for (size_t i = 0; i < arguments->operand_count; i++) {
        const bs_exit one = read_operand(to, arguments->operands[i]);
        code = one != BS_EXIT_OK ? one : code;
    }
    return code;
}

static bs_exit run(const bs_cli *cli, const bs_arguments *arguments)
{
    bs_json_output output;
    team read = {.cli = cli};
    if (arguments->operand_count == 0) {
        return bs_complain(cli, BS_EXIT_USAGE, "cli_team_usage", NULL);
    }
    read.members = bs_xcalloc(BS_TEAM_FILES_MAX, sizeof *read.members);
    if (bs_arguments_has(arguments, "json")) {
        read.json = bs_json_start(&output, '{');
        bs_json_member_open(read.json, "refused", '[');
    }
    /* From here on, parses data of other people. */
    (void)bs_offline_enter();
    bs_exit code = read_all(&read, arguments);
    sort(&read, bs_arguments_value(arguments, "sort"));
    if (read.json != NULL) {
        bs_json_close(read.json, ']');
        write_members(read.json, &read);
        const bs_exit printed = bs_json_finish(&output, cli);
        code = printed != BS_EXIT_OK ? printed : code;
    } else if (read.count > 0) {
        bs_team_table_write(cli, read.members, read.count);
    }
    free(read.members);
    return code == BS_EXIT_OK ? finish(&read) : code;
}

const bs_command bs_command_team = {
    .name = "team",
    .group = "team",
    .examples = {"~/team", "--sort index ~/team"},
    .operands = "DIR|FILE…",
    .words = "",
    .operands_max = BS_TEAM_FILES_MAX,
    .options = options,
    .option_count = sizeof options / sizeof options[0],
    .run = run,
};
