/**
 * @file registry.h
 * Windows' registry of this user. A key is "HKCU\…"; its text is the key's unnamed value.
 */
#ifndef BUSSOLA_PLATFORM_REGISTRY_H
#define BUSSOLA_PLATFORM_REGISTRY_H

#include <stdbool.h>

#include "bussola/platform/storage.h"

/** True on the system on which browsers find host manifests by the registry. */
bool bs_registry_used(void);

/** True for the name of a key, not of a file. */
bool bs_registry_is_key(const char *name);

/** Reads the text of a key; false with errno (ENOENT: there is none). */
bool bs_registry_read(char text[BS_STORE_PATH_MAX], const char *key);

/** Creates the key and its parents, if they are missing, and sets its text; false with errno. */
bool bs_registry_write(const char *key, const char *text);

/** Removes a key that has no others below it; false with errno. */
bool bs_registry_remove(const char *key);

#endif
