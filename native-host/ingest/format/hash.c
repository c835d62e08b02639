#include "hash.h"

#include <stdlib.h>
#include <string.h>

#define CAPACITY_FIRST ((size_t)1 << 8)

typedef struct sip {
    uint64_t v0, v1, v2, v3;
} sip;

static uint64_t rotate(uint64_t x, unsigned by)
{
    return x << by | x >> (64 - by);
}

static void sip_round(sip *s)
{
    s->v0 += s->v1;
    s->v1 = rotate(s->v1, 13) ^ s->v0;
    s->v0 = rotate(s->v0, 32);
    s->v2 += s->v3;
    s->v3 = rotate(s->v3, 16) ^ s->v2;
    s->v0 += s->v3;
    s->v3 = rotate(s->v3, 21) ^ s->v0;
    s->v2 += s->v1;
    s->v1 = rotate(s->v1, 17) ^ s->v2;
    s->v2 = rotate(s->v2, 32);
}

static void sip_word(sip *s, uint64_t word)
{
    s->v3 ^= word;
    sip_round(s);
    s->v0 ^= word;
}

uint64_t bs_hash(const bs_hash_key *key, const void *text, size_t length)
{
    sip s = {key->half[0] ^ 0x736f6d6570736575U, key->half[1] ^ 0x646f72616e646f6dU,
             key->half[0] ^ 0x6c7967656e657261U, key->half[1] ^ 0x7465646279746573U};
    const uint8_t *at = text;
    uint64_t word = 0;
    for (size_t left = length; left >= sizeof word; left -= sizeof word) {
        memcpy(&word, at, sizeof word);
        sip_word(&s, word);
        at += sizeof word;
    }
    word = (uint64_t)length << 56;
    for (size_t i = 0; i < (length & 7); i++) {
        word |= (uint64_t)at[i] << (8 * i);
    }
    sip_word(&s, word);
    s.v2 ^= 0xff;
    sip_round(&s);
    sip_round(&s);
    sip_round(&s);
    uint64_t hash = s.v0 ^ s.v1 ^ s.v2 ^ s.v3;
    return hash != 0 ? hash : 1;
}

/* The slot with the hash, else the free slot for it. */
static size_t slot_of(const bs_map *map, uint64_t hash)
{
    size_t at = (size_t)hash & (map->capacity - 1);
    while (map->hashes[at] != 0 && map->hashes[at] != hash) {
        at = (at + 1) & (map->capacity - 1);
    }
    return at;
}

uint32_t *bs_map_find(const bs_map *map, uint64_t hash)
{
    if (map->capacity == 0) {
        return NULL;
    }
    size_t slot = slot_of(map, hash);
    return map->hashes[slot] != 0 ? &map->values[slot] : NULL;
}

static bool grow(bs_map *map)
{
    bs_map old = *map;
    size_t capacity = old.capacity == 0 ? CAPACITY_FIRST : old.capacity * 2;
    uint64_t *hashes = calloc(capacity, sizeof *hashes);
    uint32_t *values = malloc(capacity * sizeof *values);
    if (hashes == NULL || values == NULL) {
        free(hashes);
        free(values);
        return false;
    }
    map->hashes = hashes;
    map->values = values;
    map->capacity = capacity;
    for (size_t i = 0; i < old.capacity; i++) {
        if (old.hashes[i] != 0) {
            size_t slot = slot_of(map, old.hashes[i]);
            map->hashes[slot] = old.hashes[i];
            map->values[slot] = old.values[i];
        }
    }
    free(old.hashes);
    free(old.values);
    return true;
}

uint32_t *bs_map_add(bs_map *map, uint64_t hash, uint32_t value, bool *added)
{
    if (map->count >= map->capacity / 4 * 3 && !grow(map)) {
        return NULL;
    }
    size_t slot = slot_of(map, hash);
    *added = map->hashes[slot] == 0;
    if (*added) {
        map->hashes[slot] = hash;
        map->values[slot] = value;
        map->count++;
    }
    return &map->values[slot];
}

void bs_map_free(bs_map *map)
{
    free(map->hashes);
    free(map->values);
    *map = (bs_map){0};
}

static uint64_t hash_of(bs_records records, uint32_t record)
{
    uint64_t hash = 0;
    memcpy(&hash, (const uint8_t *)records.first + record * records.size, sizeof hash);
    return hash;
}

/* The slot of the record with the hash, else the free slot for it. */
static bs_slot *index_slot(const bs_index *index, bs_records records, uint64_t hash)
{
    size_t at = (size_t)hash & (index->capacity - 1);
    bs_slot *slot = &index->slots[at];
    while (slot->record != 0 &&
           (slot->half != (uint32_t)hash || hash_of(records, slot->record - 1) != hash)) {
        at = (at + 1) & (index->capacity - 1);
        slot = &index->slots[at];
    }
    return slot;
}

bool bs_index_find(uint32_t *record, const bs_index *index, bs_records records, uint64_t hash)
{
    uint32_t found = index->capacity != 0 ? index_slot(index, records, hash)->record : 0;
    if (found != 0) {
        *record = found - 1;
    }
    return found != 0;
}

static bool index_grow(bs_index *index)
{
    size_t capacity = index->capacity == 0 ? CAPACITY_FIRST : index->capacity * 2;
    bs_slot *slots = calloc(capacity, sizeof *slots);
    if (slots == NULL) {
        return false;
    }
    for (size_t i = 0; i < index->capacity; i++) {
        size_t at = index->slots[i].half & (capacity - 1);
        while (index->slots[i].record != 0 && slots[at].record != 0) {
            at = (at + 1) & (capacity - 1);
        }
        if (index->slots[i].record != 0) {
            slots[at] = index->slots[i];
        }
    }
    free(index->slots);
    index->slots = slots;
    index->capacity = capacity;
    return true;
}

bool bs_index_add(uint32_t *record, bool *added, bs_index *index, bs_records records, uint64_t hash)
{
    if (records.count >= index->capacity / 4 * 3 && !index_grow(index)) {
        return false;
    }
    bs_slot *slot = index_slot(index, records, hash);
    *added = slot->record == 0;
    if (*added) {
        *slot = (bs_slot){(uint32_t)hash, (uint32_t)records.count + 1};
    }
    *record = slot->record - 1;
    return true;
}

void bs_index_free(bs_index *index)
{
    free(index->slots);
    *index = (bs_index){0};
}
