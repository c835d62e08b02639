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
    return present(reallocarray(block, count > 0 ? count : 1, size));
}

char *bs_xstrdup(const char *text)
{
    return present(strdup(text));
}

char *bs_xasprintf(const char *format, ...)
{
    char *text = NULL;
    va_list arguments;
    va_start(arguments, format);
    int length = vasprintf(&text, format, arguments);
    va_end(arguments);
    if (length < 0) {
        bs_xfail();
    }
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
