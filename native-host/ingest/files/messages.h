/**
 * @file messages.h
 * Conversations in messages.csv: who wrote when, as numbers.
 *
 * A bs_messages owns its lists (bs_messages_free; empty if all is 0): 12 bytes per message, about
 * 40 per conversation and 40 per person. People and conversations are hashes with an index. Adding
 * fails only out of memory.
 */
#ifndef BUSSOLA_INGEST_MESSAGES_H
#define BUSSOLA_INGEST_MESSAGES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "bussola/ingest/csv.h"
#include "ingest/format/hash.h"

/** Memory limit for all messages of an archive: about twenty million, or some gibibytes of CSV. */
#define BS_MESSAGES_BYTES_MAX ((size_t)512 << 20)

#define BS_NOBODY UINT32_MAX /**< no person */
#define BS_NEVER UINT32_MAX  /**< no time */

typedef struct bs_message {
    uint32_t conversation; /**< index */
    uint32_t sender;       /**< index */
    uint32_t seconds;      /**< UTC */
} bs_message;

typedef struct bs_conversation {
    uint64_t hash;
    uint32_t people[2]; /**< the first two seen, or BS_NOBODY */
    uint32_t first[2];  /**< earliest message of each, UTC seconds, or BS_NEVER */
    bool subject[2];    /**< that message, or another of the same second, has a subject */
    bool many;          /**< more than two people: not one-to-one */
    bool sponsored;
} bs_conversation;

typedef struct bs_person {
    uint64_t hash;          /**< of the address if known, else of the name */
    uint64_t name;          /**< under which a person with an address sends; 0: not known */
    uint64_t slug;          /**< bs_owner_digest of the address; 0: not known */
    uint32_t conversations; /**< number that the person takes part in */
    uint32_t last;          /**< last one counted */
} bs_person;

typedef struct bs_messages {
    bs_message *messages;
    size_t message_count, message_capacity;
    bs_conversation *conversations;
    size_t conversation_count, conversation_capacity;
    bs_person *people;
    size_t person_count, person_capacity;
    bs_index conversation_of;
    bs_index person_of;
    bs_map addressed_as;       /**< name → index of its sender, +1; 0 for several people */
    uint64_t unaddressed;      /**< messages without any recipient */
    uint64_t earliest, latest; /**< UTC seconds; meaningless while message_count is 0 */
    bool addressed;            /**< at least one sender has an address */
    uint32_t outgoing;         /**< sender of the rows marked OUTGOING, +1; 0: none */
    uint32_t named;            /**< sender with the user's own name, +1; 0: none */
} bs_messages;

/** Sets `*index` and returns true if the person was seen. */
bool bs_messages_find_person(uint32_t *index, const bs_messages *messages, uint64_t hash);

/** The index of a person or conversation; adds a new one. False out of memory. */
bool bs_messages_person(uint32_t *index, bs_messages *messages, uint64_t hash);
bool bs_messages_conversation(uint32_t *index, bs_messages *messages, uint64_t hash);

/** Adds a person to a conversation. */
void bs_messages_join(bs_messages *messages, uint32_t conversation, uint32_t person);

/**
 * Adds a sender with an address to a conversation. Archives of 2021 to mid-2023 give recipients
 * only names: a participant with this name is the same person. False out of memory.
 */
bool bs_messages_join_sender(bs_messages *messages, uint32_t conversation, uint32_t person,
                             uint64_t name);

/** Adds a recipient, identified by name, to a conversation; false out of memory. */
bool bs_messages_join_name(bs_messages *messages, uint32_t conversation, uint64_t name);

/** At the end: merges people with a name in one place and an address in another. */
void bs_messages_unite(bs_messages *messages);

/** Adds a message of a participant; false out of memory. */
bool bs_messages_add(bs_messages *messages, bs_message message, bool subject);

/** Memory used by the lists, in bytes. */
size_t bs_messages_bytes(const bs_messages *messages);
void bs_messages_free(bs_messages *messages);

#endif
