#include <string.h>

#include "bussola/codec/json_write.h"
#include "bussola/codec/reply.h"
#include "bussola/codec/team_file.h"
#include "values.h"

void bs_reply_share(bs_buffer *out, const bs_request *request, const bs_buffer *file)
{
    bs_json json = bs_values_begin(out, request);
    bs_json_name(&json, "data");
    bs_json_text(&json, file->data, file->size);
    bs_json_close(&json, '}');
}

static bs_status write_file(bs_json *json, const char *text, int64_t now, bs_error *error)
{
    bs_team_member member;
    const bs_status status = bs_team_file_read(&member, text, strlen(text), now, error);
    if (status == BS_INTERNAL) {
        return status;
    }
    bs_json_open(json, '{');
    bs_json_name(json, "member");
    if (status == BS_OK) {
        bs_json_open(json, '{');
        bs_team_member_write(json, &member);
        bs_json_close(json, '}');
        bs_json_name(json, "error");
        bs_json_null(json);
    } else {
        bs_json_null(json);
        bs_values_error(json, error);
    }
    bs_json_close(json, '}');
    return BS_OK;
}

bs_status bs_reply_team(bs_buffer *out, const bs_request *request, int64_t now, bs_error *error)
{
    bs_json json = bs_values_begin(out, request);
    bs_json_name(&json, "files");
    bs_json_open(&json, '[');
    for (size_t i = 0; i < request->file_count; i++) {
        BS_TRY(write_file(&json, request->files[i], now, error));
    }
    bs_json_close(&json, ']');
    bs_json_close(&json, '}');
    return BS_OK;
}
