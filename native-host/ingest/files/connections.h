/**
 * @file connections.h
 * The user's connections, and since which day.
 *
 * A bs_connections owns its map (bs_connections_free; empty if all is 0). People are hashes.
 */
#ifndef BUSSOLA_INGEST_CONNECTIONS_H
#define BUSSOLA_INGEST_CONNECTIONS_H

#include "bussola/core/dates.h"
#include "ingest/format/hash.h"

typedef struct bs_connections {
    /** By address and by name → day; BS_SINCE_UNCLEAR for a name of several people, or without a
     * day. */
    bs_map since;
    uint64_t undated; /**< connections without a readable day */
} bs_connections;

#define BS_SINCE_UNCLEAR UINT32_MAX

typedef enum bs_tie {
    BS_TIE_NONE,    /**< not a connection by that day, or no longer one */
    BS_TIE_BY_THEN, /**< connected on that day or before */
    BS_TIE_UNCLEAR, /**< several connections have the name, or the day is not known */
} bs_tie;

/** Adds a connection by address and name (0: not known); false out of memory. */
bool bs_connections_add(bs_connections *connections, uint64_t address, uint64_t name, bs_day day);

/** Adds a connection without a readable day; false out of memory. */
bool bs_connections_add_undated(bs_connections *connections, uint64_t address, uint64_t name);

/** Whether a person was connected to the user at the end of a day. */
bs_tie bs_connections_tie(const bs_connections *connections, uint64_t person, bs_day day);

/** The day since which a person is connected; BS_DAY_NONE if not connected or unclear. */
bs_day bs_connections_since(const bs_connections *connections, uint64_t person);
void bs_connections_free(bs_connections *connections);

#endif
