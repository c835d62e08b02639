/**
 * @file memory.h
 * Allocation for a command that runs once: out of memory ends the process.
 *
 * The caller frees what is returned. Nothing returns NULL.
 */
#ifndef BUSSOLA_CLI_MEMORY_H
#define BUSSOLA_CLI_MEMORY_H

#include <stddef.h>
#include <stdio.h>

/** Ends the process with status 1 and a line on stderr. */
void bs_memory_out(void) __attribute__((noreturn));

void *bs_memory_new(size_t count, size_t size); /**< zeroed */
void *bs_memory_resize(void *block, size_t count, size_t size);
char *bs_memory_copy(const char *text);
/** printf into new memory. */
char *bs_memory_print(const char *format, ...) __attribute__((format(printf, 1, 2)));

/** open_memstream and its fclose; the text is complete after the latter. */
FILE *bs_memory_stream(char **text, size_t *size);
void bs_memory_close(FILE *stream);

#endif
