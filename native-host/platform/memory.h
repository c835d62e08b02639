/** @file memory.h How the process returns memory. */
#ifndef BUSSOLA_PLATFORM_MEMORY_H
#define BUSSOLA_PLATFORM_MEMORY_H

/** Maps blocks of that many bytes and more separately, so that they are unmapped on free. */
void bs_memory_unmap_from(int size);

#endif
