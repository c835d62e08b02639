#include "bussola/platform/storage.h"
#include "bussola/store/recovery.h"
#include "bussola/store/store.h"
#include "platform/fs.h"
#include "platform/path.h"
#include "store/db/db.h"
#include "store/db/migrate.h"

bs_status bs_store_backup(char path[BS_STORE_PATH_MAX], bs_store *store, int64_t now,
                          bs_error *error)
{
    bs_path_facts found;
    if (path[0] == '\0') {
        const bs_status status = bs_fs_dated(path, store->directory, BS_COPY_BACKUP, now, error);
        return status == BS_OK ? bs_migrate_backup(store->db, path, error) : status;
    }
    if (bs_path_look(&found, path, true)) {
        if (bs_path_id_equal(&found.id, &store->file)) {
            return bs_fail_file(error, BS_BAD_REQUEST, "itself", path, " is the database itself.");
        }
        if (!found.is_file) {
            return bs_fail_file(error, BS_BAD_REQUEST, "not_file", path, " is not a file.");
        }
    }
    return bs_migrate_backup(store->db, path, error);
}
