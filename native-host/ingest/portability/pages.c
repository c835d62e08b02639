#include "pages.h"

#include <cjson/cJSON.h>
#include <stdlib.h>
#include <string.h>

#define MILLISECONDS 1000.0
#define LATEST_SECONDS 4102444800.0 /* 2100-01-01: later times are invalid */

const char *bs_domain_name(bs_domain domain)
{
    static const char *const names[BS_DOMAIN_COUNT] = {
        [BS_DOMAIN_PROFILE] = "PROFILE",
        [BS_DOMAIN_CONNECTIONS] = "CONNECTIONS",
        [BS_DOMAIN_INVITATIONS] = "INVITATIONS",
        [BS_DOMAIN_INBOX] = "INBOX",
        [BS_DOMAIN_MEMBER_SHARE_INFO] = "MEMBER_SHARE_INFO",
        [BS_DOMAIN_INSTANT_REPOSTS] = "INSTANT_REPOSTS",
        [BS_DOMAIN_ALL_COMMENTS] = "ALL_COMMENTS",
        [BS_DOMAIN_ALL_LIKES] = "ALL_LIKES",
        [BS_DOMAIN_ALL_VOTES] = "ALL_VOTES",
        [BS_DOMAIN_ENDORSEMENTS] = "ENDORSEMENTS",
        [BS_DOMAIN_RECOMMENDATIONS] = "RECOMMENDATIONS",
        [BS_DOMAIN_SEARCHES] = "SEARCHES",
        [BS_DOMAIN_POSITIONS] = "POSITIONS",
        [BS_DOMAIN_EDUCATION] = "EDUCATION",
        [BS_DOMAIN_SKILLS] = "SKILLS",
    };
    return names[domain];
}

bs_file bs_domain_file(bs_domain domain)
{
    static const bs_file files[BS_DOMAIN_COUNT] = {
        [BS_DOMAIN_PROFILE] = BS_FILE_PROFILE,
        [BS_DOMAIN_CONNECTIONS] = BS_FILE_CONNECTIONS,
        [BS_DOMAIN_INVITATIONS] = BS_FILE_INVITATIONS,
        [BS_DOMAIN_INBOX] = BS_FILE_MESSAGES,
        [BS_DOMAIN_MEMBER_SHARE_INFO] = BS_FILE_SHARES,
        [BS_DOMAIN_INSTANT_REPOSTS] = BS_FILE_INSTANT_REPOSTS,
        [BS_DOMAIN_ALL_COMMENTS] = BS_FILE_COMMENTS,
        [BS_DOMAIN_ALL_LIKES] = BS_FILE_REACTIONS,
        [BS_DOMAIN_ALL_VOTES] = BS_FILE_VOTES,
        [BS_DOMAIN_ENDORSEMENTS] = BS_FILE_ENDORSEMENTS_RECEIVED,
        [BS_DOMAIN_RECOMMENDATIONS] = BS_FILE_RECOMMENDATIONS_RECEIVED,
        [BS_DOMAIN_SEARCHES] = BS_FILE_SEARCH_QUERIES,
        [BS_DOMAIN_POSITIONS] = BS_FILE_POSITIONS,
        [BS_DOMAIN_EDUCATION] = BS_FILE_EDUCATION,
        [BS_DOMAIN_SKILLS] = BS_FILE_SKILLS,
    };
    return files[domain];
}

/* ---- the snapshot ---- */

/* The text of a column; true if the row has it. */
static bool find_field(bs_csv_field *field, const cJSON *row, const char *column)
{
    *field = (bs_csv_field){"", 0};
    const cJSON *value = NULL;
    cJSON_ArrayForEach(value, row)
    {
        if (cJSON_IsString(value) && value->string != NULL &&
            bs_csv_same_name(value->string, strlen(value->string), column)) {
            *field = (bs_csv_field){value->valuestring, strlen(value->valuestring)};
            return true;
        }
    }
    return false;
}

/* One domain has endorsements of both directions; only the other person's key differs. */
static bs_file file_of_row(bs_domain domain, const cJSON *row)
{
    bs_csv_field endorsed;
    if (domain == BS_DOMAIN_ENDORSEMENTS && find_field(&endorsed, row, "Endorsee Public Url") &&
        endorsed.length > 0) {
        return BS_FILE_ENDORSEMENTS_GIVEN;
    }
    return bs_domain_file(domain);
}

