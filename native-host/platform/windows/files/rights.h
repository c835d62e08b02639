/** @file rights.h Who may use a file. Internal to native-host/platform/windows. */
#ifndef BUSSOLA_WINDOWS_RIGHTS_H
#define BUSSOLA_WINDOWS_RIGHTS_H

#include <stdbool.h>

/**
 * True if the access list of a file or directory names anyone but this user, the system and the
 * administrators. False if it cannot be read.
 */
bool bs_rights_shared(const char *path);

/** Gives a file or a directory, with all in it, to this user and the system alone; false with
 * errno.
 */
bool bs_rights_make_private(const char *path, bool directory);

#endif
