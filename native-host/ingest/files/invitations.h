/**
 * @file invitations.h
 * The user's invitations, and which of them were accepted.
 *
 * A bs_invitations owns its list (bs_invitations_free; empty if all is 0). People are hashes.
 *
 * Acceptance: the invited person's address is looked up in Connections. A match counts once per
 * person, on the day of the connection, unless that is before the invitation (with a day of
 * tolerance, because "Connected On" has no clock). An invitation without a match is pending,
 * declined, withdrawn or removed since; it is never called declined. Files before August 2023 have
 * numbers or nothing instead of addresses: then acceptance is not known, nor without addresses in
 * Connections. The file goes 6 to 11 months back; acceptances of older invitations are missing.
 */
#ifndef BUSSOLA_INGEST_INVITATIONS_H
#define BUSSOLA_INGEST_INVITATIONS_H

#include "bussola/core/dates.h"
#include "bussola/core/owner.h"
#include "connections.h"
#include "ingest/format/days.h"

typedef struct bs_invitation {
    uint64_t invited; /**< person; 0 if the address has no profile */
    bs_day day;       /**< on which it was sent */
} bs_invitation;

typedef struct bs_invitations {
    bs_invitation *sent;
    size_t count, capacity;
    bs_days out;       /**< sent, by day */
    uint64_t received; /**< from others */
    uint64_t inviter;  /**< the user, as the sender of the first one; 0: not known */
    bs_owner owner;    /**< digests of the same user */
    bool addressed;    /**< at least one has a usable address of the invited person */
} bs_invitations;

/** Adds one sent by the user; false out of memory. */
bool bs_invitations_add(bs_invitations *invitations, uint64_t inviter, uint64_t invited,
                        bs_day day);

/** Adds the days of acceptance to `accepted` (empty); false out of memory. */
bool bs_invitations_accepted(bs_days *accepted, const bs_invitations *invitations,
                             const bs_connections *connections);
void bs_invitations_free(bs_invitations *invitations);

#endif
