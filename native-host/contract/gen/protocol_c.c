/* The enumerations of protocol and model, and their words, in C. */
#include <stdio.h>
#include <string.h>

#include "contract.h"

/** An enumeration that C knows: its type, the beginning of its constants, and its words. */
typedef struct enumeration {
    const char *type;
    const char *prefix;
    const char *none; /**< the word of the constant before all others; NULL without one */
    bool packed;
    const cJSON *words;
    const cJSON *meanings;
} enumeration;

typedef void (*enumeration_writer)(const enumeration *one);

static void each_enumeration(const cJSON *defs, enumeration_writer write)
{
    const cJSON *def = NULL;
    cJSON_ArrayForEach(def, defs)
    {
        const cJSON *names = get(def, "x-c");
        if (names != NULL) {
            const enumeration one = {.type = text_of(names, "type"),
                                     .prefix = text_of(names, "prefix"),
                                     .none = cJSON_GetStringValue(get(names, "none")),
                                     .packed = is_set(names, "packed"),
                                     .words = member(def, "enum"),
                                     .meanings = get(def, "x-values")};
            write(&one);
        }
    }
}

static void print_count(const char *type)
{
    print_constant("", type);
    (void)fputs("_COUNT", stdout);
}

static void write_enumeration(const enumeration *one)
{
    const cJSON *word = NULL;
    (void)printf("typedef enum %s {\n", one->type);
    if (one->none != NULL) {
        (void)fputs("    ", stdout);
        print_constant(one->prefix, one->none);
        (void)puts(",");
    }
    cJSON_ArrayForEach(word, one->words)
    {
        const char *meaning = cJSON_GetStringValue(get(one->meanings, word->valuestring));
        (void)fputs("    ", stdout);
        print_constant(one->prefix, word->valuestring);
        (void)printf(meaning != NULL ? ", /**< %s */\n" : ",\n", meaning);
    }
    (void)printf("} %s%s;\n#define ", one->packed ? "__attribute__((packed)) " : "", one->type);
    print_count(one->type);
    (void)printf(" %d\n/** The words of the protocol, in the order of the constants%s. */\n"
                 "extern const char *const %s_words[",
                 cJSON_GetArraySize(one->words), one->none != NULL ? " after the first" : "",
                 one->type);
    print_count(one->type);
    (void)printf("];\nconst char *%s_id(%s one);\n\n", one->type, one->type);
}

static void write_request_types_h(const cJSON *requests)
{
    const cJSON *request = NULL;
    (void)puts("typedef enum bs_request_type {");
    cJSON_ArrayForEach(request, requests)
    {
        (void)fputs("    ", stdout);
        print_constant("BS_REQUEST_", text_of(request, "type"));
        (void)puts(",");
    }
    (void)printf("} bs_request_type;\n#define BS_REQUEST_TYPE_COUNT %d\n"
                 "extern const char *const bs_request_type_words[BS_REQUEST_TYPE_COUNT];\n"
                 "const char *bs_request_type_id(bs_request_type one);\n\n#endif\n",
                 cJSON_GetArraySize(requests));
}

void write_enumerations(const cJSON *defs)
{
    each_enumeration(defs, write_enumeration);
}

void write_protocol_h(const contract *data)
{
    const cJSON *protocol = member(data->protocol, "protocol");
    begin_header("protocol.h", "PROTOCOL");
    (void)printf("#include \"bussola/contract/limits.h\"\n\n"
                 "/** The protocols that this build speaks. */\n"
                 "#define BS_PROTOCOL_OLDEST %.0f\n#define BS_PROTOCOL_NEWEST %.0f\n\n",
                 member(protocol, "from")->valuedouble, member(protocol, "to")->valuedouble);
    write_enumerations(member(data->protocol, "$defs"));
    write_request_types_h(member(data->protocol, "requests"));
}

void write_model_h(const contract *data)
{
    begin_header("model.h", "MODEL");
    (void)puts("#include \"bussola/contract/limits.h\"\n");
    write_enumerations(member(data->model, "$defs"));
    (void)puts("#endif");
}

static void write_list(const enumeration *one)
{
    const cJSON *word = NULL;
    (void)printf("const char *const %s_words[] = {", one->type);
    cJSON_ArrayForEach(word, one->words)
    {
        print_literal(word->valuestring);
        (void)fputs(", ", stdout);
    }
    (void)printf("};\n\nconst char *%s_id(%s one)\n{\n", one->type, one->type);
    (void)fputs("    assert((int)one < ", stdout);
    print_count(one->type);
    (void)puts(one->none != NULL ? " + 1);" : ");");
    if (one->none != NULL) {
        (void)printf("    return one == 0 ? \"%s\" : %s_words[one - 1];\n}\n\n", one->none,
                     one->type);
    } else {
        (void)printf("    return %s_words[one];\n}\n\n", one->type);
    }
}

void write_words(const contract *data)
{
    const cJSON *request = NULL;
    each_enumeration(member(data->protocol, "$defs"), write_list);
    each_enumeration(member(data->model, "$defs"), write_list);
    (void)fputs("const char *const bs_request_type_words[] = {", stdout);
    cJSON_ArrayForEach(request, member(data->protocol, "requests"))
    {
        print_literal(text_of(request, "type"));
        (void)fputs(", ", stdout);
    }
    (void)puts("};\n\nconst char *bs_request_type_id(bs_request_type one)\n{\n"
               "    assert((int)one < BS_REQUEST_TYPE_COUNT);\n"
               "    return bs_request_type_words[one];\n}");
}
