#include "platform/user.h"

#include <unistd.h>

bool bs_user_is_root(void)
{
    return geteuid() == 0;
}
