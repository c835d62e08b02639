/**
 * @file locks.h What a program confined before it read its first byte, reported in log and doctor.
 */
#ifndef BUSSOLA_LOCKS_H
#define BUSSOLA_LOCKS_H

#include <stdbool.h>

/**
 * Which parts of the confinement are active; a system may lack some. A plain value; all 0: none.
 */
typedef struct bs_locks {
    bool memory;     /**< no core dump, no debugger of the same user */
    bool privileges; /**< Linux: no_new_privs; Windows: every privilege dropped */
    bool files;      /**< Landlock: the data directory only */
    bool calls;      /**< seccomp: no socket, program, process or debugger */
    bool programs;   /**< Windows, which has no `calls`: no other process */
    bool code; /**< Windows: no code but that of programs and libraries on this machine's disks */
} bs_locks;

#endif
