/**
 * @file capture.h
 * What another program prints, for a command that reports it.
 */
#ifndef BUSSOLA_CLI_CAPTURE_H
#define BUSSOLA_CLI_CAPTURE_H

#define BS_CAPTURE_SECONDS 30

/**
 * Runs `argv[0]` without input and returns its standard output, which the caller frees; "" when it
 * could not be started. Ends it after BS_CAPTURE_SECONDS or BS_FILE_MAX bytes. `status` (may be
 * NULL) is its exit code, −1 when it did not end by itself.
 */
char *bs_capture(int *status, char *const argv[]);

#endif
