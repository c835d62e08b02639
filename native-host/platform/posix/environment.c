#include "platform/environment.h"

#include <stdlib.h>

const char *bs_environment(const char *name)
{
    return getenv(name);
}

void bs_environment_set(const char *name, const char *value)
{
    if (value != NULL) {
        (void)setenv(name, value, 1);
    } else {
        (void)unsetenv(name);
    }
}
