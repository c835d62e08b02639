#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "bussola/codec/client_hello.h"
#include "bussola/service/client_info.h"
#include "cli/doctor/diagnosis.h"
#include "cli/output/xmalloc.h"

static const char check[] = "extension";

#define RECENT_DAYS 30    /* an extension silent for longer may have been removed */
#define FORGOTTEN_DAYS 90 /* older info is removed */

/* One installation's info. */
typedef struct checked_client {
    bs_diagnosis *diagnosis;
    const bs_client_hello *hello;
    char *browser; /* display name */
    bs_day today;
} checked_client;

/* "firefox" → "Firefox". */
static char *name_of(const char *browser)
{
    char *name = bs_xstrdup(browser);
    name[0] = (char)toupper((unsigned char)name[0]);
    return name;
}

/* True if both sides know a common protocol. */
static bool understand(const bs_client_hello *hello)
{
    const int protocol = bs_client_hello_protocol(hello);
    return protocol >= hello->protocol_from && protocol <= hello->protocol_to;
}

/* Orders versions by their numbers: 0.9 before 0.10. */
static int compare_versions(const char *a, const char *b)
{
    for (;;) {
        if (isdigit((unsigned char)*a) && isdigit((unsigned char)*b)) {
            char *a_end = NULL;
            char *b_end = NULL;
            const unsigned long a_number = strtoul(a, &a_end, 10);
            const unsigned long b_number = strtoul(b, &b_end, 10);
            if (a_number != b_number) {
                return a_number < b_number ? -1 : 1;
            }
            a = a_end;
            b = b_end;
        } else if (*a != *b || *a == '\0') {
            return (unsigned char)*a - (unsigned char)*b;
        } else {
            a++;
            b++;
        }
    }
}

static void check_version(const checked_client *client)
{
    const bs_client_hello *hello = client->hello;
    const bs_messages *text = &client->diagnosis->cli->text;
    const int order = compare_versions(hello->version, BS_VERSION);
    if (order != 0) {
        const bs_level level = understand(hello) ? BS_LEVEL_WARNING : BS_LEVEL_FAILURE;
        bs_diagnosis_add(
            client->diagnosis, check, level,
            bs_text(text, order < 0 ? "cli_doctor_update_extension" : "cli_doctor_update_program"),
            order < 0 ? "cli_doctor_client_older" : "cli_doctor_client_newer", client->browser,
            hello->version, BS_VERSION, NULL);
        return;
    }
    char rules[24];
    char *age = bs_age_new(text, bs_diagnosis_day(hello->at), client->today);
    (void)snprintf(rules, sizeof rules, "%lld", (long long)hello->rules);
    bs_diagnosis_add(client->diagnosis, check, BS_LEVEL_OK, NULL, "cli_doctor_client",
                     client->browser, hello->version, hello->rules > 0 ? rules : "–", age, NULL);
    free(age);
}

static void check_pinned(const checked_client *client)
{
    const bs_client_hello *hello = client->hello;
    const bool firefox = strcmp(hello->browser, "firefox") == 0;
    if (hello->pinned == BS_TRISTATE_YES) {
        bs_diagnosis_add(client->diagnosis, "icon", BS_LEVEL_OK, NULL, "cli_doctor_pinned",
                         client->browser, NULL);
    } else if (hello->pinned == BS_TRISTATE_NO) {
        bs_diagnosis_add(client->diagnosis, "icon", BS_LEVEL_WARNING,
                         bs_text(&client->diagnosis->cli->text,
                                 firefox ? "welcome_pin_firefox" : "welcome_pin_chrome"),
                         "cli_doctor_not_pinned", client->browser, NULL);
    }
}

/* "LinkedIn's SSI page today, Feed 3 days ago" */
static char *list_pages(const checked_client *client)
{
    const bs_messages *text = &client->diagnosis->cli->text;
    char *list = bs_xstrdup("");
    for (size_t i = 0; i < client->hello->page_count; i++) {
        char *age =
            bs_age_new(text, bs_diagnosis_day(client->hello->pages[i].seen.seconds), client->today);
        char *longer = bs_xasprintf("%s%s%s %s", list, i > 0 ? ", " : "",
                                    bs_text_of(text, "page_", client->hello->pages[i].kind), age);
        free(age);
        free(list);
        list = longer;
    }
    return list;
}

