#include "origin.h"

#include <cjson/cJSON.h>
#include <string.h>

#include "bussola/embedded.h"

#define SCHEME "chrome-extension://"

/** Whether `ids[browser]` holds the id, which is `length` characters long. */
static bool listed(const cJSON *ids, const char *browser, const char *id, size_t length)
{
    const cJSON *item = NULL;
    cJSON_ArrayForEach(item, cJSON_GetObjectItemCaseSensitive(ids, browser))
    {
        if (cJSON_IsString(item) && strlen(item->valuestring) == length &&
            memcmp(item->valuestring, id, length) == 0) {
            return true;
        }
    }
    return false;
}

static bool is_chromium(const char *argument)
{
    return strncmp(argument, SCHEME, strlen(SCHEME)) == 0;
}

const char *bs_origin_family(int argc, char *const *argv)
{
    if (argc < 2) {
        return "unnamed";
    }
    return is_chromium(argv[1]) ? "chromium" : "firefox";
}

bool bs_origin_allowed(int argc, char *const *argv)
{
    if (argc < 2) {
        return true;
    }
    cJSON *ids = cJSON_Parse(bs_embedded_extension_ids);
    bool allowed = false;
    if (is_chromium(argv[1])) {
        const char *id = argv[1] + strlen(SCHEME);
        const size_t length = strcspn(id, "/");
        allowed = strcmp(id + length, "/") == 0 && listed(ids, "chromium", id, length);
    } else if (argc > 2) {
        allowed = listed(ids, "firefox", argv[2], strlen(argv[2]));
    }
    cJSON_Delete(ids);
    return allowed;
}
