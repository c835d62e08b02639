#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "checkup.h"

/* By way of sudo the home is root's, or root looks at somebody else's: neither is what is meant. */
void bs_check_account(bs_checkup *checkup)
{
    struct stat home;
    const char *caller = getenv("SUDO_UID");
    const bool by_sudo = caller != NULL && strcmp(caller, "0") != 0;
    const bool foreign = stat(checkup->places.home, &home) == 0 && home.st_uid != geteuid();
    if (geteuid() == 0 && (by_sudo || foreign)) {
        bs_checkup_add(checkup, "account", BS_LEVEL_WARNING, "bussola doctor", "cli_doctor_account",
                       checkup->places.home, NULL);
    }
}
