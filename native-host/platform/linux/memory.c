#include "platform/memory.h"

#include <malloc.h>

void bs_memory_unmap_from(int size)
{
    (void)mallopt(M_MMAP_THRESHOLD, size);
}
