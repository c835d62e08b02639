#include "bussola/ingest/when.h"

#include <string.h>

#include "platform/clock.h"

#define HOUR_SECONDS INT64_C(3600)

bs_moment bs_zone_moment(const bs_zone *zone, int64_t seconds)
{
    if (zone->decided != NULL && bs_offsets_reach(zone->decided, seconds)) {
        return (bs_moment){seconds, bs_offsets_at(zone->decided, seconds)};
    }
    if (zone->fixed) {
        return (bs_moment){seconds, zone->offset_minutes};
    }
    return (bs_moment){seconds, bs_clock_offset(seconds)};
}

static int16_t machine_offset(const void *zone, int64_t seconds)
{
    return bs_zone_moment(zone, seconds).offset_minutes;
}

bs_status bs_zone_decide(bs_offsets *offsets, int64_t until)
{
    const bs_zone machine = {0};
    return bs_offsets_extend(offsets, until, machine_offset, &machine);
}

/* The rest of a text that is parsed. */
typedef struct cursor {
    const char *at;
    const char *end;
} cursor;

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* U+0020, U+00A0 and U+202F, which newer Java versions write before AM and PM. */
static bool skip_blanks(cursor *text)
{
    const char *before = text->at;
    while (text->at < text->end) {
        size_t left = (size_t)(text->end - text->at);
        if (*text->at == ' ' || *text->at == '\t') {
            text->at++;
        } else if (left >= 2 && memcmp(text->at, "\xC2\xA0", 2) == 0) {
            text->at += 2;
        } else if (left >= 3 && memcmp(text->at, "\xE2\x80\xAF", 3) == 0) {
            text->at += 3;
        } else {
            break;
        }
    }
    return text->at != before;
}

static bool take(cursor *text, char wanted)
{
    if (text->at < text->end && *text->at == wanted) {
        text->at++;
        return true;
    }
    return false;
}

/* Parses `fewest` to `most` digits; returns how many, 0 if there are fewer. */
static int take_number(cursor *text, int *number, int fewest, int most)
{
    int digits = 0;
    int value = 0;
    const char *at = text->at;
    while (at < text->end && is_digit(*at) && digits < most) {
        value = value * 10 + (*at++ - '0');
        digits++;
    }
    if (digits < fewest || (at < text->end && is_digit(*at))) {
        return 0;
    }
    text->at = at;
    *number = value;
    return digits;
}

/* Looks three letters up; returns the index from 0, or −1. */
static int take_word(cursor *text, const char *words, int count)
{
    if (text->end - text->at < 3) {
        return -1;
    }
    for (int i = 0; i < count; i++) {
        const char *word = words + (size_t)i * 3;
        bool same = true;
        for (size_t j = 0; j < 3; j++) {
            same = same && (text->at[j] | 0x20) == word[j];
        }
        if (same) {
            text->at += 3;
            return i;
        }
    }
    return -1;
}

#define WORD_LETTERS 12

/* Takes the next letters in lower case, without Latin-1 accents; returns how many. */
static size_t take_letters(char letters[WORD_LETTERS + 1], cursor *text)
{
    /* U+00E0 to U+00FF, in UTF-8 C3 A0 to C3 BF. */
    static const char bare[] = "aaaaaaaceeeeiiiidnooooo?ouuuuypy";
    size_t count = 0;
    while (text->at < text->end && count < WORD_LETTERS) {
        const unsigned char byte = (unsigned char)*text->at;
        const unsigned char lower = byte | 0x20;
        if (lower >= 'a' && lower <= 'z' && byte < 0x80) {
            letters[count++] = (char)lower;
            text->at++;
        } else if (byte == 0xC3 && text->end - text->at >= 2) {
            letters[count++] = bare[((unsigned char)text->at[1] | 0x20) & 0x1F];
            text->at += 2;
        } else {
            break;
        }
    }
    letters[count] = '\0';
    return count;
}

/*
 * Months as spreadsheets write them in English, German, French, Spanish, Italian, Portuguese, Dutch
 * and Scandinavian languages, optionally with a full stop. 0 for anything else.
 */
static int take_month(cursor *text)
{
    static const struct {
        const char *letters;
        int month;
    } months[] = {
        {"jan", 1},  {"ene", 1},  {"gen", 1},  {"feb", 2},  {"fev", 2},  {"mar", 3},
        {"mrz", 3},  {"mrt", 3},  {"apr", 4},  {"abr", 4},  {"avr", 4},  {"may", 5},
        {"mai", 5},  {"mag", 5},  {"mei", 5},  {"maj", 5},  {"jun", 6},  {"juin", 6},
        {"giu", 6},  {"jul", 7},  {"juil", 7}, {"lug", 7},  {"aug", 8},  {"ago", 8},
        {"aou", 8},  {"sep", 9},  {"set", 9},  {"oct", 10}, {"okt", 10}, {"ott", 10},
        {"out", 10}, {"nov", 11}, {"dec", 12}, {"dic", 12}, {"dez", 12}, {"des", 12},
    };
    char letters[WORD_LETTERS + 1];
    if (take_letters(letters, text) < 3) {
        return 0;
    }
    for (size_t i = 0; i < sizeof months / sizeof months[0]; i++) {
        if (strncmp(letters, months[i].letters, strlen(months[i].letters)) == 0) {
            (void)take(text, '.');
            return months[i].month;
        }
    }
    return 0;
}

