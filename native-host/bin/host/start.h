/**
 * @file start.h
 * What every program that a browser starts does before its first byte. Internal to the hosts.
 *
 * Nothing is owned; a failure is told on the error output and in the log, and leaves an exit code.
 */
#ifndef BUSSOLA_HOST_START_H
#define BUSSOLA_HOST_START_H

#include "bussola/core/model.h"
#include "bussola/platform/locks.h"
#include "bussola/platform/log.h"

/**
 * Exit codes: the input ended; it could not be served any further (a message beyond every limit, a
 * broken pipe, no memory); started by anybody but Bussola's extension.
 */
enum { BS_ENDED = 0, BS_FAILED = 1, BS_REFUSED = 2 };

/**
 * Refuses strangers, closes what was inherited, keeps a descriptor for the frames alone (`output`)
 * and reads the model in force. BS_ENDED when all is well.
 */
int bs_start(int *output, bs_model *model, const bs_log *log, int argc, char *const *argv);

/**
 * Enters the sandbox with the data directory, logs the start, and returns what holds. What a kernel
 * lacks is for the doctor to say.
 */
bs_locks bs_start_lock(const bs_log *log, int argc, char *const *argv);

/** Says why the program ends; BS_FAILED. */
int bs_start_fail(const bs_log *log, const char *message);

#endif
