#include "bussola/store/phone.h"
#include "bussola/store/store.h"
#include "store/read/snapshot.h"
#include "store/rows/phone.h"
#include "store/rows/shown_week.h"

/** The answer changes the error, so days may gain or lose their number. */
static bs_status set_within(bs_store *store, bs_phone phone, int64_t now, bs_error *error)
{
    int64_t model = 0;
    bs_phone before = BS_PHONE_NOT_ASKED;
    bs_status status = bs_phone_read(&before, store, error);
    if (status != BS_OK || before == phone) {
        return status;
    }
    status = bs_shown_week_close_all(store, now, error);
    if (status == BS_OK) {
        status = bs_db_run(NULL, store, BS_SQL_SETTING_PUT, error,
                           BS_BIND(BS_PHONE_SETTING, (phone == BS_PHONE_YES)));
    }
    if (status == BS_OK) {
        status = bs_snapshot_model(&model, store, true, error);
    }
    return status == BS_OK ? bs_db_run(NULL, store, BS_SQL_SERIES_STALE, error, BS_BIND(model))
                           : status;
}

bs_status bs_store_phone_set(bs_store *store, bs_phone phone, int64_t now, bs_error *error)
{
    const bs_status status = bs_db_begin_write(store, error);
    return status == BS_OK ? bs_db_end(store, set_within(store, phone, now, error), error) : status;
}
