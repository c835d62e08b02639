/**
 * @file member.h
 * The database of the member at the terminal, opened for a command.
 *
 * A bs_member owns its store and its model; bs_member_close releases both.
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
    int64_t now; /**< the clock when it was opened, UTC seconds */
} bs_member;

/**
 * Opens the database with the model in use. BS_EXIT_NOTHING with a message when there is none yet:
 * looking at it creates nothing.
 */
bs_exit bs_member_open(bs_member *member, const bs_cli *cli);
void bs_member_close(bs_member *member);

/** Whether there is a database. */
bool bs_member_present(void);

/** What a command does with the database; bs_member_with opens and closes it. */
typedef bs_exit (*bs_member_command)(const bs_cli *cli, const bs_arguments *arguments,
                                     const bs_member *member);

/**
 * Opens the database as bs_member_open does, runs `command` with it, and closes it again. --model
 * names the model to score with in this run.
 */
bs_exit bs_member_with(const bs_cli *cli, const bs_arguments *arguments, bs_member_command command);

/**
 * The model in force, as the host would use it: a file of the member's own that is no model is
 * passed over with a warning.
 */
bs_exit bs_member_model(bs_model *model, const bs_cli *cli);

/** What the user's own model is called on the command line. */
#define BS_MEMBER_OWN "own"

/** A built-in model by its id, or the user's own; a message when there is no such model. */
bs_exit bs_member_named(bs_model *model, const bs_cli *cli, const char *name);

/**
 * The profile of --profile, else the one last seen, else the unidentified account last seen.
 * BS_EXIT_NOTHING with a message when there is
 * no such profile or none at all.
 */
bs_exit bs_member_profile(bs_profile_id *profile, const bs_member *member, const bs_cli *cli,
                          const bs_arguments *arguments);

/** Identified accounts, then the others; each the one last seen first. Free: bs_profiles_free. */
BS_MUST_CHECK bs_status bs_member_list(bs_profile **profiles, size_t *count, bs_store *store,
                                       bs_error *error);

/** Whether it is known whose LinkedIn account the profile's counts are. */
bool bs_member_identified(const bs_member *member, bs_profile_id profile);

/** For an unidentified account (BS_PROFILE_NONE: any): what to do about it, on `out`. */
void bs_member_remedy(const bs_terminal *out, const bs_member *member, const bs_cli *cli,
                      bs_profile_id profile);
/** For an unidentified account: says that it is one, then the remedy. */
void bs_member_note(const bs_terminal *out, const bs_member *member, const bs_cli *cli,
                    bs_profile_id profile);

/**
 * The moment of --at: RFC 3339 as it stands; a day means its end where the member lives; without
 * it, now. BS_EXIT_USAGE with a message when it makes no sense.
 */
bs_exit bs_member_moment(bs_moment *moment, const bs_member *member, bs_profile_id profile,
                         const bs_cli *cli, const bs_arguments *arguments);

/** The day of an option such as --from; BS_DAY_NONE without it. BS_EXIT_USAGE with a message. */
bs_exit bs_member_day(bs_day *day, const char *name, const bs_cli *cli,
                      const bs_arguments *arguments);

/**
 * Where the user was, up to now: as the database has it, the rest by the machine's time zone.
 * Release with bs_offsets_free.
 */
bs_exit bs_member_offsets(bs_offsets *offsets, const bs_cli *cli, int64_t now);

#endif
