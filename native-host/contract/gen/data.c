#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "contract.h"

void die(const char *where, const char *what)
{
    (void)fprintf(stderr, "include/contract: %s: %s\n", where, what);
    exit(EXIT_FAILURE);
}

const cJSON *member(const cJSON *object, const char *name)
{
    const cJSON *found = get(object, name);
    if (found == NULL) {
        const char *id = cJSON_GetStringValue(get(object, "id"));
        (void)fprintf(stderr, "%s: ", name);
        die(id != NULL ? id : "-", "a member is missing");
    }
    return found;
}

const char *text_of(const cJSON *object, const char *name)
{
    const char *text = cJSON_GetStringValue(member(object, name));
    if (text == NULL) {
        die(name, "is no text");
    }
    return text;
}

bool is_set(const cJSON *object, const char *name)
{
    return cJSON_IsTrue(get(object, name));
}

const cJSON *get(const cJSON *object, const char *name)
{
    return cJSON_GetObjectItemCaseSensitive(object, name);
}

const char *ref_of(const cJSON *schema)
{
    static const char before[] = "#/$defs/";
    const char *ref = cJSON_GetStringValue(get(schema, "$ref"));
    return ref != NULL && strncmp(ref, before, sizeof before - 1) == 0 ? ref + sizeof before - 1
                                                                       : NULL;
}

const cJSON *or_null(const cJSON *schema)
{
    return cJSON_GetArrayItem(get(schema, "anyOf"), 0);
}

bool is_required(const cJSON *object, const char *name)
{
    const cJSON *one = NULL;
    cJSON_ArrayForEach(one, get(object, "required"))
    {
        if (strcmp(one->valuestring, name) == 0) {
            return true;
        }
    }
    return false;
}

const cJSON *row_of(const cJSON *rows, const char *id)
{
    const cJSON *row = NULL;
    cJSON_ArrayForEach(row, rows)
    {
        if (strcmp(text_of(row, "id"), id) == 0) {
            return row;
        }
    }
    return NULL;
}

bool is_read(const cJSON *page)
{
    return !cJSON_IsFalse(get(page, "read"));
}

void print_constant(const char *prefix, const char *id)
{
    (void)fputs(prefix, stdout);
    for (; *id != '\0'; id++) {
        (void)putchar(toupper((unsigned char)*id));
    }
}

void print_snake(const char *name)
{
    for (const char *letter = name; *letter != '\0'; letter++) {
        if (letter != name && isupper((unsigned char)*letter)) {
            (void)putchar('_');
        }
        (void)putchar(toupper((unsigned char)*letter));
    }
}

void print_literal(const char *text)
{
    (void)putchar('"');
    for (; *text != '\0'; text++) {
        if (*text == '"' || *text == '\\') {
            (void)putchar('\\');
        }
        (void)putchar(*text);
    }
    (void)putchar('"');
}

/* ---- reading and checking -------------------------------------------------------------------- */

static cJSON *read_file(const char *folder, const char *name)
{
    char path[4096];
    const int length = snprintf(path, sizeof path, "%s/%s", folder, name);
    FILE *file = length > 0 && (size_t)length < sizeof path ? fopen(path, "rbe") : NULL;
    if (file == NULL || fseek(file, 0, SEEK_END) != 0) {
        die(name, "cannot be read");
    }
    const long size = ftell(file);
    rewind(file);
    char *text = size < 0 ? NULL : malloc((size_t)size);
    if (text == NULL || fread(text, 1, (size_t)size, file) != (size_t)size) {
        die(name, "cannot be read");
    }
    (void)fclose(file);
    cJSON *json = cJSON_ParseWithLength(text, (size_t)size);
    if (json == NULL) {
        die(name, "is no JSON");
    }
    free(text);
    return json;
}

static void check_ids(const cJSON *rows)
{
    const cJSON *row = NULL;
    cJSON_ArrayForEach(row, rows)
    {
        const char *id = text_of(row, "id");
        if (id[0] == '\0' || id[strspn(id, "abcdefghijklmnopqrstuvwxyz_")] != '\0') {
            die(id, "an id is small letters and _");
        }
        if (row_of(rows, id) != row) {
            die(id, "is there twice");
        }
    }
}

