/**
 * @file hash.h
 * Keyed hashes and a map from them to small numbers: all that is kept of names and addresses.
 *
 * A bs_map or bs_index owns its slots (…_free; safe on a zeroed one). Adding fails out of memory
 * only. Two texts are taken for the same when their 64-bit hashes are equal: with ten million texts
 * the chance that any two collide is below one in 300,000.
 */
#ifndef BUSSOLA_INGEST_HASH_H
#define BUSSOLA_INGEST_HASH_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/** Drawn anew for each import, so that nobody can prepare texts that collide. */
typedef struct bs_hash_key {
    uint64_t half[2];
} bs_hash_key;

/** SipHash-1-3 (Aumasson and Bernstein, 2012) of a text; never 0. */
uint64_t bs_hash(const bs_hash_key *key, const void *text, size_t length);

/** Open addressing with linear probing, at most three quarters full; 12 bytes a slot. */
typedef struct bs_map {
    uint64_t *hashes; /**< 0: a free slot */
    uint32_t *values;
    size_t capacity; /**< a power of two, or 0 */
    size_t count;
} bs_map;

/** The value stored for a hash, NULL when there is none. Valid until the next bs_map_add. */
uint32_t *bs_map_find(const bs_map *map, uint64_t hash);

/**
 * The value of a hash, added as `value` when it is new (`*added`). NULL out of memory. Valid until
 * the next bs_map_add.
 */
uint32_t *bs_map_add(bs_map *map, uint64_t hash, uint32_t value, bool *added);
void bs_map_free(bs_map *map);

/**
 * The same over records that carry their hash themselves, as their first member (uint64_t): 8 bytes
 * a slot, for the millions. The records belong to the caller and stand in one array. A slot repeats
 * half of the hash, so that a record is looked at only when it is almost certainly the right one.
 */
typedef struct bs_slot {
    uint32_t half;   /**< low bits of the record's hash */
    uint32_t record; /**< index of the record + 1; 0: free */
} bs_slot;

typedef struct bs_index {
    bs_slot *slots;
    size_t capacity; /**< a power of two below 2^32, or 0 */
} bs_index;

typedef struct bs_records {
    const void *first;
    size_t size; /**< of one */
    size_t count;
} bs_records;

/** True and `*record` set when a record has the hash. */
bool bs_index_find(uint32_t *record, const bs_index *index, bs_records records, uint64_t hash);

/**
 * As bs_index_find; when no record has the hash, `*record` is the one that the caller appends next
 * and `*added` is set. False out of memory.
 */
bool bs_index_add(uint32_t *record, bool *added, bs_index *index, bs_records records,
                  uint64_t hash);
void bs_index_free(bs_index *index);

#endif
