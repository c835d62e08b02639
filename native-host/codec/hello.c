#include "hello.h"

#include <string.h>

#include "bussola/codec/client_hello.h"
#include "values.h"

#define PROTOCOL_MAX 1000 /**< larger numbers are invalid */
#define KIND_LETTERS "abcdefghijklmnopqrstuvwxyz0123456789_"
#define WORD_LETTERS KIND_LETTERS "-"

static bs_status read_integer(int64_t *value, const bs_fields *fields, const char *name,
                              int64_t least, int64_t most)
{
    BS_TRY(bs_fields_integer(value, fields, name));
    if ((*value < least || *value > most)) {
        return bs_fields_fail(fields, BS_OUT_OF_RANGE, name, "is out of range");
    }
    return BS_OK;
}

/** `protocol {from, to}`; the first releases send none and speak protocol 1. */
static bs_status read_protocol(bs_client_hello *hello, const bs_fields *client)
{
    bs_fields range;
    bool present = false;
    BS_TRY(bs_fields_object_maybe(&range, &present, client, "protocol"));
    hello->protocol_from = 1;
    hello->protocol_to = 1;
    if (present) {
        BS_TRY(read_integer(&hello->protocol_from, &range, "from", 0, PROTOCOL_MAX));
    }
    if (present) {
        BS_TRY(read_integer(&hello->protocol_to, &range, "to", hello->protocol_from, PROTOCOL_MAX));
    }
    return BS_OK;
}

static bs_status read_pinned(bs_client_hello *hello, const bs_fields *client)
{
    const cJSON *pinned = bs_fields_get(client, "pinned");
    if (pinned != NULL && !cJSON_IsBool(pinned)) {
        return bs_fields_fail(client, BS_BAD_REQUEST, "pinned", "must be true or false");
    }
    const bs_tristate answer = cJSON_IsTrue(pinned) ? BS_TRISTATE_YES : BS_TRISTATE_NO;
    hello->pinned = pinned != NULL ? answer : BS_TRISTATE_UNKNOWN;
    return BS_OK;
}

/** `pillars {pillar: name}`. */
static bs_status read_pillars(bs_client_hello *hello, const bs_fields *client)
{
    bs_fields names;
    bool present = false;
    bs_status status = bs_fields_object_maybe(&names, &present, client, "pillars");
    for (int p = 0; p < BS_PILLAR_COUNT && present && status == BS_OK; p++) {
        status = bs_fields_text(hello->pillars[p], sizeof hello->pillars[p], &names,
                                bs_pillar_id((bs_pillar)p));
    }
    return status;
}

/** `pages {kind: moment}`. */
static bs_status read_pages(bs_client_hello *hello, const bs_fields *client)
{
    bs_fields pages;
    bool present = false;
    bs_status status = bs_fields_object_maybe(&pages, &present, client, "pages");
    const cJSON *page = present && status == BS_OK ? pages.object->child : NULL;
    for (; page != NULL && status == BS_OK; page = page->next) {
        const size_t length = strlen(page->string);
        if (length == 0 || length > BS_PAGE_MAX || length != strspn(page->string, KIND_LETTERS) ||
            hello->page_count == BS_CLIENT_HELLO_PAGES_MAX) {
            return bs_fields_fail(client, BS_OUT_OF_RANGE, "pages",
                                  "must have few kinds of page, each a plain word");
        }
        bs_moment seen;
        status = bs_fields_moment(&seen, &pages, page->string);
        if (status == BS_OK) {
            memcpy(hello->pages[hello->page_count].kind, page->string, length + 1);
            hello->pages[hello->page_count].seen = seen;
            hello->page_count++;
        }
    }
    return status;
}

static bool is_plain(const char *word, size_t most)
{
    const size_t length = strlen(word);
    return length > 0 && length <= most && length == strspn(word, WORD_LETTERS);
}

/** `found {signal: anchor}` and `missed {signal: reason}`. */
static bs_status read_trace(bs_page_health *health, const bs_fields *page, const char *name,
                            bool found)
{
    bs_fields trace;
    bool present = false;
    bs_status status = bs_fields_object_maybe(&trace, &present, page, name);
    const cJSON *word = present && status == BS_OK ? trace.object->child : NULL;
    for (; word != NULL && status == BS_OK; word = word->next) {
        bs_health_trace *next = &health->trace[health->trace_count];
        if (health->trace_count == BS_CLIENT_HELLO_TRACE_MAX || !cJSON_IsString(word) ||
            !is_plain(word->string, BS_CLIENT_HELLO_WORD_MAX) ||
            !is_plain(word->valuestring, BS_CLIENT_HELLO_WORD_MAX)) {
            return bs_fields_fail(page, BS_OUT_OF_RANGE, name, "must have few and plain words");
        }
        memcpy(next->signal, word->string, strlen(word->string) + 1);
        memcpy(next->word, word->valuestring, strlen(word->valuestring) + 1);
        next->found = found;
        health->trace_count++;
    }
    return status;
}

