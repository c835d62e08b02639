/**
 * @file owner.h
 * Whose an archive or a pull is, and whether a known profile is that member.
 *
 * Only digests are held: they can be compared with names that are known, and say nothing else. They
 * are the same on every machine, so that an export can carry them. Plain values; nothing fails.
 */
#ifndef BUSSOLA_OWNER_H
#define BUSSOLA_OWNER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define BS_OWNER_WORDS_MAX 6  /**< words of a name; further ones are ignored */
#define BS_OWNER_MARK_MAX 127 /**< bytes of bs_owner_mark */

/** Zeroed: nothing is told. */
typedef struct bs_owner {
    uint64_t slug;   /**< of the profile's address: a vanity name or a member id; 0: not told */
    uint64_t number; /**< LinkedIn's number of the member, as file names carry it; 0: not told */
    uint64_t words[BS_OWNER_WORDS_MAX]; /**< of the name, in order */
    size_t word_count;
} bs_owner;

/** Lower case (ASCII and Latin-1), percent-decoded; 0 for an empty text. */
uint64_t bs_owner_digest(const char *text, size_t length);
/** As bs_owner_digest; never the digest of a name. */
uint64_t bs_owner_number(const char *digits, size_t length);
/** Adds a name's words: what blanks and hyphens part. A word of digits alone is ignored. */
void bs_owner_add_words(bs_owner *owner, const char *name, size_t length);

/** What is told in `more` and not yet in `owner`. */
void bs_owner_add(bs_owner *owner, const bs_owner *more);

/** True when an address or a number tells the member, not a name alone. */
bool bs_owner_told(const bs_owner *owner);
/** True when an address, a number or a name tells the member. */
bool bs_owner_named(const bs_owner *owner);

/**
 * An owner as an alias of a profile, which bs_owner_is_mark tells from real names; false when
 * nothing is told.
 */
bool bs_owner_mark(char mark[BS_OWNER_MARK_MAX + 1], const bs_owner *owner);
bool bs_owner_is_mark(const char *alias);
/** What a mark holds; nothing from any other alias. */
bs_owner bs_owner_read_mark(const char *alias);

typedef enum bs_whose { BS_WHOSE_UNKNOWN, BS_WHOSE_SAME, BS_WHOSE_OTHER } bs_whose;

/** What comparing an owner with the names of a member has shown so far. Zeroed: nothing. */
typedef struct bs_owner_compared {
    bool address, number, words; /**< there was one to compare with */
    bool same_address, same_number, same_words, shared_word;
} bs_owner_compared;

/** Compares with one more name: a key, an alias, a label, or the mark of an earlier import. */
void bs_owner_compare(bs_owner_compared *compared, const bs_owner *owner, const char *name);
/**
 * Whether the member with these names is the owner. Number and address decide; the name only where
 * they cannot be compared.
 */
bs_whose bs_owner_whose(const bs_owner_compared *compared, const bs_owner *owner);

#endif