/* True if a row has a single value: equal rows may then be different items. */
static bool says_one_thing(const cJSON *row)
{
    size_t values = 0;
    const cJSON *value = NULL;
    cJSON_ArrayForEach(value, row)
    {
        values += cJSON_IsString(value) && value->valuestring[0] != '\0' ? 1 : 0;
    }
    return values <= 1;
}

/* State of reading one page. */
typedef struct page_state {
    bs_ingest *ingest;
    bs_domain domain;
    size_t fresh;
    bool present;
    bs_hash_key key;
    bs_map numbers; /* rows with a single value → how many equal ones were before it on this page */
} page_state;

/* False out of memory. */
static bool number_on_page(uint32_t *number, page_state *page, const char *printed)
{
    bool added = false;
    uint32_t *before =
        bs_map_add(&page->numbers, bs_hash(&page->key, printed, strlen(printed)), 0, &added);
    if (before == NULL) {
        return false;
    }
    *number = added ? 0 : ++*before;
    return true;
}

static bs_status take_row(page_state *page, const cJSON *row)
{
    bs_file file = file_of_row(page->domain, row);
    const bs_csv_layout *layout = bs_file_layout(file);
    bs_csv_field fields[BS_CSV_LAYOUT_MAX];
    uint32_t columns = 0;
    for (size_t i = 0; i < layout->column_count; i++) {
        columns |= find_field(&fields[i], row, layout->columns[i]) ? 1U << i : 0U;
    }
    char *printed = cJSON_PrintUnformatted(row);
    uint32_t number = 0;
    bool repeated = false;
    if (printed == NULL || (page->domain == BS_DOMAIN_CONNECTIONS && says_one_thing(row) &&
                            !number_on_page(&number, page, printed))) {
        cJSON_free(printed);
        return BS_INTERNAL;
    }
    uint64_t identity[2] = {bs_hash(&page->key, printed, strlen(printed)), number};
    cJSON_free(printed);
    bs_status status = bs_ingest_row(&repeated, page->ingest, file, fields, columns,
                                     (bs_csv_field){(const char *)identity, sizeof identity});
    page->fresh += status == BS_OK && !repeated ? 1 : 0;
    return status;
}

static bs_status take_rows(page_state *page, const cJSON *elements)
{
    bs_status status = BS_OK;
    const cJSON *element = NULL;
    cJSON_ArrayForEach(element, elements)
    {
        const cJSON *rows = cJSON_GetObjectItemCaseSensitive(element, "snapshotData");
        const cJSON *of = cJSON_GetObjectItemCaseSensitive(element, "snapshotDomain");
        if (!cJSON_IsArray(rows) ||
            (cJSON_IsString(of) && strcmp(of->valuestring, bs_domain_name(page->domain)) != 0)) {
            continue;
        }
        page->present = true;
        const cJSON *row = NULL;
        cJSON_ArrayForEach(row, rows)
        {
            if (cJSON_IsObject(row) && status == BS_OK) {
                status = take_row(page, row);
            }
        }
    }
    return status;
}

/*
 * The page's elements, empty for `{}` as in LinkedIn's documentation; NULL if it is not a page. The
 * caller deletes `*page`.
 */
static const cJSON *elements_of(cJSON **page, const char *text, size_t length)
{
    *page = cJSON_ParseWithLength(text, length);
    const cJSON *elements = cJSON_GetObjectItemCaseSensitive(*page, "elements");
    const bool none = cJSON_IsObject(elements) && elements->child == NULL;
    return cJSON_IsArray(elements) || none ? elements : NULL;
}

bs_status bs_page_rows(size_t *fresh, bool *present, bs_ingest *ingest, bs_domain domain,
                       const bs_hash_key *key, const char *text, size_t length)
{
    cJSON *json = NULL;
    const cJSON *elements = elements_of(&json, text, length);
    page_state page = {.ingest = ingest, .domain = domain, .key = *key};
    bs_status status = elements != NULL ? take_rows(&page, elements) : BS_BAD_JSON;
    *fresh = page.fresh;
    *present = *present || page.present;
    bs_map_free(&page.numbers);
    cJSON_Delete(json);
    return status;
}

static const char *text_of(const cJSON *object, const char *name)
{
    const char *text = cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(object, name));
    return text != NULL ? text : "";
}

