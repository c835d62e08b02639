#include "memory.h"

#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void bs_memory_out(void)
{
    (void)fputs("bussola: out of memory\n", stderr);
    exit(EXIT_FAILURE);
}

static void *present(void *block)
{
    if (block == NULL) {
        bs_memory_out();
    }
    return block;
}

void *bs_memory_new(size_t count, size_t size)
{
    return present(calloc(count > 0 ? count : 1, size));
}

void *bs_memory_resize(void *block, size_t count, size_t size)
{
    return present(reallocarray(block, count > 0 ? count : 1, size));
}

char *bs_memory_copy(const char *text)
{
    return present(strdup(text));
}

char *bs_memory_print(const char *format, ...)
{
    char *text = NULL;
    va_list arguments;
    va_start(arguments, format);
    int length = vasprintf(&text, format, arguments);
    va_end(arguments);
    if (length < 0) {
        bs_memory_out();
    }
    return text;
}

FILE *bs_memory_stream(char **text, size_t *size)
{
    return present(open_memstream(text, size));
}

void bs_memory_close(FILE *stream)
{
    if (fclose(stream) != 0) {
        bs_memory_out();
    }
}
