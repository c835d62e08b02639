#include "hold.h"

#include <string.h>

#include "bussola/platform/storage.h"
#include "cleanup.h"
#include "replace.h"

bs_status bs_hold_directory(char directory[BS_STORE_PATH_MAX], const char *given, bs_error *error)
{
    if (given == NULL) {
        return bs_store_directory(directory, error);
    }
    const size_t length = strlen(given);
    if (length >= BS_STORE_PATH_MAX) {
        return bs_fs_fail_long(error);
    }
    memcpy(directory, given, length + 1);
    return BS_OK;
}

bs_status bs_hold_begin(bs_hold *hold, const char *directory, bs_error *error)
{
    *hold = (bs_hold){.lock = BS_LOCK_NONE};
    bs_status status = bs_hold_directory(hold->directory, directory, error);
    if (status == BS_OK) {
        status = bs_fs_make(hold->directory, error);
    }
    if (status == BS_OK) {
        status = bs_lock_open(&hold->lock, hold->directory, error);
    }
    if (status == BS_OK) {
        status = bs_lock_take(&hold->lock, true, error);
    }
    if (status == BS_OK) {
        status = bs_replace_finish(hold->directory, error);
    }
    if (status == BS_OK) {
        bs_cleanup_directory(hold->directory);
    }
    return status;
}

void bs_hold_end(bs_hold *hold)
{
    bs_lock_close(&hold->lock);
}
