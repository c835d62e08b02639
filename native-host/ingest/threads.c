#include "threads.h"

static bool count(bs_days *days, const bs_accumulator *accumulator, uint32_t seconds)
{
    bs_day day = bs_accumulator_local_day(accumulator, seconds);
    return day > accumulator->latest || bs_days_add(days, day);
}

/* Counts a conversation opened by the user. */
static bool opened(bs_threads *threads, const bs_accumulator *accumulator,
                   const bs_conversation *conversation, size_t mine)
{
    uint32_t first = conversation->first[mine];
    uint32_t reply = conversation->first[1 - mine];
    uint64_t other = accumulator->messages.people[conversation->people[1 - mine]].hash;
    bool connections_known = accumulator->present[BS_FILE_CONNECTIONS];
    bs_tie tie = bs_connections_tie(&accumulator->connections, other,
                                    bs_accumulator_local_day(accumulator, first));
    bs_days *sent = &threads->threads_started;
    bs_days *replied = &threads->threads_answered;
    if (conversation->subject[mine]) {
        if (!connections_known || tie == BS_TIE_UNCLEAR) {
            threads->unclear++;
            return true;
        }
        if (tie == BS_TIE_NONE) {
            sent = &threads->inmails_sent;
            replied = &threads->inmail_replies;
        }
    } else if (connections_known && tie == BS_TIE_NONE) {
        threads->unconnected++;
    }
    return count(sent, accumulator, first) &&
           (reply == BS_NEVER || count(replied, accumulator, reply));
}

static bool derive_one(bs_threads *threads, const bs_accumulator *accumulator,
                       const bs_conversation *conversation, uint32_t self)
{
    size_t mine = conversation->people[0] == self ? 0 : 1;
    if (conversation->sponsored || conversation->many || conversation->people[mine] != self ||
        conversation->people[1 - mine] == BS_NOBODY) {
        return true;
    }
    uint32_t first = conversation->first[mine];
    uint32_t others = conversation->first[1 - mine];
    bool mine_first = first < others || (first == others && conversation->subject[mine]);
    if (first != BS_NEVER && mine_first) {
        return opened(threads, accumulator, conversation, mine);
    }
    if (conversation->subject[1 - mine]) {
        threads->inmails_received++;
        threads->inmails_received_answered += first != BS_NEVER ? 1 : 0;
    }
    return true;
}

bool bs_threads_derive(bs_threads *threads, const bs_accumulator *accumulator, uint32_t self)
{
    const bs_messages *messages = &accumulator->messages;
    bool fine = true;
    for (size_t i = 0; i < messages->message_count && fine; i++) {
        const bs_message *message = &messages->messages[i];
        if (message->sender == self && !messages->conversations[message->conversation].sponsored) {
            fine = count(&threads->messages_sent, accumulator, message->seconds);
        }
    }
    for (size_t i = 0; i < messages->conversation_count && fine; i++) {
        fine = derive_one(threads, accumulator, &messages->conversations[i], self);
    }
    return fine;
}

int64_t bs_threads_sponsored(const bs_messages *messages)
{
    int64_t sponsored = 0;
    for (size_t i = 0; i < messages->conversation_count; i++) {
        sponsored += messages->conversations[i].sponsored ? 1 : 0;
    }
    return sponsored;
}

void bs_threads_free(bs_threads *threads)
{
    bs_days_free(&threads->messages_sent);
    bs_days_free(&threads->threads_started);
    bs_days_free(&threads->threads_answered);
    bs_days_free(&threads->inmails_sent);
    bs_days_free(&threads->inmail_replies);
}
