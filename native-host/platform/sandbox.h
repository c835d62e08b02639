/**
 * @file sandbox.h Confines a host before it reads its first byte. Internal to native-host/platform.
 */
#ifndef BUSSOLA_PLATFORM_SANDBOX_H
#define BUSSOLA_PLATFORM_SANDBOX_H

#include <stdint.h>

#include "bussola/platform/locks.h"

/** Largest size of a file in bytes; ten years of history take 2 MiB. */
#define BS_SANDBOX_FILE_MAX (UINT64_C(1) << 30)

/** Closes all inherited descriptors except standard input, output and error. */
void bs_sandbox_close_inherited(void);

/**
 * Confines the process permanently. Afterwards it can only use its open descriptors and read and
 * write files in `directory` and in `linked`, where a linked database lies (NULL: none); it can
 * give files no mode but 0600 and no more than BS_SANDBOX_FILE_MAX bytes (EFBIG; the caller must
 * ignore SIGXFSZ). A denied call fails with EPERM or EACCES; one that would start a program or use
 * the network kills the process. Tries every part even if another fails; Landlock and seccomp
 * require no_new_privs.
 */
bs_locks bs_sandbox_enter(const char *directory, const char *linked);

#endif
