/**
 * @file redaction.h
 * Removes personal information from a text.
 *
 * A bs_redaction owns its words (bs_redaction_close). Nothing can fail.
 */
#ifndef BUSSOLA_CLI_REDACTION_H
#define BUSSOLA_CLI_REDACTION_H

#include <stddef.h>

#include "cli/base/paths.h"

typedef struct bs_redaction_word {
    char *word;
    const char *shown; /**< replacement; static */
} bs_redaction_word;

typedef struct bs_redaction {
    bs_redaction_word *words; /**< the longest first */
    size_t count;
} bs_redaction;

/** Starts with the home directory, the user's and the machine's name. */
void bs_redaction_open(bs_redaction *redaction, const bs_paths *paths);
void bs_redaction_close(bs_redaction *redaction);

/** Adds a word to hide where it is a whole word, ignoring case. Ignores "". */
void bs_redaction_hide(bs_redaction *redaction, const char *word, const char *shown);

/** Adds a name to hide: the whole name, and each part that is long enough to identify somebody. */
void bs_redaction_hide_name(bs_redaction *redaction, const char *name, const char *shown);

/**
 * The text without those words, and without anything that looks like a LinkedIn id, the address of
 * a profile, an e-mail address or a home directory. The caller frees it.
 */
char *bs_redact(const bs_redaction *redaction, const char *text);

#endif
