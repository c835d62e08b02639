/** @file title_words.h Word lists of titles.c, folded (bs_fold). Lists end with NULL. */
#ifndef BUSSOLA_INGEST_TITLE_WORDS_H
#define BUSSOLA_INGEST_TITLE_WORDS_H

/** Position of a rank in a role, besides words that only narrow it. */
typedef enum bs_rank_place {
    BS_RANK_ALONE, /**< at the start, followed by the end or a preposition: "Partner at Acme" */
    BS_RANK_FIRST, /**< at the start, followed by any field: "VP Sales" */
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
/** Word beginnings that mark another person's rank, a former or future one, or a joke. */
extern const char *const bs_not_ranks[];
/** Whole words with the same effect. */
extern const char *const bs_not_rank_words[];
/** Words between "chief" and "officer" in military and similar ranks. */
extern const char *const bs_not_chiefs[];
/** Legal forms at the end of a company's name. */
extern const char *const bs_legal_forms[];
/** Entries in the company field that name no company. */
extern const char *const bs_no_companies[];

#endif
