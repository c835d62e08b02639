/**
 * @file titles.h
 * Recognises job titles at VP level or above in English, Italian, German, French, Spanish,
 * Portuguese, Dutch, Polish, Russian and Turkish.
 *
 * title_words.c has the words. Nothing is stored or allocated.
 */
#ifndef BUSSOLA_INGEST_TITLES_H
#define BUSSOLA_INGEST_TITLES_H

#include <stdbool.h>
#include <stddef.h>

#include "bussola/ingest/csv.h"

/**
 * True if a title has a current role as owner, founder, partner, president, chief officer or
 * (senior, executive) vice president. A director counts only if the words name the head of a
 * company ("Directeur général"). False if in doubt.
 */
bool bs_title_is_vp(bs_csv_field title);

#define BS_FOLDED_MAX 256 /**< bytes of a text that are used, folded */

/**
 * Folds to lower case without accents, dots and quotes, with one blank between words. Marks that
 * end a role become BS_FOLD_ROLE, marks that may continue it BS_FOLD_NEXT. Returns the length.
 */
size_t bs_fold(char folded[BS_FOLDED_MAX + 1], bs_csv_field text);
#define BS_FOLD_ROLE '|'
#define BS_FOLD_NEXT ','

#endif
