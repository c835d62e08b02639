#include "platform/secret.h"

#include <string.h>

void bs_secret_wipe(void *data, size_t size)
{
    explicit_bzero(data, size);
}
