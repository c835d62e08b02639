/* Signals, pages and limits in C. */
#include <stdio.h>
#include <string.h>

#include "contract.h"

void begin_header(const char *name, const char *guard)
{
    (void)printf("/** @file %s\n * Written from include/contract by make-contract. */\n"
                 "#ifndef BUSSOLA_CONTRACT_%s_H\n#define BUSSOLA_CONTRACT_%s_H\n\n",
                 name, guard, guard);
}

void write_signals_h(const contract *data)
{
    const cJSON *signal = NULL;
    begin_header("signals.h", "SIGNALS");
    (void)puts("typedef enum bs_signal {");
    cJSON_ArrayForEach(signal, data->signals)
    {
        (void)fputs("    ", stdout);
        print_constant("BS_", text_of(signal, "id"));
        (void)puts(",");
    }
    (void)puts("    BS_SIGNAL_COUNT\n} __attribute__((packed)) bs_signal;\n\n#endif");
}

/** A page that can be proposed is what C knows; the others are words that pass through. */
static bool is_proposed(const cJSON *page)
{
    return get(page, "minutes") != NULL;
}

void write_pages_h(const contract *data)
{
    const cJSON *page = NULL;
    begin_header("pages.h", "PAGES");
    (void)puts("typedef enum bs_page_kind {");
    cJSON_ArrayForEach(page, data->pages)
    {
        if (is_proposed(page)) {
            (void)fputs("    ", stdout);
            print_constant("BS_PAGE_", text_of(page, "id"));
            (void)puts(",");
        }
    }
    (void)puts("    BS_PAGE_COUNT\n} bs_page_kind;\n\n#endif");
}

void write_limits_h(const contract *data)
{
    const cJSON *limit = NULL;
    begin_header("limits.h", "LIMITS");
    cJSON_ArrayForEach(limit, data->limits)
    {
        const char *suffix = cJSON_GetStringValue(get(limit, "suffix"));
        if (get(limit, "c") != NULL) {
            (void)printf("/** %s */\n#define %s %.16g%s\n", text_of(limit, "description"),
                         text_of(limit, "c"), member(limit, "value")->valuedouble,
                         suffix != NULL ? suffix : "");
        }
    }
    (void)puts("\n/** A limit as a literal, within texts and SQL. */\n"
               "#define BS_LIMIT_TEXT(limit) BS_LIMIT_TEXT_OF(limit)\n"
               "#define BS_LIMIT_TEXT_OF(limit) #limit\n\n#endif");
}

static void print_link(const contract *data, const cJSON *path)
{
    if (path == NULL) {
        (void)fputs("NULL", stdout);
    } else {
        print_literal(data->origin);
        (void)putchar(' ');
        print_literal(path->valuestring);
    }
}

static void print_part(const cJSON *signal, int index)
{
    const cJSON *part = cJSON_GetArrayItem(get(signal, "of"), index);
    print_constant("BS_", part != NULL ? part->valuestring : "signal_count");
}

static void print_signal(const contract *data, const cJSON *signal)
{
    const cJSON *max = get(signal, "max");
    const cJSON *page = row_of(data->pages, text_of(signal, "seen"));
    (void)fputs("    [", stdout);
    print_constant("BS_", text_of(signal, "id"));
    (void)printf("] = {.id = \"%s\", .max = %.0f, .kind = ", text_of(signal, "id"),
                 max != NULL ? max->valuedouble : 1);
    print_constant("BS_KIND_", text_of(signal, "kind"));
    (void)fputs(", .numerator = ", stdout);
    print_part(signal, 0);
    (void)fputs(", .denominator = ", stdout);
    print_part(signal, 1);
    (void)printf(
        ", .scorable = %s, .local = %s, .page = ", is_set(signal, "scorable") ? "true" : "false",
        is_set(signal, "local") ? "true" : "false");
    print_constant("BS_PAGE_", is_proposed(page) ? text_of(page, "id") : "count");
    (void)fputs(", .link = ", stdout);
    print_link(data, get(signal, "link"));
    (void)puts("},");
}

static void print_page(const contract *data, const cJSON *page)
{
    const char *id = text_of(page, "id");
    (void)fputs("    [", stdout);
    print_constant("BS_PAGE_", id);
    (void)printf("] = {.id = \"%s\", .see_id = \"see_%s\", .minutes = %g, .link = ", id, id,
                 member(page, "minutes")->valuedouble);
    print_link(data, member(page, "path"));
    (void)puts("},");
}

void write_tables_c(const contract *data)
{
    const cJSON *row = NULL;
    (void)puts("#include \"bussola/contract/model.h\"\n"
               "#include \"bussola/contract/protocol.h\"\n#include "
               "\"bussola/core/pages.h\"\n#include \"bussola/core/signals.h\"\n\n"
               "#include <assert.h>\n#include <stddef.h>\n\n"
               "const bs_signal_info *bs_signal_info_of(bs_signal signal)\n{\n"
               "    static const bs_signal_info infos[BS_SIGNAL_COUNT] = {");
    cJSON_ArrayForEach(row, data->signals)
    {
        print_signal(data, row);
    }
    (void)puts("    };\n    assert(signal < BS_SIGNAL_COUNT);\n"
               "    return &infos[signal];\n}\n\n"
               "const bs_page_info *bs_page_info_of(bs_page_kind kind)\n{\n"
               "    static const bs_page_info infos[BS_PAGE_COUNT] = {");
    cJSON_ArrayForEach(row, data->pages)
    {
        if (is_proposed(row)) {
            print_page(data, row);
        }
    }
    (void)puts("    };\n    assert(kind < BS_PAGE_COUNT);\n"
               "    return &infos[kind];\n}\n");
    write_words(data);
}
