#include "platform/secret.h"

#include <windows.h>

void bs_secret_wipe(void *data, size_t size)
{
    (void)SecureZeroMemory(data, size);
}
