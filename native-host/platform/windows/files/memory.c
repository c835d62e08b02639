#include "platform/memory.h"

#include <fcntl.h>

#include "platform/windows/wide.h"
#include "scratch.h"

/* Windows' heap maps blocks from 512 KiB on separately and takes no other size. */
void bs_memory_unmap_from(int size)
{
    (void)size;
}

/* Windows keeps a temporary file in its cache and removes it when it is closed. */
int bs_memory_file(void)
{
    char path[BS_STORE_PATH_MAX];
    if (!bs_scratch_name(path, "bussola")) {
        return -1;
    }
    return bs_wide_open(path, GENERIC_READ | GENERIC_WRITE | DELETE, CREATE_NEW,
                        FILE_ATTRIBUTE_TEMPORARY | FILE_FLAG_DELETE_ON_CLOSE, _O_RDWR);
}
