/**
 * @file entries.h
 * Which files of an archive are read: LinkedIn's, by name and by the folder they lie in.
 *
 * People zip an archive again, folders around it included, or put both mails' archives into one
 * zip. The folder with most of LinkedIn's files is the archive's; a kind that it lacks is taken
 * from another folder. LinkedIn's own folders "Jobs" and "Articles" hold other files of the same
 * names and are never read.
 *
 * A bs_entries owns its list (bs_entries_free; zeroed with a key is empty).
 */
#ifndef BUSSOLA_INGEST_ENTRIES_H
#define BUSSOLA_INGEST_ENTRIES_H

#include "bussola/ingest/ingest.h"
#include "ingest/format/hash.h"

#define BS_NO_ENTRY UINT32_MAX

typedef struct bs_entry {
    uint64_t folder; /**< hash of the path up to the name */
    uint64_t size;   /**< bytes that it claims to hold */
    uint32_t index;  /**< the caller's */
    uint32_t depth;  /**< folders around it */
    bs_file file;
} bs_entry;

typedef struct bs_entries {
    bs_hash_key key;
    bs_entry *list; /**< of files that LinkedIn's archive has */
    size_t count, capacity;
    size_t unknown, unsafe, nested; /**< as in bs_archive_result */
} bs_entries;

/** What a path says of an entry. */
typedef enum bs_path_kind {
    BS_PATH_KNOWN,
    BS_PATH_UNKNOWN,
    BS_PATH_UNSAFE, /**< absolute, with "..", or of the Mac's own making */
    BS_PATH_NESTED, /**< a zip */
} bs_path_kind;

/** Judges a path with "/" or "\\" between its parts; `*file` is set for BS_PATH_KNOWN. */
bs_path_kind bs_path_judge(bs_file *file, const char *path);

/** Counts one entry, and lists it when it is known; false out of memory. */
bool bs_entries_add(bs_entries *entries, const char *path, uint32_t index, uint64_t size);

/**
 * The entry to read of each kind, BS_NO_ENTRY for none; `extra` counts the others of the kind.
 * Sorts the list. Returns the bytes that the chosen ones claim to hold.
 */
uint64_t bs_entries_choose(uint32_t chosen[BS_FILE_COUNT], unsigned extra[BS_FILE_COUNT],
                           bs_entries *entries);
void bs_entries_free(bs_entries *entries);

#endif
