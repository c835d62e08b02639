#include "stored_milestones.h"

#include <string.h>

#include "bussola/store/profiles.h"
#include "bussola/store/store.h"

bs_status bs_stored_milestones_read(bs_milestones *milestones, bs_store *store,
                                    bs_profile_id profile, bs_error *error)
{
    sqlite3_stmt *row = NULL;
    bs_milestones_init(milestones);
    bs_status status =
        bs_db_query(&row, store, BS_SQL_MILESTONE_EXPORT, error, BS_BIND(profile, (int64_t)0));
    for (bool there = true; status == BS_OK;) {
        status = bs_db_next(&there, row, error);
        if (status != BS_OK || !there) {
            break;
        }
        char id[BS_MODEL_ID_MAX + 1];
        bs_db_text(id, sizeof id, row, 0);
        for (int i = 0; i < BS_MILESTONE_COUNT; i++) {
            if (strcmp(id, bs_milestone_id((bs_milestone)i)) == 0) {
                milestones->days[i] = bs_db_day(row, 1);
            }
        }
    }
    return status;
}

bs_status bs_stored_milestones_write(bs_store *store, bs_profile_id profile,
                                     const bs_milestones *before, const bs_milestones *now,
                                     bs_error *error)
{
    bs_status status = BS_OK;
    for (int i = 0; i < BS_MILESTONE_COUNT && status == BS_OK; i++) {
        if (now->days[i] != before->days[i]) {
            status = bs_db_run(NULL, store, BS_SQL_MILESTONE_PUT, error,
                               BS_BIND(profile, bs_milestone_id((bs_milestone)i), now->days[i]));
        }
    }
    return status;
}

bs_status bs_stored_milestones_first_number(bs_day *day, bs_store *store, bs_profile_id profile,
                                            int64_t model, bs_error *error)
{
    int64_t first = BS_DAY_NONE;
    const bs_status status = bs_db_integer(&first, store, BS_SQL_SNAPSHOT_FIRST_NUMBER, BS_DAY_NONE,
                                           error, BS_BIND(profile, model));
    if (status == BS_OK) {
        *day = bs_db_day_of(first);
    }
    return status;
}
