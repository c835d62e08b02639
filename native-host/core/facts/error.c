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

bs_status bs_fail(bs_error *error, bs_status status, const char *field, const char *format, ...)
{
    if (error == NULL) {
        return status;
    }
    error->status = status;
    error->reason = "";

    size_t field_length = strlen(field);
    if (field_length >= sizeof error->field) {
        field_length = sizeof error->field - 1;
    }
    memcpy(error->field, field, field_length);
    error->field[field_length] = '\0';
    cut_at_character(error->field);

    va_list arguments;
    va_start(arguments, format);
    /* The builtin, because core includes no I/O header. */
    int length = __builtin_vsnprintf(error->message, sizeof error->message, format, arguments);
    va_end(arguments);
    if (length < 0) {
        error->message[0] = '\0';
    } else if ((size_t)length >= sizeof error->message) {
        cut_at_character(error->message);
    }
    return status;
}
