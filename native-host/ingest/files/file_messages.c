#include <string.h>

#include "accumulator.h"
#include "people.h"

/*
 * Messages. Archives since mid-2023 identify people by address and conversations by id. From 2021
 * on the sender has an address and recipients are names (bs_messages_unite). Before, people are
 * names (and are kept as names if Connections has no addresses to compare with). In 2018 there are
 * no conversations either; all messages between two names count as one. A recipients field with
 * commas is several people, except for a name that occurs elsewhere and for one full name with a
 * title ("Theo Grant, PhD").
 *
 * Excluded: drafts, spam, and advertisements (the title "Sponsored Conversation", or no sender's
 * address with LinkedIn's advertisement markup), with the rest of their conversation.
 */

enum {
    CONVERSATION,
    TITLE,
    FROM,
    SENDER,
    TO,
    RECIPIENTS,
    DATE,
    SUBJECT,
    CONTENT,
    FOLDER,
    MESSAGE_DRAFT,
    CONVERSATION_DRAFT,
    DIRECTION,
};

#define ADVERT_TITLE "sponsored conversation"
#define ADVERT_MARKUP "spinmail-quill-editor"

static bool is_yes(bs_csv_field field)
{
    return bs_field_is(field, "yes") || bs_field_is(field, "true") || bs_field_is(field, "1");
}

static bool is_advert(const bs_csv_field *fields)
{
    return bs_field_is(fields[TITLE], ADVERT_TITLE) ||
           (bs_field_empty(fields[SENDER]) &&
            bs_field_find(fields[CONTENT], ADVERT_MARKUP) != NULL);
}

/* Takes one part of a list at a comma; false at its end. */
static bool next_part(bs_csv_field *part, bs_csv_field *list)
{
    if (list->length == 0) {
        return false;
    }
    const char *comma = memchr(list->text, ',', list->length);
    size_t length = comma != NULL ? (size_t)(comma - list->text) : list->length;
    size_t taken = length + (comma != NULL ? 1 : 0);
    *part = (bs_csv_field){list->text, length};
    *list = (bs_csv_field){list->text + taken, list->length - taken};
    return true;
}

/* True if a field with commas names several people; "Theo Grant, PhD" does not. */
static bool looks_like_several(bs_csv_field names)
{
    bs_csv_field part;
    size_t full = 0;
    const bool list = memchr(names.text, ',', names.length) != NULL;
    while (next_part(&part, &names)) {
        while (part.length > 0 && *part.text == ' ') {
            part.text++;
            part.length--;
        }
        while (part.length > 0 && part.text[part.length - 1] == ' ') {
            part.length--;
        }
        full += memchr(part.text, ' ', part.length) != NULL ? 1 : 0;
    }
    return list && full != 1;
}

/* A field of names as one person; 0 if it names several. */
static uint64_t single_name(const bs_accumulator *accumulator, bs_csv_field names)
{
    uint32_t index = BS_NOBODY;
    uint64_t name = bs_person_of_name(&accumulator->key, names);
    bool known = name != 0 && (name == accumulator->member_name ||
                               bs_messages_find_person(&index, &accumulator->messages, name) ||
                               bs_map_find(&accumulator->messages.addressed_as, name) != NULL ||
                               bs_map_find(&accumulator->connections.since, name) != NULL);
    return known || !looks_like_several(names) ? name : 0;
}

/* An address as a person; 0 if people are identified by name. */
static uint64_t person_of_address(const bs_accumulator *accumulator, bs_csv_field address)
{
    bool by_name =
        accumulator->kept[BS_FILE_CONNECTIONS] > 0 && !bs_file_connections_addressed(accumulator);
    return by_name ? 0 : bs_person_of_url(&accumulator->key, address);
}

static uint64_t conversation_of(const bs_accumulator *accumulator, const bs_csv_field *fields,
                                uint64_t sender)
{
    if (fields[CONVERSATION].length > 0) {
        return bs_hash(&accumulator->key, fields[CONVERSATION].text, fields[CONVERSATION].length);
    }
    uint64_t other = person_of_address(accumulator, fields[RECIPIENTS]);
    if (other == 0) {
        other = bs_person_of_name(&accumulator->key, fields[TO]);
    }
    uint64_t pair[2] = {sender < other ? sender : other, sender < other ? other : sender};
    return bs_hash(&accumulator->key, pair, sizeof pair);
}

static void note_slug(bs_messages *messages, uint32_t person, bs_csv_field address)
{
    uint64_t *slug = &messages->people[person].slug;
    *slug = *slug != 0 ? *slug : bs_person_slug(address);
}

/* Adds a person, identified by address, to the conversation. */
static bool join(bs_accumulator *accumulator, uint32_t conversation, uint64_t person,
                 bs_csv_field address)
{
    uint32_t index = 0;
    if (!bs_messages_person(&index, &accumulator->messages, person)) {
        return false;
    }
    bs_messages_join(&accumulator->messages, conversation, index);
    note_slug(&accumulator->messages, index, address);
    return true;
}

