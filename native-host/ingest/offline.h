/**
 * @file offline.h
 * Takes from this process what it does not need, with seccomp and resource limits. Cannot be
 * undone.
 *
 * On a kernel without seccomp nothing is taken and false is returned; the caller goes on.
 */
#ifndef BUSSOLA_INGEST_OFFLINE_H
#define BUSSOLA_INGEST_OFFLINE_H

#include <stdbool.h>

/** No socket, no connection, no new program: for the process that parses what strangers wrote. */
bool bs_offline_enter(void);

/** No byte into any file, no new program, no core dump: for the process that holds the token. */
bool bs_online_enter(void);

#endif
