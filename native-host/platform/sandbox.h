/**
 * @file sandbox.h
 * What the host gives up before it reads its first byte. Internal to native-host/platform.
 */
#ifndef BUSSOLA_PLATFORM_SANDBOX_H
#define BUSSOLA_PLATFORM_SANDBOX_H

#include <stdint.h>

#include "bussola/platform/locks.h"

/** Bytes that no file grows beyond; ten years of history take 2 MiB. */
#define BS_SANDBOX_FILE_MAX (UINT64_C(1) << 30)

/** Closes what the starter left open beyond standard input, output and error. */
void bs_sandbox_close_inherited(void);

/**
 * Locks the process for good. Afterwards it can read and write files in `directory` (NULL: in none)
 * and the descriptors that it has, and little else: it can give a file no mode but 0600, and no
 * more than BS_SANDBOX_FILE_MAX bytes (EFBIG; SIGXFSZ is for the caller to ignore). A refused call
 * fails with EPERM or EACCES, one that would start a program or speak to a network ends the
 * process. Each lock is tried; none depends on another, but that Landlock and seccomp need
 * no_new_privs.
 */
bs_locks bs_sandbox_enter(const char *directory);

#endif
