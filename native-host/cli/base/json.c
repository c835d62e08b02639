#include "json.h"

#include <cjson/cJSON.h>
#include <stdio.h>

#include "memory.h"

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
