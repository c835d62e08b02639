/**
 * @file xmalloc.h
 * Allocation for a command that runs once: out of memory ends the process.
 *
 * The caller frees what is returned. Nothing returns NULL.
 */
#ifndef BUSSOLA_CLI_XMALLOC_H
#define BUSSOLA_CLI_XMALLOC_H

#include <stddef.h>

/** Ends the process with status 1 and a line on stderr. */
void bs_xfail(void) __attribute__((noreturn));

void *bs_xcalloc(size_t count, size_t size); /**< zeroed */
void *bs_xrealloc(void *block, size_t count, size_t size);
char *bs_xstrdup(const char *text);
/** printf into new memory. */
char *bs_xasprintf(const char *format, ...) __attribute__((format(printf, 1, 2)));

/** A text that grows; {0} is empty. */
typedef struct bs_xtext {
    char *bytes; /**< NUL-terminated; NULL while empty */
    size_t length, room;
} bs_xtext;

void bs_xtext_add_bytes(bs_xtext *text, const char *bytes, size_t length);
void bs_xtext_add(bs_xtext *text, const char *more);
void bs_xtext_print(bs_xtext *text, const char *format, ...) __attribute__((format(printf, 2, 3)));

/** The finished text. */
char *bs_xtext_end(bs_xtext *text);

#endif
