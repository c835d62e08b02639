#include "bussola/locks.h"

const char *bs_locks_id(const bs_locks *locks, size_t index)
{
    const char *const ids[BS_LOCKS_COUNT] = {
        locks->memory ? "memory" : NULL,
        locks->privileges ? "privileges" : NULL,
        locks->files ? "files" : NULL,
        locks->calls ? "calls" : NULL,
    };
    return ids[index];
}
