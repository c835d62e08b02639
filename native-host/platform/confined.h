/** @file confined.h What the system says about the confinement of a process. */
#ifndef BUSSOLA_PLATFORM_CONFINED_H
#define BUSSOLA_PLATFORM_CONFINED_H

#include <stdbool.h>
#include <stdint.h>

#include "bussola/platform/locks.h"

/** False for the parts of its confinement that the system denies; true where it cannot say. */
bs_locks bs_confined_truly(int64_t process);

/** True if this system can confine a program to some files. */
bool bs_confined_files_possible(void);

/** True if this system can take the network from a running program. */
bool bs_confined_calls_possible(void);

#endif