/* Adds the recipients, identified by name, to the conversation; false out of memory. */
static bool join_names(bs_accumulator *accumulator, uint32_t conversation, bs_csv_field names)
{
    if (bs_field_empty(names)) {
        accumulator->messages.unaddressed++;
        return true;
    }
    uint64_t single = single_name(accumulator, names);
    if (single != 0) {
        return bs_messages_join_name(&accumulator->messages, conversation, single);
    }
    bs_csv_field part;
    accumulator->messages.conversations[conversation].many = true;
    while (next_part(&part, &names)) {
        uint64_t person = bs_person_of_name(&accumulator->key, part);
        if (person != 0 && !bs_messages_join_name(&accumulator->messages, conversation, person)) {
            return false;
        }
    }
    return true;
}

/* Adds the recipients to the conversation; false out of memory. */
static bool join_recipients(bs_accumulator *accumulator, uint32_t conversation,
                            const bs_csv_field *fields)
{
    bs_csv_field addresses = fields[RECIPIENTS];
    bs_csv_field address;
    size_t nameless = 0;
    size_t listed = 0;
    while (next_part(&address, &addresses)) {
        uint64_t person = person_of_address(accumulator, address);
        listed++;
        nameless += person == 0 ? 1 : 0;
        if (person != 0 && !join(accumulator, conversation, person, address)) {
            return false;
        }
    }
    if (nameless == listed) {
        return join_names(accumulator, conversation, fields[TO]);
    }
    if (nameless > 0) {
        accumulator->messages.conversations[conversation].many = true;
    }
    return true;
}

static bs_skip_reason keep(bs_accumulator *accumulator, const bs_csv_field *fields, uint64_t sender,
                           int64_t seconds)
{
    bs_messages *messages = &accumulator->messages;
    bs_message message = {.seconds = (uint32_t)seconds};
    bool advert = is_advert(fields);
    if (!bs_messages_conversation(&message.conversation, messages,
                                  conversation_of(accumulator, fields, sender))) {
        accumulator->out_of_memory = true;
        return BS_ROW_EMPTY;
    }
    bs_conversation *conversation = &messages->conversations[message.conversation];
    if (advert || conversation->sponsored) {
        conversation->sponsored = true;
        return BS_ROW_SPONSORED;
    }
    if (sender == 0) {
        return BS_ROW_EMPTY;
    }
    if (!bs_messages_person(&message.sender, messages, sender)) {
        accumulator->out_of_memory = true;
        return BS_ROW_EMPTY;
    }
    const uint64_t name = bs_person_of_name(&accumulator->key, fields[FROM]);
    note_slug(messages, message.sender, fields[SENDER]);
    if (bs_field_is(fields[DIRECTION], "outgoing")) {
        messages->outgoing = message.sender + 1;
    }
    if (messages->named == 0 && accumulator->member_name != 0 && accumulator->member_name == name) {
        messages->named = message.sender + 1;
    }
    if (!bs_messages_join_sender(messages, message.conversation, message.sender,
                                 name != sender ? name : 0) ||
        !join_recipients(accumulator, message.conversation, fields) ||
        !bs_messages_add(messages, message, !bs_field_empty(fields[SUBJECT]))) {
        accumulator->out_of_memory = true;
    }
    return BS_ROW_COUNTED;
}

static bs_skip_reason take_row(bs_accumulator *accumulator, const bs_csv_field *fields)
{
    bs_when when;
    if (is_yes(fields[MESSAGE_DRAFT]) || is_yes(fields[CONVERSATION_DRAFT])) {
        return BS_ROW_DRAFT;
    }
    if (bs_field_is(fields[FOLDER], "spam")) {
        return BS_ROW_SPAM;
    }
    if (!bs_accumulator_when(&when, accumulator, BS_FILE_MESSAGES, fields[DATE])) {
        return BS_ROW_UNDATED;
    }
    /* One day of tolerance on both sides: the user's local day is computed later, when the user's
     * own messages are known. */
    if (when.day <= BS_DAY_FIRST) {
        return BS_ROW_EARLY;
    }
    if (when.day > accumulator->latest) {
        return BS_ROW_LATE;
    }
    uint64_t sender = person_of_address(accumulator, fields[SENDER]);
    if (sender != 0) {
        accumulator->messages.addressed = true;
    } else if (!bs_field_empty(fields[FROM])) {
        sender = bs_person_of_name(&accumulator->key, fields[FROM]);
    }
    return keep(accumulator, fields, sender, bs_when_utc(&when));
}

static void drop(bs_accumulator *accumulator)
{
    bs_messages_free(&accumulator->messages);
}

const bs_file_kind bs_file_messages = {
    .name = "messages",
    .match = "messages",
    .layout = {.columns = {"CONVERSATION ID", "CONVERSATION TITLE", "FROM", "SENDER PROFILE URL",
                           "TO", "RECIPIENT PROFILE URLS", "DATE", "SUBJECT", "CONTENT", "FOLDER",
                           "IS MESSAGE DRAFT", "IS CONVERSATION DRAFT", "Direction"},
               .column_count = 13,
               .required = 1U << FROM | 1U << TO | 1U << DATE},
    .row = take_row,
    .drop = drop,
};
