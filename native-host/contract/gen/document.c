/* The reference of the protocol, include/README.md. */
#include <ctype.h>
#include <stdio.h>
#include <string.h>

#include "contract.h"

static void print_type(const cJSON *schema);

static void print_link(const char *name)
{
    (void)printf("[%s](#", name);
    for (; *name != '\0'; name++) {
        (void)putchar(tolower((unsigned char)*name));
    }
    (void)putchar(')');
}

static void print_value(const cJSON *value)
{
    if (cJSON_IsString(value)) {
        (void)printf("`\"%s\"`", value->valuestring);
    } else if (cJSON_IsBool(value)) {
        (void)printf("`%s`", cJSON_IsTrue(value) ? "true" : "false");
    } else {
        (void)printf("`%.0f`", value->valuedouble);
    }
}

static void print_words(const cJSON *words)
{
    const cJSON *word = NULL;
    cJSON_ArrayForEach(word, words)
    {
        print_value(word);
        (void)fputs(word->next != NULL ? ", " : "", stdout);
    }
}

static void print_bounds(const cJSON *schema)
{
    const cJSON *least = get(schema, "minimum");
    const cJSON *most = get(schema, "maximum");
    if (most != NULL && least != NULL) {
        (void)printf(", %.0f to %.0f", least->valuedouble, most->valuedouble);
    } else if (least != NULL) {
        (void)printf(", %.0f or more", least->valuedouble);
    }
}

static void print_typed(const cJSON *schema)
{
    const char *type = text_of(schema, "type");
    const char *format = cJSON_GetStringValue(get(schema, "format"));
    const cJSON *most = get(schema, "maxLength");
    if (strcmp(type, "array") == 0) {
        (void)fputs("list of ", stdout);
        print_type(member(schema, "items"));
        if (get(schema, "maxItems") != NULL) {
            (void)printf(" (at most %.0f)", get(schema, "maxItems")->valuedouble);
        }
    } else if (get(schema, "additionalProperties") != NULL) {
        (void)fputs("object: ", stdout);
        print_type(member(schema, "additionalProperties"));
        (void)fputs(" by ", stdout);
        if (get(schema, "propertyNames") != NULL) {
            print_type(get(schema, "propertyNames"));
        } else {
            (void)fputs("word", stdout);
        }
    } else if (format != NULL && strcmp(format, "line") != 0) {
        (void)fputs(format, stdout);
    } else {
        (void)fputs(type, stdout);
        print_bounds(schema);
        if (most != NULL) {
            (void)printf(format != NULL ? ", shown up to %.0f characters" : ", up to %.0f bytes",
                         most->valuedouble);
        }
    }
}

static void print_type(const cJSON *schema)
{
    if (ref_of(schema) != NULL) {
        print_link(ref_of(schema));
    } else if (or_null(schema) != NULL) {
        print_type(or_null(schema));
        (void)fputs(" or null", stdout);
    } else if (get(schema, "const") != NULL) {
        print_value(get(schema, "const"));
    } else if (get(schema, "enum") != NULL) {
        print_words(get(schema, "enum"));
    } else {
        print_typed(schema);
    }
}

static const char *description_of(const cJSON *schema)
{
    const char *text = cJSON_GetStringValue(get(schema, "description"));
    return text != NULL ? text : "";
}

static void print_members(const cJSON *schema)
{
    const cJSON *property = NULL;
    const cJSON *properties = get(schema, "properties");
    if (cJSON_GetArraySize(properties) == 0) {
        return;
    }
    (void)puts("\n| member | type | |\n|---|---|---|");
    cJSON_ArrayForEach(property, properties)
    {
        (void)printf("| `%s`%s | ", property->string,
                     is_required(schema, property->string) ? "" : "?");
        print_type(property);
        (void)printf(" | %s |\n", description_of(property));
    }
}

static void print_enum(const cJSON *def)
{
    const cJSON *meanings = get(def, "x-values");
    const cJSON *word = NULL;
    if (meanings == NULL) {
        (void)putchar('\n');
        print_words(member(def, "enum"));
        (void)puts(is_set(def, "x-open") ? "; a later program may say others." : ".");
        return;
    }
    (void)printf("%s\n| word | |\n|---|---|\n",
                 is_set(def, "x-open") ? " A later program may say others.\n" : "");
    cJSON_ArrayForEach(word, member(def, "enum"))
    {
        (void)printf("| `\"%s\"` | %s |\n", word->valuestring,
                     text_of(meanings, word->valuestring));
    }
}

