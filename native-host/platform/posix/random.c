#include "platform/random.h"

#include <sys/random.h>
#include <unistd.h>

bool bs_random_fill(void *data, size_t size)
{
    return getentropy(data, size) == 0;
}
