#include "bussola/store/devices.h"

#include "merge_profile.h"
#include "platform/clock.h"
#include "platform/random.h"
#include "rescore.h"
#include "store/db/db.h"
#include "store/rows/device_tally.h"
#include "store/rows/shown_week.h"
#include "store/rows/zone.h"

#define DEVICE "device"

bs_status bs_store_together(bs_store *store, bs_store_work work, void *context, bs_error *error)
{
    bool keep = true;
    bs_status status = bs_db_begin_write(store, error);
    if (status != BS_OK) {
        return status;
    }
    store->together = true;
    status = work(context, &keep, error);
    store->together = false;
    if (status == BS_OK && !keep) {
        (void)!bs_db_end(store, BS_BUSY, NULL);
        return BS_OK;
    }
    return bs_db_end(store, status, error);
}

bs_status bs_store_device(int64_t *device, bs_store *store, bs_error *error)
{
    return bs_db_integer(device, store, BS_SQL_SETTING_READ, 0, error, BS_BIND(DEVICE));
}

bs_status bs_store_device_new(int64_t *device, bs_store *store, bs_error *error)
{
    uint64_t number = 0;
    if (!bs_random_fill(&number, sizeof number)) {
        return bs_fail(error, BS_INTERNAL, "", "The system has no random numbers.");
    }
    const int64_t made = (int64_t)(number % BS_INTEGER_MAX) + 1;
    const bs_status status =
        bs_db_run(NULL, store, BS_SQL_SETTING_PUT, error, BS_BIND(DEVICE, made));
    if (status == BS_OK) {
        *device = made;
    }
    return status;
}

bs_status bs_store_account(bs_profile_id *profile, bool *created, bs_store *store,
                           const bs_profile *exported, bs_error *error)
{
    bs_change change = {.rows = 0};
    bs_merge_settled settled = {.profile = BS_PROFILE_NONE};
    const bs_status status = bs_merge_settle_keyed(&settled, &change, store, exported, error);
    if (status == BS_OK) {
        *profile = settled.profile;
        *created = settled.created;
    }
    return status;
}

bs_status bs_store_device_part(size_t *changed, bs_store *store, bs_profile_id profile,
                               const bs_device_tally *part, bs_error *error)
{
    return bs_device_tally_put(changed, store, profile, part, error);
}

bs_status bs_store_close_weeks(bs_store *store, int64_t now, bs_error *error)
{
    return bs_shown_week_close_all(store, now, error);
}

bs_status bs_store_rescore(bs_store *store, bs_profile_id profile, int64_t now, bs_error *error)
{
    return bs_rescore(store, profile, 0, now, error);
}

bs_status bs_store_offsets_set(bs_store *store, const bs_offsets *offsets, bs_error *error)
{
    return bs_zone_replace(store, offsets, error);
}

static int16_t machine_offset(const void *zone, int64_t seconds)
{
    (void)zone;
    return bs_clock_offset(seconds);
}

bs_status bs_store_offsets_extend(bs_offsets *offsets, int64_t until)
{
    return bs_offsets_extend(offsets, until, machine_offset, NULL);
}
