#include "diagnosis.h"

#include <assert.h>
#include <stdlib.h>

#include "bussola/ingest/when.h"
#include "cli/output/xmalloc.h"

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

void bs_diagnosis_add_text(bs_diagnosis *diagnosis, const char *check, bs_level level,
                           const char *remedy, const char *key, const char *const *arguments)
{
    diagnosis->findings =
        bs_xrealloc(diagnosis->findings, diagnosis->finding_count + 1, sizeof *diagnosis->findings);
    diagnosis->findings[diagnosis->finding_count++] =
        (bs_finding){.check = bs_xstrdup(check),
                     .level = level,
                     .text = bs_text_fill(&diagnosis->cli->text, key, arguments),
                     .remedy = remedy != NULL ? bs_xstrdup(remedy) : NULL};
}

void bs_diagnosis_free(bs_diagnosis *diagnosis)
{
    for (size_t i = 0; i < diagnosis->finding_count; i++) {
        free(diagnosis->findings[i].check);
        free(diagnosis->findings[i].text);
        free(diagnosis->findings[i].remedy);
    }
    free(diagnosis->findings);
    bs_paths_free(&diagnosis->paths);
}

size_t bs_diagnosis_count(const bs_diagnosis *diagnosis, bs_level level)
{
    size_t count = 0;
    for (size_t i = 0; i < diagnosis->finding_count; i++) {
        count += diagnosis->findings[i].level == level ? 1 : 0;
    }
    return count;
}
