#include "bussola/core/owner.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#define FNV_BASIS UINT64_C(0xcbf29ce484222325)
#define FNV_PRIME UINT64_C(0x100000001b3)
#define TEXT_MAX 512 /* bytes of a name that are used */
#define MARK "archive:"
#define HEX_DIGITS 16

/* ---- digests ---- */

static int hex(char c)
{
    if (c >= '0' && c <= '9') {
        return c - '0';
    }
    const char lower = (char)(c | 0x20);
    return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
}

/** Percent-decodes once, in place; returns the new length. */
static size_t decode(char *text, size_t length)
{
    size_t kept = 0;
    for (size_t i = 0; i < length; i++) {
        const int high = text[i] == '%' && i + 2 < length ? hex(text[i + 1]) : -1;
        const int low = high >= 0 ? hex(text[i + 2]) : -1;
        text[kept] = text[i];
        if (low >= 0) {
            text[kept] = (char)(unsigned char)(high * 16 + low);
            i += 2;
        }
        kept++;
    }
    return kept;
}

static void lower(char *text, size_t length)
{
    unsigned char before = 0;
    for (size_t i = 0; i < length; i++) {
        unsigned char byte = (unsigned char)text[i];
        if (byte >= 'A' && byte <= 'Z') {
            byte |= 0x20;
        } else if (before == 0xC3 && byte >= 0x80 && byte <= 0x9E && byte != 0x97) {
            byte = (unsigned char)(byte + 0x20); /* À … Þ except × */
        }
        before = byte;
        text[i] = (char)byte;
    }
}

static uint64_t hash(uint64_t from, const char *text, size_t length)
{
    for (size_t i = 0; i < length; i++) {
        from = (from ^ (unsigned char)text[i]) * FNV_PRIME;
    }
    return from == 0 ? 1 : from;
}

uint64_t bs_owner_digest(const char *text, size_t length)
{
    char folded[TEXT_MAX];
    length = length < sizeof folded ? length : sizeof folded;
    memcpy(folded, text, length);
    /* Some files contain addresses that are encoded twice. */
    length = decode(folded, decode(folded, length));
    lower(folded, length);
    return length > 0 ? hash(FNV_BASIS, folded, length) : 0;
}

uint64_t bs_owner_number(const char *digits, size_t length)
{
    return length > 0 ? hash(hash(FNV_BASIS, "\n", 1), digits, length) : 0;
}

void bs_owner_add_words(bs_owner *owner, const char *name, size_t length)
{
    static const char digits[] = "0123456789";
    for (size_t from = 0; from < length && owner->word_count < BS_OWNER_WORDS_MAX;) {
        size_t to = from;
        while (to < length && name[to] != ' ' && name[to] != '-') {
            to++;
        }
        size_t digit = from;
        while (digit < to && strchr(digits, name[digit]) != NULL) {
            digit++;
        }
        if (digit < to) {
            owner->words[owner->word_count++] = bs_owner_digest(name + from, to - from);
        }
        from = to + 1;
    }
}

void bs_owner_add(bs_owner *owner, const bs_owner *more)
{
    owner->slug = owner->slug != 0 ? owner->slug : more->slug;
    owner->number = owner->number != 0 ? owner->number : more->number;
    if (owner->word_count == 0) {
        memcpy(owner->words, more->words, sizeof owner->words);
        owner->word_count = more->word_count;
    }
}

bool bs_owner_has_id(const bs_owner *owner)
{
    return owner->slug != 0 || owner->number != 0;
}

bool bs_owner_named(const bs_owner *owner)
{
    return bs_owner_has_id(owner) || owner->word_count > 0;
}

/* ---- marks: "archive:SLUG.NUMBER.WORD…" ---- */

bool bs_owner_mark(char mark[BS_OWNER_MARK_MAX + 1], const bs_owner *owner)
{
    const size_t room = BS_OWNER_MARK_MAX + 1;
    if (!bs_owner_named(owner)) {
        return false;
    }
    /* The builtin, because core includes no I/O header. */
    size_t length = (size_t)__builtin_snprintf(mark, room, MARK "%016" PRIx64 ".%016" PRIx64,
                                               owner->slug, owner->number);
    for (size_t i = 0; i < owner->word_count && length + HEX_DIGITS + 1 < room; i++) {
        length += (size_t)__builtin_snprintf(mark + length, room - length, ".%016" PRIx64,
                                             owner->words[i]);
    }
    return true;
}

bool bs_owner_is_mark(const char *alias)
{
    return strncmp(alias, MARK, strlen(MARK)) == 0;
}

bs_owner bs_owner_read_mark(const char *alias)
{
    bs_owner owner = {0};
    if (!bs_owner_is_mark(alias)) {
        return owner;
    }
    const char *at = alias + strlen(MARK);
    for (size_t i = 0; i < 2 + BS_OWNER_WORDS_MAX; i++) {
        char *end = NULL;
        const uint64_t number = strtoull(at, &end, HEX_DIGITS);
        if (end != at + HEX_DIGITS) {
            break;
        }
        if (i == 0) {
            owner.slug = number;
        } else if (i == 1) {
            owner.number = number;
        } else {
            owner.words[owner.word_count++] = number;
        }
        if (*end != '.') {
            break;
        }
        at = end + 1;
    }
    return owner;
}

/* ---- judging ---- */

static void compare_words(bs_owner_compared *compared, const bs_owner *owner, const bs_owner *other)
{
    size_t equal = 0;
    for (size_t i = 0; i < other->word_count; i++) {
        for (size_t j = 0; j < owner->word_count; j++) {
            compared->shared_word = compared->shared_word || owner->words[j] == other->words[i];
        }
        equal += i < owner->word_count && owner->words[i] == other->words[i] ? 1 : 0;
    }
    /* A single word is not a full name: it may be a member id or a name without spaces. */
    compared->words = compared->words || other->word_count > 1;
    /* LinkedIn may have added a suffix to a vanity name. */
    compared->same_words = compared->same_words || (equal > 1 && equal == owner->word_count &&
                                                    other->word_count <= owner->word_count + 1);
}

void bs_owner_compare(bs_owner_compared *compared, const bs_owner *owner, const char *name)
{
    bs_owner other = {0};
    if (bs_owner_is_mark(name)) {
        other = bs_owner_read_mark(name);
    } else {
        other.slug = bs_owner_digest(name, strlen(name));
        bs_owner_add_words(&other, name, strlen(name));
    }
    compared->address = compared->address || other.slug != 0;
    compared->number = compared->number || other.number != 0;
    compared->same_address =
        compared->same_address || (owner->slug != 0 && owner->slug == other.slug);
    compared->same_number =
        compared->same_number || (owner->number != 0 && owner->number == other.number);
    compare_words(compared, owner, &other);
}

bs_ownership bs_owner_decide(const bs_owner_compared *compared, const bs_owner *owner)
{
    if (compared->same_number || compared->same_address) {
        return BS_OWNER_SAME;
    }
    if ((owner->slug != 0 && compared->address) || (owner->number != 0 && compared->number)) {
        return BS_OWNER_OTHER;
    }
    if (owner->slug != 0 || owner->word_count == 0 || !compared->words) {
        return BS_OWNER_UNKNOWN;
    }
    if (compared->same_words) {
        return BS_OWNER_SAME;
    }
    return compared->shared_word ? BS_OWNER_UNKNOWN : BS_OWNER_OTHER;
}
