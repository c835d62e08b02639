/**
 * @file workplaces.h
 * Counts connections at VP level or above, and those in the user's own companies.
 *
 * A bs_workplaces owns its map (bs_workplaces_free; empty if all is 0). Companies are hashes.
 */
#ifndef BUSSOLA_INGEST_WORKPLACES_H
#define BUSSOLA_INGEST_WORKPLACES_H

#include "bussola/ingest/csv.h"
#include "ingest/format/hash.h"

#define BS_OWN_COMPANIES_MAX 8

typedef struct bs_workplaces {
    uint64_t vps;                       /**< connections at VP level or above */
    bs_map employees;                   /**< company → connections there */
    uint64_t own[BS_OWN_COMPANIES_MAX]; /**< the user's current companies, each once */
    size_t own_count;
} bs_workplaces;

/** Hash of a company's name without its legal form; 0 if it names no company ("Self-employed"). */
uint64_t bs_company_of(const bs_hash_key *key, bs_csv_field name);

/** Counts a connection; `company` 0: not known. False out of memory. */
bool bs_workplaces_add(bs_workplaces *workplaces, uint64_t company, bs_csv_field title);

/** Adds a company where the user works now; ignores 0 and more than BS_OWN_COMPANIES_MAX. */
void bs_workplaces_add_own(bs_workplaces *workplaces, uint64_t company);

/** Number of connections in the user's current companies. */
uint64_t bs_workplaces_colleagues(const bs_workplaces *workplaces);
void bs_workplaces_free(bs_workplaces *workplaces);

#endif
