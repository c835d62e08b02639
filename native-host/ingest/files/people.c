#include "people.h"

#include <string.h>

#include "accumulator.h"

#define TEXT_MAX 512 /* bytes that are compared; the rest of a longer text is ignored */

/* Keeps hashes of addresses and names apart. */
enum { MARK_URL = 'u', MARK_NAME = 'n' };

typedef struct folded {
    char text[TEXT_MAX + 1];
    size_t length;
} folded;

static void fold(folded *out, char c)
{
    if (out->length == TEXT_MAX) {
        return;
    }
    unsigned char before = out->length > 0 ? (unsigned char)out->text[out->length - 1] : 0;
    unsigned char byte = (unsigned char)c;
    if (byte >= 'A' && byte <= 'Z') {
        byte |= 0x20;
    } else if (before == 0xC3 && byte >= 0x80 && byte <= 0x9E && byte != 0x97) {
        byte = (unsigned char)(byte + 0x20); /* À … Þ except × */
    }
    out->text[out->length++] = (char)byte;
}

static int hex(char c)
{
    if (c >= '0' && c <= '9') {
        return c - '0';
    }
    char lower = (char)(c | 0x20);
    return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
}

uint64_t bs_person_of_url(const bs_hash_key *key, bs_csv_field url)
{
    const char *at = url.text;
    const char *end = url.text + url.length;
    while (at < end && (*at == ' ' || *at == '"')) {
        at++;
    }
    while (end > at && (end[-1] == ' ' || end[-1] == '"' || end[-1] == '/')) {
        end--;
    }
    const char *slug = bs_field_find((bs_csv_field){at, (size_t)(end - at)}, "/in/");
    if (slug == NULL && (end - at < 3 || memcmp(end - 3, "/in", 3) == 0)) {
        return 0;
    }
    at = slug != NULL ? slug + 4 : at;
    folded out = {.text = {MARK_URL}, .length = 1};
    while (at < end && *at != '?' && *at != '#' && (slug == NULL || *at != '/')) {
        int high = *at == '%' && end - at > 2 ? hex(at[1]) : -1;
        int low = high >= 0 ? hex(at[2]) : -1;
        if (low >= 0) {
            fold(&out, (char)(high << 4 | low));
            at += 3;
        } else {
            fold(&out, *at++);
        }
    }
    return out.length > 1 ? bs_hash(key, out.text, out.length) : 0;
}

uint64_t bs_person_slug(bs_csv_field url)
{
    const char *end = url.text + url.length;
    const char *at = bs_field_find(url, "/in/");
    if (at == NULL) {
        return 0;
    }
    at += 4;
    size_t length = 0;
    while (at + length < end && strchr("/?# \"", at[length]) == NULL) {
        length++;
    }
    return bs_owner_digest(at, length);
}

static void fold_name(folded *out, bs_csv_field name)
{
    for (size_t i = 0; i < name.length; i++) {
        if (name.text[i] != ' ') {
            fold(out, name.text[i]);
        } else if (out->text[out->length - 1] != ' ' && out->length > 1) {
            fold(out, ' ');
        }
    }
}

uint64_t bs_person_of_names(const bs_hash_key *key, bs_csv_field first, bs_csv_field last)
{
    folded out = {.text = {MARK_NAME}, .length = 1};
    fold_name(&out, first);
    fold_name(&out, (bs_csv_field){" ", 1});
    fold_name(&out, last);
    while (out.length > 1 && out.text[out.length - 1] == ' ') {
        out.length--;
    }
    return out.length > 1 ? bs_hash(key, out.text, out.length) : 0;
}

uint64_t bs_person_of_name(const bs_hash_key *key, bs_csv_field name)
{
    return bs_person_of_names(key, name, (bs_csv_field){"", 0});
}
