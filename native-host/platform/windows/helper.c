#include "platform/helper.h"

#include <errno.h>

#include "platform/stream.h"

/* Windows cannot copy a running process. */
bool bs_helper_start(bs_helper *helper, void (*work)(const void *context, int stream),
                     const void *context)
{
    (void)helper;
    (void)work;
    (void)context;
    errno = ENOSYS;
    return false;
}

void bs_helper_stop(bs_helper *helper)
{
    (void)helper;
}

bool bs_helper_send(int stream, const void *bytes, size_t length)
{
    return bs_stream_write(stream, bytes, length);
}

bool bs_helper_receive(int stream, void *bytes, size_t length)
{
    return bs_stream_read(stream, bytes, length) == (int64_t)length;
}
