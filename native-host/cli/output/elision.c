#include "elision.h"

#include <ctype.h>
#include <stdbool.h>
#include <string.h>

#include "bussola/core/ascii.h"

/** True for 8, 80, 800 ("otto", "ottanta", "ottocento") and 11 ("undici"). */
static bool begins_with_vowel(const char *number)
{
    return number[0] == '8' ||
           (strncmp(number, "11", 2) == 0 && !isdigit((unsigned char)number[2]));
}

static bool is_letter(char byte)
{
    return isalpha((unsigned char)byte) != 0 || (unsigned char)byte >= 0x80;
}

/**
 * If the text ends in an article with "l ", like "del ", returns the length of what precedes the
 * "l " in it, here 2; otherwise 0.
 */
static size_t article_stem(const char *part, size_t length)
{
    static const char *const stems[] = {"i", "a", "da", "de", "ne", "su"};
    for (size_t i = 0; i < sizeof stems / sizeof *stems; i++) {
        const size_t stem = strlen(stems[i]);
        const size_t article = stem + strlen("l ");
        if (length >= article && bs_ascii_same(part + length - article, stems[i], stem) &&
            strncmp(part + length - 2, "l ", 2) == 0 &&
            (length == article || !is_letter(part[length - article - 1]))) {
            return stem;
        }
    }
    return 0;
}

void bs_elision_write(bs_xtext *out, const char *part, size_t length, const char *argument)
{
    const size_t stem = begins_with_vowel(argument) ? article_stem(part, length) : 0;
    if (stem == 0) {
        bs_xtext_add_bytes(out, part, length);
        return;
    }
    const char *article = part + length - stem - 2;
    bs_xtext_add_bytes(out, part, (size_t)(article - part));
    if (stem == 1 && tolower((unsigned char)*article) == 'i') {
        bs_xtext_add(out, *article == 'I' ? "L'" : "l'");
    } else {
        bs_xtext_add_bytes(out, article, stem);
        bs_xtext_add(out, "ll'");
    }
}
