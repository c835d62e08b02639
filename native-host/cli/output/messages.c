#include "messages.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "bussola/core/ascii.h"
#include "elision.h"
#include "platform/environment.h"
#include "xmalloc.h"

#define ARGUMENTS_MAX 9
#define PLACEHOLDERS "\1\2\3\4\5\6\7\10\11"

/* The first variable that is set and not empty, in setlocale's order. */
static const char *locale_of(const char *category)
{
    const char *const names[] = {"LC_ALL", category, "LANG"};
    for (size_t i = 0; i < 3; i++) {
        const char *value = bs_environment(names[i]);
        if (value != NULL && value[0] != '\0') {
            return value;
        }
    }
    return "C";
}

bool bs_messages_utf8(void)
{
    const char *locale = locale_of("LC_CTYPE");
    const char *charset = strchr(locale, '.');
    return charset != NULL &&
           (bs_ascii_same(charset, ".utf-8", 6) || bs_ascii_same(charset, ".utf8", 5));
}

/* The language of a locale, ignoring the country: "it" for "it_CH.UTF-8". */
static const bs_messages_language *find_language(const char *wanted)
{
    size_t length = strcspn(wanted, "_.@:");
    for (size_t i = 0; i < bs_messages_language_count; i++) {
        const char *id = bs_messages_languages[i].id;
        if (strncmp(id, wanted, length) == 0 && id[length] == '\0') {
            return &bs_messages_languages[i];
        }
    }
    return NULL;
}

void bs_messages_open(bs_messages *messages)
{
    *messages =
        (bs_messages){.language = &bs_messages_languages[0], .english = &bs_messages_languages[0]};
    const char *locale = locale_of("LC_MESSAGES");
    if (strcmp(locale, "C") == 0 || strncmp(locale, "C.", 2) == 0 || strcmp(locale, "POSIX") == 0) {
        return;
    }
    const char *list = bs_environment("LANGUAGE");
    if (list == NULL || list[0] == '\0') {
        list = locale;
    }
    while (*list != '\0') {
        size_t length = strcspn(list, ":");
        const bs_messages_language *language = find_language(list);
        if (language != NULL) {
            messages->language = language;
            return;
        }
        list += length + (list[length] == ':');
    }
}

static int compare_entry(const void *key, const void *entry)
{
    return strcmp(key, ((const bs_message *)entry)->key);
}

static const char *find_text(const bs_messages_language *language, const char *key)
{
    const bs_message *entry =
        bsearch(key, language->entries, language->count, sizeof *language->entries, compare_entry);
    return entry != NULL ? entry->text : NULL;
}

const char *bs_text(const bs_messages *messages, const char *key)
{
    const char *text = find_text(messages->language, key);
    if (text == NULL) {
        text = find_text(messages->english, key);
    }
    return text != NULL ? text : key;
}

bool bs_text_exists(const bs_messages *messages, const char *key)
{
    return find_text(messages->english, key) != NULL;
}

const char *bs_text_of(const bs_messages *messages, const char *prefix, const char *id)
{
    char key[128];
    (void)snprintf(key, sizeof key, "%s%s", prefix, id);
    for (char *at = key; *at != '\0'; at++) {
        if (*at == '-') {
            *at = '_';
        }
    }
    const char *text = bs_text(messages, key);
    return text == key ? id : text;
}

char *bs_text_fill(const bs_messages *messages, const char *key, const char *const *arguments)
{
    int given = 0;
    while (given < ARGUMENTS_MAX && arguments[given] != NULL) {
        given++;
    }
    bs_xtext out = {0};
    const bool italian = strcmp(messages->language->id, "it") == 0;
    const char *part = bs_text(messages, key);
    for (size_t length = strcspn(part, PLACEHOLDERS); part[length] != '\0';
         length = strcspn(part, PLACEHOLDERS)) {
        const int place = (unsigned char)part[length];
        const char *argument = place <= given ? arguments[place - 1] : "";
        if (italian) {
            bs_elision_write(&out, part, length, argument);
        } else {
            bs_xtext_add_bytes(&out, part, length);
        }
        bs_xtext_add(&out, argument);
        part += length + 1;
    }
    bs_xtext_add(&out, part);
    return bs_xtext_end(&out);
}

