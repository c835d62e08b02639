/*
 * Compares both models with published official readings (tests/fixtures/members.json): for
 * plausible activity behind each reading, the model must be within 6 points of every official
 * pillar.
 */
#include "files.h"
#include "member.h"

static const bs_day DAY = 20780; /* 2026-11-23 */
#define TOLERANCE 6.0

/** A rate as a share: a hundred tries in the window, with that share of successes. */
static void add_rate(member *m, const bs_signal_info *rate, double share)
{
    add_window(m, rate->denominator, DAY, 100);
    add_window(m, rate->numerator, DAY, lround(100 * share));
}

static void add_known(member *m, const cJSON *known, bool with_halves)
{
    const cJSON *item;
    cJSON_ArrayForEach(item, known)
    {
        bs_signal signal;
        assert_true(bs_signal_find(&signal, item->string));
        const bs_signal_info *info = bs_signal_info_of(signal);
        double value = item->valuedouble;
        switch (info->kind) {
        case BS_KIND_FLAG:
            add_gauge(m, signal, DAY, value >= 1 || (value > 0 && with_halves) ? 1 : 0);
            break;
        case BS_KIND_GAUGE:
            add_gauge(m, signal, DAY, lround(value));
            break;
        case BS_KIND_TALLY:
            add_cover(m, signal, DAY - 89, DAY);
            for (int i = 0; i < lround(value); i++) {
                add_tally(m, signal, DAY - i % 90, i / 90 + 1);
            }
            assert_near(value_on(m, signal, DAY).value, value);
            break;
        case BS_KIND_RATE:
            add_rate(m, info, value);
            assert_near(value_on(m, signal, DAY).value, value);
            break;
        }
    }
}

static void assert_near_readings(const char *model)
{
    cJSON *json = read_json("tests/fixtures/members.json");
    const cJSON *members = cJSON_GetObjectItemCaseSensitive(json, "members");
    assert_int_equal(cJSON_GetArraySize(members), 6);
    const cJSON *entry;
    cJSON_ArrayForEach(entry, members)
    {
        const cJSON *known = cJSON_GetObjectItemCaseSensitive(entry, "known");
        const cJSON *official = cJSON_GetObjectItemCaseSensitive(entry, "official");
        double estimates[BS_PILLAR_COUNT] = {0};
        /* A flag of 0.5 means that half of these users have it. */
        for (int halves = 0; halves < 2; halves++) {
            member m;
            member_init(&m);
            assert_int_equal(bs_model_named(&m.model, model, NULL), BS_OK);
            add_known(&m, known, halves == 1);
            bs_state s = state_on(&m, DAY);
            for (size_t p = 0; p < BS_PILLAR_COUNT; p++) {
                estimates[p] += s.pillars[p].estimate / 2;
            }
            member_free(&m);
        }
        for (size_t p = 0; p < BS_PILLAR_COUNT; p++) {
            const char *pillar = bs_pillar_id((bs_pillar)p);
            double reading = cJSON_GetObjectItemCaseSensitive(official, pillar)->valuedouble;
            if (fabs(estimates[p] - reading) > TOLERANCE) {
                fail_msg("%s, %s, %s: estimate %.2f, official %.2f", model,
                         cJSON_GetObjectItemCaseSensitive(entry, "member")->valuestring, pillar,
                         estimates[p], reading);
            }
        }
    }
    cJSON_Delete(json);
}

static void estimates_lie_near_published_readings(void **state)
{
    (void)state;
    for (size_t i = 0; bs_model_builtin_id(i) != NULL; i++) {
        assert_near_readings(bs_model_builtin_id(i));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(estimates_lie_near_published_readings),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
