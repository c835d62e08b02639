/**
 * @file terminal.h
 * Width, colours and character set of an output stream.
 *
 * A bs_terminal borrows its stream. Text is UTF-8, transliterated to ASCII if the locale requires
 * it. Control characters (a label may have any) and those that turn the direction of a line are
 * shown as "?", so that only this module's inks write escape sequences. Writing cannot fail: main
 * checks the stream's error flag at the end.
 */
#ifndef BUSSOLA_CLI_TERMINAL_H
#define BUSSOLA_CLI_TERMINAL_H

#include <stdbool.h>
#include <stdio.h>

#include "bussola/core/signals.h"

#define BS_TERMINAL_WIDTH_MAX 500

typedef enum bs_ink {
    BS_INK_PLAIN,
    BS_INK_BOLD,
    BS_INK_DIM,
    BS_INK_BRAND, /**< inks of pillars are in the order of bs_pillar */
    BS_INK_PEOPLE,
    BS_INK_INSIGHTS,
    BS_INK_RELATIONSHIPS,
    BS_INK_UP,
    BS_INK_DOWN,
    BS_INK_GOOD,
    BS_INK_WARNING,
    BS_INK_FAILURE,
    BS_INK_COUNT
} bs_ink;

typedef enum bs_colours { BS_COLOURS_NONE, BS_COLOURS_16, BS_COLOURS_256 } bs_colours;

typedef struct bs_terminal {
    FILE *stream;
    int width; /**< columns, 20 … BS_TERMINAL_WIDTH_MAX */
    bool interactive;
    bool utf8;
    bs_colours colours;
} bs_terminal;

/**
 * Width from COLUMNS, else from the terminal, else 80. Colours only on a terminal, not with
 * NO_COLOR (https://no-color.org) or TERM=dumb.
 */
void bs_terminal_open(bs_terminal *terminal, FILE *stream, bool utf8);

/** Number of columns of a text; of its ASCII form if the terminal is not UTF-8. */
int bs_terminal_columns(const bs_terminal *terminal, const char *text);

void bs_terminal_write(const bs_terminal *terminal, const char *text);
void bs_terminal_ink(const bs_terminal *terminal, bs_ink ink, const char *text);

/**
 * Writes a text truncated with an ellipsis, or padded, to `columns`; `right` aligns it to the
 * right.
 */
void bs_terminal_field(const bs_terminal *terminal, bs_ink ink, const char *text, int columns,
                       bool right);

/** Writes `count` spaces. */
void bs_terminal_space(const bs_terminal *terminal, int count);

/**
 * Writes a paragraph wrapped to the terminal's width. Each line except the first is indented by
 * `indent` spaces; the first starts at the current column, which must be `indent`. Ends with a
 * newline.
 */
void bs_terminal_wrap(const bs_terminal *terminal, bs_ink ink, int indent, const char *text);

/**
 * Writes a bar of `columns` columns, filled to `share` (0–1), in eighths of a column on UTF-8
 * terminals; `mark` (0–1, NAN for none) adds a tick for a value to compare with.
 */
void bs_terminal_bar(const bs_terminal *terminal, bs_ink ink, double share, double mark,
                     int columns);

/** The tick of a bar, for its legend. */
const char *bs_terminal_mark(const bs_terminal *terminal);

static inline bs_ink bs_ink_of_pillar(bs_pillar pillar)
{
    return (bs_ink)((int)BS_INK_BRAND + (int)pillar);
}

#endif