bool bs_page_is_end(const char *text, size_t length)
{
    static const char no_data[] = "No data found";
    cJSON *json = cJSON_ParseWithLength(text, length);
    bool end = strncmp(text_of(json, "message"), no_data, sizeof no_data - 1) == 0;
    cJSON_Delete(json);
    return end;
}

/* ---- the change log ---- */

static bool is(const cJSON *object, const char *name, const char *wanted)
{
    return strcmp(text_of(object, name), wanted) == 0;
}

/* Milliseconds since 1970; 0 if it is not a time. */
static uint64_t time_of(const cJSON *object, const char *name)
{
    const cJSON *value = cJSON_GetObjectItemCaseSensitive(object, name);
    double time = cJSON_IsNumber(value) ? value->valuedouble : 0.0;
    return time > 0.0 && time < LATEST_SECONDS * MILLISECONDS ? (uint64_t)time : 0;
}

/* The activity's own time; 0 without one. */
static uint64_t created_at(const cJSON *activity)
{
    const uint64_t at = time_of(activity, "createdAt");
    return at != 0 ? at : time_of(cJSON_GetObjectItemCaseSensitive(activity, "created"), "time");
}

/* Time of the act: the activity's own time, else when LinkedIn logged it. */
static uint64_t done_at(const cJSON *event, const cJSON *activity)
{
    const uint64_t at = created_at(activity);
    return at != 0 ? at : time_of(event, "capturedAt");
}

static bool is_invitation_note(const cJSON *activity)
{
    const cJSON *extension = cJSON_GetObjectItemCaseSensitive(activity, "extensionContent");
    const cJSON *records = cJSON_GetObjectItemCaseSensitive(extension, "contentRecordMap");
    return cJSON_GetObjectItemCaseSensitive(records, "InvitationMessageContent") != NULL;
}

/* The tally of an event; NULL if it does not count. */
static bs_days *days_of(bs_changes *changes, const cJSON *event, const cJSON *activity)
{
    bool created = is(event, "method", "CREATE");
    if (created && is(event, "resourceName", "messages")) {
        return is_invitation_note(activity) ? NULL : &changes->messages_sent;
    }
    if (created && is(event, "resourceName", "ugcPosts")) {
        bool draft = cJSON_HasObjectItem(activity, "lifecycleState") &&
                     !is(activity, "lifecycleState", "PUBLISHED");
        return draft ? NULL : &changes->posts;
    }
    if (created && is(event, "resourceName", "socialActions/likes")) {
        return &changes->reactions;
    }
    if (created && is(event, "resourceName", "socialActions/comments")) {
        return &changes->comments;
    }
    if (is(event, "resourceName", "invitations") && is(event, "methodName", "verifyAndCreate")) {
        return &changes->invitations_sent;
    }
    return NULL;
}

/* The tally that a removal reduces; NULL if none. */
static bs_days *removed_from(bs_signal *signal, bs_changes *changes, const cJSON *event)
{
    const struct {
        const char *resource;
        bs_signal signal;
        bs_days *days;
    } kinds[] = {
        {"ugcPosts", BS_POSTS, &changes->posts},
        {"socialActions/likes", BS_REACTIONS, &changes->reactions},
        {"socialActions/comments", BS_COMMENTS, &changes->comments},
    };
    for (size_t i = 0; i < sizeof kinds / sizeof kinds[0] && is(event, "method", "DELETE"); i++) {
        if (is(event, "resourceName", kinds[i].resource)) {
            *signal = kinds[i].signal;
            return kinds[i].days;
        }
    }
    return NULL;
}

static uint64_t address_of(const bs_changes *changes, const cJSON *event)
{
    const char *uri = text_of(event, "resourceUri");
    const char *address = *uri != '\0' ? uri : text_of(event, "resourceId");
    return *address != '\0' ? bs_hash(&changes->key, address, strlen(address)) : 0;
}

static bs_day day_at(const bs_changes *changes, uint64_t milliseconds)
{
    return bs_moment_day(bs_zone_moment(&changes->zone, (int64_t)(milliseconds / 1000)));
}

/* Stores the day of a new item, in case it is removed. */
static void note_made(bs_changes *changes, const cJSON *event, bs_day day)
{
    const uint64_t address = address_of(changes, event);
    bool added = false;
    uint32_t *made = address == 0 ? NULL : bs_map_add(&changes->made, address, 0, &added);
    if (made != NULL) {
        *made = (uint32_t)day;
    }
    changes->out_of_memory = changes->out_of_memory || (address != 0 && made == NULL);
}

