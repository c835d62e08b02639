#include "invitations.h"

#include <stdlib.h>

bool bs_invitations_add(bs_invitations *invitations, uint64_t inviter, uint64_t invited, bs_day day)
{
    if (invitations->count == invitations->capacity) {
        size_t capacity = invitations->capacity == 0 ? 256 : invitations->capacity * 2;
        bs_invitation *sent = realloc(invitations->sent, capacity * sizeof *sent);
        if (sent == NULL) {
            return false;
        }
        invitations->sent = sent;
        invitations->capacity = capacity;
    }
    invitations->sent[invitations->count++] = (bs_invitation){invited, day};
    invitations->addressed = invitations->addressed || invited != 0;
    if (invitations->inviter == 0) {
        invitations->inviter = inviter;
    }
    return bs_days_add(&invitations->out, day);
}

bool bs_invitations_accepted(bs_days *accepted, const bs_invitations *invitations,
                             const bs_connections *connections)
{
    bs_map counted = {0};
    bool fine = true;
    for (size_t i = 0; i < invitations->count && fine; i++) {
        const bs_invitation *invitation = &invitations->sent[i];
        bs_day since = bs_connections_since(connections, invitation->invited);
        if (invitation->invited == 0 || since == BS_DAY_NONE || since < invitation->day - 1) {
            continue;
        }
        bool added = false;
        fine = bs_map_add(&counted, invitation->invited, 0, &added) != NULL &&
               (!added || bs_days_add(accepted, since));
    }
    bs_map_free(&counted);
    return fine;
}

void bs_invitations_free(bs_invitations *invitations)
{
    free(invitations->sent);
    bs_days_free(&invitations->out);
    *invitations = (bs_invitations){0};
}
