#include "origin.h"

#include <cjson/cJSON.h>
#include <string.h>

#include "bussola/core/embedded.h"

#define SCHEME "chrome-extension://"

static const char *text_of(const cJSON *row, const char *name)
{
    return cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(row, name));
}

/** True if the table lists the id (`length` characters) for this family. */
static bool listed(const cJSON *table, const char *family, const char *id, size_t length)
{
    const cJSON *row = NULL;
    cJSON_ArrayForEach(row, cJSON_GetObjectItemCaseSensitive(table, "extensions"))
    {
        const char *ours = text_of(row, "id"); /* NULL until the store assigns one */
        if (ours != NULL && strcmp(text_of(row, "family"), family) == 0 && strlen(ours) == length &&
            memcmp(ours, id, length) == 0) {
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
