/**
 * @file identify_owner.h
 * Identifies the user among the people in the messages.
 *
 * Archives of 2018 mark the user's own messages OUTGOING, which decides. If people are names, the
 * name in Profile is the user's. Otherwise the person in most conversations is the user, who takes
 * part in all of them. On a tie (with one conversation, for example) the sender of the user's
 * invitations decides, then the person who writes under the name in Profile. If nothing decides,
 * nobody is the user.
 */
#ifndef BUSSOLA_INGEST_IDENTIFY_OWNER_H
#define BUSSOLA_INGEST_IDENTIFY_OWNER_H

#include "ingest/files/accumulator.h"

/** The user's index in accumulator->messages.people; BS_NOBODY if not known. */
uint32_t bs_identify_owner_find(const bs_accumulator *accumulator);

/**
 * The owner as far as the files identify them: the address from the user's own invitations, else
 * that of `self` (BS_NOBODY: not known) in the messages; the number from file names; the name.
 */
bs_owner bs_identify_owner_owner(const bs_accumulator *accumulator, uint32_t self);

#endif
