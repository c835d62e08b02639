/** @file disk.h The file system that holds a directory. */
#ifndef BUSSOLA_PLATFORM_DISK_H
#define BUSSOLA_PLATFORM_DISK_H

#include <stdbool.h>
#include <stdint.h>

typedef struct bs_disk_space {
    int64_t bytes;  /**< that this user can still write */
    bool files_out; /**< it has no room for another file, whatever its size */
} bs_disk_space;

bool bs_disk_measure(bs_disk_space *space, const char *directory);

typedef struct bs_disk_kind {
    char name[64]; /**< such as "ext4" or "nfs4" */
    bool network;  /**< SQLite's locks are unreliable there */
} bs_disk_kind;

/** False if the kind is unknown. */
bool bs_disk_identify(bs_disk_kind *kind, const char *directory);

#endif
