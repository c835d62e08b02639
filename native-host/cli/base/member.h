/**
 * @file member.h
 * Opens the user's database for a command.
 *
 * A bs_member owns its store and its model; bs_member_close frees both.
 */
#ifndef BUSSOLA_CLI_MEMBER_H
#define BUSSOLA_CLI_MEMBER_H

#include <stdint.h>

#include "bussola/core/dates.h"
#include "bussola/core/error.h"
#include "bussola/core/model.h"
#include "bussola/core/offsets.h"
#include "bussola/store/profiles.h"
#include "bussola/store/store.h"
#include "cli.h"

typedef struct bs_member {
    bs_model *model;
    bs_store *store;
    int64_t now; /**< clock when it was opened, UTC seconds */
} bs_member;

/**
 * Opens the database with the model in use. Without a database prints a message and returns
 * BS_EXIT_NOTHING; creates nothing.
 */
bs_exit bs_member_open(bs_member *member, const bs_cli *cli);
void bs_member_close(bs_member *member);

/** True if there is a database. */
bool bs_member_present(void);

/** A command that uses the database; bs_member_with opens and closes it. */
typedef bs_exit (*bs_member_command)(const bs_cli *cli, const bs_arguments *arguments,
                                     const bs_member *member);

/**
 * Opens the database as bs_member_open does, runs `command`, and closes it. --model names the model
 * for this run; --sample opens the database of an invented user (sample.h) instead.
 */
bs_exit bs_member_with(const bs_cli *cli, const bs_arguments *arguments, bs_member_command command);

/** The model that the host would use; warns if the user's model file is invalid and ignored. */
bs_exit bs_member_model(bs_model *model, const bs_cli *cli);

/** Name of the user's own model on the command line. */
#define BS_MEMBER_OWN "own"

/** A built-in model by its id, or the user's own; prints a message if there is no such model. */
bs_exit bs_member_named(bs_model *model, const bs_cli *cli, const char *name);

/**
 * The profile of --profile, else the most recently seen one, else the most recently seen
 * unidentified account. Without one prints a message and returns BS_EXIT_NOTHING.
 */
bs_exit bs_member_profile(bs_profile_id *profile, const bs_member *member, const bs_cli *cli,
                          const bs_arguments *arguments);

/**
 * Identified accounts, then the others, each the most recently seen first. Release with
 * bs_profiles_free.
 */
BS_MUST_CHECK bs_status bs_member_list(bs_profile **profiles, size_t *count, bs_store *store,
                                       bs_error *error);

/** True if the profile's LinkedIn account is known. */
bool bs_member_identified(const bs_member *member, bs_profile_id profile);

/** For an unidentified account (BS_PROFILE_NONE: any), prints to `out` what to do about it. */
void bs_member_remedy(const bs_terminal *out, const bs_member *member, const bs_cli *cli,
                      bs_profile_id profile);
/** For an unidentified account, prints that it is one, and bs_member_remedy. */
void bs_member_note(const bs_terminal *out, const bs_member *member, const bs_cli *cli,
                    bs_profile_id profile);

/**
 * The moment of --at: RFC 3339, or the end of a day in the user's time zone; without --at, now. For
 * an invalid value prints a message and returns BS_EXIT_USAGE.
 */
bs_exit bs_member_moment(bs_moment *moment, const bs_member *member, bs_profile_id profile,
                         const bs_cli *cli, const bs_arguments *arguments);

/**
 * The day of an option such as --from; BS_DAY_NONE without it. For an invalid value prints a
 * message and returns BS_EXIT_USAGE.
 */
bs_exit bs_member_day(bs_day *day, const char *name, const bs_cli *cli,
                      const bs_arguments *arguments);

/**
 * The user's UTC offsets up to now: those in the database, the rest by the machine's time zone.
 * Release with bs_offsets_free.
 */
bs_exit bs_member_offsets(bs_offsets *offsets, const bs_cli *cli, int64_t now);

#endif
