#include "bussola/codec/reply.h"
#include "bussola/store/profiles.h"
#include "bussola/store/spark.h"
#include "bussola/store/view.h"
#include "cli/base/json.h"
#include "cli/base/member.h"
#include "cli/text/sources.h"
#include "cli/text/status_view.h"
#include "commands.h"

static const bs_option options[] = {
    {"profile", 'p', "KEY", NULL}, {"model", 0, "MODEL", NULL}, {"at", 0, "DAY", NULL},
    {"sources", 0, NULL, NULL},    {"json", 'j', NULL, NULL},   {"sample", 0, NULL, NULL},
};

static bs_exit print_state(const bs_cli *cli, const bs_view *view, bool identified)
{
    bs_json_output output;
    bs_json *json = bs_json_start(&output, '{');
    bs_reply_write_state(json, view);
    bs_json_identified(json, identified);
    return bs_json_finish(&output, cli);
}

static bs_exit show(const bs_cli *cli, const bs_arguments *arguments, const bs_member *member)
{
    bs_error error;
    bs_profile_id profile = BS_PROFILE_NONE;
    bs_moment at = {0};
    bs_exit code = bs_member_profile(&profile, member, cli, arguments);
    if (code == BS_EXIT_OK) {
        code = bs_member_moment(&at, member, profile, cli, arguments);
    }
    if (code != BS_EXIT_OK) {
        return code;
    }
    bs_view view = {0};
    bs_spark spark;
    const bool json = bs_arguments_has(arguments, "json");
    const bool sources = bs_arguments_has(arguments, "sources");
    const bs_status status =
        json || sources ? bs_store_view(&view, member->store, profile, at, &error)
                        : bs_store_view_spark(&view, &spark, member->store, profile, at, &error);
    if (status != BS_OK) {
        return bs_complain_error(cli, &error);
    }
    if (sources) {
        if (json) {
            code = bs_sources_print(cli, &view);
        } else {
            bs_member_note(&cli->out, member, cli, profile);
            bs_sources_write(cli, &view);
        }
    } else if (json) {
        code = print_state(cli, &view, bs_member_identified(member, profile));
    } else {
        bs_status_view_write(cli, &view, &spark);
        bs_member_remedy(&cli->out, member, cli, view.profile);
    }
    bs_view_free(&view);
    return code;
}

static bs_exit run(const bs_cli *cli, const bs_arguments *arguments)
{
    return bs_member_with(cli, arguments, show);
}

const bs_command bs_command_status = {
    .name = "status",
    .group = "see",
    .examples = {"", "--sample"},
    .operands = "",
    .words = "",
    .options = options,
    .option_count = sizeof options / sizeof options[0],
    .run = run,
};
