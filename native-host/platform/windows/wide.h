/** @file wide.h Windows' own texts and errors. Internal to native-host/platform/windows. */
#ifndef BUSSOLA_WINDOWS_WIDE_H
#define BUSSOLA_WINDOWS_WIDE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <wchar.h>
#include <windows.h>

#include "bussola/platform/storage.h"

/** A path as Windows takes it, with the prefix for a long one. */
typedef struct bs_wide_path {
    wchar_t text[BS_STORE_PATH_MAX];
} bs_wide_path;

/** Makes a UTF-8 path absolute; false with errno. */
bool bs_wide_path_set(bs_wide_path *wide, const char *path);

/** Replaces a character everywhere, in place. */
void bs_wide_replace(char *text, char from, char to);

/** Puts "/" between the parts of a path, in place. */
void bs_wide_unify(char *path);

/** UTF-16 to UTF-8; false if it does not fit or is not valid. */
bool bs_wide_to_utf8(char *text, size_t size, const wchar_t *wide);

/** UTF-8 to UTF-16; false if it does not fit or is not valid. `size` in characters. */
bool bs_wide_from_utf8(wchar_t *wide, size_t size, const char *text);

/** Sets errno from GetLastError(); returns false. */
bool bs_wide_fail(void);

/** Sets errno from an error code; returns false. */
bool bs_wide_fail_with(DWORD code);

/** The user that this process runs as. */
typedef union bs_wide_user {
    TOKEN_USER about;
    char room[256];
} bs_wide_user;

/** False with errno. */
bool bs_wide_user_find(bs_wide_user *user);

/** Bytes of a security identifier as text, with its NUL. */
#define BS_WIDE_USER_MAX 192

/** Writes this user's security identifier; false if it cannot be found. */
bool bs_wide_user_name(char text[BS_WIDE_USER_MAX]);

/**
 * A security descriptor that lets this user and the system alone use a file (`inherit`: and all in
 * a directory); free with LocalFree; NULL on failure.
 */
PSECURITY_DESCRIPTOR bs_wide_private(bool inherit);

/**
 * Opens a file that others may read, write, rename and remove meanwhile; −1 with errno. `flags` are
 * the C library's (_O_RDONLY …).
 */
int bs_wide_open(const char *path, DWORD access, DWORD disposition, DWORD attributes, int flags);

/** Converts the number in a bs_child or a bs_helper back to a pointer or handle. */
void *bs_wide_pointer(int64_t number);

/** The system's handle of a descriptor. */
HANDLE bs_wide_handle(int file);

#endif
