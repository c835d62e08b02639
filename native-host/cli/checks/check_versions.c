#include "cli/doctor/diagnosis.h"
#include "cli/install/versions.h"

static const char check[] = "version";

/* Reports programs of other versions, running or left behind. */
static void tell(void *context, const char *version, bs_version_fate fate)
{
    bs_diagnosis *diagnosis = context;
    if (fate == BS_VERSION_IN_USE) {
        bs_diagnosis_add(diagnosis, check, BS_LEVEL_WARNING,
                         bs_text(&diagnosis->cli->text, "cli_doctor_restart_browsers"),
                         "cli_doctor_version_runs", version, BS_VERSION, NULL);
    } else if (diagnosis->fix) {
        bs_diagnosis_add(diagnosis, check, BS_LEVEL_OK, NULL, "cli_version_removed", version, NULL);
    } else {
        bs_diagnosis_add(diagnosis, check, BS_LEVEL_WARNING, "bussola install",
                         "cli_doctor_version_left", version, NULL);
    }
}

void bs_check_versions(bs_diagnosis *diagnosis)
{
    bs_versions_prune(&diagnosis->paths, diagnosis->fix, tell, diagnosis);
    if (bs_versions_deleted_but_running(&diagnosis->paths) > 0) {
        bs_diagnosis_add(diagnosis, check, BS_LEVEL_WARNING,
                         bs_text(&diagnosis->cli->text, "cli_doctor_restart_browsers"),
                         "cli_doctor_version_replaced", BS_VERSION, NULL);
    }
}
