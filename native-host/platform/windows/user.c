#include "platform/user.h"

#include "wide.h"

/* Windows protects the system's files from every user's programs alike. */
bool bs_user_is_root(void)
{
    return false;
}

long bs_user_number(void)
{
    return 0;
}

void bs_user_name(bs_user_names *names)
{
    wchar_t wide[BS_USER_NAME_MAX];
    DWORD size = BS_USER_NAME_MAX;
    *names = (bs_user_names){.account = ""};
    if (GetUserNameW(wide, &size)) {
        (void)bs_wide_to_utf8(names->account, sizeof names->account, wide);
    }
    size = BS_USER_NAME_MAX;
    if (GetComputerNameW(wide, &size)) {
        (void)bs_wide_to_utf8(names->machine, sizeof names->machine, wide);
    }
}
