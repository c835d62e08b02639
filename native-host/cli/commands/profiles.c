#include "bussola/store/profiles.h"

#include <stdio.h>
#include <stdlib.h>

#include "bussola/codec/reply.h"
#include "bussola/core/owner.h"
#include "cli/base/json.h"
#include "cli/base/member.h"
#include "cli/output/xmalloc.h"
#include "cli/text/table.h"
#include "commands.h"

static const bs_option options[] = {
    {"json", 'j', NULL, NULL},
};

static char *join_aliases(const bs_profile *profile)
{
    char *list = bs_xstrdup("");
    for (size_t i = 0; i < profile->alias_count; i++) {
        if (bs_owner_is_mark(profile->aliases[i])) {
            continue;
        }
        char *longer = bs_xasprintf("%s%s%s", list, *list != '\0' ? ", " : "", profile->aliases[i]);
        free(list);
        list = longer;
    }
    return list;
}

static void write_row(bs_table *table, const bs_cli *cli, const bs_profile *profile)
{
    char first[BS_DATE_TEXT];
    char last[BS_DATE_TEXT];
    char name[BS_KEY_MAX + 1];
    char *aliases = join_aliases(profile);
    bs_profile_name(name, profile);
    bs_date_format(first, &cli->text, bs_moment_day(profile->first_seen));
    bs_date_format(last, &cli->text, bs_moment_day(profile->last_seen));
    bs_table_cell(table, BS_INK_BOLD, name);
    bs_table_cell(table, BS_INK_PLAIN,
                  profile->key[0] != '\0' ? profile->label
                                          : bs_text(&cli->text, "cli_unidentified"));
    bs_table_cell(table, BS_INK_PLAIN, last);
    bs_table_cell(table, BS_INK_PLAIN, first);
    bs_table_cell(table, BS_INK_PLAIN, aliases);
    free(aliases);
}

static void write_table(const bs_cli *cli, const bs_profile *profiles, size_t count)
{
    const bs_table_column columns[] = {
        {bs_text(&cli->text, "cli_column_key"), false, 0},
        {bs_text(&cli->text, "cli_column_label"), false, 1},
        {bs_text(&cli->text, "cli_column_last_seen"), false, 0},
        {bs_text(&cli->text, "cli_column_first_seen"), false, 2},
        {bs_text(&cli->text, "cli_column_aliases"), false, 3},
    };
    bs_table *table = bs_table_new(columns, sizeof columns / sizeof columns[0], true);
    for (size_t i = 0; i < count; i++) {
        write_row(table, cli, &profiles[i]);
    }
    bs_table_write(table, &cli->out, 0);
    bs_table_free(table);
}

static bs_exit show(const bs_cli *cli, const bs_arguments *arguments, const bs_member *member)
{
    bs_error error;
    bs_profile *profiles = NULL;
    size_t count = 0;
    if (bs_member_list(&profiles, &count, member->store, &error) != BS_OK) {
        return bs_complain_error(cli, &error);
    }
    bs_exit code = BS_EXIT_OK;
    if (bs_arguments_has(arguments, "json")) {
        bs_json_output output;
        bs_reply_write_profiles(bs_json_start(&output, '['), profiles, count);
        code = bs_json_finish(&output, cli);
    } else if (count == 0) {
        code = bs_complain(cli, BS_EXIT_NOTHING, "cli_nothing_yet", NULL);
    } else {
        write_table(cli, profiles, count);
    }
    bs_profiles_free(profiles, count);
    return code;
}

static bs_exit run(const bs_cli *cli, const bs_arguments *arguments)
{
    return bs_member_with(cli, arguments, show);
}

const bs_command bs_command_profiles = {
    .name = "profiles",
    .group = "see",
    .examples = {""},
    .operands = "",
    .words = "",
    .options = options,
    .option_count = sizeof options / sizeof options[0],
    .run = run,
};
