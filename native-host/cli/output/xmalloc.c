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

static char *printed(const char *format, va_list arguments)
{
    va_list again;
    va_copy(again, arguments);
    const int length = vsnprintf(NULL, 0, format, arguments);
    if (length < 0) {
        bs_xfail();
    }
    char *text = present(malloc((size_t)length + 1));
    (void)vsnprintf(text, (size_t)length + 1, format, again);
    va_end(again);
    return text;
}

char *bs_xasprintf(const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    char *text = printed(format, arguments);
    va_end(arguments);
    return text;
}

void bs_xtext_add_bytes(bs_xtext *text, const char *bytes, size_t length)
{
    if (text->length + length >= text->room) {
        text->room = (text->length + length + 1) * 2;
        text->bytes = bs_xrealloc(text->bytes, text->room, 1);
    }
    memcpy(text->bytes + text->length, bytes, length);
    text->length += length;
    text->bytes[text->length] = '\0';
}

void bs_xtext_add(bs_xtext *text, const char *more)
{
    bs_xtext_add_bytes(text, more, strlen(more));
}

void bs_xtext_print(bs_xtext *text, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    char *more = printed(format, arguments);
    va_end(arguments);
    bs_xtext_add(text, more);
    free(more);
}

char *bs_xtext_end(bs_xtext *text)
{
    bs_xtext_add(text, "");
    char *bytes = text->bytes;
    *text = (bs_xtext){0};
    return bytes;
}
