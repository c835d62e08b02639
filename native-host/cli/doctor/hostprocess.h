/**
 * @file hostprocess.h
 * A host started as a browser starts it, with pipes for its standard input and output.
 *
 * A bs_hostprocess belongs to the caller until bs_hostprocess_end. A host that does not answer is
 * killed by a second process after BS_HOSTPROCESS_SECONDS, so that no call here waits for ever.
 */
#ifndef BUSSOLA_CLI_HOSTPROCESS_H
#define BUSSOLA_CLI_HOSTPROCESS_H

#include <cjson/cJSON.h>
#include <stdbool.h>
#include <sys/types.h>

#define BS_HOSTPROCESS_SECONDS 10

typedef struct bs_hostprocess {
    pid_t pid;
    pid_t watchdog;
    int to, from;
    char *scratch; /**< its data directory's parent while it runs, NULL: the user's own */
} bs_hostprocess;

/**
 * Starts `argv[0]`; 0 or an errno. Standard error goes nowhere. Where there is no database yet, it
 * makes one in a temporary directory, so that a look leaves nothing in the home.
 */
__attribute__((warn_unused_result)) int bs_hostprocess_start(bs_hostprocess *host,
                                                             char *const argv[]);

/** Sends a request and returns its reply, which the caller deletes; NULL when none came. */
cJSON *bs_hostprocess_ask(bs_hostprocess *host, const char *request);

/** A number from the process's status in /proc ("Seccomp", "NoNewPrivs"); −1 when there is none. */
int bs_hostprocess_status(const bs_hostprocess *host, const char *field);

/** Closes its input and waits for it; true when it ended by itself with status 0. */
bool bs_hostprocess_end(bs_hostprocess *host);

#endif