/** `health {kind: {visit, misses, found, missed}}`. */
static bs_status read_health(bs_client_hello *hello, const bs_fields *client)
{
    bs_fields pages;
    bool present = false;
    bs_status status = bs_fields_object_maybe(&pages, &present, client, "health");
    const cJSON *kind = present && status == BS_OK ? pages.object->child : NULL;
    for (; kind != NULL && status == BS_OK; kind = kind->next) {
        bs_page_health *health = &hello->health[hello->health_count];
        bs_fields page;
        if (!is_plain(kind->string, BS_PAGE_MAX) ||
            hello->health_count == BS_CLIENT_HELLO_HEALTH_MAX) {
            return bs_fields_fail(client, BS_OUT_OF_RANGE, "health",
                                  "must have few kinds of page, each a plain word");
        }
        memcpy(health->kind, kind->string, strlen(kind->string) + 1);
        status = bs_fields_object(&page, &pages, kind->string);
        if (status == BS_OK) {
            status = bs_fields_moment(&health->visit, &page, "visit");
        }
        if (status == BS_OK) {
            status = read_integer(&health->misses, &page, "misses", 0, BS_INTEGER_MAX);
        }
        if (status == BS_OK) {
            status = read_trace(health, &page, "found", true);
        }
        if (status == BS_OK) {
            status = read_trace(health, &page, "missed", false);
        }
        hello->health_count++;
    }
    return status;
}

bs_status bs_hello_read(bs_client_hello *hello, const bs_fields *client)
{
    char name[BS_LABEL_MAX + 1];
    *hello = (bs_client_hello){0};
    BS_TRY(bs_fields_text(name, sizeof name, client, "name"));
    BS_TRY(bs_fields_text(hello->version, sizeof hello->version, client, "version"));
    BS_TRY(bs_fields_text(hello->browser, sizeof hello->browser, client, "browser"));
    BS_TRY(bs_fields_text_maybe(hello->instance, sizeof hello->instance, client, "instance"));
    BS_TRY(read_protocol(hello, client));
    if (bs_fields_get(client, "rules") != NULL) {
        BS_TRY(read_integer(&hello->rules, client, "rules", 0, BS_INTEGER_MAX));
    }
    BS_TRY(read_pinned(hello, client));
    BS_TRY(read_pillars(hello, client));
    BS_TRY(read_pages(hello, client));
    return read_health(hello, client);
}

static void write_trace(bs_json *json, const char *name, const bs_page_health *health, bool found)
{
    bs_json_name(json, name);
    bs_json_open(json, '{');
    for (size_t i = 0; i < health->trace_count; i++) {
        if (health->trace[i].found == found) {
            bs_values_text(json, health->trace[i].signal, health->trace[i].word);
        }
    }
    bs_json_close(json, '}');
}

static void write_health(bs_json *json, const bs_page_health *health)
{
    bs_json_name(json, health->kind);
    bs_json_open(json, '{');
    bs_values_moment(json, "visit", health->visit);
    bs_json_name(json, "misses");
    bs_json_integer(json, health->misses);
    write_trace(json, "found", health, true);
    write_trace(json, "missed", health, false);
    bs_json_close(json, '}');
}

void bs_hello_write(bs_json *json, const bs_client_hello *hello)
{
    bs_json_open(json, '{');
    bs_values_text(json, "name", "bussola");
    bs_values_text(json, "version", hello->version);
    bs_values_text(json, "browser", hello->browser);
    bs_values_text(json, "instance", hello->instance);
    bs_json_name(json, "protocol");
    bs_json_open(json, '{');
    bs_json_name(json, "from");
    bs_json_integer(json, hello->protocol_from);
    bs_json_name(json, "to");
    bs_json_integer(json, hello->protocol_to);
    bs_json_close(json, '}');
    bs_json_name(json, "rules");
    bs_json_integer(json, hello->rules);
    if (hello->pinned != BS_TRISTATE_UNKNOWN) {
        bs_json_name(json, "pinned");
        bs_json_bool(json, hello->pinned == BS_TRISTATE_YES);
    }
    if (hello->pillars[0][0] != '\0') {
        bs_json_name(json, "pillars");
        bs_json_open(json, '{');
        for (int p = 0; p < BS_PILLAR_COUNT; p++) {
            bs_values_text(json, bs_pillar_id((bs_pillar)p), hello->pillars[p]);
        }
        bs_json_close(json, '}');
    }
    bs_json_name(json, "at");
    bs_json_integer(json, hello->at);
    bs_json_name(json, "pages");
    bs_json_open(json, '{');
    for (size_t i = 0; i < hello->page_count; i++) {
        bs_values_moment(json, hello->pages[i].kind, hello->pages[i].seen);
    }
    bs_json_close(json, '}');
    bs_json_name(json, "health");
    bs_json_open(json, '{');
    for (size_t i = 0; i < hello->health_count; i++) {
        write_health(json, &hello->health[i]);
    }
    bs_json_close(json, '}');
    bs_json_close(json, '}');
}
