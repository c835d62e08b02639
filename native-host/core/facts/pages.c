#include "bussola/core/pages.h"

#include <string.h>

bs_page_kind bs_page_kind_find(const char *id)
{
    int kind = 0;
    while (kind < BS_PAGE_COUNT && strcmp(bs_page_info_of((bs_page_kind)kind)->id, id) != 0) {
        kind++;
    }
    return (bs_page_kind)kind;
}
