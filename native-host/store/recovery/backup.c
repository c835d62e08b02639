#include <sys/stat.h>

#include "bussola/platform/storage.h"
#include "bussola/store/recovery.h"
#include "bussola/store/store.h"
#include "platform/fs.h"
#include "store/db/db.h"
#include "store/db/migrate.h"

bs_status bs_store_backup(char path[BS_STORE_PATH_MAX], bs_store *store, int64_t now,
                          bs_error *error)
{
    struct stat found;
    if (path[0] == '\0') {
        const bs_status status = bs_fs_dated(path, store->directory, BS_COPY_BACKUP, now, error);
        return status == BS_OK ? bs_migrate_backup(store->db, path, error) : status;
    }
    if (stat(path, &found) == 0) {
        if (store->file[0] == found.st_dev && store->file[1] == found.st_ino) {
            return bs_fail_file(error, BS_BAD_REQUEST, "itself", path, " is the database itself.");
        }
        if (!S_ISREG(found.st_mode)) {
            return bs_fail_file(error, BS_BAD_REQUEST, "not_file", path, " is not a file.");
        }
    }
    return bs_migrate_backup(store->db, path, error);
}
