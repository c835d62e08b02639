#include "platform/tty.h"

#include <string.h>
#include <sys/ioctl.h>
#include <termios.h>
#include <unistd.h>
#include <wchar.h>

#define INTERRUPT '\x03' /* typed by Ctrl-C */

bool bs_tty_is(FILE *stream)
{
    return isatty(fileno(stream)) != 0;
}

int bs_tty_columns(FILE *stream)
{
    struct winsize size = {0};
    return ioctl(fileno(stream), TIOCGWINSZ, &size) == 0 ? size.ws_col : 0;
}

size_t bs_tty_decode(uint32_t *character, const char *text)
{
    mbstate_t state = {0};
    wchar_t wide = 0;
    const size_t length = mbrtowc(&wide, text, strlen(text), &state);
    *character = (uint32_t)wide;
    return length == (size_t)-1 || length == (size_t)-2 ? 0 : length;
}

int bs_tty_width(uint32_t character)
{
    return wcwidth((wchar_t)character);
}

size_t bs_tty_read_secret(char *line, size_t size, void (*prompt)(const void *context),
                          const void *context)
{
    struct termios before;
    const bool terminal = isatty(STDIN_FILENO) != 0 && tcgetattr(STDIN_FILENO, &before) == 0;
    if (terminal) {
        struct termios silent = before;
        silent.c_lflag &= ~(tcflag_t)(ECHO | ISIG);
        silent.c_cc[VEOL] = INTERRUPT;
        /* Before the prompt, so that input after it is not echoed. */
        (void)tcsetattr(STDIN_FILENO, TCSAFLUSH, &silent);
        prompt(context);
    }
    size_t length = 0;
    char c = '\0';
    while (length < size && read(STDIN_FILENO, &c, 1) == 1 && c != '\n') {
        line[length++] = c;
        if (terminal && c == INTERRUPT) {
            break;
        }
    }
    if (terminal) {
        (void)tcsetattr(STDIN_FILENO, TCSAFLUSH, &before);
    }
    return length;
}
