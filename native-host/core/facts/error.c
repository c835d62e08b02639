#include "bussola/core/error.h"

#include <stdarg.h>
#include <stddef.h>
#include <string.h>

const char *bs_status_code(bs_status status)
{
    switch (status) {
    case BS_OK:
        return "ok";
    case BS_BAD_FRAME:
        return "bad_frame";
    case BS_TOO_LARGE:
        return "too_large";
    case BS_BAD_JSON:
        return "bad_json";
    case BS_BAD_REQUEST:
        return "bad_request";
    case BS_UNKNOWN_TYPE:
        return "unknown_type";
    case BS_UNKNOWN_SIGNAL:
        return "unknown_signal";
    case BS_OUT_OF_RANGE:
        return "out_of_range";
    case BS_UNKNOWN_PROFILE:
        return "unknown_profile";
    case BS_STORAGE:
        return "storage";
    case BS_BUSY:
        return "busy";
    case BS_NEWER_SCHEMA:
        return "newer_schema";
    case BS_INTERNAL:
        break;
    }
    return "internal";
}

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
