#include "bussola/codec/locks.h"

#include "bussola/platform/locks.h"

void bs_locks_write(bs_json *json, const bs_locks *locks)
{
    const char *const ids[] = {
        locks->memory ? "memory" : NULL,     locks->privileges ? "privileges" : NULL,
        locks->files ? "files" : NULL,       locks->calls ? "calls" : NULL,
        locks->programs ? "programs" : NULL, locks->code ? "code" : NULL,
    };
    bs_json_open(json, '[');
    for (size_t i = 0; i < sizeof ids / sizeof ids[0]; i++) {
        if (ids[i] != NULL) {
            bs_json_string(json, ids[i]);
        }
    }
    bs_json_close(json, ']');
}
