/**
 * @file titles.h
 * Job titles at VP level or above, as people write them in English, Italian, German, French,
 * Spanish, Portuguese, Dutch, Polish, Russian and Turkish.
 *
 * The words stand in title_words.c. Nothing is kept and nothing allocates.
 */
#ifndef BUSSOLA_INGEST_TITLES_H
#define BUSSOLA_INGEST_TITLES_H

#include <stdbool.h>
#include <stddef.h>

#include "bussola/ingest/csv.h"

/**
 * True when one of the roles in a title is held now and is an owner, founder, partner, president,
 * chief officer or (senior, executive) vice president. A director counts only where the words say
 * the head of a company ("Directeur général"). False where in doubt.
 */
bool bs_title_is_vp(bs_csv_field title);

#define BS_FOLDED_MAX 256 /**< bytes of a text that are looked at, folded */

/**
 * Lower case without accents, dots and quotes, in words with one blank between them. Marks that
 * end a role become BS_FOLD_ROLE, those that may go on with it BS_FOLD_NEXT. Returns the length.
 */
size_t bs_fold(char folded[BS_FOLDED_MAX + 1], bs_csv_field text);
#define BS_FOLD_ROLE '|'
#define BS_FOLD_NEXT ','

#endif
