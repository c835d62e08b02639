#include "hold.h"

#include <string.h>

#include "bussola/platform/storage.h"
#include "cleanup.h"
#include "replace.h"

bs_status bs_hold_begin(bs_hold *hold, const char *directory, bs_error *error)
{
    bs_status status = BS_OK;
    *hold = (bs_hold){.lock = BS_LOCK_NONE};
    if (directory == NULL) {
        status = bs_store_directory(hold->directory, error);
    } else if (strlen(directory) < sizeof hold->directory) {
        memcpy(hold->directory, directory, strlen(directory) + 1);
    } else {
        status = bs_fail(error, BS_STORAGE, "", "The path of the data directory is too long.");
    }
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
