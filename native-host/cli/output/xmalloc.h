/**
 * @file xmalloc.h
 * Allocation for a command that runs once: out of memory ends the process.
 *
 * The caller frees what is returned. Nothing returns NULL.
 */
#ifndef BUSSOLA_CLI_XMALLOC_H
#define BUSSOLA_CLI_XMALLOC_H

#include <stddef.h>
#include <stdio.h>

/** Ends the process with status 1 and a line on stderr. */
void bs_xfail(void) __attribute__((noreturn));

void *bs_xcalloc(size_t count, size_t size); /**< zeroed */
void *bs_xrealloc(void *block, size_t count, size_t size);
char *bs_xstrdup(const char *text);
/** printf into new memory. */
char *bs_xasprintf(const char *format, ...) __attribute__((format(printf, 1, 2)));

/** open_memstream and its fclose; the text is complete after the latter. */
FILE *bs_xstream_open(char **text, size_t *size);
void bs_xstream_close(FILE *stream);

#endif
