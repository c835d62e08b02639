#include "json.h"

#include <stdio.h>

/** Bytes of output, far more than any history has. */
#define OUTPUT_MAX ((size_t)64 * 1024 * 1024)

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

void bs_json_member_day(bs_json *json, const char *name, bs_day day)
{
    char text[BS_DAY_TEXT];
    if (day == BS_DAY_NONE) {
        bs_json_member_null(json, name);
        return;
    }
    bs_day_format(text, day);
    bs_json_member_text(json, name, text);
}

void bs_json_member_known(bs_json *json, const char *name, const char *text)
{
    if (text[0] == '\0') {
        bs_json_member_null(json, name);
    } else {
        bs_json_member_text(json, name, text);
    }
}

void bs_json_member_open(bs_json *json, const char *name, char bracket)
{
    bs_json_name(json, name);
    bs_json_open(json, bracket);
}

bs_json *bs_json_start(bs_json_output *output, char bracket)
{
    bs_buffer_init(&output->buffer, OUTPUT_MAX);
    output->json = bs_json_begin(&output->buffer);
    output->closing = bracket == '{' ? '}' : ']';
    bs_json_open(&output->json, bracket);
    return &output->json;
}

void bs_json_identified(bs_json *json, bool identified)
{
    if (!identified) {
        bs_json_member_bool(json, "identified", false);
    }
}

bs_exit bs_json_finish(bs_json_output *output, const bs_cli *cli)
{
    bs_exit code = BS_EXIT_OK;
    bs_json_close(&output->json, output->closing);
    if (output->buffer.failed) {
        code = bs_complain(cli, BS_EXIT_FAILED, "cli_json_failed", NULL);
    } else {
        (void)fwrite(output->buffer.data, 1, output->buffer.size, stdout);
        (void)putchar('\n');
    }
    bs_buffer_free(&output->buffer);
    return code;
}
