#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

#include "bussola/store/push.h"
#include "cli/doctor/diagnosis.h"
#include "cli/pull/schedule.h"
#include "cli/pull/tokenfile.h"
#include "cli/push/targets.h"
#include "platform/path.h"

#define WAITING_DAYS 7 /* that nothing unusual explains */

static const char check[] = "push";

static void check_token(bs_diagnosis *diagnosis, const bs_push_target *target)
{
    bs_path_facts about;
    char *path = bs_tokenfile_push_path(diagnosis->cli, target->member);
    if (path != NULL && bs_path_look(&about, path, true) && about.shared &&
        !(diagnosis->fix && bs_path_make_private(path))) {
        bs_diagnosis_add(diagnosis, check, BS_LEVEL_FAILURE, "bussola push --token",
                         "cli_doctor_mode", path, NULL);
    }
    free(path);
}

/* The report may be published: it names neither the server nor the member. */
static void check_target(bs_diagnosis *diagnosis, const bs_push_target *target)
{
    char number[24];
    check_token(diagnosis, target);
    if (target->withdrawn != 0) {
        bs_diagnosis_add(diagnosis, check, BS_LEVEL_WARNING, "bussola push",
                         "cli_doctor_push_withdrawing", NULL);
        return;
    }
    if (target->refused > 0) {
        (void)snprintf(number, sizeof number, "%" PRId64, target->refused);
        bs_diagnosis_add(diagnosis, check, BS_LEVEL_WARNING, "bussola push --again",
                         "cli_doctor_push_refused", number, NULL);
    }
    if (!bs_schedule_present(&bs_schedule_push)) {
        bs_diagnosis_add(diagnosis, check, BS_LEVEL_WARNING, "bussola push --schedule hourly",
                         "cli_doctor_push_by_hand", NULL);
    } else if (target->pending > WAITING_DAYS) {
        (void)snprintf(number, sizeof number, "%" PRId64, target->pending);
        bs_diagnosis_add(diagnosis, check, BS_LEVEL_WARNING, "bussola push",
                         "cli_doctor_push_waiting", number, NULL);
    } else {
        bs_diagnosis_add(diagnosis, check, BS_LEVEL_OK, NULL, "cli_doctor_push", NULL);
    }
}

void bs_check_push(bs_diagnosis *diagnosis, bs_store *store)
{
    bs_push_target *targets = NULL;
    size_t count = 0;
    if (store == NULL || bs_store_push_targets(&targets, &count, store, NULL) != BS_OK) {
        return;
    }
    count = bs_targets_keep(targets, count, BS_PROFILE_NONE, true);
    for (size_t i = 0; i < count; i++) {
        check_target(diagnosis, &targets[i]);
    }
    free(targets);
}
