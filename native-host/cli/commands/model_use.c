/*
 * bussola model list | use MODEL
 */
#include "model_use.h"

#include <stdlib.h>
#include <string.h>

#include "bussola/codec/json_write.h"
#include "bussola/platform/storage.h"
#include "bussola/service/model_json.h"
#include "bussola/store/models.h"
#include "cli/base/json.h"
#include "cli/base/member.h"
#include "cli/output/xmalloc.h"
#include "cli/text/table.h"
#include "platform/path.h"

/* A model to choose: built-in, or the user's own (path not NULL). */
typedef struct entry {
    bs_model *model;
    const char *path;
    bool in_use;
} entry;

enum { ENTRIES_MAX = 8 };

bs_exit bs_model_in_use(bs_model *model, const bs_cli *cli)
{
    bs_member member;
    if (!bs_member_present()) {
        return bs_member_model(model, cli);
    }
    const bs_exit code = bs_member_open(&member, cli);
    if (code == BS_EXIT_OK) {
        *model = *member.model;
        bs_member_close(&member);
    }
    return code;
}

static void add_entry(entry *entries, size_t *count, bs_model *model, const char *path)
{
    entries[*count] = (entry){.model = model, .path = path};
    ++*count;
}

/* The built-in models, the newest last, then the user's own. */
static size_t find_entries(entry entries[ENTRIES_MAX], char path[BS_STORE_PATH_MAX])
{
    size_t count = 0;
    const char *id = bs_model_builtin_id(0);
    for (size_t i = 1; id != NULL && count < ENTRIES_MAX - 1; i++) {
        bs_model *model = bs_xcalloc(1, sizeof *model);
        if (bs_model_named(model, id, NULL) == BS_OK) {
            add_entry(entries, &count, model, NULL);
        }
        id = bs_model_builtin_id(i);
    }
    bs_model *own = bs_xcalloc(1, sizeof *own);
    if (bs_model_user_path(path, BS_STORE_PATH_MAX) && bs_path_exists(path) &&
        bs_model_read(own, path, NULL) == BS_OK) {
        add_entry(entries, &count, own, path);
    } else {
        free(own);
    }
    return count;
}

/* Marks one entry: the built-in one if the user's own is a copy of it. */
static void mark_in_use(entry *entries, size_t count, const bs_model *in_use)
{
    bool found = false;
    for (size_t i = 0; i < count; i++) {
        entries[i].in_use = !found && bs_model_equal(entries[i].model, in_use);
        found = found || entries[i].in_use;
    }
}

static void write_table(const bs_cli *cli, const entry *entries, size_t count)
{
    const bs_table_column columns[] = {
        {bs_text(&cli->text, "cli_column_model"), false, 0},
        {bs_text(&cli->text, "cli_column_source"), false, 1},
        {"", false, 0},
    };
    bs_table *table = bs_table_new(columns, sizeof columns / sizeof columns[0], true);
    for (size_t i = 0; i < count; i++) {
        const entry *of = &entries[i];
        bs_table_cell(table, of->in_use ? BS_INK_BOLD : BS_INK_PLAIN,
                      of->path != NULL ? BS_MEMBER_OWN : of->model->id);
        bs_table_cell(table, BS_INK_DIM,
                      of->path != NULL ? of->path : bs_text(&cli->text, "cli_model_builtin"));
        bs_table_cell(table, BS_INK_PLAIN,
                      of->in_use ? bs_text(&cli->text, "cli_model_in_use") : "");
    }
    bs_table_write(table, &cli->out, 0);
    bs_table_free(table);
}

static void write_entry(bs_json *json, const entry *of)
{
    bs_json_open(json, '{');
    bs_json_name(json, "name");
    bs_json_string(json, of->path != NULL ? BS_MEMBER_OWN : of->model->id);
    bs_json_name(json, "id");
    bs_json_string(json, of->model->id);
    bs_json_name(json, "path");
    if (of->path != NULL) {
        bs_json_string(json, of->path);
    } else {
        bs_json_null(json);
    }
    bs_json_name(json, "in_use");
    bs_json_bool(json, of->in_use);
    bs_json_close(json, '}');
}

static bs_exit print_json(const bs_cli *cli, const entry *entries, size_t count)
{
    bs_json_output output;
    bs_json *json = bs_json_start(&output, '[');
    for (size_t i = 0; i < count; i++) {
        write_entry(json, &entries[i]);
    }
    return bs_json_finish(&output, cli);
}

bs_exit bs_model_list(const bs_cli *cli, const bs_arguments *arguments)
{
    entry entries[ENTRIES_MAX];
    char path[BS_STORE_PATH_MAX];
    bs_model *in_use = bs_xcalloc(1, sizeof *in_use);
    bs_exit code = bs_model_in_use(in_use, cli);
    const size_t count = code == BS_EXIT_OK ? find_entries(entries, path) : 0;
    mark_in_use(entries, count, in_use);
    if (code == BS_EXIT_OK && bs_arguments_has(arguments, "json")) {
        code = print_json(cli, entries, count);
    } else if (code == BS_EXIT_OK) {
        write_table(cli, entries, count);
    }
    for (size_t i = 0; i < count; i++) {
        free(entries[i].model);
    }
    free(in_use);
    return code;
}

bs_exit bs_model_choose(const bs_cli *cli, const char *name)
{
    bs_error error;
    bs_member member;
    bs_model *model = bs_xcalloc(1, sizeof *model);
    bs_exit code = bs_member_named(model, cli, name);
    if (code == BS_EXIT_OK) {
        code = bs_member_open(&member, cli);
    }
    if (code == BS_EXIT_OK) {
        const bool chosen = strcmp(name, BS_MEMBER_OWN) != 0;
        code = bs_store_model_choose(member.store, model, chosen, member.now, &error) == BS_OK
                   ? BS_EXIT_OK
                   : bs_complain_error(cli, &error);
        bs_member_close(&member);
    }
    if (code == BS_EXIT_OK) {
        bs_say(cli, "cli_model_used", model->id, NULL);
    }
    free(model);
    return code;
}