static void check_pages(const checked_client *client)
{
    static const char pages[] = "pages";
    if (client->hello->page_count == 0) {
        bs_diagnosis_add(client->diagnosis, pages, BS_LEVEL_WARNING,
                         bs_text(&client->diagnosis->cli->text, "cli_doctor_open_linkedin"),
                         "cli_doctor_pages_none", client->browser, NULL);
        return;
    }
    char *list = list_pages(client);
    bs_diagnosis_add(client->diagnosis, pages, BS_LEVEL_OK, NULL, "cli_doctor_pages",
                     client->browser, list, NULL);
    free(list);
}

/* Appends "NAME (WORD)" to `list`; a reason is translated, an anchor is not. */
static void list_trace(char **list, const bs_messages *text, const bs_health_trace *trace)
{
    const char *word = trace->found ? trace->word : bs_text_of(text, "miss_", trace->word);
    char *longer = bs_xasprintf("%s%s%s (%s)", *list, **list != '\0' ? ", " : "",
                                bs_text_of(text, "signal_", trace->signal), word);
    free(*list);
    *list = longer;
}

static char *age_of_reading(const checked_client *client, const char *kind)
{
    const bs_messages *text = &client->diagnosis->cli->text;
    for (size_t i = 0; i < client->hello->page_count; i++) {
        if (strcmp(client->hello->pages[i].kind, kind) == 0) {
            return bs_age_new(text, bs_diagnosis_day(client->hello->pages[i].seen.seconds),
                              client->today);
        }
    }
    return bs_xstrdup(bs_text(text, "options_pages_never"));
}

static void check_health(const checked_client *client, const bs_page_health *health)
{
    static const char page[] = "page";
    const bs_messages *text = &client->diagnosis->cli->text;
    const bool changed = health->misses >= BS_MISSES_MIN;
    char *lists[2] = {bs_xstrdup(""), bs_xstrdup("")};
    char *visit = bs_age_new(text, bs_diagnosis_day(health->visit.seconds), client->today);
    char *read = age_of_reading(client, health->kind);
    for (size_t i = 0; i < health->trace_count; i++) {
        list_trace(&lists[health->trace[i].found ? 0 : 1], text, &health->trace[i]);
    }
    for (int i = 0; i < 2; i++) {
        if (*lists[i] == '\0') {
            free(lists[i]);
            lists[i] = bs_xstrdup("–");
        }
    }
    bs_diagnosis_add(client->diagnosis, page, changed ? BS_LEVEL_WARNING : BS_LEVEL_OK,
                     changed ? bs_text(text, "cli_doctor_page_report") : NULL,
                     changed ? "cli_doctor_page_changed" : "cli_doctor_page", client->browser,
                     bs_text_of(text, "page_", health->kind), visit, read, lists[0], lists[1],
                     NULL);
    free(read);
    free(visit);
    free(lists[1]);
    free(lists[0]);
}

void bs_check_clients(bs_diagnosis *diagnosis)
{
    bs_error error;
    bs_client_hello *hellos = NULL;
    size_t count = 0;
    size_t recent = 0;
    const int64_t now = (int64_t)time(NULL);
    if (diagnosis->fix) {
        bs_client_hellos_remove(NULL, now - (int64_t)FORGOTTEN_DAYS * BS_DAY_SECONDS);
    }
    if (bs_client_hellos_read(&hellos, &count, NULL, &error) != BS_OK) {
        bs_diagnosis_add(diagnosis, check, BS_LEVEL_FAILURE, NULL, "cli_error", error.message,
                         NULL);
        return;
    }
    for (size_t i = 0; i < count && hellos[i].at > now - (int64_t)RECENT_DAYS * BS_DAY_SECONDS;
         i++) {
        checked_client client = {.diagnosis = diagnosis,
                                 .hello = &hellos[i],
                                 .browser = name_of(hellos[i].browser),
                                 .today = bs_diagnosis_day(now)};
        check_version(&client);
        check_pinned(&client);
        check_pages(&client);
        for (size_t page = 0; page < hellos[i].health_count; page++) {
            check_health(&client, &hellos[i].health[page]);
        }
        free(client.browser);
        recent++;
    }
    free(hellos);
    if (recent == 0) {
        bs_diagnosis_add(diagnosis, check, BS_LEVEL_WARNING, "bussola install",
                         "cli_doctor_no_client", NULL);
    }
}
