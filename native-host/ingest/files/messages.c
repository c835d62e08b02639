#include "messages.h"

#include <stdlib.h>

#define FIRST_CAPACITY 1024

/* The list with room for one more of `size` bytes; NULL out of memory, the list then as it was.
 * Large blocks move without being copied (mremap). */
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
            /* Within a second the order is not told, and only what opens has a subject. */
            conversation->subject[i] = conversation->subject[i] || subject;
        }
    }
    return true;
}

void bs_messages_free(bs_messages *messages)
{
    free(messages->messages);
    free(messages->conversations);
    free(messages->people);
    bs_index_free(&messages->conversation_of);
    bs_index_free(&messages->person_of);
    *messages = (bs_messages){0};
}
