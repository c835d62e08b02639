#include <stdlib.h>
#include <string.h>

#include "cli/doctor/diagnosis.h"
#include "platform/environment.h"
#include "platform/user.h"

/* Under sudo, $HOME is root's or another user's; warn instead of checking the wrong home. */
void bs_check_account(bs_diagnosis *diagnosis)
{
    const char *caller = bs_environment("SUDO_UID");
    const bool by_sudo = caller != NULL && strcmp(caller, "0") != 0;
    const char *other = bs_home_of_other_user();
    if (bs_user_is_root() && (by_sudo || other != NULL)) {
        bs_diagnosis_add(diagnosis, "account", BS_LEVEL_WARNING, "bussola doctor",
                         "cli_doctor_account", other != NULL ? other : diagnosis->paths.home, NULL);
    }
}
