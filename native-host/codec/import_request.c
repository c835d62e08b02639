#include "bussola/codec/import_request.h"

#include <cjson/cJSON.h>
#include <string.h>

#include "base64.h"
#include "fields.h"

static const char *const types[] = {"import", "bytes", "hello"};

void bs_import_request_init(bs_import_request *request)
{
    *request = (bs_import_request){0};
    bs_buffer_init(&request->bytes, BS_IMPORT_PIECE_MAX);
}

void bs_import_request_free(bs_import_request *request)
{
    bs_buffer_free(&request->bytes);
}

static bs_status read_begin(bs_import_request *request, const bs_fields *fields)
{
    bs_fields file;
    bs_fields profile;
    int64_t size = 0;
    BS_TRY(bs_fields_object(&file, fields, "file"));
    BS_TRY(bs_fields_text(request->name, sizeof request->name, &file, "name"));
    BS_TRY(bs_fields_integer(&size, &file, "size"));
    if (size < 0) {
        return bs_fields_fail(&file, BS_OUT_OF_RANGE, "size", "must not be negative");
    }
    request->size = (uint64_t)size;
    BS_TRY(bs_fields_object_maybe(&profile, &request->has_key, fields, "profile"));
    return request->has_key ? bs_fields_text(request->key, sizeof request->key, &profile, "key")
                            : BS_OK;
}

static bs_status read_bytes(bs_import_request *request, const bs_fields *fields)
{
    const cJSON *bytes = bs_fields_get(fields, "bytes");
    const char *text = cJSON_IsString(bytes) ? bytes->valuestring : NULL;
    if (text != NULL) {
        const size_t room = strlen(text) / 4 * 3;
        const size_t most = room < BS_IMPORT_PIECE_MAX ? room : BS_IMPORT_PIECE_MAX;
        if (bs_buffer_reserve(&request->bytes, most) != BS_OK) {
            return bs_fail(fields->error, BS_INTERNAL, "", "Out of memory.");
        }
    }
    return text != NULL && bs_base64_decode(&request->bytes, text)
               ? BS_OK
               : bs_fields_fail(fields, BS_BAD_REQUEST, "bytes",
                                "must be base64 of what was asked");
}

static bs_status read_message(bs_import_request *request, const bs_fields *fields)
{
    int type = BS_IMPORT_BEGIN;
    bs_status status = bs_fields_integer(&request->id, fields, "id");
    request->has_id = status == BS_OK;
    if (status == BS_OK) {
        status = bs_fields_word(&type, fields, "type", types, sizeof types / sizeof *types);
    }
    request->type = (bs_import_type)type;
    if (status != BS_OK || request->type == BS_IMPORT_HELLO) {
        return status;
    }
    return request->type == BS_IMPORT_BEGIN ? read_begin(request, fields)
                                            : read_bytes(request, fields);
}

bs_status bs_import_request_parse(bs_import_request *request, const char *text, size_t length,
                                  bs_error *error)
{
    bs_buffer bytes = request->bytes;
    bs_buffer_clear(&bytes);
    *request = (bs_import_request){.bytes = bytes};
    cJSON *json = NULL;
    bs_status status = bs_fields_parse(&json, text, length, error);
    if (status == BS_OK) {
        const bs_fields fields = {.object = json, .error = error};
        status = read_message(request, &fields);
    }
    cJSON_Delete(json);
    return status;
}
