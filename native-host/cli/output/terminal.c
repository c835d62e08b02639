#include "terminal.h"

#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "platform/environment.h"
#include "platform/tty.h"
#include "translit.h"

#define WIDTH_MIN 20
#define WIDTH_DEFAULT 80

/*
 * The extension's pillar colours, nearest in each palette; all with contrast ≥ 3:1 on black and on
 * white.
 */
static const char *const inks_256[BS_INK_COUNT] = {
    [BS_INK_BOLD] = "1",
    [BS_INK_DIM] = "2",
    [BS_INK_BRAND] = "38;5;32",
    [BS_INK_PEOPLE] = "38;5;166",
    [BS_INK_INSIGHTS] = "38;5;133",
    [BS_INK_RELATIONSHIPS] = "38;5;29",
    [BS_INK_UP] = "38;5;29",
    [BS_INK_DOWN] = "38;5;166",
    [BS_INK_GOOD] = "38;5;29",
    [BS_INK_WARNING] = "38;5;136",
    [BS_INK_FAILURE] = "38;5;160",
};
static const char *const inks_16[BS_INK_COUNT] = {
    [BS_INK_BOLD] = "1",     [BS_INK_DIM] = "2",       [BS_INK_BRAND] = "36",
    [BS_INK_PEOPLE] = "33",  [BS_INK_INSIGHTS] = "35", [BS_INK_RELATIONSHIPS] = "32",
    [BS_INK_UP] = "32",      [BS_INK_DOWN] = "33",     [BS_INK_GOOD] = "32",
    [BS_INK_WARNING] = "33", [BS_INK_FAILURE] = "31",
};

static int width_of(FILE *stream)
{
    const char *columns = bs_environment("COLUMNS");
    long width = columns != NULL ? strtol(columns, NULL, 10) : 0;
    if (width <= 0) {
        width = bs_tty_columns(stream);
    }
    if (width <= 0) {
        width = WIDTH_DEFAULT;
    }
    if (width < WIDTH_MIN) {
        return WIDTH_MIN;
    }
    return width > BS_TERMINAL_WIDTH_MAX ? BS_TERMINAL_WIDTH_MAX : (int)width;
}

static bs_colours colours_of(FILE *stream)
{
    const char *no_color = bs_environment("NO_COLOR");
    const char *term = bs_environment("TERM");
    const char *truecolor = bs_environment("COLORTERM");
    if (!bs_tty_is(stream) || (no_color != NULL && no_color[0] != '\0') || term == NULL ||
        term[0] == '\0' || strcmp(term, "dumb") == 0) {
        return BS_COLOURS_NONE;
    }
    return strstr(term, "256color") != NULL || (truecolor != NULL && truecolor[0] != '\0')
               ? BS_COLOURS_256
               : BS_COLOURS_16;
}

void bs_terminal_open(bs_terminal *terminal, FILE *stream, bool utf8)
{
    terminal->stream = stream;
    terminal->width = width_of(stream);
    terminal->interactive = bs_tty_is(stream);
    terminal->utf8 = utf8;
    terminal->colours = colours_of(stream);
}

/* One character as displayed. */
typedef struct glyph {
    const char *bytes;
    size_t length;
    int columns;
    char ascii[BS_TRANSLIT_TEXT];
} glyph;

/* True for a character that changes the order of those after it, up to the end of the line. */
static bool is_reordering(uint32_t character)
{
    return (character >= 0x202a && character <= 0x202e) ||
           (character >= 0x2066 && character <= 0x2069);
}

/* Reads the character at `*at` and advances; false at the end. */
static bool next_glyph(const bs_terminal *terminal, const char **at, glyph *shown)
{
    if (**at == '\0') {
        return false;
    }
    static const glyph unknown = {.bytes = "?", .length = 1, .columns = 1};
    uint32_t character = 0;
    size_t length = bs_tty_decode(&character, *at);
    if (length == 0) {
        *shown = unknown;
        (*at)++;
        return true;
    }
    const char *bytes = *at;
    *at += length;
    int columns = bs_tty_width(character);
    if (columns < 0 || is_reordering(character)) {
        *shown = unknown;
    } else if (terminal->utf8 || character < 0x80) {
        *shown = (glyph){.bytes = bytes, .length = length, .columns = columns};
    } else {
        bs_translit(shown->ascii, character);
        shown->bytes = shown->ascii;
        shown->length = strlen(shown->ascii);
        shown->columns = (int)shown->length;
    }
    return true;
}

int bs_terminal_columns(const bs_terminal *terminal, const char *text)
{
    int columns = 0;
    glyph shown;
    while (next_glyph(terminal, &text, &shown)) {
        columns += shown.columns;
    }
    return columns;
}

static void ink_on(const bs_terminal *terminal, bs_ink ink)
{
    const char *code = terminal->colours == BS_COLOURS_256 ? inks_256[ink] : inks_16[ink];
    if (terminal->colours != BS_COLOURS_NONE && code != NULL) {
        (void)fprintf(terminal->stream, "\033[%sm", code);
    }
}

