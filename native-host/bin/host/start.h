/**
 * @file start.h
 * Start-up common to the programs that a browser starts. Internal to native-host/bin.
 *
 * Nothing is owned. A failure is reported on stderr and in the log, and returns an exit code.
 */
#ifndef BUSSOLA_HOST_START_H
#define BUSSOLA_HOST_START_H

#include "bussola/core/error.h"
#include "bussola/core/model.h"
#include "bussola/platform/locks.h"
#include "bussola/platform/log.h"

/**
 * Exit codes: BS_ENDED, the input ended; BS_FAILED, it could not be served (an oversized frame, a
 * broken pipe, no memory); BS_REFUSED, the caller is not Bussola's extension.
 */
enum { BS_ENDED = 0, BS_FAILED = 1, BS_REFUSED = 2 };

/**
 * Refuses foreign callers, closes inherited descriptors, reserves one for frames (`output`), and
 * loads the model in use. Returns BS_ENDED on success.
 */
int bs_start(int *output, bs_model *model, const bs_log *log, int argc, char *const *argv);

/**
 * Creates the data directory (`unmade`: why it could not, if given), loads the time zone, enters
 * the sandbox, logs the start, and returns the active confinement. Nothing of the directory is read
 * before. A kernel that lacks a part is reported by `bussola doctor`, not here.
 */
bs_locks bs_start_lock(bs_error *unmade, const bs_log *log, int argc, char *const *argv);

/** Reports why the program ends; returns BS_FAILED. */
int bs_start_fail(const bs_log *log, const char *message);

#endif
