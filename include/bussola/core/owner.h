/**
 * @file owner.h
 * Identifies the owner of an archive or pull, and compares them with a known profile.
 *
 * Stores only digests, which can be compared with known names but not reversed. They are equal on
 * every machine, so that an export can contain them. Plain values; nothing can fail.
 */
#ifndef BUSSOLA_OWNER_H
#define BUSSOLA_OWNER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define BS_OWNER_WORDS_MAX 6  /**< words of a name; further ones are ignored */
#define BS_OWNER_MARK_MAX 127 /**< bytes of bs_owner_mark */

/** All 0: not known. */
typedef struct bs_owner {
    uint64_t slug;   /**< digest of the profile address's last part; 0: not known */
    uint64_t number; /**< digest of LinkedIn's account number, from file names; 0: not known */
    uint64_t words[BS_OWNER_WORDS_MAX]; /**< of the name, in order */
    size_t word_count;
} bs_owner;

/** Digest of text in lower case (ASCII and Latin-1), percent-decoded; 0 for an empty text. */
uint64_t bs_owner_digest(const char *text, size_t length);
/** As bs_owner_digest, but never equal to the digest of a name. */
uint64_t bs_owner_number(const char *digits, size_t length);
/** Adds a name's words, split at blanks and hyphens. Ignores words of digits only. */
void bs_owner_add_words(bs_owner *owner, const char *name, size_t length);

/** Adds what `more` knows and `owner` does not. */
void bs_owner_add(bs_owner *owner, const bs_owner *more);

/** True if an address or a number is known; a name alone is not enough. */
bool bs_owner_has_id(const bs_owner *owner);
/** True if an address, a number or a name is known. */
bool bs_owner_named(const bs_owner *owner);

/**
 * Encodes an owner as an alias of a profile, which bs_owner_is_mark distinguishes from real names.
 * Returns false if nothing is known.
 */
bool bs_owner_mark(char mark[BS_OWNER_MARK_MAX + 1], const bs_owner *owner);
bool bs_owner_is_mark(const char *alias);
/** Decodes a mark; returns an empty owner for any other alias. */
bs_owner bs_owner_read_mark(const char *alias);

typedef enum bs_ownership { BS_OWNER_UNKNOWN, BS_OWNER_SAME, BS_OWNER_OTHER } bs_ownership;

/** Result of comparing an owner with a profile's names so far. All 0: not compared. */
typedef struct bs_owner_compared {
    bool address, number, words; /**< both sides had one to compare */
    bool same_address, same_number, same_words, shared_word;
} bs_owner_compared;

/** Compares one more name: a key, an alias, a label, or the mark of an earlier import. */
void bs_owner_compare(bs_owner_compared *compared, const bs_owner *owner, const char *name);
/**
 * Decides whether the profile belongs to the owner. The name counts only if neither number nor
 * address can be compared.
 */
bs_ownership bs_owner_decide(const bs_owner_compared *compared, const bs_owner *owner);

#endif