static bool civil(bs_when *when, int year, int month, int day)
{
    static const int lengths[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    if (year < 100) {
        year += 2000;
    }
    if (year < 1970 || year > 2199 || month < 1 || month > 12 || day < 1) {
        return false;
    }
    bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    if (day > lengths[month - 1] + (leap && month == 2 ? 1 : 0)) {
        return false;
    }
    when->day = bs_day_from_civil(year, month, day);
    return true;
}

/* "H:MM[:SS]" with 0–23 hours. */
static bool take_clock(cursor *text, bs_when *when)
{
    int hour = 0;
    int minute = 0;
    int second = 0;
    if (take_number(text, &hour, 1, 2) == 0 || !take(text, ':') ||
        take_number(text, &minute, 2, 2) == 0 ||
        (take(text, ':') && take_number(text, &second, 2, 2) == 0) || hour > 23 || minute > 59 ||
        second > 60) {
        return false;
    }
    when->has_clock = true;
    when->second = hour * 3600 + minute * 60 + (second > 59 ? 59 : second);
    return true;
}

static bool take_half_day(cursor *text, bs_when *when)
{
    (void)skip_blanks(text);
    if (text->end - text->at < 2 || (text->at[1] | 0x20) != 'm') {
        return false;
    }
    int half = text->at[0] | 0x20;
    int hour = when->second / 3600;
    if ((half != 'a' && half != 'p') || hour < 1 || hour > 12) {
        return false;
    }
    text->at += 2;
    when->second += ((hour == 12 ? 0 : hour) + (half == 'p' ? 12 : 0) - hour) * 3600;
    return true;
}

static bool take_utc(cursor *text)
{
    if (text->end - text->at >= 3 && memcmp(text->at, "UTC", 3) == 0) {
        text->at += 3;
        return true;
    }
    return take(text, 'Z');
}

/* "2024-03-01", "2024/03/01 12:34:56 UTC" */
static bool year_first(cursor text, bs_when *when)
{
    int year = 0;
    int month = 0;
    int day = 0;
    if (take_number(&text, &year, 4, 4) == 0) {
        return false;
    }
    char mark = '\0';
    if (text.at < text.end) {
        mark = *text.at;
    }
    if ((mark != '-' && mark != '/') || !take(&text, mark) ||
        take_number(&text, &month, 1, 2) == 0 || !take(&text, mark) ||
        take_number(&text, &day, 1, 2) == 0 || !civil(when, year, month, day)) {
        return false;
    }
    if (skip_blanks(&text) || take(&text, 'T')) {
        if (!take_clock(&text, when)) {
            return false;
        }
        (void)skip_blanks(&text);
        (void)take_utc(&text);
    }
    return text.at == text.end;
}

/* A year of two or four digits. */
static bool take_year(cursor *text, int *year)
{
    const int digits = take_number(text, year, 2, 4);
    return digits == 2 || digits == 4;
}

/* The end, or a clock with 24 hours, or with 12 hours and AM or PM. */
static bool clock_or_end(cursor *text, bs_when *when)
{
    const bool comma = take(text, ',');
    if (!skip_blanks(text)) {
        return !comma && text->at == text->end;
    }
    if (!take_clock(text, when)) {
        return false;
    }
    cursor half = *text;
    if (take_half_day(&half, when)) {
        *text = half;
    }
    (void)skip_blanks(text);
    (void)take_utc(text);
    return text->at == text->end;
}

/* The separator in a written date: "-", blanks, or " de " as in Portuguese. */
static bool take_joint(cursor *text)
{
    if (take(text, '-')) {
        return true;
    }
    if (!skip_blanks(text)) {
        return false;
    }
    if (text->end - text->at > 3 && memcmp(text->at, "de ", 3) == 0) {
        text->at += 3;
    }
    return true;
}

/* "02 Jan 2024", "12-Mar-24", "12. Okt 26" */
static bool day_first(cursor text, bs_when *when)
{
    int day = 0;
    int month = 0;
    int year = 0;
    if (take_number(&text, &day, 1, 2) == 0) {
        return false;
    }
    (void)take(&text, '.');
    return take_joint(&text) && (month = take_month(&text)) != 0 && take_joint(&text) &&
           take_year(&text, &year) && civil(when, year, month, day) && clock_or_end(&text, when);
}

/* "12.10.2026": with full stops the day is always first. */
static bool dotted(cursor text, bs_when *when)
{
    int day = 0;
    int month = 0;
    int year = 0;
    return take_number(&text, &day, 1, 2) != 0 && take(&text, '.') &&
           take_number(&text, &month, 1, 2) != 0 && take(&text, '.') && take_year(&text, &year) &&
           civil(when, year, month, day) && clock_or_end(&text, when);
}

/* "3/11/24, 11:30 PM" */
static bool month_first(cursor text, bs_when *when)
{
    int month = 0;
    int day = 0;
    int year = 0;
    if (take_number(&text, &month, 1, 2) == 0 || !take(&text, '/') ||
        take_number(&text, &day, 1, 2) == 0 || !take(&text, '/') || !take_year(&text, &year) ||
        !civil(when, year, month, day)) {
        return false;
    }
    bool parted = take(&text, ',');
    parted = skip_blanks(&text) || parted;
    return parted && take_clock(&text, when) && take_half_day(&text, when) && text.at == text.end;
}

/* "Tue Mar 05 09:59:00 UTC 2024" */
static bool weekday_first(cursor text, bs_when *when)
{
    int day = 0;
    int year = 0;
    if (take_word(&text, "montuewedthufrisatsun", 7) < 0 || !skip_blanks(&text)) {
        return false;
    }
    int month = take_month(&text);
    return month != 0 && skip_blanks(&text) && take_number(&text, &day, 1, 2) != 0 &&
           skip_blanks(&text) && take_clock(&text, when) && skip_blanks(&text) && take_utc(&text) &&
           skip_blanks(&text) && take_number(&text, &year, 4, 4) != 0 && text.at == text.end &&
           civil(when, year, month, day);
}

static cursor trimmed(const char *text, size_t length)
{
    cursor whole = {text, text + length};
    (void)skip_blanks(&whole);
    while (whole.end > whole.at && (whole.end[-1] == ' ' || whole.end[-1] == '\t')) {
        whole.end--;
    }
    return whole;
}

bool bs_when_parse(bs_when *when, const char *text, size_t length)
{
    const cursor whole = trimmed(text, length);
    static bool (*const forms[])(cursor, bs_when *) = {year_first, month_first, day_first, dotted,
                                                       weekday_first};
    for (size_t i = 0; i < sizeof forms / sizeof forms[0]; i++) {
        bs_when read = {0};
        if (forms[i](whole, &read)) {
            *when = read;
            return true;
        }
    }
    return false;
}

unsigned bs_when_numeric(bs_when when[2], const char *text, size_t length)
{
    cursor rest = trimmed(text, length);
    int first = 0;
    int second = 0;
    int year = 0;
    if (take_number(&rest, &first, 1, 2) == 0 || rest.at == rest.end) {
        return BS_ORDER_NONE;
    }
    const char mark = *rest.at;
    bs_when clock = {0};
    if ((mark != '/' && mark != '-') || !take(&rest, mark) ||
        take_number(&rest, &second, 1, 2) == 0 || !take(&rest, mark) || !take_year(&rest, &year) ||
        !clock_or_end(&rest, &clock)) {
        return BS_ORDER_NONE;
    }
    unsigned orders = BS_ORDER_NONE;
    when[0] = when[1] = clock;
    orders |= civil(&when[0], year, second, first) ? BS_ORDER_DAY_FIRST : 0U;
    orders |= civil(&when[1], year, first, second) ? BS_ORDER_MONTH_FIRST : 0U;
    return orders;
}

bool bs_when_parse_start(bs_day *day, const char *text, size_t length)
{
    cursor whole = {text, text + length};
    bs_when when = {0};
    int year = 0;
    (void)skip_blanks(&whole);
    while (whole.end > whole.at && (whole.end[-1] == ' ' || whole.end[-1] == '\t')) {
        whole.end--;
    }
    const int month = take_month(&whole);
    const bool spaced = month == 0 || skip_blanks(&whole);
    const bool begins = spaced && take_number(&whole, &year, 4, 4) != 0 && whole.at == whole.end &&
                        civil(&when, year, month == 0 ? 1 : month, 1);
    if (!begins && !bs_when_parse(&when, text, length)) {
        return false;
    }
    *day = when.day;
    return true;
}

int64_t bs_when_utc(const bs_when *when)
{
    return (int64_t)when->day * BS_DAY_SECONDS + when->second;
}

/* The n-th Sunday of a month. */
static bs_day sunday(int year, int month, int nth)
{
    bs_day first = bs_day_from_civil(year, month, 1);
    return first + (BS_SUNDAY - bs_day_weekday(first)) + 7 * (nth - 1);
}

int64_t bs_when_pacific(const bs_when *when)
{
    int year = 0;
    int month = 0;
    int day = 0;
    bs_day_to_civil(when->day, &year, &month, &day);
    int64_t wall = bs_when_utc(when);
    int64_t starts = (int64_t)sunday(year, 3, 2) * BS_DAY_SECONDS + 3 * HOUR_SECONDS;
    int64_t ends = (int64_t)sunday(year, 11, 1) * BS_DAY_SECONDS + 2 * HOUR_SECONDS;
    bool summer = wall >= starts && wall < ends;
    return wall + (summer ? 7 : 8) * HOUR_SECONDS;
}
