#include "messages.h"

#include <stdlib.h>

#define FIRST_CAPACITY 1024

/*
 * Makes room for one more item of `size` bytes; NULL out of memory, with the list unchanged.
 * realloc moves large blocks without copying (mremap).
 */
static void *room(void *list, size_t *capacity, size_t count, size_t size)
{
    if (count < *capacity) {
        return list;
    }
    size_t wanted = *capacity == 0 ? FIRST_CAPACITY : *capacity + *capacity / 2;
    void *larger = realloc(list, wanted * size);
    if (larger != NULL) {
        *capacity = wanted;
    }
    return larger;
}

static bs_records people_of(const bs_messages *messages)
{
    return (bs_records){messages->people, sizeof *messages->people, messages->person_count};
}

bool bs_messages_find_person(uint32_t *index, const bs_messages *messages, uint64_t hash)
{
    return bs_index_find(index, &messages->person_of, people_of(messages), hash);
}

bool bs_messages_person(uint32_t *index, bs_messages *messages, uint64_t hash)
{
    bool added = false;
    bool fine = bs_index_add(index, &added, &messages->person_of, people_of(messages), hash);
    if (fine && added) {
        bs_person *people = room(messages->people, &messages->person_capacity,
                                 messages->person_count, sizeof *people);
        if (people == NULL) {
            return false;
        }
        messages->people = people;
        people[messages->person_count++] = (bs_person){.hash = hash, .last = UINT32_MAX};
    }
    return fine;
}

bool bs_messages_conversation(uint32_t *index, bs_messages *messages, uint64_t hash)
{
    bool added = false;
    bs_records records = {messages->conversations, sizeof *messages->conversations,
                          messages->conversation_count};
    bool fine = bs_index_add(index, &added, &messages->conversation_of, records, hash);
    if (fine && added) {
        bs_conversation *conversations =
            room(messages->conversations, &messages->conversation_capacity,
                 messages->conversation_count, sizeof *conversations);
        if (conversations == NULL) {
            return false;
        }
        messages->conversations = conversations;
        conversations[messages->conversation_count++] = (bs_conversation){
            .hash = hash, .people = {BS_NOBODY, BS_NOBODY}, .first = {BS_NEVER, BS_NEVER}};
    }
    return fine;
}

void bs_messages_join(bs_messages *messages, uint32_t conversation, uint32_t person)
{
    bs_conversation *joined = &messages->conversations[conversation];
    bs_person *joining = &messages->people[person];
    if (joining->last != conversation) {
        joining->last = conversation;
        joining->conversations++;
    }
    for (size_t i = 0; i < 2; i++) {
        if (joined->people[i] == person) {
            return;
        }
        if (joined->people[i] == BS_NOBODY) {
            joined->people[i] = person;
            return;
        }
    }
    joined->many = true;
}

/* Stores the name under which a person sends; false out of memory. */
static bool note_name(bs_messages *messages, uint32_t person, uint64_t name)
{
    bool added = false;
    messages->people[person].name = name;
    uint32_t *sender = bs_map_add(&messages->addressed_as, name, person + 1, &added);
    if (sender != NULL && *sender != person + 1) {
        *sender = 0;
    }
    return sender != NULL;
}

bool bs_messages_join_sender(bs_messages *messages, uint32_t conversation, uint32_t person,
                             uint64_t name)
{
    bs_conversation *joined = &messages->conversations[conversation];
    const bool there = joined->people[0] == person || joined->people[1] == person;
    if (name != 0 && messages->people[person].name != name && !note_name(messages, person, name)) {
        return false;
    }
    for (size_t i = 0; i < 2 && name != 0 && !there; i++) {
        const uint32_t other = joined->people[i];
        if (other != BS_NOBODY && messages->people[other].hash == name) {
            joined->people[i] = BS_NOBODY;
        }
    }
    bs_messages_join(messages, conversation, person);
    return true;
}

bool bs_messages_join_name(bs_messages *messages, uint32_t conversation, uint64_t name)
{
    const bs_conversation *joined = &messages->conversations[conversation];
    uint32_t person = 0;
    for (size_t i = 0; i < 2; i++) {
        if (joined->people[i] != BS_NOBODY && messages->people[joined->people[i]].name == name) {
            return true;
        }
    }
    if (!bs_messages_person(&person, messages, name)) {
        return false;
    }
    bs_messages_join(messages, conversation, person);
    return true;
}

/* The only person with an address who sends under this person's name; else the person. */
static uint32_t by_address(const bs_messages *messages, uint32_t person)
{
    if (person == BS_NOBODY) {
        return person;
    }
    const uint32_t *sender = bs_map_find(&messages->addressed_as, messages->people[person].hash);
    return sender != NULL && *sender != 0 ? *sender - 1 : person;
}

void bs_messages_unite(bs_messages *messages)
{
    for (uint32_t i = 0; i < messages->person_count; i++) {
        const uint32_t one = by_address(messages, i);
        if (one != i) {
            messages->people[one].conversations += messages->people[i].conversations;
            messages->people[i].conversations = 0;
        }
    }
    for (size_t i = 0; i < messages->conversation_count; i++) {
        bs_conversation *conversation = &messages->conversations[i];
        for (size_t j = 0; j < 2; j++) {
            const uint32_t one = by_address(messages, conversation->people[j]);
            /* Somebody who wrote to themselves is one person. */
            if (one != conversation->people[1 - j]) {
                conversation->people[j] = one;
            }
        }
    }
}

bool bs_messages_add(bs_messages *messages, bs_message message, bool subject)
{
    bs_message *list = room(messages->messages, &messages->message_capacity,
                            messages->message_count, sizeof *list);
    if (list == NULL) {
        return false;
    }
    messages->messages = list;
    if (messages->message_count == 0 || message.seconds < messages->earliest) {
        messages->earliest = message.seconds;
    }
    if (messages->message_count == 0 || message.seconds > messages->latest) {
        messages->latest = message.seconds;
    }
    list[messages->message_count++] = message;
    bs_conversation *conversation = &messages->conversations[message.conversation];
    for (size_t i = 0; i < 2; i++) {
        if (conversation->people[i] != message.sender) {
            continue;
        }
        if (message.seconds < conversation->first[i]) {
            conversation->first[i] = message.seconds;
            conversation->subject[i] = subject;
        } else if (message.seconds == conversation->first[i]) {
            /* Within a second the order is not known, and only the first message has a subject. */
            conversation->subject[i] = conversation->subject[i] || subject;
        }
    }
    return true;
}

size_t bs_messages_bytes(const bs_messages *messages)
{
    return messages->message_capacity * sizeof *messages->messages +
           messages->conversation_capacity * sizeof *messages->conversations +
           messages->person_capacity * sizeof *messages->people +
           (messages->conversation_of.capacity + messages->person_of.capacity) * sizeof(bs_slot);
}

void bs_messages_free(bs_messages *messages)
{
    free(messages->messages);
    free(messages->conversations);
    free(messages->people);
    bs_index_free(&messages->conversation_of);
    bs_index_free(&messages->person_of);
    bs_map_free(&messages->addressed_as);
    *messages = (bs_messages){0};
}
