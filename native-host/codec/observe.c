#include "observe.h"

#include <math.h>
#include <string.h>

#include "bussola/codec/request.h"
#include "bussola/store/apply.h"

/**
 * Core names the refused signal; the protocol names the message's member: the signal if it is of
 * another kind, else the member that carried the value.
 */
static bs_status name_member(bs_status status, const bs_fields *fields, const char *value)
{
    if (fields->error != NULL && (status == BS_BAD_REQUEST || status == BS_OUT_OF_RANGE)) {
        bs_fields_path(fields->error->field, fields, status == BS_BAD_REQUEST ? "signal" : value);
    }
    return status;
}

static bs_status read_gauge(bs_observation *observation, const bs_fields *fields)
{
    bs_signal signal = BS_SIGNAL_COUNT;
    int64_t value = 0;
    int bound = BS_EXACT;
    BS_TRY(bs_fields_signal(&signal, fields, "signal"));
    BS_TRY(bs_fields_integer(&value, fields, "value"));
    BS_TRY(bs_fields_word(&bound, fields, "bound", bs_bound_words, BS_BOUND_COUNT));
    return name_member(
        bs_observation_add_gauge(observation, signal, value, (bs_bound)bound, fields->error),
        fields, "value");
}

static bs_status read_days(bs_observation *observation, const bs_fields *fields, bs_signal signal,
                           bs_day from, bs_day to, bs_bound bound)
{
    bs_fields days;
    const cJSON *item = NULL;
    BS_TRY(bs_fields_object(&days, fields, "days"));
    cJSON_ArrayForEach(item, days.object)
    {
        bs_day day = BS_DAY_NONE;
        int64_t count = 0;
        const bs_status status = bs_day_parse(&day, item->string);
        if (status != BS_OK) {
            return bs_fields_fail(&days, status, item->string,
                                  status == BS_OUT_OF_RANGE ? "the calendar has no such day"
                                                            : "must be YYYY-MM-DD");
        }
        if (day < from || day > to) {
            return bs_fields_fail(&days, BS_OUT_OF_RANGE, item->string, "is outside the span");
        }
        BS_TRY(bs_fields_integer(&count, &days, item->string));
        BS_TRY(name_member(
            bs_observation_add_tally(observation, signal, day, count, bound, days.error), &days,
            item->string));
    }
    return BS_OK;
}

static bs_status read_tally(bs_observation *observation, const bs_fields *fields)
{
    bs_signal signal = BS_SIGNAL_COUNT;
    bs_day from = BS_DAY_NONE;
    bs_day to = BS_DAY_NONE;
    int bound = BS_EXACT;
    BS_TRY(bs_fields_signal(&signal, fields, "signal"));
    BS_TRY(bs_fields_day(&from, fields, "from"));
    BS_TRY(bs_fields_day(&to, fields, "to"));
    BS_TRY(bs_fields_word_maybe(&bound, fields, "bound", bs_bound_words, BS_BOUND_COUNT));
    const bs_day last = bs_moment_day(observation->at) + 1;
    const char *blamed = from <= last && to > last ? "to" : "from";
    BS_TRY(name_member(bs_observation_add_cover(observation, signal, from, to, fields->error),
                       fields, blamed));
    return read_days(observation, fields, signal, from, to, (bs_bound)bound);
}

static bs_status read_event(bs_observation *observation, const bs_fields *fields)
{
    bs_signal signal = BS_SIGNAL_COUNT;
    bs_day day = BS_DAY_NONE;
    int64_t count = 0;
    BS_TRY(bs_fields_signal(&signal, fields, "signal"));
    BS_TRY(bs_fields_day(&day, fields, "day"));
    BS_TRY(bs_fields_integer(&count, fields, "count"));
    const int64_t most = bs_signal_info_of(signal)->max;
    const char *blamed = count > most || count < -most ? "count" : "day";
    return name_member(bs_observation_add_event(observation, signal, day, count, fields->error),
                       fields, blamed);
}

/** Reads one item of an array of objects. */
typedef bs_status (*item_reader)(bs_observation *observation, const bs_fields *fields);

static bs_status read_items(bs_observation *observation, const bs_fields *fields, const char *name,
                            bool optional, item_reader read)
{
    const cJSON *array = NULL;
    const cJSON *item = NULL;
    size_t index = 0;
    BS_TRY(bs_fields_array(&array, fields, name, optional));
    if (array == NULL) {
        return BS_OK;
    }
    cJSON_ArrayForEach(item, array)
    {
        bs_fields inner;
        BS_TRY(bs_fields_item(&inner, fields, name, index++, item));
        BS_TRY(read(observation, &inner));
    }
    return BS_OK;
}

/* ---- official ---- */

static bs_status read_pillars(double pillars[BS_PILLAR_COUNT], const bs_fields *fields)
{
    for (int i = 0; i < BS_PILLAR_COUNT; i++) {
        BS_TRY(bs_fields_number(&pillars[i], fields, bs_pillar_id((bs_pillar)i), 0, BS_PILLAR_MAX));
    }
    return BS_OK;
}

