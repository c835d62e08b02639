#include "identify_owner.h"

uint32_t bs_identify_owner_find(const bs_accumulator *accumulator)
{
    const bs_messages *messages = &accumulator->messages;
    if (messages->outgoing != 0) {
        return messages->outgoing - 1;
    }
    uint32_t named = BS_NOBODY;
    if (!messages->addressed && accumulator->member_name != 0 &&
        bs_messages_find_person(&named, messages, accumulator->member_name)) {
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
    if (accumulator->invitations.inviter != 0 &&
        bs_messages_find_person(&inviter, messages, accumulator->invitations.inviter) &&
        messages->people[inviter].conversations == most) {
        return inviter;
    }
    return messages->named != 0 ? messages->named - 1 : BS_NOBODY;
}

bs_owner bs_identify_owner_owner(const bs_accumulator *accumulator, uint32_t self)
{
    bs_owner owner = accumulator->invitations.owner;
    bs_owner_add(&owner, &accumulator->owner);
    if (owner.slug == 0 && self != BS_NOBODY) {
        owner.slug = accumulator->messages.people[self].slug;
    }
    return owner;
}
