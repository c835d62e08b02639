/**
 * @file log.h
 * One file in the data directory that says what the programs did: starts, ends, refusals, failures.
 *
 * Never what a page said: callers give words of their own, error codes and numbers. A bs_log is a
 * plain value that holds no descriptor: each line opens the file, appends and closes it, so that
 * several processes share it and a sandbox that allows the data directory allows the log. Nothing
 * here fails: what cannot be written (a full disk, no directory yet) is left out.
 */
#ifndef BUSSOLA_LOG_H
#define BUSSOLA_LOG_H

#include <stdint.h>

#include "bussola/core/error.h"
#include "bussola/platform/storage.h"

#define BS_LOG_NAME "bussola.log"
/** Bytes (256 KiB) after which the file becomes bussola.log.1, in place of the one before it. */
#define BS_LOG_SIZE_MAX 262144
#define BS_LOG_LINE_MAX 512 /**< bytes of a line, its end included; more is cut */

typedef enum bs_log_level { BS_LOG_OFF, BS_LOG_ERROR, BS_LOG_INFO, BS_LOG_DEBUG } bs_log_level;

typedef struct bs_log {
    const char *program; /**< borrowed, for every line */
    bs_log_level level;  /**< the most that is written */
    char path[BS_STORE_PATH_MAX];
} bs_log;

/**
 * The log of bs_store_directory, at the level of $BUSSOLA_LOG: off, error, info (also when it is
 * unset or none of these) or debug. `program` must outlive the log.
 */
void bs_log_open(bs_log *log, const char *program);

/** One line: the moment in UTC, the level, program and process id, and the text. */
void bs_log_write(const bs_log *log, bs_log_level level, const char *format, ...) BS_PRINTF(3, 4);

/**
 * A failure of `what`, by its code. Its words are added only where they are about this machine
 * (storage and internal errors): those of a refusal could hold what was refused. Refusals are
 * written at BS_LOG_INFO, the others at BS_LOG_ERROR.
 */
void bs_log_failure(const bs_log *log, const char *what, const bs_error *error);

#endif
