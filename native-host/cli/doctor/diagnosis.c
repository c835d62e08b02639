#include "diagnosis.h"

#include <assert.h>
#include <stdlib.h>

#include "bussola/ingest/when.h"
#include "cli/base/xmalloc.h"

const char *bs_level_id(bs_level level)
{
    static const char *const ids[] = {
        [BS_LEVEL_OK] = "ok", [BS_LEVEL_WARNING] = "warning", [BS_LEVEL_FAILURE] = "failure"};
    assert(level < BS_LEVEL_COUNT);
    return ids[level];
}

bs_day bs_diagnosis_day(int64_t seconds)
{
    const bs_zone here = {.fixed = false};
    return bs_moment_day(bs_zone_moment(&here, seconds));
}

void bs_diagnosis_add_text(bs_diagnosis *checkup, const char *check, bs_level level,
                           const char *remedy, const char *key, const char *const *arguments)
{
    checkup->findings =
        bs_xrealloc(checkup->findings, checkup->finding_count + 1, sizeof *checkup->findings);
    checkup->findings[checkup->finding_count++] =
        (bs_finding){.check = bs_xstrdup(check),
                     .level = level,
                     .text = bs_text_fill(&checkup->cli->text, key, arguments),
                     .remedy = remedy != NULL ? bs_xstrdup(remedy) : NULL};
}

void bs_diagnosis_free(bs_diagnosis *checkup)
{
    for (size_t i = 0; i < checkup->finding_count; i++) {
        free(checkup->findings[i].check);
        free(checkup->findings[i].text);
        free(checkup->findings[i].remedy);
    }
    free(checkup->findings);
    bs_paths_free(&checkup->places);
}

size_t bs_diagnosis_count(const bs_diagnosis *checkup, bs_level level)
{
    size_t count = 0;
    for (size_t i = 0; i < checkup->finding_count; i++) {
        count += checkup->findings[i].level == level ? 1 : 0;
    }
    return count;
}
