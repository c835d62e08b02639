/**
 * @file log.h
 * The text log in the data directory: starts, ends, refusals and failures of the programs.
 *
 * Never contains what a page said: callers pass fixed words, error codes and numbers. A bs_log is a
 * plain value without a descriptor. Each line opens the file, appends and closes it, so that
 * several processes share it and a sandbox that allows the data directory allows the log. Nothing
 * here fails: a line that cannot be written (full disk, no directory yet) is dropped.
 */
#ifndef BUSSOLA_LOG_H
#define BUSSOLA_LOG_H

#include <stdint.h>

#include "bussola/core/error.h"
#include "bussola/platform/storage.h"

#define BS_LOG_NAME "bussola.log"
/**
 * Bytes (256 KiB) after which the file is renamed to bussola.log.1, replacing the previous one.
 */
#define BS_LOG_SIZE_MAX 262144
#define BS_LOG_LINE_MAX 512 /**< bytes of a line with its newline; longer ones are truncated */

typedef enum bs_log_level { BS_LOG_OFF, BS_LOG_ERROR, BS_LOG_INFO, BS_LOG_DEBUG } bs_log_level;

typedef struct bs_log {
    const char *program; /**< borrowed; written on every line */
    bs_log_level level;  /**< highest level that is written */
    char path[BS_STORE_PATH_MAX];
} bs_log;

/**
 * The log of bs_store_directory, at the level of $BUSSOLA_LOG: off, error, info (the default, also
 * for an unknown value) or debug. `program` must outlive the log.
 */
void bs_log_open(bs_log *log, const char *program);

/** Writes one line: moment in UTC, level, program, process id and text. */
void bs_log_write(const bs_log *log, bs_log_level level, const char *format, ...) BS_PRINTF(3, 4);

/**
 * Logs a failure of `what` by its code. Adds the message only for storage and internal errors,
 * which describe this machine; the message of a refusal could contain what was refused. Refusals
 * are written at BS_LOG_INFO, other failures at BS_LOG_ERROR.
 */
void bs_log_failure(const bs_log *log, const char *what, const bs_error *error);

#endif
