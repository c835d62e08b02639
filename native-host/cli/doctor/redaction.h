/**
 * @file redaction.h
 * Takes out of a text what says who somebody is.
 *
 * A bs_redaction owns its words (bs_redaction_close). Nothing fails.
 */
#ifndef BUSSOLA_CLI_REDACTION_H
#define BUSSOLA_CLI_REDACTION_H

#include <stddef.h>

#include "cli/base/places.h"

typedef struct bs_redaction_word {
    char *word;
    const char *shown; /**< in its place; static */
} bs_redaction_word;

typedef struct bs_redaction {
    bs_redaction_word *words; /**< the longest first */
    size_t count;
} bs_redaction;

/** Knows the home directory, the account's name and the machine's. */
void bs_redaction_open(bs_redaction *redaction, const bs_places *places);
void bs_redaction_close(bs_redaction *redaction);

/** Another word to hide, wherever it stands by itself, in capitals or not. "" is passed over. */
void bs_redaction_hide(bs_redaction *redaction, const char *word, const char *shown);

/** A name to hide: as a whole, and each part of it that is long enough to say something. */
void bs_redaction_hide_name(bs_redaction *redaction, const char *name, const char *shown);

/**
 * The text without those words, and without whatever has the shape of a LinkedIn id, an address of
 * a member's page, an e-mail address or somebody's home directory. The caller frees it.
 */
char *bs_redact(const bs_redaction *redaction, const char *text);

#endif
