#include "platform/tty.h"

#include <io.h>
#include <stdlib.h>

#include "wide.h"

#define INTERRUPT '\x03' /* typed by Ctrl-C */

bool bs_tty_is(FILE *stream)
{
    DWORD mode = 0;
    return GetConsoleMode(bs_wide_handle(_fileno(stream)), &mode) != 0;
}

int bs_tty_columns(FILE *stream)
{
    CONSOLE_SCREEN_BUFFER_INFO about;
    HANDLE console = bs_wide_handle(_fileno(stream));
    DWORD mode = 0;
    if (!GetConsoleScreenBufferInfo(console, &about)) {
        return 0;
    }
    /* Colours are escape sequences, which a console of before Windows 10 would print. */
    if (GetConsoleMode(console, &mode)) {
        (void)SetConsoleMode(console, mode | ENABLE_VIRTUAL_TERMINAL_PROCESSING);
    }
    return about.srWindow.Right - about.srWindow.Left + 1;
}

/** Bytes of the UTF-8 character that begins with that byte; 0 for none. */
static size_t length_of(unsigned char first)
{
    if (first < 0x80) {
        return 1;
    }
    if (first >= 0xC2 && first <= 0xDF) {
        return 2;
    }
    if (first >= 0xE0 && first <= 0xEF) {
        return 3;
    }
    return first >= 0xF0 && first <= 0xF4 ? 4 : 0;
}

size_t bs_tty_decode(uint32_t *character, const char *text)
{
    static const unsigned char masks[] = {0, 0x7F, 0x1F, 0x0F, 0x07};
    static const uint32_t least[] = {0, 0, 0x80, 0x800, 0x10000};
    const unsigned char *at = (const unsigned char *)text;
    const size_t length = at[0] != '\0' ? length_of(at[0]) : 0;
    uint32_t value = at[0] & masks[length];
    for (size_t i = 1; i < length; i++) {
        if ((at[i] & 0xC0) != 0x80) {
            return 0;
        }
        value = value << 6 | (at[i] & 0x3FU);
    }
    *character = value;
    const bool surrogate = value >= 0xD800 && value <= 0xDFFF;
    return value < least[length] || value > 0x10FFFF || surrogate ? 0 : length;
}

int bs_tty_width(uint32_t character)
{
    static const struct {
        uint32_t first, last;
    } none[] = {{0x300, 0x36F}, {0x200B, 0x200F}, {0xFE00, 0xFE0F}},
      two[] = {{0x1100, 0x115F}, {0x2E80, 0xA4CF}, {0xAC00, 0xD7A3},   {0xF900, 0xFAFF},
               {0xFE30, 0xFE6F}, {0xFF00, 0xFF60}, {0x1F300, 0x1FAFF}, {0x20000, 0x3FFFD}};
    if (character < ' ' || (character >= 0x7F && character < 0xA0)) {
        return character == 0 ? 0 : -1;
    }
    for (size_t i = 0; i < sizeof none / sizeof none[0]; i++) {
        if (character >= none[i].first && character <= none[i].last) {
            return 0;
        }
    }
    for (size_t i = 0; i < sizeof two / sizeof two[0]; i++) {
        if (character >= two[i].first && character <= two[i].last) {
            return 2;
        }
    }
    return 1;
}

size_t bs_tty_read_secret(char *line, size_t size, void (*prompt)(const void *context),
                          const void *context)
{
    HANDLE input = GetStdHandle(STD_INPUT_HANDLE);
    DWORD before = 0;
    const bool terminal = GetConsoleMode(input, &before) != 0;
    if (terminal) {
        (void)SetConsoleMode(input, before & ~(DWORD)(ENABLE_ECHO_INPUT | ENABLE_LINE_INPUT |
                                                      ENABLE_PROCESSED_INPUT));
        prompt(context);
    }
    size_t length = 0;
    char c = '\0';
    DWORD got = 0;
    while (length < size && ReadFile(input, &c, 1, &got, NULL) && got == 1 && c != '\n' &&
           !(terminal && c == '\r')) {
        line[length++] = c;
        if (terminal && c == INTERRUPT) {
            break;
        }
    }
    if (length > 0 && line[length - 1] == '\r') {
        length--;
    }
    if (terminal) {
        (void)SetConsoleMode(input, before);
    }
    return length;
}
