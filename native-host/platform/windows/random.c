#include "platform/random.h"

#include <windows.h>
/* Needs the types of windows.h. */
#include <bcrypt.h>

bool bs_random_fill(void *data, size_t size)
{
    return BCryptGenRandom(NULL, data, (ULONG)size, BCRYPT_USE_SYSTEM_PREFERRED_RNG) == 0;
}
