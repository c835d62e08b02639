/**
 * @file threads.h
 * InMail, conversations started and their answers, from one-to-one conversations.
 *
 * The archive does not mark InMail. InMail sent: the user's message opens the conversation, it has
 * a subject, and the other person was not a connection at the end of that day (82 of 98
 * conversations opened with a subject in five real exports; the others were connections and count
 * as messages). InMail received: the other person's message opens it and has a subject. Any other
 * conversation that the user opens is a thread started. Each is answered by the first later message
 * of the other side, and counts on its own day.
 *
 * Limits: without Connections, or if two connections have the other person's name, a conversation
 * opened with a subject is unclear and not counted. People who hid their profile or are no longer
 * connections count as not connected. The note of an invitation opens a conversation like any
 * message. Deleted conversations are missing. Conversations of three or more only count as messages
 * sent.
 */
#ifndef BUSSOLA_INGEST_THREADS_H
#define BUSSOLA_INGEST_THREADS_H

#include "ingest/files/accumulator.h"
#include "ingest/format/days.h"

typedef struct bs_threads {
    bs_days messages_sent;
    bs_days threads_started, threads_answered;
    bs_days inmails_sent, inmail_replies;
    int64_t inmails_received, inmails_received_answered;
    int64_t unclear;     /**< BS_TOTAL_OUTREACH_UNCLEAR */
    int64_t unconnected; /**< BS_TOTAL_OUTREACH_UNCONNECTED */
} bs_threads;

/** Number of advertising conversations. */
int64_t bs_threads_sponsored(const bs_messages *messages);

/** Derives everything for the user `self`; false out of memory. The caller zeroes `threads`. */
bool bs_threads_derive(bs_threads *threads, const bs_accumulator *accumulator, uint32_t self);
void bs_threads_free(bs_threads *threads);

#endif
