#include "platform/stream.h"

#include <errno.h>
#include <fcntl.h>
#include <io.h>

#include "wide.h"

#define PART_MAX ((size_t)1 << 20)
enum { OUTPUT = 1, ERRORS = 2 };

int64_t bs_stream_read(int stream, void *data, size_t size)
{
    size_t got = 0;
    while (got < size) {
        const size_t left = size - got < PART_MAX ? size - got : PART_MAX;
        DWORD part = 0;
        if (!ReadFile(bs_wide_handle(stream), (char *)data + got, (DWORD)left, &part, NULL)) {
            /* The other end is closed, or its process has ended. */
            if (GetLastError() == ERROR_BROKEN_PIPE || GetLastError() == ERROR_HANDLE_EOF) {
                break;
            }
            (void)bs_wide_fail();
            return -1;
        }
        if (part == 0) {
            break;
        }
        got += part;
    }
    return (int64_t)got;
}

bool bs_stream_write(int stream, const void *data, size_t size)
{
    size_t written = 0;
    while (written < size) {
        const size_t left = size - written < PART_MAX ? size - written : PART_MAX;
        DWORD part = 0;
        if (!WriteFile(bs_wide_handle(stream), (const char *)data + written, (DWORD)left, &part,
                       NULL)) {
            return bs_wide_fail();
        }
        written += part;
    }
    return true;
}

int bs_stream_take_output(void)
{
    const int output = _dup(OUTPUT);
    return output >= 0 && _setmode(output, _O_BINARY) != -1 && _dup2(ERRORS, OUTPUT) == 0 ? output
                                                                                          : -1;
}

/* A browser gives its child no stderr, or one that nobody reads. */
void bs_stream_keep_error(void)
{
    if (_get_osfhandle(ERRORS) < 0) {
        const int null = _open("NUL", _O_WRONLY | _O_BINARY | _O_NOINHERIT);
        if (null >= 0 && null != ERRORS) {
            (void)_dup2(null, ERRORS);
            (void)_close(null);
        }
    }
}

/* Windows has no such signals. */
void bs_stream_report_closed(void)
{
}

void bs_stream_report_full(void)
{
}
