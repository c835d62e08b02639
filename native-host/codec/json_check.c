#include "bussola/codec/json_check.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "bussola/core/utf8.h"

/** An object member's name, unescaped. */
typedef struct name {
    const char *text;
    size_t length;
} name;

typedef struct scan {
    const unsigned char *text;
    size_t length, at;
    size_t values, values_max;
    char *decoded; /**< names, concatenated; never longer than the text */
    size_t decoded_size;
    name *names; /**< of the open objects, the innermost last */
    size_t name_count, name_room;
    bs_error *error;
} scan;

static bs_status bad(scan *s, const char *what)
{
    return bs_fail(s->error, BS_BAD_JSON, "", "Not valid JSON at byte %zu: %s.", s->at, what);
}

static int peek(const scan *s)
{
    return s->at < s->length ? s->text[s->at] : -1;
}

static void skip_space(scan *s)
{
    while (s->at < s->length && (s->text[s->at] == ' ' || s->text[s->at] == '\t' ||
                                 s->text[s->at] == '\n' || s->text[s->at] == '\r')) {
        s->at++;
    }
}

/* ---- strings ---- */

static int hex_value(int c)
{
    if (c >= '0' && c <= '9') {
        return c - '0';
    }
    if (c >= 'a' && c <= 'f') {
        return c - 'a' + 10;
    }
    return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

/** Four hexadecimal digits at `at`; −1 if they are missing. */
static int32_t hex4(scan *s)
{
    int32_t value = 0;
    for (int i = 0; i < 4; i++) {
        const int digit = hex_value(peek(s));
        if (digit < 0) {
            return -1;
        }
        value = value * 16 + digit;
        s->at++;
    }
    return value;
}

static void keep(scan *s, bool wanted, const void *bytes, size_t size)
{
    if (wanted) {
        memcpy(s->decoded + s->decoded_size, bytes, size);
        s->decoded_size += size;
    }
}

static void keep_code_point(scan *s, bool wanted, int32_t c)
{
    unsigned char utf8[4];
    size_t size = 0;
    if (c < 0x80) {
        utf8[size++] = (unsigned char)c;
    } else if (c < 0x800) {
        utf8[size++] = (unsigned char)(0xC0 | c >> 6);
    } else if (c < 0x10000) {
        utf8[size++] = (unsigned char)(0xE0 | c >> 12);
        utf8[size++] = (unsigned char)(0x80 | (c >> 6 & 0x3F));
    } else {
        utf8[size++] = (unsigned char)(0xF0 | c >> 18);
        utf8[size++] = (unsigned char)(0x80 | (c >> 12 & 0x3F));
        utf8[size++] = (unsigned char)(0x80 | (c >> 6 & 0x3F));
    }
    if (c >= 0x80) {
        utf8[size++] = (unsigned char)(0x80 | (c & 0x3F));
    }
    keep(s, wanted, utf8, size);
}

/** After "\u": scans one character, of two escapes if it is a surrogate pair. */
static bs_status scan_unicode_escape(scan *s, bool wanted)
{
    int32_t c = hex4(s);
    if (c < 0) {
        return bad(s, "four hexadecimal digits must follow \\u");
    }
    if (c == 0) {
        return bad(s, "a string holds the character NUL");
    }
    if (c >= 0xD800 && c <= 0xDBFF) {
        const bool escape =
            s->length - s->at >= 2 && s->text[s->at] == '\\' && s->text[s->at + 1] == 'u';
        s->at += escape ? 2 : 0;
        const int32_t low = escape ? hex4(s) : -1;
        if (low < 0xDC00 || low > 0xDFFF) {
            return bad(s, "half of a surrogate pair");
        }
        c = 0x10000 + (c - 0xD800) * 0x400 + (low - 0xDC00);
    } else if (c >= 0xDC00 && c <= 0xDFFF) {
        return bad(s, "half of a surrogate pair");
    }
    keep_code_point(s, wanted, c);
    return BS_OK;
}

/** Scans an escape after its backslash. */
static bs_status scan_escape(scan *s, bool wanted)
{
    static const char letters[] = "\"\\/bfnrt";
    static const char meanings[] = "\"\\/\b\f\n\r\t";
    const int c = peek(s);
    s->at++;
    if (c == 'u') {
        return scan_unicode_escape(s, wanted);
    }
    const char *letter = c <= 0 ? NULL : strchr(letters, c);
    if (letter == NULL) {
        return bad(s, "an unknown escape");
    }
    keep(s, wanted, &meanings[letter - letters], 1);
    return BS_OK;
}

/** Fast path for unescaped ASCII, which is most of any text. */
static void scan_plain(scan *s, bool wanted)
{
    const size_t first = s->at;
    while (s->at < s->length && s->text[s->at] >= 0x20 && s->text[s->at] < 0x80 &&
           s->text[s->at] != '"' && s->text[s->at] != '\\') {
        s->at++;
    }
    keep(s, wanted, s->text + first, s->at - first);
}

/** Scans from the opening quote; keeps the decoded text if `wanted`. */
static bs_status scan_string(scan *s, bool wanted)
{
    s->at++;
    for (;;) {
        scan_plain(s, wanted);
        const int c = peek(s);
        if (c < 0) {
            return bad(s, "a string without its end");
        }
        if (c == '"') {
            s->at++;
            return BS_OK;
        }
        if (c < 0x20) {
            return bad(s, "a control character in a string");
        }
        if (c == '\\') {
            s->at++;
            const bs_status status = scan_escape(s, wanted);
            if (status != BS_OK) {
                return status;
            }
            continue;
        }
        const size_t size = bs_utf8_length(s->text + s->at, s->length - s->at);
        if (size == 0) {
            return bad(s, "not UTF-8");
        }
        keep(s, wanted, s->text + s->at, size);
        s->at += size;
    }
}

/* ---- other values ---- */

static size_t scan_digits(scan *s)
{
    const size_t first = s->at;
    while (peek(s) >= '0' && peek(s) <= '9') {
        s->at++;
    }
    return s->at - first;
}

static bs_status scan_number(scan *s)
{
    const size_t first = s->at;
    s->at += peek(s) == '-' ? 1 : 0;
    if (peek(s) == '0') {
        s->at++;
    } else if (scan_digits(s) == 0) {
        return bad(s, "not a value");
    }
    if (peek(s) == '.') {
        s->at++;
        if (scan_digits(s) == 0) {
            return bad(s, "no digit after the point");
        }
    }
    if (peek(s) == 'e' || peek(s) == 'E') {
        s->at++;
        s->at += peek(s) == '+' || peek(s) == '-' ? 1 : 0;
        if (scan_digits(s) == 0) {
            return bad(s, "no digit in the exponent");
        }
    }
    if (s->at - first > BS_JSON_NUMBER_MAX) {
        return bs_fail(s->error, BS_OUT_OF_RANGE, "", "A number of more than %d characters.",
                       BS_JSON_NUMBER_MAX);
    }
    return BS_OK;
}

static bs_status scan_word(scan *s, const char *word)
{
    const size_t size = strlen(word);
    if (s->length - s->at < size || memcmp(s->text + s->at, word, size) != 0) {
        return bad(s, "not a value");
    }
    s->at += size;
    return BS_OK;
}

/* ---- objects and arrays ---- */

static int compare_names(const void *left, const void *right)
{
    const name *a = left;
    const name *b = right;
    const size_t shorter = a->length < b->length ? a->length : b->length;
    const int order = memcmp(a->text, b->text, shorter);
    return order != 0 ? order : (a->length > b->length) - (a->length < b->length);
}

/** Checks the names from `first` on, those of the object that just ended, for duplicates. */
static bs_status end_object(scan *s, size_t first)
{
    if (s->name_count - first > 1) {
        qsort(s->names + first, s->name_count - first, sizeof *s->names, compare_names);
    }
    for (size_t i = first + 1; i < s->name_count; i++) {
        if (compare_names(&s->names[i - 1], &s->names[i]) == 0) {
            return bad(s, "a name twice in one object");
        }
    }
    s->name_count = first;
    return BS_OK;
}

static bs_status scan_name(scan *s)
{
    if (peek(s) != '"') {
        return bad(s, "a name must follow");
    }
    if (s->name_count == s->name_room) {
        const size_t room = s->name_room == 0 ? 64 : s->name_room * 2;
        name *grown = realloc(s->names, room * sizeof *grown);
        if (grown == NULL) {
            return bs_fail(s->error, BS_INTERNAL, "", "Out of memory.");
        }
        s->names = grown;
        s->name_room = room;
    }
    const size_t first = s->decoded_size;
    bs_status status = scan_string(s, true);
    if (status != BS_OK) {
        return status;
    }
    s->names[s->name_count++] =
        (name){.text = s->decoded + first, .length = s->decoded_size - first};
    skip_space(s);
    if (peek(s) != ':') {
        return bad(s, "a colon must follow a name");
    }
    s->at++;
    return BS_OK;
}

static bs_status scan_value(scan *s, int depth);

static bs_status scan_members(scan *s, int depth, char end)
{
    const size_t first = s->name_count;
    if (depth > BS_JSON_DEPTH_MAX) {
        return bad(s, "nested too deeply");
    }
    s->at++;
    skip_space(s);
    bool more = peek(s) != end;
    while (more) {
        bs_status status = BS_OK;
        if (end == '}') {
            skip_space(s);
            status = scan_name(s);
        }
        if (status == BS_OK) {
            status = scan_value(s, depth);
        }
        if (status != BS_OK) {
            return status;
        }
        more = peek(s) == ',';
        s->at += more ? 1 : 0;
    }
    if (peek(s) != end) {
        return bad(s, "a comma or the end of the list must follow");
    }
    s->at++;
    return end == '}' ? end_object(s, first) : BS_OK;
}

/** Scans a value and the space around it; `depth` counts the enclosing lists. */
static bs_status scan_value(scan *s, int depth)
{
    bs_status status = BS_OK;
    if (++s->values > s->values_max) {
        return bs_fail(s->error, BS_TOO_LARGE, "", "More than %zu values in one message.",
                       s->values_max);
    }
    skip_space(s);
    switch (peek(s)) {
    case '{':
        status = scan_members(s, depth + 1, '}');
        break;
    case '[':
        status = scan_members(s, depth + 1, ']');
        break;
    case '"':
        status = scan_string(s, false);
        break;
    case 't':
        status = scan_word(s, "true");
        break;
    case 'f':
        status = scan_word(s, "false");
        break;
    case 'n':
        status = scan_word(s, "null");
        break;
    default:
        status = scan_number(s);
        break;
    }
    skip_space(s);
    return status;
}

bs_status bs_json_check_within(size_t *at, const char *text, size_t length, size_t values_max,
                               bs_error *error)
{
    scan s = {.text = (const unsigned char *)text,
              .length = length,
              .values_max = values_max,
              .error = error};
    s.decoded = malloc(length + 1);
    if (s.decoded == NULL) {
        return bs_fail(error, BS_INTERNAL, "", "Out of memory.");
    }
    bs_status status = scan_value(&s, 0);
    if (status == BS_OK && s.at != length) {
        status = bad(&s, "more follows after the value");
    }
    /* An escape truncated by the end may have moved `at` beyond it. */
    *at = s.at < length ? s.at : length;
    free(s.names);
    free(s.decoded);
    return status;
}

bs_status bs_json_check(const char *text, size_t length, bs_error *error)
{
    size_t at = 0;
    return bs_json_check_within(&at, text, length, BS_JSON_VALUES_MAX, error);
}
