#include "bussola/core/error.h"

#include <stdarg.h>
#include <stddef.h>
#include <string.h>

/** Removes an incomplete UTF-8 character from the end of truncated text. */
static void cut_at_character(char *text)
{
    size_t length = strlen(text);
    size_t tail = 0;
    while (tail < length && tail < 3 && ((unsigned char)text[length - 1 - tail] & 0xC0) == 0x80) {
        tail++;
    }
    if (tail == length) {
        return;
    }
    unsigned char lead = (unsigned char)text[length - 1 - tail];
    size_t wanted = lead >= 0xF0 ? 3 : lead >= 0xE0 ? 2 : lead >= 0xC0 ? 1 : 0;
    if (tail < wanted) {
        text[length - 1 - tail] = '\0';
    }
}

/** Copies `text`, cut at a whole character if it is too long. */
static void copy(char *to, size_t size, const char *text)
{
    const size_t length = strlen(text);
    const size_t kept = length < size ? length : size - 1;
    memcpy(to, text, kept);
    to[kept] = '\0';
    if (kept < length) {
        cut_at_character(to);
    }
}

/** Appends the formatted text to the message. */
static void append(bs_error *error, const char *format, va_list arguments)
{
    const size_t start = strlen(error->message);
    const size_t room = sizeof error->message - start;
    /* The builtin, because core includes no I/O header. */
    const int length = __builtin_vsnprintf(error->message + start, room, format, arguments);
    if (length < 0) {
        error->message[start] = '\0';
    } else if ((size_t)length >= room) {
        cut_at_character(error->message);
    }
}

/** Sets all but the text after the path. */
static void begin(bs_error *error, bs_status status, const char *field, const char *path)
{
    error->status = status;
    error->reason = "";
    copy(error->field, sizeof error->field, field);
    copy(error->path, sizeof error->path, path);
    copy(error->message, sizeof error->message, error->path);
}

bs_status bs_fail(bs_error *error, bs_status status, const char *field, const char *format, ...)
{
    if (error != NULL) {
        va_list arguments;
        begin(error, status, field, "");
        va_start(arguments, format);
        append(error, format, arguments);
        va_end(arguments);
    }
    return status;
}

bs_status bs_fail_file(bs_error *error, bs_status status, const char *field, const char *path,
                       const char *format, ...)
{
    if (error != NULL) {
        va_list arguments;
        begin(error, status, field, path);
        va_start(arguments, format);
        append(error, format, arguments);
        va_end(arguments);
    }
    return status;
}
