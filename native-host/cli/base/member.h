/**
 * @file member.h
 * The database of the member at the terminal, opened for a command.
 *
 * A bs_member owns its store and its model; bs_member_close releases both.
 */
#ifndef BUSSOLA_CLI_MEMBER_H
#define BUSSOLA_CLI_MEMBER_H

#include <stdint.h>

#include "bussola/store.h"
#include "cli.h"

typedef struct bs_member {
    bs_model *model;
    bs_store *store;
    int64_t now; /**< the clock when it was opened, UTC seconds */
} bs_member;

/**
 * Opens the database with the model in use. BS_EXIT_NOTHING with a message when there is none yet:
 * looking at it creates nothing.
 */
bs_exit bs_member_open(bs_member *member, const bs_cli *cli);
void bs_member_close(bs_member *member);

/** What a command does with the database; bs_member_with opens and closes it. */
typedef bs_exit (*bs_member_command)(const bs_cli *cli, const bs_arguments *arguments,
                                     const bs_member *member);

/** Opens the database as bs_member_open does, runs `command` with it, and closes it again. */
bs_exit bs_member_with(const bs_cli *cli, const bs_arguments *arguments, bs_member_command command);

/**
 * The model in force, as the host would use it: a file of the member's own that is no model is
 * passed over with a warning.
 */
bs_exit bs_member_model(bs_model *model, const bs_cli *cli);

/**
 * The profile of --profile, else the one last seen. BS_EXIT_NOTHING with a message when there is
 * no such profile or none at all.
 */
bs_exit bs_member_profile(bs_profile_id *profile, const bs_member *member, const bs_cli *cli,
                          const bs_arguments *arguments);

/**
 * The moment of --at: RFC 3339 as it stands; a day means its end where the member lives; without
 * it, now. BS_EXIT_USAGE with a message when it makes no sense.
 */
bs_exit bs_member_moment(bs_moment *moment, const bs_member *member, bs_profile_id profile,
                         const bs_cli *cli, const bs_arguments *arguments);

/** The day of an option such as --from; BS_DAY_NONE without it. BS_EXIT_USAGE with a message. */
bs_exit bs_member_day(bs_day *day, const char *name, const bs_cli *cli,
                      const bs_arguments *arguments);

#endif
