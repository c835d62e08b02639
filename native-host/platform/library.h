/** @file library.h Libraries that are loaded on demand. */
#ifndef BUSSOLA_PLATFORM_LIBRARY_H
#define BUSSOLA_PLATFORM_LIBRARY_H

#include <stdbool.h>

/** Loads a library for the rest of the process; NULL if it is not installed. */
void *bs_library_open(const char *name);

/** Stores the address of a function in the function pointer `*function`; false if it has none. */
bool bs_library_find(void *function, void *library, const char *name);

#endif
