#include "titles.h"

#include <stdint.h>
#include <string.h>

#include "bussola/core/utf8.h"
#include "title_words.h"

/* ---- folding ---- */

/* U+00C0 to U+017F without accents; ' ' for × and ÷. */
static const char latin[] = "aaaaaaaceeeeiiiidnooooo ouuuuyps"
                            "aaaaaaaceeeeiiiidnooooo ouuuuypy"
                            "aaaaaaccccccccddddeeeeeeeeeegggg"
                            "gggghhhhiiiiiiiiiiiijjkkklllllll"
                            "lllnnnnnnnnnoooooooorrrrrrssssss"
                            "ssttttttuuuuuuuuuuuuwwyyyzzzzzzs";

typedef struct folding {
    char *text;
    size_t length;
} folding;

static void put(folding *out, char c)
{
    const int last = out->length > 0 ? out->text[out->length - 1] : BS_FOLD_ROLE;
    const bool blank = c == ' ' || c == BS_FOLD_NEXT || c == BS_FOLD_ROLE;
    if (blank && out->length > 0 && last == ' ' && c != ' ') {
        out->text[out->length - 1] = c;
        return;
    }
    const bool repeated = c == ' ' && (last == ' ' || last == BS_FOLD_NEXT || last == BS_FOLD_ROLE);
    if (!repeated && out->length < BS_FOLDED_MAX) {
        out->text[out->length++] = c;
    }
}

/* Writes two UTF-8 bytes. */
static void put_cyrillic(folding *out, uint32_t c)
{
    c = c < 0x430 ? c + 0x20 : c;
    c = c == 0x439 ? 0x438 : c; /* й, which may also be written as и and a mark */
    if (out->length + 2 <= BS_FOLDED_MAX) {
        put(out, (char)(unsigned char)(0xC0 | c >> 6));
        put(out, (char)(unsigned char)(0x80 | (c & 0x3F)));
    }
}

static void put_letter(folding *out, uint32_t c)
{
    const bool mark = c >= 0x300 && c < 0x370;
    if (c == 0xDF || c == 0x1E9E) {
        put(out, 's');
        put(out, 's');
    } else if (c >= 0xC0 && c < 0x180) {
        put(out, latin[c - 0xC0]);
    } else if (c >= 0x410 && c < 0x450) {
        put_cyrillic(out, c);
    } else if (c == 0x401 || c == 0x451) {
        put_cyrillic(out, 0x435);
    } else if (c == 0xB7 || c == 0x2022) {
        put(out, BS_FOLD_ROLE);
    } else if (!mark) {
        put(out, ' ');
    }
}

/* A script without case, such as Japanese. */
static bool is_plain_letter(uint32_t c)
{
    return (c >= 0x530 && c < 0x2000) || (c > 0x3020 && c < 0xFE00);
}

static void put_ascii(folding *out, char c, bool within)
{
    if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) {
        put(out, c);
    } else if (c >= 'A' && c <= 'Z') {
        put(out, (char)(c | 0x20));
    } else if (strchr("|;()[]@\n\r\t", c) != NULL || (!within && (c == '-' || c == ':'))) {
        put(out, BS_FOLD_ROLE);
    } else if (strchr(",/&+", c) != NULL) {
        put(out, BS_FOLD_NEXT);
    } else if (strchr(".*_", c) == NULL && !(within && c == ':')) {
        put(out, ' ');
    }
}

/* A mark without blanks around it belongs to a word ("Co-Founder", "Gründer:in"). */
static bool is_within(bs_csv_field text, size_t at, size_t bytes)
{
    return at > 0 && at + bytes < text.length && text.text[at - 1] != ' ' &&
           text.text[at + bytes] != ' ';
}

static uint32_t code_point(const unsigned char *text, size_t bytes)
{
    if (bytes == 2) {
        return (uint32_t)(text[0] & 0x1F) << 6 | (text[1] & 0x3FU);
    }
    return bytes == 3 ? (uint32_t)(text[0] & 0x0F) << 12 | (uint32_t)(text[1] & 0x3F) << 6 |
                            (text[2] & 0x3FU)
                      : 0;
}

size_t bs_fold(char folded[BS_FOLDED_MAX + 1], bs_csv_field text)
{
    folding out = {folded, 0};
    for (size_t i = 0; i < text.length;) {
        const unsigned char *at = (const unsigned char *)text.text + i;
        size_t bytes = bs_utf8_length(at, text.length - i);
        bytes = bytes == 0 ? 1 : bytes;
        const uint32_t c = code_point(at, bytes);
        const bool within = is_within(text, i, bytes);
        if (bytes == 1 && *at < 0x80) {
            put_ascii(&out, (char)*at, within);
        } else if (c == 0x2013 || c == 0x2014) {
            put_ascii(&out, '-', within);
        } else if (is_plain_letter(c) && out.length + bytes <= BS_FOLDED_MAX) {
            memcpy(out.text + out.length, at, bytes);
            out.length += bytes;
        } else {
            put_letter(&out, c);
        }
        i += bytes;
    }
    while (out.length > 0 && out.text[out.length - 1] == ' ') {
        out.length--;
    }
    folded[out.length] = '\0';
    return out.length;
}