static void ink_off(const bs_terminal *terminal, bs_ink ink)
{
    if (terminal->colours != BS_COLOURS_NONE && ink != BS_INK_PLAIN) {
        (void)fputs("\033[0m", terminal->stream);
    }
}

/* Writes as many characters as fit into `limit` columns; returns the columns used. */
static int write_glyphs(const bs_terminal *terminal, const char *text, const char *end, int limit)
{
    int columns = 0;
    glyph shown;
    while (text < end && next_glyph(terminal, &text, &shown)) {
        if (columns + shown.columns > limit) {
            break;
        }
        (void)fwrite(shown.bytes, 1, shown.length, terminal->stream);
        columns += shown.columns;
    }
    return columns;
}

void bs_terminal_write(const bs_terminal *terminal, const char *text)
{
    while (*text != '\0') {
        size_t line = strcspn(text, "\n");
        (void)write_glyphs(terminal, text, text + line, INT32_MAX);
        text += line;
        if (*text == '\n') {
            (void)fputc('\n', terminal->stream);
            text++;
        }
    }
}

void bs_terminal_ink(const bs_terminal *terminal, bs_ink ink, const char *text)
{
    ink_on(terminal, ink);
    bs_terminal_write(terminal, text);
    ink_off(terminal, ink);
}

void bs_terminal_space(const bs_terminal *terminal, int count)
{
    if (count > 0) {
        (void)fprintf(terminal->stream, "%*s", count, "");
    }
}

void bs_terminal_field(const bs_terminal *terminal, bs_ink ink, const char *text, int columns,
                       bool right)
{
    int wanted = bs_terminal_columns(terminal, text);
    const char *end = text + strlen(text);
    if (wanted <= columns) {
        bs_terminal_space(terminal, right ? columns - wanted : 0);
        bs_terminal_ink(terminal, ink, text);
        bs_terminal_space(terminal, right ? 0 : columns - wanted);
        return;
    }
    const char *ellipsis = terminal->utf8 ? "…" : "~";
    ink_on(terminal, ink);
    int written = write_glyphs(terminal, text, end, columns - 1);
    (void)fputs(ellipsis, terminal->stream);
    ink_off(terminal, ink);
    bs_terminal_space(terminal, columns - 1 - written);
}

void bs_terminal_wrap(const bs_terminal *terminal, bs_ink ink, int indent, const char *text)
{
    int at = indent;
    bool first = true;
    ink_on(terminal, ink);
    while (*text != '\0') {
        size_t length = strcspn(text, " \n");
        char word[256];
        /* A word longer than any line is a path; it is written completely, in pieces. */
        size_t piece = length < sizeof word ? length : sizeof word - 1;
        memcpy(word, text, piece);
        word[piece] = '\0';
        int columns = bs_terminal_columns(terminal, word);
        if (!first && at + 1 + columns > terminal->width) {
            (void)fputc('\n', terminal->stream);
            bs_terminal_space(terminal, indent);
            at = indent;
        } else if (!first) {
            (void)fputc(' ', terminal->stream);
            at++;
        }
        bs_terminal_write(terminal, word);
        at += columns;
        text += piece;
        first = piece < length;
        if (*text == ' ') {
            text++;
        } else if (*text == '\n') {
            (void)fputc('\n', terminal->stream);
            bs_terminal_space(terminal, indent);
            at = indent;
            first = true;
            text++;
        }
    }
    ink_off(terminal, ink);
    (void)fputc('\n', terminal->stream);
}

/* An empty column, then left blocks of one to eight eighths, U+258F … U+2588. */
static const char *const eighths[] = {"·", "▏", "▎", "▍", "▌", "▋", "▊", "▉", "█"};

const char *bs_terminal_mark(const bs_terminal *terminal)
{
    return terminal->utf8 ? "┃" : "|";
}

static double clip(double share)
{
    return share < 0 ? 0 : fmin(share, 1);
}

/* One column of a bar. */
static const char *bar_glyph(const bs_terminal *terminal, long eighth)
{
    if (terminal->utf8) {
        return eighths[eighth];
    }
    return eighth >= 4 ? "#" : ".";
}

void bs_terminal_bar(const bs_terminal *terminal, bs_ink ink, double share, double mark,
                     int columns)
{
    long filled = lround(clip(share) * columns * 8);
    long tick = isnan(mark) ? -1 : lround(clip(mark) * (columns - 1));
    bs_ink current = BS_INK_PLAIN;
    for (int column = 0; column < columns; column++) {
        long eighth = filled - 8L * column;
        eighth = eighth < 0 ? 0 : eighth;
        eighth = eighth > 8 ? 8 : eighth;
        bs_ink wanted = eighth > 0 ? ink : BS_INK_DIM;
        wanted = column == tick ? BS_INK_PLAIN : wanted;
        if (wanted != current) {
            ink_off(terminal, current);
            ink_on(terminal, wanted);
            current = wanted;
        }
        (void)fputs(column == tick ? bs_terminal_mark(terminal) : bar_glyph(terminal, eighth),
                    terminal->stream);
    }
    ink_off(terminal, current);
}