/* The day of the removed item: that of its creation event, else the removal's own information. */
static bs_day made_on(bs_changes *changes, const cJSON *event, const cJSON *activity)
{
    const uint64_t created = created_at(activity);
    const uint64_t address = address_of(changes, event);
    const uint32_t *made = address == 0 ? NULL : bs_map_find(&changes->made, address);
    if (made != NULL) {
        return (bs_day)*made;
    }
    return created != 0 && created < time_of(event, "capturedAt") ? day_at(changes, created)
                                                                  : BS_DAY_NONE;
}

static void take_removal(bs_changes *changes, bs_signal signal, bs_days *days, const cJSON *event,
                         const cJSON *activity)
{
    const uint64_t at = time_of(event, "capturedAt");
    const bs_day day = made_on(changes, event, activity);
    if (at == 0 || day == BS_DAY_NONE || day < BS_DAY_FIRST) {
        changes->undated[signal] = true;
        return;
    }
    bs_undone *grown =
        realloc(changes->undone, (changes->undone_count + 1) * sizeof *changes->undone);
    if (grown == NULL) {
        changes->out_of_memory = true;
        return;
    }
    changes->undone = grown;
    changes->undone[changes->undone_count++] = (bs_undone){.signal = signal,
                                                           .source = BS_FROM_API,
                                                           .day = day,
                                                           .at = (int64_t)(at / 1000),
                                                           .count = 1};
    bs_days_remove(days, day);
}

static bool is_own(const cJSON *event)
{
    const char *owner = text_of(event, "owner");
    return *owner != '\0' && is(event, "actor", owner) && is(event, "activityStatus", "SUCCESS");
}

static void take_event(size_t *fresh, bs_changes *changes, const cJSON *event)
{
    const cJSON *activity = cJSON_GetObjectItemCaseSensitive(event, "activity");
    const char *id = text_of(event, "activityId");
    uint64_t processed = time_of(event, "processedAt");
    uint64_t captured = time_of(event, "capturedAt");
    bs_signal signal = BS_SIGNAL_COUNT;
    bool added = false;
    if (*id == '\0' ||
        bs_map_add(&changes->seen, bs_hash(&changes->key, id, strlen(id)), 0, &added) == NULL) {
        changes->out_of_memory = changes->out_of_memory || *id != '\0';
        return;
    }
    if (!added) {
        return;
    }
    (*fresh)++;
    changes->processed = processed > changes->processed ? processed : changes->processed;
    changes->captured = captured > changes->captured ? captured : changes->captured;
    if (!is_own(event)) {
        return;
    }
    bs_days *removed = removed_from(&signal, changes, event);
    if (removed != NULL) {
        take_removal(changes, signal, removed, event, activity);
        return;
    }
    const uint64_t at = done_at(event, activity);
    bs_days *days = days_of(changes, event, activity);
    const bs_day day = day_at(changes, at);
    if (days == NULL || at == 0 || day < BS_DAY_FIRST) {
        return;
    }
    changes->events++;
    changes->out_of_memory = changes->out_of_memory || !bs_days_add(days, day);
    note_made(changes, event, day);
}

bs_status bs_page_changes(size_t *fresh, bs_changes *changes, const char *text, size_t length)
{
    cJSON *page = NULL;
    const cJSON *elements = elements_of(&page, text, length);
    *fresh = 0;
    const cJSON *event = NULL;
    cJSON_ArrayForEach(event, elements)
    {
        if (cJSON_IsObject(event)) {
            take_event(fresh, changes, event);
        }
    }
    cJSON_Delete(page);
    if (changes->out_of_memory) {
        return BS_INTERNAL;
    }
    return elements != NULL ? BS_OK : BS_BAD_JSON;
}

void bs_changes_free(bs_changes *changes)
{
    bs_map_free(&changes->seen);
    bs_map_free(&changes->made);
    free(changes->undone);
    bs_days_free(&changes->posts);
    bs_days_free(&changes->comments);
    bs_days_free(&changes->reactions);
    bs_days_free(&changes->messages_sent);
    bs_days_free(&changes->invitations_sent);
}
