/**
 * @file sandbox.h
 * What the host gives up before it reads its first byte. Internal to native-host/host.
 */
#ifndef BUSSOLA_HOST_SANDBOX_H
#define BUSSOLA_HOST_SANDBOX_H

#include "bussola/locks.h"

/** Closes what the starter left open beyond standard input, output and error. */
void bs_sandbox_close_inherited(void);

/**
 * Locks the process for good. Afterwards it can read and write files in `directory` (NULL: in none)
 * and the descriptors that it has, and little else: a refused call fails with EPERM or EACCES, one
 * that would start a program or speak to a network ends the process. Each lock is tried; none
 * depends on another, but that Landlock and seccomp need no_new_privs.
 */
bs_locks bs_sandbox_enter(const char *directory);

#endif
