/**
 * @file terminal.h
 * Where text for people goes: width, colour and character set of a stream.
 *
 * A bs_terminal borrows its stream. Text is UTF-8 and is written as ASCII where the locale asks for
 * it; control characters in it (a label may hold any) are shown as "?", so that only the inks of
 * this module reach the terminal as escape sequences. Writing never fails here: main looks at the
 * stream's error flag once, at the end.
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
    BS_INK_BRAND, /**< the pillars' inks stand in the order of bs_pillar */
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
 * Width from COLUMNS, else from the terminal, else 80. Colours only on a terminal, and not with
 * NO_COLOR set (https://no-color.org) or TERM=dumb.
 */
void bs_terminal_open(bs_terminal *terminal, FILE *stream, bool utf8);

/** Columns that a text takes on a terminal; as ASCII when the terminal is not UTF-8. */
int bs_terminal_columns(const bs_terminal *terminal, const char *text);

void bs_terminal_write(const bs_terminal *terminal, const char *text);
void bs_terminal_ink(const bs_terminal *terminal, bs_ink ink, const char *text);

/** Writes a text cut to `columns` with an ellipsis, or padded to them (right: to the right edge).
 */
void bs_terminal_field(const bs_terminal *terminal, bs_ink ink, const char *text, int columns,
                       bool right);

/** `count` spaces. */
void bs_terminal_space(const bs_terminal *terminal, int count);

/**
 * Writes a paragraph wrapped at the terminal's width, each line after `indent` spaces but for the
 * first, which is taken to stand at column `indent` already. Ends with a line feed.
 */
void bs_terminal_wrap(const bs_terminal *terminal, bs_ink ink, int indent, const char *text);

/**
 * A bar of `columns` columns filled to `share` (0–1), in eighths of a column where the terminal is
 * UTF-8; `mark` (0–1, NAN for none) sets a tick, for a value to compare with.
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
