/**
 * @file offline.h
 * Confines this process with seccomp, Landlock and resource limits. Cannot be undone.
 *
 * If the kernel lacks one of them, the others are applied and the functions return false; the
 * caller continues.
 */
#ifndef BUSSOLA_OFFLINE_H
#define BUSSOLA_OFFLINE_H

#include <stdbool.h>
#include <stddef.h>

/** Denies sockets, connections and new programs: for the process that parses data from outside. */
bool bs_offline_enter(void);

/**
 * Denies writing to any file, reading the user's files, new programs and core dumps: for the
 * process that holds the token. It may still read what the system's resolver and libraries need,
 * and `files` (NULLs are skipped).
 */
bool bs_online_enter(const char *const *files, size_t count);

#endif
