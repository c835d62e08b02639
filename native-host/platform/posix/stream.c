#include "platform/stream.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <unistd.h>

/** Waits until a non-blocking descriptor is ready. */
static void wait_for(int stream, short events)
{
    struct pollfd ready = {.fd = stream, .events = events};
    (void)poll(&ready, 1, -1);
}

int64_t bs_stream_read(int stream, void *data, size_t size)
{
    size_t got = 0;
    while (got < size) {
        const ssize_t part = read(stream, (char *)data + got, size - got);
        if (part == 0) {
            break;
        }
        if (part > 0) {
            got += (size_t)part;
        } else if (errno == EAGAIN) {
            wait_for(stream, POLLIN);
        } else if (errno != EINTR) {
            return -1;
        }
    }
    return (int64_t)got;
}

bool bs_stream_write(int stream, const void *data, size_t size)
{
    size_t written = 0;
    while (written < size) {
        const ssize_t part = write(stream, (const char *)data + written, size - written);
        if (part >= 0) {
            written += (size_t)part;
        } else if (errno == EAGAIN) {
            wait_for(stream, POLLOUT);
        } else if (errno != EINTR) {
            return false;
        }
    }
    return true;
}

int bs_stream_take_output(void)
{
    const int output = fcntl(STDOUT_FILENO, F_DUPFD_CLOEXEC, STDERR_FILENO + 1);
    return output >= 0 && dup2(STDERR_FILENO, STDOUT_FILENO) >= 0 ? output : -1;
}

void bs_stream_keep_error(void)
{
    const int null =
        fcntl(STDERR_FILENO, F_GETFD) < 0 ? open("/dev/null", O_WRONLY | O_CLOEXEC) : -1;
    if (null >= 0 && null != STDERR_FILENO) {
        (void)dup2(null, STDERR_FILENO);
        (void)close(null);
    }
}

void bs_stream_report_closed(void)
{
    (void)signal(SIGPIPE, SIG_IGN);
}

void bs_stream_report_full(void)
{
    (void)signal(SIGXFSZ, SIG_IGN);
}
