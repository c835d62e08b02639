#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "platform/fs.h"

bool bs_fs_has_room(const char *directory)
{
    /* An unnamed temporary file: it disappears when closed. */
    const int file = open(directory, O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
    const bool full = file < 0 && strcmp(bs_fs_reason(errno), BS_STORAGE_FULL) == 0;
    if (file >= 0) {
        (void)close(file);
    }
    return !full;
}
