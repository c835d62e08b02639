/**
 * @file messages.h
 * Conversations while messages.csv is read: who wrote when, as numbers.
 *
 * A bs_messages owns its lists (bs_messages_free; zeroed is empty); 12 bytes a message, about 40 a
 * conversation and 24 a person. People and conversations are hashes turned into indexes. Adding
 * fails out of memory only.
 */
#ifndef BUSSOLA_INGEST_MESSAGES_H
#define BUSSOLA_INGEST_MESSAGES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "bussola/csv.h"
#include "hash.h"

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
    uint64_t hash;
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

/** One message of a person that has joined; false out of memory. */
bool bs_messages_add(bs_messages *messages, bs_message message, bool subject);
void bs_messages_free(bs_messages *messages);

#endif
