#include "platform/environment.h"

#include <stdlib.h>

#include "wide.h"

#define NAME_MAX_CHARACTERS 256

/* The program's start has put the variables there in UTF-8. */
const char *bs_environment(const char *name)
{
    return getenv(name);
}

void bs_environment_set(const char *name, const char *value)
{
    wchar_t wide[NAME_MAX_CHARACTERS];
    wchar_t text[BS_STORE_PATH_MAX];
    if (bs_wide_from_utf8(wide, NAME_MAX_CHARACTERS, name) &&
        (value == NULL || bs_wide_from_utf8(text, BS_STORE_PATH_MAX, value))) {
        (void)SetEnvironmentVariableW(wide, value != NULL ? text : NULL);
    }
}
