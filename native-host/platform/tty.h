/** @file tty.h The terminal behind the standard streams. */
#ifndef BUSSOLA_PLATFORM_TTY_H
#define BUSSOLA_PLATFORM_TTY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

/** True if the stream comes from or goes to a terminal. */
bool bs_tty_is(FILE *stream);

/** Columns of the terminal that the stream goes to; 0 without a terminal. */
int bs_tty_columns(FILE *stream);

/** Decodes the UTF-8 character at `text`; returns its bytes, 0 at the end and for other bytes. */
size_t bs_tty_decode(uint32_t *character, const char *text);

/** Columns that a character takes; −1 if it cannot be shown. */
int bs_tty_width(uint32_t character);

/**
 * Reads up to `size` bytes of a line from standard input and returns how many, without the newline.
 * On a terminal it calls `prompt` and shows nothing of what is typed; Ctrl-C ends the line and is
 * its last character, so that the echo is always restored.
 */
size_t bs_tty_read_secret(char *line, size_t size, void (*prompt)(const void *context),
                          const void *context);

#endif
