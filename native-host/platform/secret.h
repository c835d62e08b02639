/** @file secret.h Clears what must not stay in memory. */
#ifndef BUSSOLA_PLATFORM_SECRET_H
#define BUSSOLA_PLATFORM_SECRET_H

#include <stddef.h>

/** Overwrites a secret, also where the compiler sees no later use of it. */
void bs_secret_wipe(void *data, size_t size);

#endif
