/**
 * @file hash.h
 * Keyed hashes, and maps from them to small numbers: names and addresses are stored in no other
 * form.
 *
 * A bs_map or bs_index owns its slots (…_free; safe if all is 0). Adding fails only out of memory.
 * Texts with equal 64-bit hashes count as equal: with ten million texts the chance of any collision
 * is below one in 300,000.
 */
#ifndef BUSSOLA_INGEST_HASH_H
#define BUSSOLA_INGEST_HASH_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/** Random for each import, so that nobody can prepare colliding texts. */
typedef struct bs_hash_key {
    uint64_t half[2];
} bs_hash_key;

/** SipHash-1-3 (Aumasson and Bernstein, 2012) of a text; never 0. */
uint64_t bs_hash(const bs_hash_key *key, const void *text, size_t length);

/** Open addressing with linear probing, at most three quarters full; 12 bytes a slot. */
typedef struct bs_map {
    uint64_t *hashes; /**< 0: free slot */
    uint32_t *values;
    size_t capacity; /**< a power of two, or 0 */
    size_t count;
} bs_map;

/** The value of a hash, or NULL. Valid until the next bs_map_add. */
uint32_t *bs_map_find(const bs_map *map, uint64_t hash);

/**
 * The value of a hash; adds `value` if it is new (sets `*added`). NULL out of memory. Valid until
 * the next bs_map_add.
 */
uint32_t *bs_map_add(bs_map *map, uint64_t hash, uint32_t value, bool *added);
void bs_map_free(bs_map *map);

/**
 * A map over records that hold their own hash as first member (uint64_t): 8 bytes per slot, for
 * millions of records. The caller owns the records, in one array. A slot has half of the hash, so
 * that a record is read only if it is almost certainly the right one.
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
    size_t size; /**< of one record */
    size_t count;
} bs_records;

/** Sets `*record` and returns true if a record has the hash. */
bool bs_index_find(uint32_t *record, const bs_index *index, bs_records records, uint64_t hash);

/**
 * As bs_index_find; if no record has the hash, sets `*added`, and `*record` to the index at which
 * the caller must append it. False out of memory.
 */
bool bs_index_add(uint32_t *record, bool *added, bs_index *index, bs_records records,
                  uint64_t hash);
void bs_index_free(bs_index *index);

#endif
