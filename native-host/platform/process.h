/** @file process.h The programs of running processes. */
#ifndef BUSSOLA_PLATFORM_PROCESS_H
#define BUSSOLA_PLATFORM_PROCESS_H

#include <stdbool.h>

#include "bussola/platform/storage.h"

/** What the file name of a program ends in. */
#ifdef _WIN32
#define BS_PROCESS_SUFFIX ".exe"
#else
#define BS_PROCESS_SUFFIX ""
#endif

/** The number of this process. */
long bs_process_id(void);

/** The absolute path of this process's program, links resolved; false if it is unknown. */
bool bs_process_program(char path[BS_STORE_PATH_MAX]);

/** A path that starts this program again, also after its file was replaced or removed. */
void bs_process_again(char path[BS_STORE_PATH_MAX]);

/** Receives the program path of a process; false ends the search. */
typedef bool (*bs_process_visit)(void *context, const char *path);

/**
 * Visits every process with a visible program path; those of other users are visible to root only.
 */
void bs_process_each(bs_process_visit visit, void *context);

#endif
