#include "elision.h"

#include <ctype.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "xmalloc.h"

/** True for 8, 80, 800 ("otto", "ottanta", "ottocento") and 11 ("undici"). */
static bool begins_with_vowel(const char *number)
{
    return number[0] == '8' ||
           (strncmp(number, "11", 2) == 0 && !isdigit((unsigned char)number[2]));
}

/** Length of the article without its "l" if it must be elided here, else −1. */
static int elided_stem(const char *at)
{
    static const char *const stems[] = {"i", "a", "da", "de", "ne", "su"};
    for (size_t i = 0; i < sizeof stems / sizeof *stems; i++) {
        const size_t length = strlen(stems[i]);
        if (strncasecmp(at, stems[i], length) == 0 && strncmp(at + length, "l ", 2) == 0 &&
            begins_with_vowel(at + length + 2)) {
            return (int)length;
        }
    }
    return -1;
}

char *bs_elide_articles(char *text)
{
    char *elided = NULL;
    size_t size = 0;
    FILE *out = bs_xstream_open(&elided, &size);
    bool in_word = false;
    for (const char *at = text; *at != '\0'; at++) {
        const int stem = in_word ? -1 : elided_stem(at);
        in_word = isalpha((unsigned char)*at) != 0 || (unsigned char)*at >= 0x80;
        if (stem < 0) {
            (void)fputc(*at, out);
        } else if (stem == 1 && tolower((unsigned char)*at) == 'i') {
            (void)fputs(*at == 'I' ? "L'" : "l'", out);
        } else {
            (void)fprintf(out, "%.*sll'", stem, at);
        }
        /* Skip the article's "l" and the space. */
        at += stem < 0 ? 0 : stem + 1;
    }
    bs_xstream_close(out);
    free(text);
    return elided;
}
