#include "platform/user.h"

#include <pwd.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

bool bs_user_is_root(void)
{
    return geteuid() == 0;
}

long bs_user_number(void)
{
    return (long)geteuid();
}

static void copy(char to[BS_USER_NAME_MAX], const char *from, size_t length)
{
    if (length < BS_USER_NAME_MAX) {
        memcpy(to, from, length);
        to[length] = '\0';
    }
}

void bs_user_name(bs_user_names *names)
{
    *names = (bs_user_names){.account = ""};
    const struct passwd *account = getpwuid(geteuid());
    if (account != NULL) {
        const char *full = account->pw_gecos != NULL ? account->pw_gecos : "";
        copy(names->account, account->pw_name, strlen(account->pw_name));
        copy(names->full, full, strcspn(full, ","));
    }
    if (gethostname(names->machine, sizeof names->machine - 1) != 0) {
        names->machine[0] = '\0';
    }
}
