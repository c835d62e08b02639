/**
 * @file messages.h
 * Texts for users, built into the command line: its own (native-host/cli/text), and those shared
 * with the extension (extension/_locales).
 *
 * A bs_messages is a plain value with pointers into constant data; nothing is owned. Look-ups never
 * fail: a text missing in the language is returned in English. The caller frees texts made by
 * bs_text_new; out of memory ends the process (bs_xfail).
 */
#ifndef BUSSOLA_CLI_MESSAGES_H
#define BUSSOLA_CLI_MESSAGES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "bussola/contract/limits.h"
#include "bussola/contract/protocol.h"
#include "bussola/core/dates.h"

/** One text; bytes 1 … 9 are the first to ninth argument. */
typedef struct bs_message {
    const char *key;
    const char *text;
} bs_message;

/** One language's texts, sorted by key. */
typedef struct bs_messages_language {
    const char *id; /**< "en", "it" */
    const bs_message *entries;
    size_t count;
} bs_messages_language;

/** Generated at build time; "en" is first. */
extern const bs_messages_language bs_messages_languages[];
extern const size_t bs_messages_language_count;

typedef struct bs_messages {
    const bs_messages_language *language;
    const bs_messages_language *english;
    /** The pillars' names on the user's own page; "": as in the catalogue. */
    char pillars[BS_PILLAR_COUNT][BS_PILLAR_NAME_MAX + 1];
} bs_messages;

/**
 * Chooses the language as gettext does: the list in LANGUAGE, then LC_ALL, LC_MESSAGES, LANG. The
 * locale "C" and a language without texts use English.
 */
void bs_messages_open(bs_messages *messages);

/** True if the environment's locale is UTF-8. */
bool bs_messages_utf8(void);

/** The raw text, without arguments; the key itself if it is missing. */
const char *bs_text(const bs_messages *messages, const char *key);

/** True if English (and so every language) has the key. */
bool bs_text_exists(const bs_messages *messages, const char *key);

/** The text with its arguments (terminated by NULL) inserted. */
char *bs_text_fill(const bs_messages *messages, const char *key, const char *const *arguments)
    __attribute__((warn_unused_result));

/** As bs_text_fill, with inline arguments: bs_text_new(catalogue, key, "one", "two", NULL). */
#define bs_text_new(messages, key, ...) bs_text_fill(messages, key, BS_ARGUMENTS(__VA_ARGS__))

/** Arguments as an array that is always terminated, even if the caller omits NULL. */
#define BS_ARGUMENTS(...) ((const char *const[]){__VA_ARGS__, NULL})

/** The plural text of `base` (BASE_one, BASE_other) for a count, which is its first argument. */
char *bs_text_count(const bs_messages *messages, const char *base, long count)
    __attribute__((warn_unused_result));

/** The text of a key composed of two parts: ("signal_", "posts"). */
const char *bs_text_of(const bs_messages *messages, const char *prefix, const char *id);

#define BS_NUMBER_TEXT 64
/** A number in the language's format (decimal mark, groups) with 0–6 `decimals`. */
void bs_number_format(char text[BS_NUMBER_TEXT], const bs_messages *messages, double value,
                      int decimals);

#define BS_DATE_TEXT 64
/** A day in the language's short format: "20 Nov 2026". */
void bs_date_format(char text[BS_DATE_TEXT], const bs_messages *messages, bs_day day);
/** Without the year: "20 Nov". */
void bs_date_format_short(char text[BS_DATE_TEXT], const bs_messages *messages, bs_day day);

/** A day relative to `now`: "today", "yesterday", "12 days ago", or the date. */
char *bs_age_new(const bs_messages *messages, bs_day day, bs_day now);

#endif
