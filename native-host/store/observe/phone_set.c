#include <stdlib.h>

#include "bussola/store/phone.h"
#include "bussola/store/profiles.h"
#include "bussola/store/store.h"
#include "redraw.h"
#include "store/read/snapshot.h"
#include "store/rows/phone.h"
#include "store/rows/profile.h"
#include "store/rows/shown_week.h"

static bs_status put(bs_store *store, bs_phone phone, bs_error *error)
{
    int64_t model = 0;
    bs_status status = bs_db_run(NULL, store, BS_SQL_SETTING_PUT, error,
                                 BS_BIND(BS_PHONE_SETTING, (phone == BS_PHONE_YES)));
    if (status == BS_OK) {
        status = bs_snapshot_model(&model, store, true, error);
    }
    return status == BS_OK ? bs_db_run(NULL, store, BS_SQL_SERIES_STALE, error, BS_BIND(model))
                           : status;
}

/** The answer changes the error, so days may gain or lose their number. */
static bs_status put_marked(bs_redraw *redraws, bs_store *store, const bs_profile *profiles,
                            size_t count, bs_phone phone, int64_t now, bs_error *error)
{
    bs_status status = BS_OK;
    for (size_t i = 0; i < count && status == BS_OK; i++) {
        bs_moment present;
        status = bs_store_now(&present, store, profiles[i].id, now, error);
        if (status == BS_OK) {
            status = bs_redraw_begin(&redraws[i], store, profiles[i].id, present, error);
        }
    }
    if (status == BS_OK) {
        status = put(store, phone, error);
    }
    for (size_t i = 0; i < count && status == BS_OK; i++) {
        status = bs_redraw_end(&redraws[i], store, NULL, BS_CORRECTED_SIGHT, error);
    }
    return status;
}

static bs_status set_within(bs_store *store, bs_phone phone, int64_t now, bs_error *error)
{
    bs_profile *profiles = NULL;
    size_t count = 0;
    bs_phone before = BS_PHONE_NOT_ASKED;
    bs_status status = bs_phone_read(&before, store, error);
    if (status != BS_OK || before == phone) {
        return status;
    }
    status = bs_shown_week_close_all(store, now, error);
    if (status == BS_OK) {
        status = bs_profiles_within(&profiles, &count, store, error);
    }
    bs_redraw *redraws = calloc(count + 1, sizeof *redraws);
    if (status == BS_OK && redraws == NULL) {
        status = bs_fail(error, BS_INTERNAL, "", "Out of memory.");
    }
    if (status == BS_OK) {
        status = put_marked(redraws, store, profiles, count, phone, now, error);
    }
    free(redraws);
    bs_profiles_free(profiles, count);
    return status;
}

bs_status bs_store_phone_set(bs_store *store, bs_phone phone, int64_t now, bs_error *error)
{
    const bs_status status = bs_db_begin_write(store, error);
    return status == BS_OK ? bs_db_end(store, set_within(store, phone, now, error), error) : status;
}