/* ---- roles ---- */

#define WORDS_MAX 24

typedef struct role {
    const char *words[WORDS_MAX];
    size_t count;
} role;

static bool is_one_of(const char *word, const char *const *list)
{
    while (*list != NULL && strcmp(*list, word) != 0) {
        list++;
    }
    return *list != NULL;
}

static bool starts_with_one_of(const char *word, const char *const *list)
{
    while (*list != NULL && strncmp(word, *list, strlen(*list)) != 0) {
        list++;
    }
    return *list != NULL;
}

/* Number of words of the phrase if the role has it at `from`; else 0. */
static size_t words_of(const role *r, size_t from, const char *phrase)
{
    size_t words = 0;
    while (*phrase != '\0') {
        const size_t length = strcspn(phrase, " ");
        const char *word = from + words < r->count ? r->words[from + words] : "";
        if (strlen(word) != length || memcmp(word, phrase, length) != 0) {
            return 0;
        }
        words++;
        phrase += length + (phrase[length] == ' ' ? 1 : 0);
    }
    return words;
}

/* True if the role ends here or continues with its field or company. */
static bool ends_at(const role *r, size_t at)
{
    return at >= r->count || is_one_of(r->words[at], bs_rank_links);
}

/* "Chief … Officer". */
static bool is_chief_officer(const role *r, size_t from)
{
    enum { BETWEEN_MAX = 4 };
    if (from >= r->count || strcmp(r->words[from], "chief") != 0) {
        return false;
    }
    for (size_t i = from + 1; i < r->count && i <= from + 1 + BETWEEN_MAX; i++) {
        if (strcmp(r->words[i], "officer") == 0) {
            return i > from + 1 && ends_at(r, i + 1);
        }
        if (is_one_of(r->words[i], bs_not_chiefs)) {
            return false;
        }
    }
    return false;
}

static bool has_rank_at(const role *r, size_t at, bool first)
{
    for (const bs_rank *rank = bs_ranks; rank->words != NULL; rank++) {
        const size_t words = words_of(r, at, rank->words);
        if (words == 0) {
            continue;
        }
        const bool whole = ends_at(r, at + words);
        if (first ? rank->place != BS_RANK_ALONE || whole : rank->place == BS_RANK_ANY && whole) {
            return true;
        }
    }
    return first && is_chief_officer(r, at);
}

static bool is_rank(const role *r)
{
    size_t at = 0;
    do {
        if (has_rank_at(r, at, true)) {
            return true;
        }
    } while (at < r->count && is_one_of(r->words[at++], bs_rank_modifiers));
    for (at = 1; at < r->count; at++) {
        if (has_rank_at(r, at, false)) {
            return true;
        }
    }
    return false;
}

static bool is_denied(const role *r)
{
    for (size_t i = 0; i < r->count; i++) {
        if (is_one_of(r->words[i], bs_not_rank_words) ||
            starts_with_one_of(r->words[i], bs_not_ranks)) {
            return true;
        }
    }
    return false;
}

/* Takes one role from a folded text; `*end` is the mark after it. */
static char *next_role(role *r, char *end, char *text)
{
    r->count = 0;
    for (;;) {
        const size_t length = strcspn(text, " ,|");
        const char mark = text[length];
        text[length] = '\0';
        const bool joined = length > 0 && is_one_of(text, bs_conjunctions);
        if (length > 0 && !joined && r->count < WORDS_MAX) {
            r->words[r->count++] = text;
        }
        text += length + (mark == '\0' ? 0 : 1);
        *end = mark;
        if (joined && mark == ' ') {
            *end = BS_FOLD_NEXT;
        }
        if (*end != ' ') {
            return text;
        }
    }
}

bool bs_title_is_vp(bs_csv_field title)
{
    char folded[BS_FOLDED_MAX + 1];
    bs_fold(folded, title);
    bool denied = false;
    for (char *at = folded; *at != '\0';) {
        role r;
        char end = BS_FOLD_ROLE;
        at = next_role(&r, &end, at);
        /* "Assistant to the CEO and CFO": both ranks are the other person's. */
        denied = denied || is_denied(&r);
        if (!denied && is_rank(&r)) {
            return true;
        }
        denied = denied && end == BS_FOLD_NEXT;
    }
    return false;
}