static void write_def(const cJSON *def)
{
    const cJSON *base = cJSON_GetArrayItem(get(def, "allOf"), 0);
    (void)printf("\n### %s\n\n%s\n", def->string, description_of(def));
    if (get(def, "enum") != NULL) {
        print_enum(def);
    } else if (get(def, "properties") == NULL) {
        (void)putchar('\n');
        print_typed(def);
        (void)puts(".");
    }
    if (base != NULL) {
        (void)fputs("\nAll of ", stdout);
        print_link(ref_of(base));
        (void)puts(", and:");
    }
    print_members(def);
}

static void write_request(const cJSON *request)
{
    (void)printf("\n### %s\n\n%s\n", text_of(request, "type"), description_of(request));
    print_members(member(request, "request"));
    (void)puts("\nReply:");
    print_members(member(request, "reply"));
    const cJSON *example = NULL;
    (void)puts("\n```json");
    cJSON_ArrayForEach(example, member(request, "examples"))
    {
        (void)puts(cJSON_PrintUnformatted(example));
    }
    (void)puts("```");
}

static void write_model(const cJSON *model)
{
    const cJSON *def = NULL;
    (void)printf("\n## Models\n\n%s\n", text_of(model, "description"));
    cJSON_ArrayForEach(def, member(model, "$defs"))
    {
        write_def(def);
    }
}

static void write_limits(const cJSON *limits)
{
    const cJSON *limit = NULL;
    (void)puts("\n## Limits\n\n| limit | |\n|---|---|");
    cJSON_ArrayForEach(limit, limits)
    {
        (void)printf("| %.16g | %s |\n", member(limit, "value")->valuedouble,
                     description_of(limit));
    }
}

static void write_signals(const contract *data)
{
    const cJSON *signal = NULL;
    (void)puts("\n## Signals\n");
    (void)puts("What is counted: a flag (there or missing), a gauge (a level), a tally (a count per"
               " day) or a rate (one tally over another, at most 1, never sent or stored)."
               " Scored: may stand in a model.\n\n"
               "| signal | kind | at most | scored | seen on |\n|---|---|---|---|---|");
    cJSON_ArrayForEach(signal, data->signals)
    {
        const cJSON *max = get(signal, "max");
        (void)printf("| `%s` | %s | %.0f | %s | %s |\n", text_of(signal, "id"),
                     text_of(signal, "kind"), max != NULL ? max->valuedouble : 1,
                     is_set(signal, "scorable") ? "yes" : "", text_of(signal, "seen"));
    }
}

static void write_pages(const contract *data)
{
    const cJSON *page = NULL;
    (void)puts("\n## Pages\n\n| page | address | often without a count |\n|---|---|---|");
    cJSON_ArrayForEach(page, data->pages)
    {
        const char *path = cJSON_GetStringValue(get(page, "path"));
        (void)printf("| `%s` | %s | %s |\n", text_of(page, "id"), path != NULL ? path : "",
                     is_set(page, "silent") ? "yes" : "");
    }
}

void write_document(const contract *data)
{
    const cJSON *part = NULL;
    (void)puts(
        "<!-- Written from include/contract by `make reference`. -->\n\n"
        "# The contract\n\n"
        "`include/contract` is data: what is counted (`include/contract/signals.json`), on"
        " which pages (`include/contract/pages.json`), what a browser and the companion program"
        " say to each other (`include/contract/protocol.json`), what a model is"
        " (`include/contract/model.json`; those built in are in `include/contract/models`),"
        " and every limit that is in more than one place (`include/contract/limits.json`). C and "
        "TypeScript are"
        " written from it when they are built. `include/bussola` holds the C headers.\n\n"
        "## Messages\n");
    (void)puts(
        "One JSON message a frame: its length in 4 bytes of the machine's order, then UTF-8. A"
        " request is `{\"id\", \"type\", …}` with the members below; `id` is an integer from 0 to"
        " 2^53 − 1. Its reply is `{\"id\", \"ok\": true, \"type\", …}`, or `{\"id\", \"ok\": false,"
        " \"error\"}` with a [HostError](#hosterror); `id` is null where the request's could not be"
        " read. A refused request changes nothing, and the next one is served. A frame beyond the"
        " limit is refused and read past. No name may stand twice in an object.\n\n"
        "A member with a question mark may be absent. Members that a reader does not know are"
        " ignored, so that optional ones can be added.\n\n## Requests");
    cJSON_ArrayForEach(part, member(data->protocol, "requests"))
    {
        write_request(part);
    }
    (void)puts("\n## Types");
    cJSON_ArrayForEach(part, member(data->protocol, "$defs"))
    {
        write_def(part);
    }
    write_model(data->model);
    write_limits(data->limits);
    write_signals(data);
    write_pages(data);
}
