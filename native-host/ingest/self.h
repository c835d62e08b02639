/**
 * @file self.h
 * Which of the people in the messages is the member.
 *
 * Archives of 2018 mark the member's own messages OUTGOING, which goes before all else. Where
 * people are names, the name in Profile is the member's. Otherwise: the member takes part in every
 * conversation, so the person in most of them is the member. Where several take part in equally
 * many (one conversation, say), the sender of the member's own invitations decides, then who writes
 * under the name in Profile. When nothing decides, nobody is the member.
 */
#ifndef BUSSOLA_INGEST_SELF_H
#define BUSSOLA_INGEST_SELF_H

#include "ingest/files/gather.h"

/** The member's index among gather->messages.people; BS_NOBODY when it cannot be told. */
uint32_t bs_self_find(const bs_gather *gather);

/**
 * The member as far as the files tell: by the member's own invitations, else by the address of
 * `self` (BS_NOBODY: not known) in the messages; by the number in the files' names; by the name.
 */
bs_owner bs_self_owner(const bs_gather *gather, uint32_t self);

#endif
