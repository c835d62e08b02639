/** @file subprocess.h Runs another program and captures its output. */
#ifndef BUSSOLA_CLI_SUBPROCESS_H
#define BUSSOLA_CLI_SUBPROCESS_H

#define BS_SUBPROCESS_SECONDS 30

/**
 * Runs `argv[0]`, found in PATH if it has no slash, without input; returns its standard output,
 * which the caller frees, "" if it could not be started. Kills it after BS_SUBPROCESS_SECONDS or
 * BS_FILE_MAX bytes. `status` (may be NULL) receives its exit code, −1 if it was killed or not
 * started.
 */
char *bs_subprocess_output(int *status, char *const argv[]);

#endif
