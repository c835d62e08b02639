#include "json.h"

#include <cjson/cJSON.h>
#include <stdio.h>

#include "memory.h"

void bs_json_member_text(bs_json *json, const char *name, const char *text)
{
    bs_json_name(json, name);
    bs_json_string(json, text);
}

void bs_json_member_integer(bs_json *json, const char *name, int64_t value)
{
    bs_json_name(json, name);
    bs_json_integer(json, value);
}

void bs_json_member_bool(bs_json *json, const char *name, bool value)
{
    bs_json_name(json, name);
    bs_json_bool(json, value);
}

void bs_json_member_null(bs_json *json, const char *name)
{
    bs_json_name(json, name);
    bs_json_null(json);
}

void bs_json_member_open(bs_json *json, const char *name, char bracket)
{
    bs_json_name(json, name);
    bs_json_open(json, bracket);
}

bs_exit bs_json_finish(const bs_cli *cli, const bs_buffer *out)
{
    if (out->failed) {
        return bs_complain(cli, BS_EXIT_FAILED, "cli_json_failed", NULL);
    }
    (void)fwrite(out->data, 1, out->size, stdout);
    (void)putchar('\n');
    return BS_EXIT_OK;
}

bs_exit bs_json_print(const bs_cli *cli, const bs_buffer *reply, const char *member,
                      bool identified)
{
    cJSON *root = reply->failed ? NULL : cJSON_ParseWithLength(reply->data, reply->size);
    if (root == NULL) {
        return bs_complain(cli, BS_EXIT_FAILED, "cli_json_failed", NULL);
    }
    cJSON *printed = root;
    if (member != NULL) {
        printed = cJSON_GetObjectItemCaseSensitive(root, member);
    } else {
        cJSON_DeleteItemFromObjectCaseSensitive(root, "id");
        cJSON_DeleteItemFromObjectCaseSensitive(root, "ok");
        cJSON_DeleteItemFromObjectCaseSensitive(root, "type");
    }
    if (!identified && cJSON_AddFalseToObject(printed, "identified") == NULL) {
        bs_memory_out();
    }
    char *text = cJSON_PrintUnformatted(printed);
    bs_exit code =
        text != NULL ? BS_EXIT_OK : bs_complain(cli, BS_EXIT_FAILED, "cli_json_failed", NULL);
    if (text != NULL) {
        (void)puts(text);
    }
    cJSON_free(text);
    cJSON_Delete(root);
    return code;
}
