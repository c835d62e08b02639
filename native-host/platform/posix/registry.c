#include "platform/registry.h"

#include <errno.h>

bool bs_registry_used(void)
{
    return false;
}

bool bs_registry_is_key(const char *name)
{
    (void)name;
    return false;
}

static bool fail(void)
{
    errno = ENOSYS;
    return false;
}

bool bs_registry_read(char text[BS_STORE_PATH_MAX], const char *key)
{
    (void)key;
    text[0] = '\0';
    return fail();
}

bool bs_registry_write(const char *key, const char *text)
{
    (void)key;
    (void)text;
    return fail();
}

bool bs_registry_remove(const char *key)
{
    (void)key;
    return fail();
}
