#include "translit.h"

#include <stddef.h>
#include <stdio.h>

typedef struct likeness {
    uint32_t character;
    char ascii[BS_TRANSLIT_TEXT];
} likeness;

static const likeness signs[] = {
    {0xbf, ""},      {0xa0, " "},   {0xab, "\""},   {0xb0, "deg"},  {0xb1, "+/-"},  {0xb7, "-"},
    {0xba, "o"},     {0xbb, "\""},  {0xc6, "AE"},   {0xd7, "x"},    {0xdf, "ss"},   {0xe6, "ae"},
    {0x152, "OE"},   {0x153, "oe"}, {0x2010, "-"},  {0x2011, "-"},  {0x2012, "-"},  {0x2013, "-"},
    {0x2014, "-"},   {0x2018, "'"}, {0x2019, "'"},  {0x201c, "\""}, {0x201d, "\""}, {0x201e, "\""},
    {0x2026, "..."}, {0x202f, " "}, {0x2192, "->"}, {0x2212, "-"},  {0x2248, "~"},  {0x2264, "<="},
    {0x2265, ">="},  {0x2713, "+"}, {0x25cb, "o"},  {0x2717, "x"},
};

/* U+00C0 … U+017F without accents; "?" without a similar letter. */
static const char letters[] = "AAAAAA?CEEEEIIIIDNOOOOO?OUUUUYT?"
                              "aaaaaa?ceeeeiiiidnooooo?ouuuuyty"
                              "AaAaAaCcCcCcCcDdDdEeEeEeEeEeGgGg"
                              "GgGgHhHhIiIiIiIiIi??JjKkkLlLlLlL"
                              "lLlNnNnNnnNnOoOoOo??RrRrRrSsSsSs"
                              "SsTtTtTtUuUuUuUuUuUuWwYyYZzZzZzs";

void bs_translit(char text[BS_TRANSLIT_TEXT], uint32_t character)
{
    const char *found = "?";
    char letter[2] = {0};
    if (character >= 0xc0 && character < 0xc0 + sizeof letters - 1) {
        letter[0] = letters[character - 0xc0];
        found = letter;
    }
    for (size_t i = 0; i < sizeof signs / sizeof signs[0]; i++) {
        if (signs[i].character == character) {
            found = signs[i].ascii;
        }
    }
    (void)snprintf(text, BS_TRANSLIT_TEXT, "%s", found);
}
