#include <stdlib.h>
#include <time.h>

#include "cli/doctor/diagnosis.h"
#include "cli/pull/pull_state.h"
#include "cli/pull/schedule.h"
#include "cli/pull/tokenfile.h"
#include "platform/path.h"

/* True if there is a token that may still be valid. */
static bool check_token(bs_diagnosis *diagnosis, bs_day today)
{
    static const char check[] = "token";
    char *path = bs_tokenfile_path(diagnosis->cli);
    bs_path_facts about;
    bool there = path != NULL && bs_path_look(&about, path, true);
    bool young = there && today - bs_diagnosis_day(about.changed) < BS_TOKEN_DAYS;
    if (there && about.shared && !(diagnosis->fix && bs_path_make_private(path))) {
        bs_diagnosis_add(diagnosis, check, BS_LEVEL_FAILURE, "bussola token set", "cli_doctor_mode",
                         path, NULL);
    } else if (there && !bs_tokenfile_holds_token(path)) {
        bs_diagnosis_add(diagnosis, check, BS_LEVEL_WARNING, "bussola token set",
                         "cli_doctor_token_bad", path, NULL);
        young = false;
    } else if (there) {
        bs_diagnosis_add(diagnosis, check, young ? BS_LEVEL_OK : BS_LEVEL_WARNING,
                         young ? NULL : "bussola token set",
                         young ? "cli_doctor_token" : "cli_doctor_token_old", NULL);
    }
    free(path);
    return young;
}

static void check_schedule(bs_diagnosis *diagnosis)
{
    static const char check[] = "schedule";
    bs_schedule_fault fault = bs_schedule_inspect(&bs_schedule_pull);
    if (fault == BS_SCHEDULE_OTHER && diagnosis->fix && bs_schedule_renew(&bs_schedule_pull)) {
        fault = bs_schedule_inspect(&bs_schedule_pull);
    }
    if (fault == BS_SCHEDULE_GOOD) {
        bs_diagnosis_add(diagnosis, check, BS_LEVEL_OK, NULL, "cli_doctor_schedule", NULL);
    } else {
        bs_diagnosis_add(diagnosis, check, BS_LEVEL_WARNING, "bussola pull --schedule daily",
                         fault == BS_SCHEDULE_OTHER ? "cli_doctor_schedule_other"
                                                    : "cli_doctor_schedule_off",
                         NULL);
    }
}

void bs_check_pull(bs_diagnosis *diagnosis)
{
    static const char check[] = "pull";
    bs_day today = bs_diagnosis_day((int64_t)time(NULL));
    bool token = check_token(diagnosis, today);
    if (!bs_schedule_present(&bs_schedule_pull)) {
        return;
    }
    check_schedule(diagnosis);
    bs_pull_state state;
    bs_pull_state_load(&state);
    int64_t last = state.changes;
    for (size_t i = 0; i < BS_DOMAIN_COUNT; i++) {
        last = state.snapshot[i] > last ? state.snapshot[i] : last;
    }
    if (!token) {
        bs_diagnosis_add(diagnosis, check, BS_LEVEL_WARNING, "bussola token set",
                         "cli_doctor_pull_no_token", NULL);
    } else if (last == 0) {
        bs_diagnosis_add(diagnosis, check, BS_LEVEL_WARNING, "bussola pull",
                         "cli_doctor_pull_never", NULL);
    } else {
        char *age = bs_age_new(&diagnosis->cli->text, bs_diagnosis_day(last), today);
        bs_diagnosis_add(diagnosis, check, BS_LEVEL_OK, NULL, "cli_doctor_pull", age, NULL);
        free(age);
    }
}
