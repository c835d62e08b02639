#include "platform/helper.h"

#include <errno.h>
#include <fcntl.h>
#include <io.h>
#include <stdio.h>
#include <stdlib.h>

#include "platform/random.h"
#include "platform/stream.h"
#include "wide.h"

#define PIPE_BYTES 65536
#define NAME_MAX_LENGTH 80

/* Windows cannot copy a running process, and takes no network from one: the helper is a thread. */
typedef struct thread_work {
    void (*work)(const void *context, int stream);
    const void *context;
    int stream;
    HANDLE thread;
} thread_work;

static DWORD WINAPI run(void *context)
{
    const thread_work *given = context;
    given->work(given->context, given->stream);
    (void)_close(given->stream);
    return 0;
}

/** Turns a handle into a descriptor, or closes it; −1 with errno. */
static int descriptor_of(HANDLE handle)
{
    const int file = _open_osfhandle((intptr_t)handle, _O_RDWR | _O_BINARY | _O_NOINHERIT);
    if (file < 0) {
        (void)CloseHandle(handle);
    }
    return file;
}

/** Opens both ends of a pipe with a name that no other program can guess; false with errno. */
static bool open_ends(int ends[2])
{
    uint64_t random[2];
    wchar_t name[NAME_MAX_LENGTH];
    if (!bs_random_fill(random, sizeof random)) {
        errno = EIO;
        return false;
    }
    (void)_snwprintf(name, NAME_MAX_LENGTH, L"\\\\.\\pipe\\bussola-%016llx%016llx",
                     (unsigned long long)random[0], (unsigned long long)random[1]);
    HANDLE own = CreateNamedPipeW(name, PIPE_ACCESS_DUPLEX | FILE_FLAG_FIRST_PIPE_INSTANCE,
                                  PIPE_TYPE_BYTE | PIPE_READMODE_BYTE | PIPE_WAIT |
                                      PIPE_REJECT_REMOTE_CLIENTS,
                                  1, PIPE_BYTES, PIPE_BYTES, 0, NULL);
    if (own == INVALID_HANDLE_VALUE) {
        return bs_wide_fail();
    }
    HANDLE other = CreateFileW(name, GENERIC_READ | GENERIC_WRITE, 0, NULL, OPEN_EXISTING, 0, NULL);
    if (other == INVALID_HANDLE_VALUE) {
        (void)bs_wide_fail();
        (void)CloseHandle(own);
        return false;
    }
    ends[0] = descriptor_of(own);
    ends[1] = descriptor_of(other);
    if (ends[0] >= 0 && ends[1] >= 0) {
        return true;
    }
    for (int i = 0; i < 2; i++) {
        if (ends[i] >= 0) {
            (void)_close(ends[i]);
        }
    }
    return false;
}

bool bs_helper_start(bs_helper *helper, void (*work)(const void *context, int stream),
                     const void *context)
{
    int ends[2] = {-1, -1};
    thread_work *given = malloc(sizeof *given);
    if (given == NULL || !open_ends(ends)) {
        free(given);
        return false;
    }
    *given = (thread_work){.work = work, .context = context, .stream = ends[1]};
    given->thread = CreateThread(NULL, 0, run, given, 0, NULL);
    if (given->thread == NULL) {
        (void)bs_wide_fail();
        (void)_close(ends[0]);
        (void)_close(ends[1]);
        free(given);
        return false;
    }
    *helper = (bs_helper){.process = (int64_t)(intptr_t)given, .stream = ends[0]};
    return true;
}

void bs_helper_stop(bs_helper *helper)
{
    thread_work *given = bs_wide_pointer(helper->process);
    (void)_close(helper->stream);
    (void)WaitForSingleObject(given->thread, INFINITE);
    (void)CloseHandle(given->thread);
    free(given);
}

bool bs_helper_send(int stream, const void *bytes, size_t length)
{
    return bs_stream_write(stream, bytes, length);
}

bool bs_helper_receive(int stream, void *bytes, size_t length)
{
    return bs_stream_read(stream, bytes, length) == (int64_t)length;
}
