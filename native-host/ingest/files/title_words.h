/**
 * @file title_words.h
 * The words of titles.c, folded (bs_fold). Lists end with NULL.
 */
#ifndef BUSSOLA_INGEST_TITLE_WORDS_H
#define BUSSOLA_INGEST_TITLE_WORDS_H

/** Where a rank may stand in a role, beside words that only narrow it. */
typedef enum bs_rank_place {
    BS_RANK_ALONE, /**< at the start; then the end or a preposition: "Partner at Acme" */
    BS_RANK_FIRST, /**< at the start; any field may follow: "VP Sales" */
    BS_RANK_ANY,   /**< as BS_RANK_FIRST, or last after its field: "Sales VP" */
} bs_rank_place;

typedef struct bs_rank {
    const char *words;
    bs_rank_place place;
} bs_rank;

extern const bs_rank bs_ranks[]; /**< ends with NULL words */

extern const char *const bs_rank_modifiers[]; /**< before a rank, without lowering it */
extern const char *const bs_rank_links[];     /**< between a rank and its field or company */
extern const char *const bs_conjunctions[];   /**< between two roles */
/** Beginnings of words that make a rank somebody else's, a former or future one, or a joke. */
extern const char *const bs_not_ranks[];
/** Whole words that do. */
extern const char *const bs_not_rank_words[];
/** Between "chief" and "officer": ranks of other services. */
extern const char *const bs_not_chiefs[];
/** At the end of a company's name: its legal form. */
extern const char *const bs_legal_forms[];
/** In the place of a company's name where there is no company. */
extern const char *const bs_no_companies[];

#endif
