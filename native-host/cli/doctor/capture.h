/** @file capture.h Runs another program and captures its output. */
#ifndef BUSSOLA_CLI_CAPTURE_H
#define BUSSOLA_CLI_CAPTURE_H

#define BS_CAPTURE_SECONDS 30

/**
 * Runs `argv[0]` without input and returns its standard output, which the caller frees; "" if it
 * could not be started. Kills it after BS_CAPTURE_SECONDS or BS_FILE_MAX bytes. `status` (may be
 * NULL) receives its exit code, −1 if it was killed.
 */
char *bs_capture(int *status, char *const argv[]);

#endif