static void check_rate(const cJSON *signals, const cJSON *signal)
{
    const cJSON *part = NULL;
    const cJSON *of = member(signal, "of");
    cJSON_ArrayForEach(part, of)
    {
        const cJSON *row = cJSON_IsString(part) ? row_of(signals, part->valuestring) : NULL;
        if (row == NULL || strcmp(text_of(row, "kind"), "tally") != 0) {
            die(text_of(signal, "id"), "a rate is of two tallies");
        }
    }
    if (cJSON_GetArraySize(of) != 2) {
        die(text_of(signal, "id"), "a rate is of two tallies");
    }
}

/** Puts numbers where a schema names a limit. */
static void place_limits(cJSON *schema, const cJSON *limits)
{
    static const char *const keywords[] = {"minimum", "maximum", "maxLength", "maxItems"};
    for (size_t i = 0; i < sizeof keywords / sizeof *keywords; i++) {
        const char *id = cJSON_GetStringValue(get(schema, keywords[i]));
        const cJSON *limit = id != NULL ? row_of(limits, id) : NULL;
        if (id != NULL && limit == NULL) {
            die(id, "is no limit");
        }
        if (limit != NULL) {
            cJSON *number = cJSON_CreateNumber(member(limit, "value")->valuedouble);
            (void)cJSON_ReplaceItemInObjectCaseSensitive(schema, keywords[i], number);
        }
    }
    cJSON *inner = NULL;
    cJSON_ArrayForEach(inner, schema)
    {
        place_limits(inner, limits);
    }
}

/** Every `$ref` below a schema names a definition. */
static void check_refs(const cJSON *schema, const cJSON *defs, const char *user)
{
    const cJSON *inner = NULL;
    const char *ref = ref_of(schema);
    if (ref != NULL && get(defs, ref) == NULL) {
        (void)fprintf(stderr, "%s: ", user);
        die(ref, "is not defined");
    }
    cJSON_ArrayForEach(inner, schema)
    {
        check_refs(inner, defs, user);
    }
}

static void check_protocol(const cJSON *protocol)
{
    const cJSON *part = NULL;
    const cJSON *defs = member(protocol, "$defs");
    cJSON_ArrayForEach(part, defs)
    {
        check_refs(part, defs, part->string);
    }
    cJSON_ArrayForEach(part, member(protocol, "requests"))
    {
        check_refs(member(part, "request"), defs, text_of(part, "type"));
        check_refs(member(part, "reply"), defs, text_of(part, "type"));
    }
}

static void check_signals(const contract *data)
{
    const cJSON *signal = NULL;
    cJSON_ArrayForEach(signal, data->signals)
    {
        const char *id = text_of(signal, "id");
        const char *kind = text_of(signal, "kind");
        const cJSON *page = row_of(data->pages, text_of(signal, "seen"));
        if (page == NULL || get(page, "path") == NULL) {
            die(id, "no page of this name has an address");
        }
        if (is_set(signal, "scorable") && get(page, "minutes") == NULL) {
            die(id, "what a model may score is seen on a page with minutes");
        }
        if (strcmp(kind, "rate") == 0) {
            check_rate(data->signals, signal);
        } else if (strcmp(kind, "gauge") == 0 || strcmp(kind, "tally") == 0) {
            if (!cJSON_IsNumber(member(signal, "max"))) {
                die(id, "max is no number");
            }
        } else if (strcmp(kind, "flag") != 0) {
            die(id, "is of no kind");
        }
    }
}

contract contract_read(const char *folder)
{
    const cJSON *pages = read_file(folder, "pages.json");
    const cJSON *limits = member(read_file(folder, "limits.json"), "limits");
    cJSON *protocol = read_file(folder, "protocol.json");
    cJSON *model = read_file(folder, "model.json");
    const contract data = {.signals = member(read_file(folder, "signals.json"), "signals"),
                           .pages = member(pages, "pages"),
                           .origin = text_of(pages, "origin"),
                           .limits = limits,
                           .protocol = protocol,
                           .model = model};
    check_ids(data.signals);
    check_ids(data.pages);
    check_ids(limits);
    place_limits(protocol, limits);
    place_limits(model, limits);
    check_signals(&data);
    check_protocol(data.protocol);
    return data;
}
