#include "checkup.h"

#include <stdlib.h>
#include <string.h>

#include "bussola/ingest/when.h"
#include "cli/base/memory.h"

const char *bs_level_id(bs_level level)
{
    static const char *const ids[] = {
        [BS_LEVEL_OK] = "ok", [BS_LEVEL_WARNING] = "warning", [BS_LEVEL_FAILURE] = "failure"};
    return ids[level];
}

bs_day bs_checkup_day(int64_t seconds)
{
    const bs_zone here = {.fixed = false};
    return bs_moment_day(bs_zone_moment(&here, seconds));
}

void bs_checkup_add_text(bs_checkup *checkup, const char *check, bs_level level, const char *remedy,
                         const char *key, const char *const *arguments)
{
    char *text = bs_text_fill(&checkup->cli->text, key, arguments);
    cJSON *finding = cJSON_CreateObject();
    bool added = cJSON_AddStringToObject(finding, "check", check) != NULL &&
                 cJSON_AddStringToObject(finding, "level", bs_level_id(level)) != NULL &&
                 cJSON_AddStringToObject(finding, "text", text) != NULL &&
                 (remedy != NULL ? cJSON_AddStringToObject(finding, "remedy", remedy)
                                 : cJSON_AddNullToObject(finding, "remedy")) != NULL;
    free(text);
    if (!added || !cJSON_AddItemToArray(checkup->findings, finding)) {
        bs_memory_out();
    }
}

int bs_checkup_count(const bs_checkup *checkup, bs_level level)
{
    int count = 0;
    const cJSON *finding = NULL;
    cJSON_ArrayForEach(finding, checkup->findings)
    {
        const char *id = cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(finding, "level"));
        count += strcmp(id, bs_level_id(level)) == 0;
    }
    return count;
}
