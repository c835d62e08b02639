/**
 * @file host_subprocess.h
 * Runs a host as a browser does, with pipes as its standard input and output.
 *
 * The caller owns a bs_host_subprocess until bs_host_subprocess_end. A host that has not ended
 * after BS_HOST_SUBPROCESS_SECONDS is killed, so that no call blocks forever.
 */
#ifndef BUSSOLA_CLI_HOST_SUBPROCESS_H
#define BUSSOLA_CLI_HOST_SUBPROCESS_H

#include <cjson/cJSON.h>
#include <stdbool.h>

#include "platform/child.h"

#define BS_HOST_SUBPROCESS_SECONDS 10

typedef struct bs_host_subprocess {
    bs_child child;
    char *scratch; /**< temporary directory for its data, NULL: the user's own */
} bs_host_subprocess;

/**
 * Starts `argv[0]`; returns 0 or an errno. Without a database it uses a temporary directory, so
 * that checking leaves nothing in the home.
 */
__attribute__((warn_unused_result)) int bs_host_subprocess_start(bs_host_subprocess *host,
                                                                 char *const argv[]);

/** Sends a request and returns its reply, which the caller deletes; NULL without a reply. */
cJSON *bs_host_subprocess_ask(bs_host_subprocess *host, const char *request);

/** The last line on its stderr, such as the loader's; the caller frees it. Before it is ended. */
char *bs_host_subprocess_said(const bs_host_subprocess *host);

/** Closes its input and waits for it; true if it exited with status 0. */
bool bs_host_subprocess_end(bs_host_subprocess *host);

#endif
