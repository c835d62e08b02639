#include "platform/helper.h"

#include <errno.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

bool bs_helper_start(bs_helper *helper, void (*work)(const void *context, int stream),
                     const void *context)
{
    int sockets[2];
    if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, sockets) != 0) {
        return false;
    }
    const pid_t process = fork();
    if (process == 0) {
        (void)close(sockets[0]);
        (void)prctl(PR_SET_PDEATHSIG, SIGKILL);
        work(context, sockets[1]);
        _exit(0);
    }
    (void)close(sockets[1]);
    if (process < 0) {
        (void)close(sockets[0]);
        return false;
    }
    *helper = (bs_helper){.process = process, .stream = sockets[0]};
    return true;
}

void bs_helper_stop(bs_helper *helper)
{
    (void)close(helper->stream);
    while (waitpid((pid_t)helper->process, NULL, 0) < 0 && errno == EINTR) {
    }
}

bool bs_helper_send(int stream, const void *bytes, size_t length)
{
    const char *at = bytes;
    while (length > 0) {
        const ssize_t sent = send(stream, at, length, MSG_NOSIGNAL);
        if (sent < 0 && errno == EINTR) {
            continue;
        }
        if (sent <= 0) {
            return false;
        }
        at += sent;
        length -= (size_t)sent;
    }
    return true;
}

bool bs_helper_receive(int stream, void *bytes, size_t length)
{
    char *at = bytes;
    while (length > 0) {
        const ssize_t got = recv(stream, at, length, 0);
        if (got < 0 && errno == EINTR) {
            continue;
        }
        if (got <= 0) {
            return false;
        }
        at += got;
        length -= (size_t)got;
    }
    return true;
}
