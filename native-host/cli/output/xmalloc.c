#include "xmalloc.h"

#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void bs_xfail(void)
{
    (void)fputs("bussola: out of memory\n", stderr);
    exit(EXIT_FAILURE);
}

static void *present(void *block)
{
    if (block == NULL) {
        bs_xfail();
    }
    return block;
}

void *bs_xcalloc(size_t count, size_t size)
{
    return present(calloc(count > 0 ? count : 1, size));
}

void *bs_xrealloc(void *block, size_t count, size_t size)
{
    if (count > SIZE_MAX / size) {
        bs_xfail();
    }
    return present(realloc(block, (count > 0 ? count : 1) * size));
}

char *bs_xstrdup(const char *text)
{
    const size_t size = strlen(text) + 1;
    return memcpy(present(malloc(size)), text, size);
}

char *bs_xasprintf(const char *format, ...)
{
    va_list arguments;
    va_list again;
    va_start(arguments, format);
    va_copy(again, arguments);
    int length = vsnprintf(NULL, 0, format, arguments);
    va_end(arguments);
    if (length < 0) {
        bs_xfail();
    }
    char *text = present(malloc((size_t)length + 1));
    (void)vsnprintf(text, (size_t)length + 1, format, again);
    va_end(again);
    return text;
}

FILE *bs_xstream_open(char **text, size_t *size)
{
    return present(open_memstream(text, size));
}

void bs_xstream_close(FILE *stream)
{
    if (fclose(stream) != 0) {
        bs_xfail();
    }
}
