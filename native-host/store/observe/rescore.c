#include "rescore.h"

#include "bussola/store/view.h"
#include "store/read/model_use.h"
#include "store/read/snapshot.h"
#include "store/read/view.h"
#include "store/rows/profile.h"
#include "store/rows/retention.h"

bs_status bs_rescore(bs_store *store, bs_profile_id profile, bs_day changed, int64_t now,
                     bs_error *error)
{
    bs_moment moment;
    bs_view view = {0};
    bs_status status = bs_store_now(&moment, store, profile, now, error);
    if (status == BS_OK) {
        status = bs_model_use_note(store, bs_moment_day(moment), error);
    }
    if (status == BS_OK) {
        status = bs_view_compute(&view, store, profile, moment, changed, error);
    }
    if (status == BS_OK) {
        status = bs_snapshot_write(store, &view, 0, error);
    }
    bs_view_free(&view);
    if (status == BS_OK) {
        status = bs_retention_prune(store, now, error);
    }
    return status == BS_OK ? bs_snapshot_refill(store, profile, moment, error) : status;
}
