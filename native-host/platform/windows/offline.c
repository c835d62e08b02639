#include "bussola/platform/offline.h"

/* Windows takes the network and the files from a process only when it starts. */
bool bs_offline_enter(void)
{
    return false;
}

bool bs_online_enter(const char *const *files, size_t count)
{
    (void)files;
    (void)count;
    return false;
}
