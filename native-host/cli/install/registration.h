/**
 * @file registration.h
 * Shared by install and uninstall: the account, the browsers and the files.
 *
 * A bs_registration owns all its members; bs_registration_close frees them.
 */
#ifndef BUSSOLA_CLI_REGISTRATION_H
#define BUSSOLA_CLI_REGISTRATION_H

#include "browsers.h"
#include "cli/base/cli.h"
#include "cli/base/paths.h"
#include "registration_files.h"

typedef struct bs_registration {
    bs_paths paths;
    bs_browsers browsers;
    bool system;
    const bs_browser **chosen; /**< with room for every browser of the table */
    size_t chosen_count;
    char *found[BS_PROGRAM_COUNT]; /**< for the manifests; NULL: missing, or not searched yet */
    bs_registration_files targets;
} bs_registration;

/**
 * Reads --system, --root and the environment. Refuses with a message, and another code than
 * BS_EXIT_OK, to write to the wrong account: root's own home under sudo, or another user's home as
 * root.
 */
bs_exit bs_registration_open(bs_registration *registration, const bs_cli *cli,
                             const bs_arguments *arguments);
void bs_registration_close(bs_registration *registration);

/**
 * A registration for the user that borrows `places` and has found the programs; prints a message
 * and returns false without a host. A user's files are below the home: the places' root is ignored.
 * End it with bs_registration_return in either case.
 */
bool bs_registration_lend(bs_registration *registration, const bs_paths *paths, const bs_cli *cli);
void bs_registration_return(bs_registration *registration);

/** Adds a browser to the chosen ones, unless it is there. */
void bs_registration_choose(bs_registration *registration, const bs_browser *browser);

/**
 * Chooses the browsers named by --browser. For an unknown name prints a message and returns
 * BS_EXIT_USAGE.
 */
bs_exit bs_registration_choose_named(bs_registration *registration, const bs_cli *cli,
                                     const bs_arguments *arguments);

/**
 * Finds the executables for the manifests: --host, else bussola-host beside this program; and
 * bussola-import beside that, if it exists (only the options page's import needs it). Absolute,
 * with links resolved, except the link to the current version (versions.h). Prints a message and
 * returns false without a host.
 */
bool bs_registration_find(bs_registration *registration, const bs_cli *cli,
                          const bs_arguments *arguments);

/** The programs found; borrowed from the registration. */
bs_programs bs_registration_programs(const bs_registration *registration);

/**
 * Writes the targets that are missing or differ, recording them first. On failure prints which file
 * and why.
 */
bs_exit bs_registration_write(const bs_registration *registration, const bs_cli *cli);

/** Names of the browsers that read a target: "Firefox, Zen"; the caller frees it. */
char *bs_registration_names(const bs_registration_file *target);

#endif
