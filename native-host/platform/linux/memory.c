#include "platform/memory.h"

#include <malloc.h>
#include <sys/mman.h>

void bs_memory_unmap_from(int size)
{
#ifdef M_MMAP_THRESHOLD
    (void)mallopt(M_MMAP_THRESHOLD, size);
#else
    (void)size; /* musl has a fixed threshold, of 128 KiB */
#endif
}

int bs_memory_file(void)
{
    return memfd_create("bussola", MFD_CLOEXEC);
}
