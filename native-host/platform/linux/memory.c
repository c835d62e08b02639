#include "platform/memory.h"

#include <malloc.h>
#include <sys/mman.h>

void bs_memory_unmap_from(int size)
{
    (void)mallopt(M_MMAP_THRESHOLD, size);
}

int bs_memory_file(void)
{
    return memfd_create("bussola", MFD_CLOEXEC);
}
