#include "addresses.h"

#include <cjson/cJSON.h>

#include "bussola/core/embedded.h"
#include "cli/output/xmalloc.h"

char *bs_address_contact(void)
{
    cJSON *table = cJSON_Parse(bs_embedded_addresses);
    char *contact =
        bs_xstrdup(cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(table, "contact")));
    cJSON_Delete(table);
    return contact;
}
