#include "bussola/core/milestones.h"

#include <assert.h>

enum { CONNECTIONS = 500, TOP_PERCENT = 10, YEAR_DAYS = 365 };
#define PILLAR_STRONG 20.0

const char *bs_milestone_id(bs_milestone milestone)
{
    static const char *const ids[BS_MILESTONE_COUNT] = {
        [BS_MILESTONE_FIRST_READING] = "first_reading",
        [BS_MILESTONE_TOTAL_50] = "total_50",
        [BS_MILESTONE_TOTAL_70] = "total_70",
        [BS_MILESTONE_CONNECTIONS_500] = "connections_500",
        [BS_MILESTONE_PILLAR_20_BRAND] = "pillar_20_brand",
        [BS_MILESTONE_PILLAR_20_PEOPLE] = "pillar_20_people",
        [BS_MILESTONE_PILLAR_20_INSIGHTS] = "pillar_20_insights",
        [BS_MILESTONE_PILLAR_20_RELATIONSHIPS] = "pillar_20_relationships",
        [BS_MILESTONE_TOP_10] = "top_10",
        [BS_MILESTONE_YEAR] = "year",
    };
    assert(milestone < BS_MILESTONE_COUNT);
    return ids[milestone];
}

void bs_milestones_init(bs_milestones *milestones)
{
    for (size_t i = 0; i < BS_MILESTONE_COUNT; i++) {
        milestones->days[i] = BS_DAY_NONE;
    }
}

static void earn(bs_milestones *milestones, bs_milestone milestone, bs_day day)
{
    bs_day *earned = &milestones->days[milestone];
    if (*earned == BS_DAY_NONE || day < *earned) {
        *earned = day;
    }
}

void bs_milestones_add_evidence(bs_milestones *milestones, const bs_evidence *evidence)
{
    for (size_t i = 0; i < evidence->official_count; i++) {
        const bs_official *official = &evidence->officials[i];
        bs_day day = bs_moment_day(official->at);
        earn(milestones, BS_MILESTONE_FIRST_READING, day);
        /* A missing rank is NAN and fails the comparison. */
        if (official->industry.present && official->industry.rank_pct <= TOP_PERCENT) {
            earn(milestones, BS_MILESTONE_TOP_10, day);
        }
    }
    for (size_t i = bs_evidence_find(evidence->gauges, evidence->gauge_count, sizeof(bs_gauge),
                                     BS_CONNECTIONS);
         i < evidence->gauge_count && evidence->gauges[i].signal == BS_CONNECTIONS; i++) {
        const bs_gauge *gauge = &evidence->gauges[i];
        if (gauge->value >= CONNECTIONS) {
            earn(milestones, BS_MILESTONE_CONNECTIONS_500, bs_moment_day(gauge->at));
        }
    }
}

void bs_milestones_add_day(bs_milestones *milestones, bs_day day, bs_number_kind kind, double total,
                           const double pillars[BS_PILLAR_COUNT], bs_day first)
{
    if (kind == BS_LEARNING) {
        return;
    }
    if (total >= BS_TOTAL_FAIR) {
        earn(milestones, BS_MILESTONE_TOTAL_50, day);
    }
    if (total >= BS_TOTAL_GOOD) {
        earn(milestones, BS_MILESTONE_TOTAL_70, day);
    }
    for (int p = 0; p < BS_PILLAR_COUNT; p++) {
        if (pillars[p] > PILLAR_STRONG) {
            earn(milestones, (bs_milestone)(BS_MILESTONE_PILLAR_20_BRAND + p), day);
        }
    }
    if (first != BS_DAY_NONE && day - first >= YEAR_DAYS) {
        earn(milestones, BS_MILESTONE_YEAR, day);
    }
}
