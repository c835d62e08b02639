#include "member.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "bussola/codec/client_hello.h"
#include "bussola/ingest/when.h"
#include "bussola/platform/storage.h"
#include "bussola/service/client_info.h"
#include "bussola/service/model_json.h"
#include "bussola/store/models.h"
#include "bussola/store/profiles.h"
#include "bussola/store/store.h"
#include "cli/output/xmalloc.h"
#include "platform/path.h"
#include "sample.h"

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

bool bs_member_present(void)
{
    char directory[BS_STORE_PATH_MAX];
    if (bs_store_directory(directory, NULL) != BS_OK) {
        return false;
    }
    char *database = bs_xasprintf("%s/bussola.db", directory);
    const bool present = bs_path_exists(database);
    free(database);
    return present;
}

/* Finds the database and the model in use. */
static bs_exit prepare(const bs_member *member, const bs_cli *cli)
{
    bs_error error;
    char directory[BS_STORE_PATH_MAX];
    if (bs_store_directory(directory, &error) != BS_OK) {
        return bs_complain_error(cli, &error);
    }
    return bs_member_present() ? bs_member_model(member->model, cli)
                               : bs_complain(cli, BS_EXIT_NOTHING, "cli_nothing_yet", NULL);
}

bs_exit bs_member_open(bs_member *member, const bs_cli *cli)
{
    bs_error error;
    *member =
        (bs_member){.model = bs_xcalloc(1, sizeof *member->model), .now = (int64_t)time(NULL)};
    bs_exit code = prepare(member, cli);
    if (code == BS_EXIT_OK &&
        (bs_store_open(&member->store, NULL, member->model, member->now, &error) != BS_OK ||
         bs_model_follow(member->model, member->store, &error) != BS_OK)) {
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

bs_exit bs_member_named(bs_model *model, const bs_cli *cli, const char *name)
{
    bs_error error;
    char path[BS_STORE_PATH_MAX] = "";
    if (bs_model_builtin_text(name) != NULL) {
        return bs_model_named(model, name, &error) == BS_OK ? BS_EXIT_OK
                                                            : bs_complain_error(cli, &error);
    }
    if (strcmp(name, BS_MEMBER_OWN) != 0 || !bs_model_user_path(path, sizeof path)) {
        return bs_complain(cli, BS_EXIT_USAGE, "cli_model_unknown", name, NULL);
    }
    if (!bs_path_exists(path)) {
        return bs_complain(cli, BS_EXIT_NOTHING, "cli_model_none", path, NULL);
    }
    return bs_model_read(model, path, &error) == BS_OK
               ? BS_EXIT_OK
               : bs_complain(cli, BS_EXIT_FAILED, "cli_model_bad", path, error.message, NULL);
}

/* Uses the model of --model for this run. */
static bs_exit use_named(bs_member *member, const bs_cli *cli, const char *name)
{
    bs_model *named = bs_xcalloc(1, sizeof *named);
    const bs_exit code = bs_member_named(named, cli, name);
    if (code == BS_EXIT_OK && !bs_model_equal(named, member->model)) {
        *member->model = *named;
        bs_store_use(member->store, member->model, true);
    }
    free(named);
    return code;
}

/** Takes the names of the pillars that an extension has read last. */
static void take_pillars(bs_messages *text)
{
    bs_client_hello *hellos = NULL;
    size_t count = 0;
    if (bs_client_hellos_read(&hellos, &count, NULL, NULL) != BS_OK) {
        return;
    }
    size_t found = 0;
    while (found < count && hellos[found].pillars[0][0] == '\0') {
        found++;
    }
    if (found < count) {
        memcpy(text->pillars, hellos[found].pillars, sizeof text->pillars);
    }
    free(hellos);
}

bs_exit bs_member_with(const bs_cli *cli, const bs_arguments *arguments, bs_member_command command)
{
    bs_member member;
    bs_sample sample = {0};
    bs_cli named = *cli;
    const char *name = bs_arguments_value(arguments, "model");
    const bool invented = bs_arguments_has(arguments, "sample");
    bs_exit code = invented ? bs_sample_open(&sample, &member, cli) : bs_member_open(&member, cli);
    if (code == BS_EXIT_OK) {
        if (!invented) {
            take_pillars(&named.text);
        }
        code = name != NULL ? use_named(&member, cli, name) : BS_EXIT_OK;
        code = code == BS_EXIT_OK ? command(&named, arguments, &member) : code;
        bs_member_close(&member);
    }
    bs_sample_remove(&sample);
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

bs_status bs_member_list(bs_profile **profiles, size_t *count, bs_store *store, bs_error *error)
{
    bs_profile *others = NULL;
    size_t other_count = 0;
    bs_status status = bs_store_unidentified(&others, &other_count, store, error);
    if (status == BS_OK) {
        status = bs_store_profiles(profiles, count, store, error);
    }
    if (status != BS_OK) {
        bs_profiles_free(others, other_count);
        return status;
    }
    if (other_count > 0) {
        *profiles = bs_xrealloc(*profiles, *count + other_count, sizeof **profiles);
        memcpy(*profiles + *count, others, other_count * sizeof *others);
        *count += other_count;
    }
    free(others); /* `profiles` owns its aliases now */
    return BS_OK;
}

/*
 * Fills `found` if the profile is an unidentified account (BS_PROFILE_NONE: any); else returns
 * false.
 */
static bool find_unidentified(bs_profile *found, const bs_member *member, bs_profile_id profile)
{
    bs_profile *profiles = NULL;
    size_t count = 0;
    bool unidentified = false;
    if (bs_store_unidentified(&profiles, &count, member->store, NULL) != BS_OK) {
        return false;
    }
    for (size_t i = 0; i < count; i++) {
        if (profile == BS_PROFILE_NONE || profiles[i].id == profile) {
            *found = profiles[i];
            unidentified = true;
        }
    }
    found->aliases = NULL;
    bs_profiles_free(profiles, count);
    return unidentified;
}

bool bs_member_identified(const bs_member *member, bs_profile_id profile)
{
    bs_profile found;
    return !find_unidentified(&found, member, profile);
}

void bs_member_remedy(const bs_terminal *out, const bs_member *member, const bs_cli *cli,
                      bs_profile_id profile)
{
    bs_profile found;
    if (find_unidentified(&found, member, profile)) {
        bs_terminal_wrap(out, BS_INK_PLAIN, 0,
                         bs_text(&cli->text, found.imported ? "cli_unidentified_imported"
                                                            : "cli_unidentified_remedy"));
    }
}

void bs_member_note(const bs_terminal *out, const bs_member *member, const bs_cli *cli,
                    bs_profile_id profile)
{
    if (!bs_member_identified(member, profile)) {
        bs_terminal_wrap(out, BS_INK_WARNING, 0, bs_text(&cli->text, "cli_unidentified"));
        bs_member_remedy(out, member, cli, profile);
    }
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
        if (day > bs_moment_day(now)) {
            *moment = bs_day_end(day, now.offset_minutes);
            return BS_EXIT_OK;
        }
        return bs_store_day_end(moment, member->store, day, now, &error) == BS_OK
                   ? BS_EXIT_OK
                   : bs_complain_error(cli, &error);
    }
    return bs_moment_parse(moment, given) == BS_OK
               ? BS_EXIT_OK
               : bs_complain(cli, BS_EXIT_USAGE, "cli_bad_moment", given, NULL);
}

bs_exit bs_member_offsets(bs_offsets *offsets, const bs_cli *cli, int64_t now)
{
    bs_error error;
    bs_member member = {.store = NULL};
    bs_exit code = BS_EXIT_OK;
    *offsets = (bs_offsets){0};
    if (bs_member_present()) {
        code = bs_member_open(&member, cli);
        if (code == BS_EXIT_OK) {
            if (bs_store_offsets(offsets, member.store, &error) != BS_OK) {
                code = bs_complain_error(cli, &error);
            }
            bs_member_close(&member);
        }
    }
    if (code == BS_EXIT_OK && bs_zone_decide(offsets, now) != BS_OK) {
        bs_xfail();
    }
    return code;
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
