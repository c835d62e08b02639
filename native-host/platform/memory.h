/** @file memory.h Memory from the system. */
#ifndef BUSSOLA_PLATFORM_MEMORY_H
#define BUSSOLA_PLATFORM_MEMORY_H

/** Maps blocks of that many bytes and more separately, so that they are unmapped on free. */
void bs_memory_unmap_from(int size);

/** An empty file without a name, kept in memory where the system can; −1 with errno. */
int bs_memory_file(void);

#endif
