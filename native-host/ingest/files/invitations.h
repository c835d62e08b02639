/**
 * @file invitations.h
 * Invitations of the member, and which of them were accepted.
 *
 * A bs_invitations owns its list (bs_invitations_free; zeroed is empty). People are hashes.
 *
 * Acceptance: the address of the invited person is matched with Connections; a match counts once
 * per person, on the day since which they are connected, unless that day lies before the invitation
 * (a day of tolerance: "Connected On" has no clock). What is not matched is pending, declined,
 * withdrawn or since removed, and is never called declined. Files before August 2023 carry numbers
 * or nothing in place of addresses: acceptance is then not told, nor without addresses in
 * Connections. The file reaches 6 to 11 months back; acceptances of older invitations are not seen.
 */
#ifndef BUSSOLA_INGEST_INVITATIONS_H
#define BUSSOLA_INGEST_INVITATIONS_H

#include "bussola/core/dates.h"
#include "bussola/core/owner.h"
#include "connections.h"
#include "ingest/format/days.h"

typedef struct bs_invitation {
    uint64_t invited; /**< person; 0 when the address leads nowhere */
    bs_day day;       /**< sent */
} bs_invitation;

typedef struct bs_invitations {
    bs_invitation *sent;
    size_t count, capacity;
    bs_days out;       /**< sent, by day */
    uint64_t received; /**< from others */
    uint64_t inviter;  /**< the member, as the sender of the first one; 0 unknown */
    bs_owner owner;    /**< the same by digests */
    bool addressed;    /**< at least one says who was invited by an address that leads somewhere */
} bs_invitations;

/** Notes one that the member sent; false out of memory. */
bool bs_invitations_add(bs_invitations *invitations, uint64_t inviter, uint64_t invited,
                        bs_day day);

/** Days of acceptance, added to `accepted` (empty); false out of memory. */
bool bs_invitations_accepted(bs_days *accepted, const bs_invitations *invitations,
                             const bs_connections *connections);
void bs_invitations_free(bs_invitations *invitations);

#endif
