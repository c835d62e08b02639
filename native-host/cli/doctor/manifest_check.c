#include "manifest_check.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "cli/base/files.h"
#include "cli/output/xmalloc.h"
#include "platform/path.h"

const char *bs_manifest_fault_id(bs_manifest_fault fault)
{
    static const char *const ids[] = {
        [BS_MANIFEST_GOOD] = "good",
        [BS_MANIFEST_ABSENT] = "absent",
        [BS_MANIFEST_UNREADABLE] = "unreadable",
        [BS_MANIFEST_NO_JSON] = "no_json",
        [BS_MANIFEST_WRONG_NAME] = "wrong_name",
        [BS_MANIFEST_WRONG_TYPE] = "wrong_type",
        [BS_MANIFEST_EXTRA_KEY] = "extra_key",
        [BS_MANIFEST_WRONG_IDS] = "wrong_ids",
        [BS_MANIFEST_NO_PROGRAM] = "no_program",
        [BS_MANIFEST_NOT_EXECUTABLE] = "not_executable",
        [BS_MANIFEST_NOEXEC] = "noexec",
    };
    return ids[fault];
}

static bool is_text(const cJSON *manifest, const char *name, const char *expected)
{
    const char *text = cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(manifest, name));
    return text != NULL && strcmp(text, expected) == 0;
}

static const char *extra_key(const cJSON *manifest, bs_family family)
{
    const char *const known[] = {"name", "description", "path", "type",
                                 bs_manifest_callers_key(family)};
    const cJSON *item = NULL;
    cJSON_ArrayForEach(item, manifest)
    {
        bool found = false;
        for (size_t i = 0; i < sizeof known / sizeof known[0]; i++) {
            found = found || strcmp(item->string, known[i]) == 0;
        }
        if (!found) {
            return item->string;
        }
    }
    return NULL;
}

static bool has_callers(const cJSON *manifest, bs_family family)
{
    cJSON *wanted = bs_manifest_callers(family);
    const cJSON *present =
        cJSON_GetObjectItemCaseSensitive(manifest, bs_manifest_callers_key(family));
    bool all = cJSON_IsArray(present);
    const cJSON *caller = NULL;
    cJSON_ArrayForEach(caller, wanted)
    {
        bool found = false;
        const cJSON *item = NULL;
        cJSON_ArrayForEach(item, present)
        {
            found = found || cJSON_Compare(item, caller, true);
        }
        all = all && found;
    }
    cJSON_Delete(wanted);
    return all;
}

static bool is_loose(const char *path)
{
    bs_path_facts about;
    return bs_path_look(&about, path, true) && about.writable;
}

static bs_manifest_fault judge_program(const char *path)
{
    bs_path_facts about;
    if (path == NULL || !bs_path_is_absolute(path) || !bs_path_look(&about, path, true) ||
        !about.is_file) {
        return BS_MANIFEST_NO_PROGRAM;
    }
    if (bs_path_is_program(path)) {
        return BS_MANIFEST_GOOD;
    }
    return about.all_execute ? BS_MANIFEST_NOEXEC : BS_MANIFEST_NOT_EXECUTABLE;
}

static bs_manifest_fault judge(bs_manifest_check *inspection, const cJSON *manifest,
                               bs_program program, bs_family family)
{
    if (!is_text(manifest, "name", bs_program_name(program))) {
        return BS_MANIFEST_WRONG_NAME;
    }
    if (!is_text(manifest, "type", "stdio")) {
        return BS_MANIFEST_WRONG_TYPE;
    }
    const char *extra = family == BS_FIREFOX ? extra_key(manifest, family) : NULL;
    if (extra != NULL) {
        free(inspection->detail);
        inspection->detail = bs_xstrdup(extra);
        return BS_MANIFEST_EXTRA_KEY;
    }
    if (!has_callers(manifest, family)) {
        return BS_MANIFEST_WRONG_IDS;
    }
    return judge_program(inspection->program);
}

void bs_manifest_check_run(bs_manifest_check *inspection, const bs_messages *text, const char *path,
                           bs_program program, bs_family family)
{
    *inspection = (bs_manifest_check){.path = bs_xstrdup(path), .detail = bs_xstrdup("")};
    char *read = NULL;
    int failure = bs_file_read(&read, NULL, path);
    if (failure == ENOENT || failure == ENOTDIR) {
        inspection->fault = BS_MANIFEST_ABSENT;
        return;
    }
    if (failure != 0) {
        free(inspection->detail);
        inspection->detail = bs_xstrdup(bs_file_failure(text, failure));
        inspection->fault = BS_MANIFEST_UNREADABLE;
        return;
    }
    cJSON *manifest = cJSON_ParseWithOpts(read, NULL, true);
    free(read);
    if (!cJSON_IsObject(manifest)) {
        inspection->fault = BS_MANIFEST_NO_JSON;
    } else {
        const char *named =
            cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(manifest, "path"));
        inspection->program = named != NULL ? bs_xstrdup(named) : NULL;
        inspection->fault = judge(inspection, manifest, program, family);
        inspection->loose = is_loose(path) || (named != NULL && is_loose(named));
    }
    cJSON_Delete(manifest);
}

void bs_manifest_check_free(bs_manifest_check *inspection)
{
    free(inspection->path);
    free(inspection->program);
    free(inspection->detail);
    *inspection = (bs_manifest_check){0};
}
