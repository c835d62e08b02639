/* The protocol in TypeScript: a shape for each definition, and the type that it reads. */
#include <ctype.h>
#include <stdio.h>
#include <string.h>

#include "contract.h"

static void print_shape(const cJSON *schema, int depth);

/** "WhyCause" as "whyCause". */
static void print_camel(const char *name)
{
    (void)putchar(tolower((unsigned char)name[0]));
    (void)fputs(name + 1, stdout);
}

static void indent(int depth)
{
    (void)printf("%*s", 2 * depth, "");
}

static void print_comment(const cJSON *schema, int depth)
{
    const char *text = cJSON_GetStringValue(get(schema, "description"));
    if (text != NULL) {
        indent(depth);
        (void)printf("/** %s */\n", text);
    }
}

static void print_value(const cJSON *value)
{
    if (cJSON_IsString(value)) {
        print_literal(value->valuestring);
    } else if (cJSON_IsBool(value)) {
        (void)fputs(cJSON_IsTrue(value) ? "true" : "false", stdout);
    } else {
        (void)printf("%.0f", value->valuedouble);
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

static void print_text(const cJSON *schema)
{
    const char *format = cJSON_GetStringValue(get(schema, "format"));
    if (format == NULL) {
        (void)fputs("kit.text", stdout);
    } else if (strcmp(format, "date") == 0) {
        (void)fputs("kit.day", stdout);
    } else if (strcmp(format, "date-time") == 0) {
        (void)fputs("kit.moment", stdout);
    } else if (strcmp(format, "word") == 0) {
        (void)fputs("kit.word", stdout);
    } else if (strcmp(format, "line") == 0) {
        (void)printf("kit.line(%.0f)", member(schema, "maxLength")->valuedouble);
    } else {
        die(format, "is a format without a shape");
    }
}

static void print_number(const cJSON *schema)
{
    const cJSON *least = get(schema, "minimum");
    const cJSON *most = get(schema, "maximum");
    (void)printf("kit.within(%.0f, ", least != NULL ? least->valuedouble : 0);
    if (least == NULL) {
        die("number", "needs a minimum");
    }
    if (most != NULL) {
        (void)printf("%.0f)", most->valuedouble);
    } else {
        (void)fputs("Number.MAX_SAFE_INTEGER)", stdout);
    }
}

static void print_members(const cJSON *schema, int depth)
{
    const cJSON *property = NULL;
    cJSON_ArrayForEach(property, member(schema, "properties"))
    {
        const bool required = is_required(schema, property->string);
        print_comment(property, depth);
        indent(depth);
        (void)printf("%s: %s", property->string, required ? "" : "kit.maybe(");
        print_shape(property, depth);
        (void)printf("%s,\n", required ? "" : ")");
    }
}

static void print_object(const cJSON *schema, int depth)
{
    const cJSON *values = get(schema, "additionalProperties");
    const cJSON *keys = get(schema, "propertyNames");
    const cJSON *base = cJSON_GetArrayItem(get(schema, "allOf"), 0);
    if (values != NULL) {
        (void)fputs("kit.table(", stdout);
        print_shape(values, depth);
        if (keys != NULL) {
            (void)fputs(", ", stdout);
            print_shape(keys, depth);
        }
        (void)putchar(')');
        return;
    }
    (void)puts("kit.record({");
    if (base != NULL) {
        indent(depth + 1);
        (void)fputs("...", stdout);
        print_camel(ref_of(base));
        (void)puts(".fields,");
    }
    print_members(schema, depth + 1);
    indent(depth);
    (void)fputs("})", stdout);
}

static void print_typed(const cJSON *schema, int depth)
{
    const char *type = text_of(schema, "type");
    if (strcmp(type, "string") == 0) {
        print_text(schema);
    } else if (strcmp(type, "number") == 0) {
        print_number(schema);
    } else if (strcmp(type, "integer") == 0) {
        (void)fputs(get(schema, "minimum") != NULL ? "kit.count" : "kit.whole", stdout);
    } else if (strcmp(type, "boolean") == 0) {
        (void)fputs("kit.flag", stdout);
    } else if (strcmp(type, "array") == 0) {
        (void)fputs("kit.list(", stdout);
        print_shape(member(schema, "items"), depth);
        (void)putchar(')');
    } else if (strcmp(type, "object") == 0) {
        print_object(schema, depth);
    } else {
        die(type, "is a type without a shape");
    }
}

static void print_shape(const cJSON *schema, int depth)
{
    if (ref_of(schema) != NULL) {
        print_camel(ref_of(schema));
    } else if (or_null(schema) != NULL) {
        (void)fputs("kit.nullable(", stdout);
        print_shape(or_null(schema), depth);
        (void)putchar(')');
    } else if (get(schema, "const") != NULL) {
        (void)fputs("kit.oneOf(", stdout);
        print_value(get(schema, "const"));
        (void)putchar(')');
    } else if (get(schema, "enum") != NULL) {
        (void)fputs("kit.oneOf(", stdout);
        print_words(get(schema, "enum"));
        (void)putchar(')');
    } else {
        print_typed(schema, depth);
    }
}

/** Its type, beside a shape of that name. */
static void print_type(const char *name)
{
    (void)printf("export type %s = kit.Infer<typeof ", name);
    print_camel(name);
    (void)puts(">;\n");
}

static void write_def(const cJSON *def)
{
    const cJSON *words = get(def, "enum");
    print_comment(def, 0);
    if (words != NULL) {
        (void)fputs("export const ", stdout);
        print_snake(def->string);
        (void)fputs("S = [", stdout);
        print_words(words);
        (void)fputs("] as const;\nexport const ", stdout);
        print_camel(def->string);
        if (is_set(def, "x-open")) {
            (void)fputs(" = kit.later<(typeof ", stdout);
            print_snake(def->string);
            (void)puts("S)[number]>();");
        } else {
            (void)fputs(" = kit.oneOf(...", stdout);
            print_snake(def->string);
            (void)puts("S);");
        }
    } else {
        (void)fputs("export const ", stdout);
        print_camel(def->string);
        (void)fputs(" = ", stdout);
        print_shape(def, 0);
        (void)puts(";");
    }
    print_type(def->string);
}

/** "Hello" of "hello", for the names of a request's types. */
static void print_title(const char *type)
{
    (void)putchar(toupper((unsigned char)type[0]));
    (void)fputs(type + 1, stdout);
}

static void write_message(const cJSON *request, const char *part, const char *suffix)
{
    const char *type = text_of(request, "type");
    const cJSON *schema = member(request, part);
    (void)printf("export const %s%s = kit.record({\n", type, suffix);
    if (strcmp(part, "request") == 0) {
        print_comment(request, 1);
        (void)printf("  type: kit.oneOf(\"%s\"),\n", type);
    }
    print_members(schema, 1);
    (void)puts("});");
    (void)fputs("export type ", stdout);
    print_title(type);
    (void)printf("%s = kit.Infer<typeof %s%s>;\n\n", suffix, type, suffix);
}

static void write_map(const cJSON *requests, const char *name, const char *suffix)
{
    const cJSON *request = NULL;
    (void)printf("export const %s = {\n", name);
    cJSON_ArrayForEach(request, requests)
    {
        const char *type = text_of(request, "type");
        (void)printf("  %s: %s%s,\n", type, type, suffix);
    }
    (void)puts("};");
}

void write_protocol_ts(const contract *data)
{
    const cJSON *part = NULL;
    const cJSON *protocol = member(data->protocol, "protocol");
    const cJSON *requests = member(data->protocol, "requests");
    (void)printf(
        "/**\n * Protocol 1 between the extension and `bussola-host`: shapes that read it, and"
        " their types.\n * Written from include/contract/protocol.json by make-contract.\n"
        " */\n\nimport * as kit from \"../messages/shape.ts\";\n\n"
        "export const HOST_NAME = \"%s\";\n"
        "/** The protocols that this build speaks; the host picks the newest that it speaks"
        " too. */\nexport const PROTOCOLS = { from: %.0f, to: %.0f } as const;\n\n",
        text_of(data->protocol, "host"), member(protocol, "from")->valuedouble,
        member(protocol, "to")->valuedouble);
    cJSON_ArrayForEach(part, member(data->protocol, "$defs"))
    {
        write_def(part);
    }
    cJSON_ArrayForEach(part, requests)
    {
        write_message(part, "request", "Request");
        write_message(part, "reply", "Reply");
    }
    write_map(requests, "requests", "Request");
    (void)puts("export type Request = {\n"
               "  [T in keyof typeof requests]: kit.Infer<(typeof requests)[T]>;\n"
               "}[keyof typeof requests];\n");
    write_map(requests, "replies", "Reply");
    (void)puts("export type Replies = { [T in keyof typeof replies]: kit.Infer<(typeof"
               " replies)[T]> };");
}
