/**
 * @file catalogue.h
 * Texts for people, built into the command line: its own (native-host/cli/text), and those it
 * shares with the extension (extension/_locales).
 *
 * A bs_catalogue is a plain value that points into constant data; nothing is owned. Look-ups never
 * fail: a text that the language lacks is the English one. Texts made by bs_text_new belong to the
 * caller, who frees them; only memory can fail, and then the process ends (bs_memory_out).
 */
#ifndef BUSSOLA_CLI_CATALOGUE_H
#define BUSSOLA_CLI_CATALOGUE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "bussola/core/dates.h"

/** One text; the bytes 1 … 9 stand for the first to ninth argument. */
typedef struct bs_catalogue_entry {
    const char *key;
    const char *text;
} bs_catalogue_entry;

/** One language's texts, sorted by key. */
typedef struct bs_catalogue_language {
    const char *id; /**< "en", "it" */
    const bs_catalogue_entry *entries;
    size_t count;
} bs_catalogue_language;

/** Generated at build; "en" comes first. */
extern const bs_catalogue_language bs_catalogue_languages[];
extern const size_t bs_catalogue_language_count;

typedef struct bs_catalogue {
    const bs_catalogue_language *language;
    const bs_catalogue_language *english;
} bs_catalogue;

/**
 * Picks the language as gettext does: the list in LANGUAGE, then LC_ALL, LC_MESSAGES, LANG; the
 * locale "C" is English whatever LANGUAGE says, and so is a language without texts.
 */
void bs_catalogue_open(bs_catalogue *catalogue);

/** True when the environment's locale says that the terminal takes UTF-8. */
bool bs_catalogue_utf8(void);

/** The text as it stands in the catalogue, without arguments; the key itself when there is none. */
const char *bs_text(const bs_catalogue *catalogue, const char *key);

/** True when English (and so every language) has the key. */
bool bs_text_exists(const bs_catalogue *catalogue, const char *key);

/** The text with its arguments, closed by NULL, filled in. */
char *bs_text_fill(const bs_catalogue *catalogue, const char *key, const char *const *arguments)
    __attribute__((warn_unused_result));

/** The same with the arguments in place: bs_text_new(catalogue, key, "one", "two", NULL). */
#define bs_text_new(catalogue, key, ...) bs_text_fill(catalogue, key, BS_ARGUMENTS(__VA_ARGS__))

/** Arguments of a text as an array that is always closed, even where the caller's NULL is missing.
 */
#define BS_ARGUMENTS(...) ((const char *const[]){__VA_ARGS__, NULL})

/** The plural text of `base` (BASE_one, BASE_other) for a count, which is its first argument. */
char *bs_text_count(const bs_catalogue *catalogue, const char *base, long count)
    __attribute__((warn_unused_result));

/** The text of a key put together from two parts: ("signal_", "posts"). */
const char *bs_text_of(const bs_catalogue *catalogue, const char *prefix, const char *id);

#define BS_NUMBER_TEXT 64
/** A number as the language writes it (decimal mark, groups), 0–6 `decimals`. */
void bs_number_format(char text[BS_NUMBER_TEXT], const bs_catalogue *catalogue, double value,
                      int decimals);

#define BS_DATE_TEXT 64
/** A day as the language writes it, short: "20 Nov 2026". */
void bs_date_format(char text[BS_DATE_TEXT], const bs_catalogue *catalogue, bs_day day);

/** How long before `now` a day was: "today", "yesterday", "12 days ago", then the date. */
char *bs_age_new(const bs_catalogue *catalogue, bs_day day, bs_day now);

#endif
