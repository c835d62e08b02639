/**
 * @file locks.h
 * What a program has given up before its first byte, for those who tell it on (the log, the
 * doctor).
 */
#ifndef BUSSOLA_LOCKS_H
#define BUSSOLA_LOCKS_H

#include <stdbool.h>

/** Which of the locks hold; a kernel may lack some. A plain value; zeroed: none. */
typedef struct bs_locks {
    bool memory;     /**< no core dump, no debugger of the same user */
    bool privileges; /**< no_new_privs */
    bool files;      /**< Landlock: the data directory only */
    bool calls;      /**< seccomp: no socket, program, process or debugger */
} bs_locks;

#endif
