/**
 * @file targets.h
 * The servers to which profiles' numbers go, as commands find and show them.
 *
 * Functions that return a bs_exit have printed why they failed, unless stated otherwise.
 */
#ifndef BUSSOLA_CLI_TARGETS_H
#define BUSSOLA_CLI_TARGETS_H

#include <stdbool.h>
#include <stddef.h>

#include "bussola/store/push.h"
#include "cli/base/cli.h"
#include "cli/base/member.h"

/**
 * Moves the targets on which the user has agreed to the front, only those of `profile` unless it is
 * BS_PROFILE_NONE; with `open` only those to which something may still be sent. Returns their
 * number.
 */
size_t bs_targets_keep(bs_push_target *targets, size_t count, bs_profile_id profile, bool open);

/** A profile's target on which the user has agreed; BS_EXIT_NOTHING, without a message, if it has
 * none. */
bs_exit bs_targets_find(bs_push_target *target, const bs_member *member, const bs_cli *cli,
                        bs_profile_id profile);

/** The target of --profile, else of the profile last seen. Opens the database. */
bs_exit bs_targets_of(bs_push_target *target, const bs_cli *cli, const bs_arguments *arguments);

/**
 * All targets on which the user has agreed, or with --profile only that profile's; the caller frees
 * the array. Opens the database.
 */
bs_exit bs_targets_all(bs_push_target **targets, size_t *count, const bs_cli *cli,
                       const bs_arguments *arguments);

/**
 * Prints the bytes that would be sent to a target, and on standard error where to; unless `all`, at
 * most a few lines of them.
 */
bs_exit bs_targets_show(const bs_cli *cli, const bs_member *member, const bs_push_target *target,
                        bool all);

/** Removes the file of a server's token, if there is one. */
void bs_targets_remove_token(const bs_cli *cli, const bs_push_target *target);

#endif
