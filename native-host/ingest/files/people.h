/**
 * @file people.h
 * Who is who: the hash of a profile's address or, in archives before mid-2023, of a name.
 *
 * Pure functions over borrowed text; nothing is kept and nothing fails. 0 means nobody: an empty
 * text, or an address without a profile ("https://www.linkedin.com/in", as archives write it for
 * people whose profile is gone).
 */
#ifndef BUSSOLA_INGEST_PEOPLE_H
#define BUSSOLA_INGEST_PEOPLE_H

#include "bussola/core/owner.h"
#include "bussola/ingest/csv.h"
#include "ingest/format/hash.h"

/**
 * A profile's address, by its slug: what follows "/in/" up to the next slash, query or fragment,
 * percent-decoded, lower case (ASCII and Latin-1 letters). Host, scheme and language suffix do not
 * matter. Any other address (a company's page) counts as a whole.
 */
uint64_t bs_person_of_url(const bs_hash_key *key, bs_csv_field url);

/** bs_owner_digest of an address's slug; 0 for any address that is no profile's. */
uint64_t bs_person_slug(bs_csv_field url);

/** A name, without case, its blanks reduced to one each. */
uint64_t bs_person_of_name(const bs_hash_key *key, bs_csv_field name);

/** A first and a last name, as bs_person_of_name of both with a blank between. */
uint64_t bs_person_of_names(const bs_hash_key *key, bs_csv_field first, bs_csv_field last);

#endif
