#include "manifest.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "bussola/core/embedded.h"
#include "cli/output/xmalloc.h"
#include "platform/path.h"
#include "platform/process.h"

const char *bs_manifest_callers_key(bs_family family)
{
    return family == BS_FIREFOX ? "allowed_extensions" : "allowed_origins";
}

static const char *text_of(const cJSON *row, const char *name)
{
    return cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(row, name));
}

cJSON *bs_manifest_callers(bs_family family)
{
    cJSON *table = cJSON_Parse(bs_embedded_extension_ids);
    cJSON *callers = cJSON_CreateArray();
    const cJSON *row = NULL;
    cJSON_ArrayForEach(row, cJSON_GetObjectItemCaseSensitive(table, "extensions"))
    {
        const char *id = text_of(row, "id");
        const bool ours = strcmp(text_of(row, "family"), bs_family_id(family)) == 0;
        if (id == NULL || !ours) {
            continue;
        }
        char *caller =
            family == BS_FIREFOX ? bs_xstrdup(id) : bs_xasprintf("chrome-extension://%s/", id);
        (void)cJSON_AddItemToArray(callers, cJSON_CreateString(caller));
        free(caller);
    }
    cJSON_Delete(table);
    return callers;
}

char *bs_manifest_store_page(const char *store)
{
    cJSON *table = cJSON_Parse(bs_embedded_extension_ids);
    char *page = NULL;
    const cJSON *row = NULL;
    cJSON_ArrayForEach(row, cJSON_GetObjectItemCaseSensitive(table, "extensions"))
    {
        const char *found = text_of(row, "page");
        if (found != NULL && strcmp(text_of(row, "source"), store) == 0) {
            free(page);
            page = bs_xstrdup(found);
        }
    }
    cJSON_Delete(table);
    return page;
}

const char *bs_program_file(bs_program program)
{
    return program == BS_PROGRAM_HOST ? "bussola-host" BS_PROCESS_SUFFIX
                                      : "bussola-import" BS_PROCESS_SUFFIX;
}

const char *bs_program_name(bs_program program)
{
    return program == BS_PROGRAM_HOST ? BS_HOST_NAME : "org.bussola.import";
}

char *bs_manifest_path(const char *directory, bs_program program)
{
    return bs_xasprintf("%s/%s.json", directory, bs_program_name(program));
}

static const char *embedded_manifest(bs_program program, bs_family family)
{
    if (program == BS_PROGRAM_HOST) {
        return family == BS_FIREFOX ? bs_embedded_manifest_firefox : bs_embedded_manifest_chromium;
    }
    return family == BS_FIREFOX ? bs_embedded_import_firefox : bs_embedded_import_chromium;
}

char *bs_manifest_text(bs_program program, bs_family family, const char *path)
{
    cJSON *manifest = cJSON_Parse(embedded_manifest(program, family));
    char *local = bs_path_local(path);
    if (local == NULL) {
        bs_xfail();
    }
    (void)cJSON_ReplaceItemInObjectCaseSensitive(manifest, "path", cJSON_CreateString(local));
    free(local);
    (void)cJSON_ReplaceItemInObjectCaseSensitive(manifest, bs_manifest_callers_key(family),
                                                 bs_manifest_callers(family));
    char *printed = cJSON_Print(manifest);
    cJSON_Delete(manifest);
    if (printed == NULL) {
        bs_xfail();
    }
    char *text = bs_xasprintf("%s\n", printed);
    cJSON_free(printed);
    return text;
}

char *bs_manifest_wrapper(const char *host)
{
    bs_xtext out = {0};
    bs_xtext_add(&out, "#!/bin/sh\nexec flatpak-spawn --host --watch-bus '");
    for (const char *at = host; *at != '\0'; at++) {
        bs_xtext_add(&out, *at == '\'' ? "'\\''" : (char[2]){*at, '\0'});
    }
    bs_xtext_add(&out, "' \"$@\"\n");
    return bs_xtext_end(&out);
}
