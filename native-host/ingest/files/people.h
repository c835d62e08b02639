/**
 * @file people.h
 * Identifies people: the hash of a profile's address or, in archives before mid-2023, of a name.
 *
 * Pure functions over borrowed text; they cannot fail. 0 means nobody: an empty text, or an address
 * without a profile ("https://www.linkedin.com/in", which archives write for people whom LinkedIn
 * no longer has).
 */
#ifndef BUSSOLA_INGEST_PEOPLE_H
#define BUSSOLA_INGEST_PEOPLE_H

#include "bussola/core/owner.h"
#include "bussola/ingest/csv.h"
#include "ingest/format/hash.h"

/**
 * A profile's address, by the part after "/in/" up to the next slash, query or fragment,
 * percent-decoded, lower case (ASCII and Latin-1). Ignores host, scheme and language suffix. Any
 * other address (a company page) is hashed as a whole.
 */
uint64_t bs_person_of_url(const bs_hash_key *key, bs_csv_field url);

/** bs_owner_digest of that part; 0 for an address that is not a profile's. */
uint64_t bs_person_slug(bs_csv_field url);

/** A name, ignoring case, with runs of blanks reduced to one. */
uint64_t bs_person_of_name(const bs_hash_key *key, bs_csv_field name);

/** bs_person_of_name of first and last name with a blank between. */
uint64_t bs_person_of_names(const bs_hash_key *key, bs_csv_field first, bs_csv_field last);

#endif
