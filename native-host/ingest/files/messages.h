/**
 * @file messages.h
 * Conversations while messages.csv is read: who wrote when, as numbers.
 *
 * A bs_messages owns its lists (bs_messages_free; zeroed is empty); 12 bytes a message, about 40 a
 * conversation and 40 a person. People and conversations are hashes turned into indexes. Adding
 * fails out of memory only.
 */
#ifndef BUSSOLA_INGEST_MESSAGES_H
#define BUSSOLA_INGEST_MESSAGES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "bussola/ingest/csv.h"
#include "ingest/format/hash.h"

/** What all messages of an archive may take: those of twenty million, some gibibytes as a table. */
#define BS_MESSAGES_BYTES_MAX ((size_t)512 << 20)

#define BS_NOBODY UINT32_MAX /**< no such person */
#define BS_NEVER UINT32_MAX  /**< no such time */

typedef struct bs_message {
    uint32_t conversation; /**< index */
    uint32_t sender;       /**< index */
    uint32_t seconds;      /**< UTC */
} bs_message;

typedef struct bs_conversation {
    uint64_t hash;
    uint32_t people[2]; /**< the first two seen; BS_NOBODY */
    uint32_t first[2];  /**< earliest message of each, UTC seconds; BS_NEVER */
    bool subject[2];    /**< that message, or another of that second, has a subject */
    bool many;          /**< more than two people: not one-to-one */
    bool sponsored;
} bs_conversation;

typedef struct bs_person {
    uint64_t hash;          /**< of the address where it is told, else of the name */
    uint64_t name;          /**< under which a person with an address sends; 0 not known */
    uint64_t slug;          /**< bs_owner_digest of the address; 0 not told */
    uint32_t conversations; /**< that they take part in */
    uint32_t last;          /**< the one counted last */
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
    bs_map addressed_as;  /**< name → index of who sends under it, +1; 0 for several people */
    uint64_t unaddressed; /**< messages without any recipient */
    uint64_t earliest, latest; /**< UTC seconds; meaningless while message_count is 0 */
    bool addressed;            /**< at least one sender is told by address */
    uint32_t outgoing;         /**< sender of the rows marked OUTGOING, +1; 0 when none is */
    uint32_t named;            /**< who sends under the member's own name, +1; 0 when nobody does */
} bs_messages;

/** True and `*index` set when the person was seen. */
bool bs_messages_find_person(uint32_t *index, const bs_messages *messages, uint64_t hash);

/** The index of a person or conversation, new ones added; false out of memory. */
bool bs_messages_person(uint32_t *index, bs_messages *messages, uint64_t hash);
bool bs_messages_conversation(uint32_t *index, bs_messages *messages, uint64_t hash);

/** Counts a person into a conversation. */
void bs_messages_join(bs_messages *messages, uint32_t conversation, uint32_t person);

/**
 * Counts a sender who is told by address into a conversation. Archives of 2021 to mid-2023 tell
 * recipients by name alone: somebody who is there under this name is the same person. False out of
 * memory.
 */
bool bs_messages_join_sender(bs_messages *messages, uint32_t conversation, uint32_t person,
                             uint64_t name);

/** Counts a recipient who is told by name into a conversation; false out of memory. */
bool bs_messages_join_name(bs_messages *messages, uint32_t conversation, uint64_t name);

/** Once all is read: whoever is told by name in one place and by address in another is one person.
 */
void bs_messages_unite(bs_messages *messages);

/** One message of a person that has joined; false out of memory. */
bool bs_messages_add(bs_messages *messages, bs_message message, bool subject);

/** Memory that the lists take. */
size_t bs_messages_bytes(const bs_messages *messages);
void bs_messages_free(bs_messages *messages);

#endif
