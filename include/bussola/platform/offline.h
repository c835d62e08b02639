/**
 * @file offline.h
 * Takes from this process what it does not need, with seccomp, Landlock and resource limits. Cannot
 * be undone.
 *
 * What a kernel lacks is not taken and false is returned; the rest is, and the caller goes on.
 */
#ifndef BUSSOLA_OFFLINE_H
#define BUSSOLA_OFFLINE_H

#include <stdbool.h>
#include <stddef.h>

/** No socket, no connection, no new program: for the process that parses what strangers wrote. */
bool bs_offline_enter(void);

/**
 * No byte into any file, none out of the member's, no new program, no core dump: for the process
 * that holds the token. It still reads what the system's resolver and libraries need, and the files
 * named (NULLs among them are passed over).
 */
bool bs_online_enter(const char *const *files, size_t count);

#endif
