#include "hello.h"

#include <string.h>

#include "values.h"

#define PROTOCOL_MAX 1000 /**< more is no protocol of ours */
#define KIND_LETTERS "abcdefghijklmnopqrstuvwxyz0123456789_"

static bs_status read_integer(int64_t *value, const bs_fields *fields, const char *name,
                              int64_t least, int64_t most)
{
    bs_status status = bs_fields_integer(value, fields, name);
    if (status == BS_OK && (*value < least || *value > most)) {
        status = bs_fields_fail(fields, BS_OUT_OF_RANGE, name, "is out of range");
    }
    return status;
}

/** `protocol {from, to}`: the first releases told none and spoke the first. */
static bs_status read_protocol(bs_greeting *greeting, const bs_fields *client)
{
    bs_fields range;
    bool present = false;
    bs_status status = bs_fields_object_maybe(&range, &present, client, "protocol");
    greeting->protocol_from = 1;
    greeting->protocol_to = 1;
    if (status == BS_OK && present) {
        status = read_integer(&greeting->protocol_from, &range, "from", 0, PROTOCOL_MAX);
    }
    if (status == BS_OK && present) {
        status = read_integer(&greeting->protocol_to, &range, "to", greeting->protocol_from,
                              PROTOCOL_MAX);
    }
    return status;
}

static bs_status read_pinned(bs_greeting *greeting, const bs_fields *client)
{
    const cJSON *pinned = bs_fields_get(client, "pinned");
    if (pinned != NULL && !cJSON_IsBool(pinned)) {
        return bs_fields_fail(client, BS_BAD_REQUEST, "pinned", "must be true or false");
    }
    const bs_told told = cJSON_IsTrue(pinned) ? BS_TOLD_YES : BS_TOLD_NO;
    greeting->pinned = pinned != NULL ? told : BS_UNTOLD;
    return BS_OK;
}

/** `pages {kind: moment}`. */
static bs_status read_pages(bs_greeting *greeting, const bs_fields *client)
{
    bs_fields pages;
    bool present = false;
    bs_status status = bs_fields_object_maybe(&pages, &present, client, "pages");
    const cJSON *page = present && status == BS_OK ? pages.object->child : NULL;
    for (; page != NULL && status == BS_OK; page = page->next) {
        const size_t length = strlen(page->string);
        if (length == 0 || length > BS_PAGE_MAX || length != strspn(page->string, KIND_LETTERS) ||
            greeting->page_count == BS_GREETING_PAGES_MAX) {
            return bs_fields_fail(client, BS_OUT_OF_RANGE, "pages",
                                  "must have few kinds of page, each a plain word");
        }
        bs_moment seen;
        status = bs_fields_moment(&seen, &pages, page->string);
        if (status == BS_OK) {
            memcpy(greeting->pages[greeting->page_count].kind, page->string, length + 1);
            greeting->pages[greeting->page_count].seen = seen;
            greeting->page_count++;
        }
    }
    return status;
}

bs_status bs_hello_read(bs_greeting *greeting, const bs_fields *client)
{
    char name[BS_LABEL_MAX + 1];
    *greeting = (bs_greeting){0};
    bs_status status = bs_fields_text(name, sizeof name, client, "name");
    if (status == BS_OK) {
        status = bs_fields_text(greeting->version, sizeof greeting->version, client, "version");
    }
    if (status == BS_OK) {
        status = bs_fields_text(greeting->browser, sizeof greeting->browser, client, "browser");
    }
    if (status == BS_OK) {
        status =
            bs_fields_text_maybe(greeting->instance, sizeof greeting->instance, client, "instance");
    }
    if (status == BS_OK) {
        status = read_protocol(greeting, client);
    }
    if (status == BS_OK && bs_fields_get(client, "rules") != NULL) {
        status = read_integer(&greeting->rules, client, "rules", 0, BS_FIELD_INTEGER_MAX);
    }
    if (status == BS_OK) {
        status = read_pinned(greeting, client);
    }
    return status == BS_OK ? read_pages(greeting, client) : status;
}

void bs_hello_write(bs_json *json, const bs_greeting *greeting)
{
    bs_json_open(json, '{');
    bs_values_text(json, "name", "bussola");
    bs_values_text(json, "version", greeting->version);
    bs_values_text(json, "browser", greeting->browser);
    bs_values_text(json, "instance", greeting->instance);
    bs_json_name(json, "protocol");
    bs_json_open(json, '{');
    bs_json_name(json, "from");
    bs_json_integer(json, greeting->protocol_from);
    bs_json_name(json, "to");
    bs_json_integer(json, greeting->protocol_to);
    bs_json_close(json, '}');
    bs_json_name(json, "rules");
    bs_json_integer(json, greeting->rules);
    if (greeting->pinned != BS_UNTOLD) {
        bs_json_name(json, "pinned");
        bs_json_bool(json, greeting->pinned == BS_TOLD_YES);
    }
    bs_json_name(json, "at");
    bs_json_integer(json, greeting->at);
    bs_json_name(json, "pages");
    bs_json_open(json, '{');
    for (size_t i = 0; i < greeting->page_count; i++) {
        bs_values_moment(json, greeting->pages[i].kind, greeting->pages[i].seen);
    }
    bs_json_close(json, '}');
    bs_json_close(json, '}');
}
