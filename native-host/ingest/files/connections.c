#include "connections.h"

static bool note(bs_connections *connections, uint64_t person, uint32_t day)
{
    if (person == 0) {
        return true;
    }
    bool added = false;
    uint32_t *since = bs_map_add(&connections->since, person, day, &added);
    if (since != NULL && !added && *since != day) {
        *since = BS_SINCE_UNCLEAR;
    }
    return since != NULL;
}

bool bs_connections_add(bs_connections *connections, uint64_t address, uint64_t name, bs_day day)
{
    return note(connections, address, (uint32_t)day) && note(connections, name, (uint32_t)day);
}

bool bs_connections_add_undated(bs_connections *connections, uint64_t address, uint64_t name)
{
    connections->undated++;
    return note(connections, address, BS_SINCE_UNCLEAR) &&
           note(connections, name, BS_SINCE_UNCLEAR);
}

bs_day bs_connections_since(const bs_connections *connections, uint64_t person)
{
    const uint32_t *since = bs_map_find(&connections->since, person);
    return since != NULL && *since != BS_SINCE_UNCLEAR ? (bs_day)*since : BS_DAY_NONE;
}

bs_tie bs_connections_tie(const bs_connections *connections, uint64_t person, bs_day day)
{
    const uint32_t *since = bs_map_find(&connections->since, person);
    if (since == NULL) {
        return BS_TIE_NONE;
    }
    if (*since == BS_SINCE_UNCLEAR) {
        return BS_TIE_UNCLEAR;
    }
    return (bs_day)*since <= day ? BS_TIE_BY_THEN : BS_TIE_NONE;
}

void bs_connections_free(bs_connections *connections)
{
    bs_map_free(&connections->since);
    connections->undated = 0;
}
