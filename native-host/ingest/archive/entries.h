/**
 * @file entries.h
 * Chooses the files of an archive to read: LinkedIn's, by name and folder.
 *
 * Users zip an archive again, with folders around it, or put the archives of both mails into one
 * zip. The folder with most of LinkedIn's files is the archive's; a kind that it lacks is taken
 * from another folder. LinkedIn's own folders "Jobs" and "Articles" hold other files with the same
 * names and are never read.
 *
 * A bs_entries owns its list (bs_entries_free; empty if all is 0 except the key).
 */
#ifndef BUSSOLA_INGEST_ENTRIES_H
#define BUSSOLA_INGEST_ENTRIES_H

#include "bussola/ingest/ingest.h"
#include "ingest/format/hash.h"

#define BS_NO_ENTRY UINT32_MAX

typedef struct bs_entry {
    uint64_t folder; /**< hash of the path up to the name */
    uint64_t size;   /**< inflated bytes according to the archive */
    uint32_t index;  /**< defined by the caller */
    uint32_t depth;  /**< number of folders around it */
    bs_file file;
} bs_entry;

typedef struct bs_entries {
    bs_hash_key key;
    bs_entry *list; /**< known files only */
    size_t count, capacity;
    size_t unknown, unsafe, nested; /**< as in bs_archive_result */
} bs_entries;

/** Classification of a path. */
typedef enum bs_path_kind {
    BS_PATH_KNOWN,
    BS_PATH_UNKNOWN,
    BS_PATH_UNSAFE, /**< absolute, with "..", or macOS metadata */
    BS_PATH_NESTED, /**< a zip */
} bs_path_kind;

/** Classifies a path with "/" or "\\" between its parts; sets `*file` for BS_PATH_KNOWN. */
bs_path_kind bs_path_judge(bs_file *file, const char *path);

/** Counts an entry and adds it if it is known; false out of memory. */
bool bs_entries_add(bs_entries *entries, const char *path, uint32_t index, uint64_t size);

/**
 * Chooses the entry of each kind, BS_NO_ENTRY for none; `extra` counts the others of the kind.
 * Sorts the list. Returns how many bytes the chosen entries claim to have.
 */
uint64_t bs_entries_choose(uint32_t chosen[BS_FILE_COUNT], unsigned extra[BS_FILE_COUNT],
                           bs_entries *entries);
void bs_entries_free(bs_entries *entries);

#endif