char *bs_text_count(const bs_messages *messages, const char *base, long count)
{
    char key[128];
    char number[BS_NUMBER_TEXT];
    bs_number_format(number, messages, (double)count, 0);
    /* English and Italian have two forms, one and other. */
    (void)snprintf(key, sizeof key, "%s_%s", base, count == 1 ? "one" : "other");
    return bs_text_new(messages, key, number, NULL);
}

/* A language's number format, derived from the sample `cli_number` ("1,234.5"). */
typedef struct number_style {
    char group[8];
    char decimal[8];
    size_t grouped_from; /* digits before the decimal mark from which groups are separated */
} number_style;

static void copy_mark(char mark[8], const char *from, size_t length)
{
    if (length >= 8) {
        length = 7;
    }
    memcpy(mark, from, length);
    mark[length] = '\0';
}

static number_style style_of(const bs_messages *messages)
{
    number_style style;
    const char *sample = bs_text(messages, "cli_number");
    size_t lead = strspn(sample, "0123456789");
    size_t group = strcspn(sample + lead, "0123456789");
    const char *rest = sample + lead + group;
    size_t digits = strspn(rest, "0123456789");
    copy_mark(style.group, sample + lead, group);
    copy_mark(style.decimal, rest + digits, strcspn(rest + digits, "0123456789"));
    style.grouped_from = lead + 3;
    return style;
}

/* Returns the end of what was appended: its NUL. */
static char *append(char *out, const char *text)
{
    const size_t length = strlen(text);
    memcpy(out, text, length + 1);
    return out + length;
}

void bs_number_format(char text[BS_NUMBER_TEXT], const bs_messages *messages, double value,
                      int decimals)
{
    char plain[40];
    (void)snprintf(plain, sizeof plain, "%.*f", decimals, value);
    const char *at = plain;
    if (*at == '-') {
        /* A number that rounds to 0 has no sign. */
        at += strspn(plain + 1, "0.") == strlen(plain + 1) ? 1 : 0;
    }
    number_style style = style_of(messages);
    size_t sign = strspn(at, "-");
    size_t whole = strspn(at + sign, "0123456789");
    char *out = text;
    char *end = text + BS_NUMBER_TEXT - 8;
    for (size_t i = 0; at[i] != '\0' && out < end; i++) {
        size_t left = sign + whole - i;
        if (i > sign && i < sign + whole && left % 3 == 0 && whole >= style.grouped_from) {
            out = append(out, style.group);
        }
        if (at[i] == '.') {
            out = append(out, style.decimal);
        } else if (at[i] == '-') {
            out = append(out, "\u2212");
        } else {
            *out++ = at[i];
        }
    }
    *out = '\0';
}

/* `key` is a text of day, month and year. */
static void format_date(char text[BS_DATE_TEXT], const bs_messages *messages, const char *key,
                        bs_day day)
{
    int year = 0;
    int month = 0;
    int day_of_month = 0;
    bs_day_to_civil(day, &year, &month, &day_of_month);
    char number[4];
    char year_text[12];
    char name[32];
    (void)snprintf(number, sizeof number, "%d", day_of_month % 100);
    const char *written = day_of_month == 1 ? bs_text(messages, "cli_first_day") : number;
    (void)snprintf(year_text, sizeof year_text, "%d", year);
    (void)snprintf(name, sizeof name, "cli_month_%02d", month);
    char *filled = bs_text_new(messages, key, written, bs_text(messages, name), year_text, NULL);
    (void)snprintf(text, BS_DATE_TEXT, "%s", filled);
    free(filled);
}

void bs_date_format(char text[BS_DATE_TEXT], const bs_messages *messages, bs_day day)
{
    format_date(text, messages, "cli_date", day);
}

void bs_date_format_short(char text[BS_DATE_TEXT], const bs_messages *messages, bs_day day)
{
    format_date(text, messages, "cli_date_short", day);
}

char *bs_age_new(const bs_messages *messages, bs_day day, bs_day now)
{
    int days = (int)now - (int)day;
    if (days == 0) {
        return bs_xstrdup(bs_text(messages, "cli_today"));
    }
    if (days == 1) {
        return bs_xstrdup(bs_text(messages, "cli_yesterday"));
    }
    if (days > 1 && days < 60) {
        return bs_text_count(messages, "cli_days_ago", days);
    }
    char date[BS_DATE_TEXT];
    bs_date_format(date, messages, day);
    return bs_xstrdup(date);
}
