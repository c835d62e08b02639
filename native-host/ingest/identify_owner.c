#include "identify_owner.h"

uint32_t bs_identify_owner_find(const bs_accumulator *gather)
{
    const bs_messages *messages = &gather->messages;
    if (messages->outgoing != 0) {
        return messages->outgoing - 1;
    }
    uint32_t named = BS_NOBODY;
    if (!messages->addressed && gather->member_name != 0 &&
        bs_messages_find_person(&named, messages, gather->member_name)) {
        return named;
    }
    uint32_t most = 0;
    uint32_t found = BS_NOBODY;
    bool alone = false;
    for (uint32_t i = 0; i < messages->person_count; i++) {
        uint32_t conversations = messages->people[i].conversations;
        alone = conversations == most ? false : alone;
        if (conversations > most) {
            most = conversations;
            found = i;
            alone = true;
        }
    }
    if (found == BS_NOBODY || alone) {
        return found;
    }
    uint32_t inviter = BS_NOBODY;
    if (gather->invitations.inviter != 0 &&
        bs_messages_find_person(&inviter, messages, gather->invitations.inviter) &&
        messages->people[inviter].conversations == most) {
        return inviter;
    }
    return messages->named != 0 ? messages->named - 1 : BS_NOBODY;
}

bs_owner bs_identify_owner_owner(const bs_accumulator *gather, uint32_t self)
{
    bs_owner owner = gather->invitations.owner;
    bs_owner_add(&owner, &gather->owner);
    if (owner.slug == 0 && self != BS_NOBODY) {
        owner.slug = gather->messages.people[self].slug;
    }
    return owner;
}
