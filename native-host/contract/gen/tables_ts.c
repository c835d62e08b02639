/* Signals, pages and limits in TypeScript. */
#include <stdio.h>

#include "contract.h"

static void begin(const char *source, const char *what)
{
    (void)printf("/** %s Written from include/contract/%s by make-contract. */\n\n", what, source);
}

void write_signals_ts(const contract *data)
{
    const cJSON *signal = NULL;
    begin("signals.json", "What Bussola counts.");
    (void)puts("import type { Place } from \"./pages\";\n\n"
               "export type SignalKind = \"flag\" | \"gauge\" | \"tally\" | \"rate\";\n\n"
               "export interface SignalFacts {\n"
               "  kind: SignalKind;\n"
               "  /** The greatest count that is believed; of a tally, in one day. */\n"
               "  max: number;\n"
               "  /** Where LinkedIn stops counting. */\n"
               "  cap?: number;\n"
               "  /** What shows it. */\n"
               "  seen: Place;\n"
               "  /** The first version of the host that knows it. */\n"
               "  since?: string;\n"
               "}\n\n"
               "export type SignalId =");
    cJSON_ArrayForEach(signal, data->signals)
    {
        (void)printf("  | \"%s\"%s\n", text_of(signal, "id"), signal->next == NULL ? ";" : "");
    }
    (void)puts("\nexport const SIGNALS: Readonly<Record<string, SignalFacts>> = {");
    cJSON_ArrayForEach(signal, data->signals)
    {
        const cJSON *max = get(signal, "max");
        const cJSON *cap = get(signal, "cap");
        (void)printf("  %s: { kind: \"%s\", max: %.0f", text_of(signal, "id"),
                     text_of(signal, "kind"), max != NULL ? max->valuedouble : 1);
        if (cap != NULL) {
            (void)printf(", cap: %.0f", cap->valuedouble);
        }
        (void)printf(", seen: \"%s\"", text_of(signal, "seen"));
        if (get(signal, "since") != NULL) {
            (void)printf(", since: \"%s\"", text_of(signal, "since"));
        }
        (void)puts(" },");
    }
    (void)puts("} satisfies Record<SignalId, SignalFacts>;");
}

typedef bool (*filter)(const cJSON *page);

static bool has_address(const cJSON *page)
{
    return get(page, "path") != NULL;
}

static bool is_silent(const cJSON *page)
{
    return is_set(page, "silent");
}

static void print_ids(const contract *data, filter is_one, const char *before, const char *after)
{
    const cJSON *page = NULL;
    cJSON_ArrayForEach(page, data->pages)
    {
        if (is_one(page)) {
            (void)printf("%s\"%s\"%s", before, text_of(page, "id"), after);
        }
    }
}

void write_pages_ts(const contract *data)
{
    const cJSON *page = NULL;
    begin("pages.json", "LinkedIn's pages.");
    (void)puts("export const PAGE_KINDS = [");
    print_ids(data, is_read, "  ", ",\n");
    (void)puts("] as const;\n"
               "/** One per rule in `reader/pages`. */\n"
               "export type PageKind = (typeof PAGE_KINDS)[number];\n\n"
               "/** Often without a count: silence there says nothing about the markup. */\n"
               "export const OFTEN_SILENT: ReadonlySet<PageKind> = new Set([");
    print_ids(data, is_silent, "  ", " as const,\n");
    (void)puts("]);\n\n"
               "/** A page with an address, or the archive that LinkedIn sends on request. */\n"
               "export const PLACE_URLS = {");
    cJSON_ArrayForEach(page, data->pages)
    {
        if (has_address(page)) {
            (void)printf("  %s: \"%s%s\",\n", text_of(page, "id"), data->origin,
                         text_of(page, "path"));
        }
    }
    (void)puts("} as const;\nexport type Place = keyof typeof PLACE_URLS;");
}

void write_limits_ts(const contract *data)
{
    const cJSON *limit = NULL;
    begin("limits.json", "What the companion program and the extension both keep to.");
    (void)puts("export const LIMITS = {");
    cJSON_ArrayForEach(limit, data->limits)
    {
        (void)printf("  /** %s */\n  %s: %.16g,\n", text_of(limit, "description"),
                     text_of(limit, "id"), member(limit, "value")->valuedouble);
    }
    (void)puts("} as const;");
}
