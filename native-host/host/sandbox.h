/**
 * @file sandbox.h
 * What the host gives up before it reads its first byte. Internal to native-host/host.
 */
#ifndef BUSSOLA_HOST_SANDBOX_H
#define BUSSOLA_HOST_SANDBOX_H

#include <stdbool.h>

/** Which of the locks hold; a kernel may lack some. */
typedef struct bs_sandbox {
    bool private_memory; /**< no core dump, no debugger of the same user */
    bool no_privileges;  /**< no_new_privs */
    bool files;          /**< Landlock: the data directory only */
    bool system_calls;   /**< seccomp: no socket, program, process or debugger */
} bs_sandbox;

/** Closes what the starter left open beyond standard input, output and error. */
void bs_sandbox_close_inherited(void);

/**
 * Locks the process for good. Afterwards it can read and write files in `directory` (NULL: in none)
 * and the descriptors that it has, and little else: a refused call fails with EPERM or EACCES, one
 * that would start a program or speak to a network ends the process. Each lock is tried; none
 * depends on another, but that Landlock and seccomp need no_new_privs.
 */
bs_sandbox bs_sandbox_enter(const char *directory);

#endif
