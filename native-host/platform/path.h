/**
 * @file path.h
 * Questions about paths, and atomic changes of names.
 *
 * Symbolic links are followed unless a function says otherwise. False comes with errno.
 */
#ifndef BUSSOLA_PLATFORM_PATH_H
#define BUSSOLA_PLATFORM_PATH_H

#include <limits.h>
#include <stdbool.h>
#include <stdint.h>

/** True for a path that does not depend on the current directory. */
bool bs_path_is_absolute(const char *path);

/** Puts "/" between the parts of a path that the user wrote, in place; returns it. */
char *bs_path_accept(char *path);

/**
 * The path as other programs of the system write it, which the caller frees; NULL without memory.
 * Within this program "/" is between the parts of a path, whatever else the system allows.
 */
char *bs_path_local(const char *path);

bool bs_path_exists(const char *path);

/** True for a regular file. */
bool bs_path_is_file(const char *path);

/** True for a regular file that this user may execute. */
bool bs_path_is_program(const char *path);

/** True for a directory in which this user may create and remove files. */
bool bs_path_is_open_to(const char *directory);

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

/** The mode of a file on a system without modes. */
#define BS_PATH_NO_MODE UINT_MAX

typedef struct bs_path_facts {
    bs_path_id id;
    int64_t bytes;
    int64_t changed; /**< UTC seconds of the last change of its contents */
    unsigned mode;   /**< permission bits, or BS_PATH_NO_MODE */
    bool is_file;    /**< a regular file */
    bool is_directory;
    bool foreign;     /**< belongs to another user */
    bool shared;      /**< other users have a permission on it */
    bool writable;    /**< other users may write it */
    bool all_execute; /**< every user may execute it */
} bs_path_facts;

/** With `follow` false describes a symbolic link itself. */
bool bs_path_look(bs_path_facts *facts, const char *path, bool follow);

/** Sets the permission bits; fails on a system without modes. */
bool bs_path_set_mode(const char *path, unsigned mode);

/** Leaves permissions to the owner alone. */
bool bs_path_make_private(const char *path);

/** Takes the permission to write from other users. */
bool bs_path_protect(const char *path);

/** Renames a file, replacing another; readers see the old or the new one. */
bool bs_path_rename(const char *from, const char *to);

/** True if users may make symbolic links. */
bool bs_path_has_links(void);

/** Makes `link` a symbolic link to `target`, atomically replacing another link. */
bool bs_path_point(const char *link, const char *target);

/** Creates a directory, if it is missing, and sets its mode whatever the umask. */
bool bs_path_make_directory(const char *path, unsigned mode);

/**
 * In the name that an open file keeps on Windows after it was removed or replaced, if the system
 * cannot remove it before it is closed.
 */
#define BS_PATH_GONE ".gone-"

/** Removes a file, a symbolic link itself. */
bool bs_path_remove(const char *path);
/** Removes an empty directory. */
bool bs_path_remove_directory(const char *path);

#endif
