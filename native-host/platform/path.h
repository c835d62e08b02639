/**
 * @file path.h
 * Questions about paths, and atomic changes of names.
 *
 * Symbolic links are followed unless a function says otherwise. False comes with errno.
 */
#ifndef BUSSOLA_PLATFORM_PATH_H
#define BUSSOLA_PLATFORM_PATH_H

#include <stdbool.h>
#include <stdint.h>

bool bs_path_exists(const char *path);

/** True for a regular file. */
bool bs_path_is_file(const char *path);

/** The absolute path without links, which the caller frees; NULL with errno. */
char *bs_path_resolve(const char *path);

/** What two paths to one file have in common. */
typedef struct bs_path_id {
    uint64_t device, file;
} bs_path_id;

bool bs_path_identify(bs_path_id *id, const char *path);
bool bs_path_id_equal(const bs_path_id *a, const bs_path_id *b);
bool bs_path_same(const char *a, const char *b);

/** True if both are hard links to one file; follows no symbolic link. */
bool bs_path_linked(const char *a, const char *b);

typedef struct bs_path_facts {
    bs_path_id id;
    int64_t bytes;
    int64_t changed;  /**< UTC seconds of the last change of its contents */
    bool is_file;     /**< a regular file */
    bool shared;      /**< other users have a permission on it */
    bool writable;    /**< other users may write it */
    bool all_execute; /**< every user may execute it */
} bs_path_facts;

/** With `follow` false describes a symbolic link itself. */
bool bs_path_look(bs_path_facts *facts, const char *path, bool follow);

/** Leaves permissions to the owner alone. */
bool bs_path_make_private(const char *path);

/** Takes the permission to write from other users. */
bool bs_path_protect(const char *path);

/** Renames a file, replacing another; readers see the old or the new one. */
bool bs_path_rename(const char *from, const char *to);

/** Removes a file, a symbolic link itself. */
bool bs_path_remove(const char *path);
/** Removes an empty directory. */
bool bs_path_remove_directory(const char *path);

#endif