static bs_status read_group(bs_group *group, const bs_fields *fields, const char *name)
{
    bs_fields inner;
    bs_fields pillars;
    *group = (bs_group){.rank_pct = NAN, .average = NAN, .week_change = NAN};
    BS_TRY(bs_fields_object_maybe(&inner, &group->present, fields, name));
    if (!group->present) {
        return BS_OK;
    }
    BS_TRY(bs_fields_number_maybe(&group->rank_pct, &inner, "rank_pct", 0, 100));
    BS_TRY(bs_fields_number_maybe(&group->average, &inner, "average", 0, 100));
    BS_TRY(bs_fields_number_maybe(&group->week_change, &inner, "week_change", -100, 100));
    BS_TRY(bs_fields_object_maybe(&pillars, &group->has_pillars, &inner, "pillars"));
    return group->has_pillars ? read_pillars(group->pillars, &pillars) : BS_OK;
}

bs_status bs_observe_read_official(bs_official *official, const bs_fields *fields)
{
    bs_fields pillars;
    *official = (bs_official){.predicted = NAN};
    BS_TRY(bs_fields_number(&official->total, fields, "total", 0, 100));
    BS_TRY(bs_fields_object(&pillars, fields, "pillars"));
    BS_TRY(read_pillars(official->pillars, &pillars));
    BS_TRY(read_group(&official->industry, fields, "industry"));
    return read_group(&official->network, fields, "network");
}

static bs_status read_official(bs_observation *observation, const bs_fields *fields)
{
    bs_fields inner;
    BS_TRY(bs_fields_object_maybe(&inner, &observation->has_official, fields, "official"));
    if (observation->has_official) {
        BS_TRY(bs_observe_read_official(&observation->official, &inner));
        observation->official.at = observation->at;
    }
    return BS_OK;
}

/* ---- who, where and when ---- */

static bs_status read_profile(bs_profile_ref *profile, const bs_fields *fields)
{
    bs_fields inner;
    const cJSON *aliases = NULL;
    const cJSON *alias = NULL;
    BS_TRY(bs_fields_object_maybe(&inner, &profile->present, fields, "profile"));
    if (!profile->present) {
        return BS_OK;
    }
    BS_TRY(bs_fields_text(profile->key, sizeof profile->key, &inner, "key"));
    BS_TRY(bs_fields_text_maybe(profile->label, sizeof profile->label, &inner, "label"));
    BS_TRY(bs_fields_array(&aliases, &inner, "aliases", true));
    cJSON_ArrayForEach(alias, aliases)
    {
        if (!cJSON_IsString(alias) || alias->valuestring[0] == '\0') {
            return bs_fields_fail(&inner, BS_BAD_REQUEST, "aliases", "must hold strings");
        }
        const size_t length = strlen(alias->valuestring);
        if (profile->alias_count == BS_ALIASES_MAX || length > BS_KEY_MAX) {
            return bs_fields_fail(&inner, BS_OUT_OF_RANGE, "aliases", "too many or too long");
        }
        memcpy(profile->aliases[profile->alias_count++], alias->valuestring, length + 1);
    }
    return BS_OK;
}

static bs_status read_flag(bool *flag, const bs_fields *fields, const char *name)
{
    const cJSON *value = bs_fields_get(fields, name);
    if (value != NULL && !cJSON_IsBool(value)) {
        return bs_fields_fail(fields, BS_BAD_REQUEST, name, "must be true or false");
    }
    *flag = cJSON_IsTrue(value);
    return BS_OK;
}

static bs_status read_head(bs_observation *observation, const bs_fields *fields, int64_t now)
{
    int source = BS_FROM_PAGE;
    BS_TRY(bs_fields_text(observation->request, sizeof observation->request, fields, "request"));
    BS_TRY(read_profile(&observation->profile, fields));
    BS_TRY(bs_fields_text(observation->page, sizeof observation->page, fields, "page"));
    BS_TRY(read_flag(&observation->page_filled, fields, "filled"));
    BS_TRY(read_flag(&observation->no_access, fields, "no_access"));
    /* A browser speaks for no other source. */
    BS_TRY(bs_fields_word_maybe(&source, fields, "source", bs_source_words, BS_FROM_TYPED + 1));
    BS_TRY(bs_fields_moment(&observation->at, fields, "at"));
    observation->source = (bs_source)source;
    return observation->at.seconds > now + BS_REQUEST_AHEAD_MAX
               ? bs_fields_fail(fields, BS_OUT_OF_RANGE, "at", "is in the future")
               : BS_OK;
}

bs_status bs_observe_read(bs_observation *observation, const bs_fields *fields, int64_t now)
{
    BS_TRY(read_head(observation, fields, now));
    const bool optional = strcmp(observation->page, BS_PAGE_SIGNED_OUT) == 0;
    BS_TRY(read_items(observation, fields, "gauges", optional, read_gauge));
    BS_TRY(read_items(observation, fields, "tallies", optional, read_tally));
    BS_TRY(read_items(observation, fields, "events", true, read_event));
    return read_official(observation, fields);
}
