#include "member.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

#include "bussola/model_json.h"
#include "memory.h"

bs_exit bs_member_model(bs_model *model, const bs_cli *cli)
{
    bs_error error;
    bool refused = false;
    char path[BS_STORE_PATH_MAX] = "";
    if (bs_model_in_force(model, &refused, &error) != BS_OK) {
        return bs_complain_error(cli, &error);
    }
    if (refused) {
        (void)bs_model_user_path(path, sizeof path);
        (void)bs_complain(cli, BS_EXIT_OK, "cli_model_refused", path, error.message, NULL);
    }
    return BS_EXIT_OK;
}

bs_exit bs_member_open(bs_member *member, const bs_cli *cli)
{
    bs_error error;
    char directory[BS_STORE_PATH_MAX];
    if (bs_store_directory(directory, &error) != BS_OK) {
        return bs_complain_error(cli, &error);
    }
    char *database = bs_memory_print("%s/bussola.db", directory);
    bool present = access(database, F_OK) == 0;
    free(database);
    if (!present) {
        return bs_complain(cli, BS_EXIT_NOTHING, "cli_nothing_yet", NULL);
    }
    *member =
        (bs_member){.model = bs_memory_new(1, sizeof *member->model), .now = (int64_t)time(NULL)};
    bs_exit code = bs_member_model(member->model, cli);
    if (code == BS_EXIT_OK &&
        bs_store_open(&member->store, NULL, member->model, member->now, &error) != BS_OK) {
        code = bs_complain_error(cli, &error);
    }
    if (code != BS_EXIT_OK) {
        bs_member_close(member);
    }
    return code;
}

void bs_member_close(bs_member *member)
{
    bs_store_close(member->store);
    free(member->model);
    *member = (bs_member){0};
}

bs_exit bs_member_with(const bs_cli *cli, const bs_arguments *arguments, bs_member_command command)
{
    bs_member member;
    bs_exit code = bs_member_open(&member, cli);
    if (code == BS_EXIT_OK) {
        code = command(cli, arguments, &member);
        bs_member_close(&member);
    }
    return code;
}

bs_exit bs_member_profile(bs_profile_id *profile, const bs_member *member, const bs_cli *cli,
                          const bs_arguments *arguments)
{
    bs_error error;
    const char *key = bs_arguments_value(arguments, "profile");
    bs_status status = bs_store_find(profile, member->store, key, NULL, &error);
    if (status == BS_UNKNOWN_PROFILE && key != NULL) {
        return bs_complain(cli, BS_EXIT_NOTHING, "cli_unknown_profile", key, NULL);
    }
    if (status != BS_OK) {
        return bs_complain_error(cli, &error);
    }
    return *profile != BS_PROFILE_NONE ? BS_EXIT_OK
                                       : bs_complain(cli, BS_EXIT_NOTHING, "cli_nothing_yet", NULL);
}

bs_exit bs_member_moment(bs_moment *moment, const bs_member *member, bs_profile_id profile,
                         const bs_cli *cli, const bs_arguments *arguments)
{
    bs_error error;
    bs_moment now;
    if (bs_store_now(&now, member->store, profile, member->now, &error) != BS_OK) {
        return bs_complain_error(cli, &error);
    }
    const char *given = bs_arguments_value(arguments, "at");
    bs_day day = BS_DAY_NONE;
    if (given == NULL) {
        *moment = now;
        return BS_EXIT_OK;
    }
    if (bs_day_parse(&day, given) == BS_OK) {
        if (day == bs_moment_day(now)) {
            *moment = now;
            return BS_EXIT_OK;
        }
        const int64_t second_before_next = ((int64_t)day + 1) * 86400 - 1;
        moment->seconds = second_before_next - (int64_t)now.offset_minutes * 60;
        moment->offset_minutes = now.offset_minutes;
        return BS_EXIT_OK;
    }
    return bs_moment_parse(moment, given) == BS_OK
               ? BS_EXIT_OK
               : bs_complain(cli, BS_EXIT_USAGE, "cli_bad_moment", given, NULL);
}

bs_exit bs_member_day(bs_day *day, const char *name, const bs_cli *cli,
                      const bs_arguments *arguments)
{
    const char *given = bs_arguments_value(arguments, name);
    *day = BS_DAY_NONE;
    return given == NULL || bs_day_parse(day, given) == BS_OK
               ? BS_EXIT_OK
               : bs_complain(cli, BS_EXIT_USAGE, "cli_bad_day", given, NULL);
}
