#include "bussola/core/signals.h"

#include <stddef.h>
#include <string.h>

bool bs_signal_find(bs_signal *signal, const char *id)
{
    for (size_t i = 0; i < BS_SIGNAL_COUNT; i++) {
        if (strcmp(bs_signal_info_of((bs_signal)i)->id, id) == 0) {
            *signal = (bs_signal)i;
            return true;
        }
    }
    return false;
}
