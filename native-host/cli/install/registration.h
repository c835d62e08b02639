/**
 * @file registration.h
 * What install and uninstall have in common: whose account, which browsers, which files.
 *
 * A bs_registration owns all that it holds; bs_registration_close releases it.
 */
#ifndef BUSSOLA_CLI_REGISTRATION_H
#define BUSSOLA_CLI_REGISTRATION_H

#include "browsers.h"
#include "cli/base/cli.h"
#include "cli/base/places.h"
#include "targets.h"

typedef struct bs_registration {
    bs_places places;
    bs_browsers browsers;
    bool system;
    const bs_browser **chosen; /**< room for every browser of the table */
    size_t chosen_count;
    char *found[BS_PROGRAM_COUNT]; /**< for the manifests; NULL: not there, or not looked for yet */
    bs_targets targets;
} bs_registration;

/**
 * Reads --system, --root and the environment. Refuses, with a message and a code other than
 * BS_EXIT_OK, what would land in the wrong account: root in root's own home by way of sudo, or root
 * in somebody else's home.
 */
bs_exit bs_registration_open(bs_registration *registration, const bs_cli *cli,
                             const bs_arguments *arguments);
void bs_registration_close(bs_registration *registration);

/**
 * A registration for the user, with places that stay the caller's and the programs looked for;
 * false, with a message, when there is no host. A user's files lie below the home: the places' root
 * is left out. In either case it ends with bs_registration_return.
 */
bool bs_registration_lend(bs_registration *registration, const bs_places *places,
                          const bs_cli *cli);
void bs_registration_return(bs_registration *registration);

/** Adds a browser to the chosen ones, once. */
void bs_registration_choose(bs_registration *registration, const bs_browser *browser);

/** Chooses those named by --browser; BS_EXIT_USAGE with a message for an unknown name. */
bs_exit bs_registration_choose_named(bs_registration *registration, const bs_cli *cli,
                                     const bs_arguments *arguments);

/**
 * Finds the executables for the manifests: --host, else bussola-host beside this program, and
 * bussola-import beside that where it is a program (all but the options page's import works without
 * it). Absolute, with links resolved but for that to the version in force (versions.h). False, with
 * a message, when there is no such host.
 */
bool bs_registration_find(bs_registration *registration, const bs_cli *cli,
                          const bs_arguments *arguments);

/** What was found; borrowed from the registration. */
bs_programs bs_registration_programs(const bs_registration *registration);

/**
 * Writes the targets that are not there as they should be, noting them in the ledger first. On
 * failure a message says which file and why.
 */
bs_exit bs_registration_write(const bs_registration *registration, const bs_cli *cli);

/** The names of the browsers that read a target: "Firefox, Zen"; the caller frees it. */
char *bs_registration_names(const bs_target *target);

#endif
