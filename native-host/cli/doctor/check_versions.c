#include "cli/install/versions.h"
#include "diagnosis.h"

static const char check[] = "version";

/* Reports programs of other versions, running or left behind. */
static void tell(void *context, const char *version, bs_version_fate fate)
{
    bs_diagnosis *checkup = context;
    if (fate == BS_VERSION_IN_USE) {
        bs_diagnosis_add(checkup, check, BS_LEVEL_WARNING,
                         bs_text(&checkup->cli->text, "cli_doctor_restart_browsers"),
                         "cli_doctor_version_runs", version, BS_VERSION, NULL);
    } else if (checkup->fix) {
        bs_diagnosis_add(checkup, check, BS_LEVEL_OK, NULL, "cli_version_removed", version, NULL);
    } else {
        bs_diagnosis_add(checkup, check, BS_LEVEL_WARNING, "bussola install",
                         "cli_doctor_version_left", version, NULL);
    }
}

void bs_check_versions(bs_diagnosis *checkup)
{
    bs_versions_prune(&checkup->places, checkup->fix, tell, checkup);
    if (bs_versions_deleted_but_running(&checkup->places) > 0) {
        bs_diagnosis_add(checkup, check, BS_LEVEL_WARNING,
                         bs_text(&checkup->cli->text, "cli_doctor_restart_browsers"),
                         "cli_doctor_version_replaced", BS_VERSION, NULL);
    }
}
