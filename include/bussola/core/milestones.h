/**
 * @file milestones.h
 * Milestones, each with the day on which it was first reached.
 *
 * The caller adds the evidence once and the days of the history in any order; the earliest day is
 * kept. A bs_milestones is a plain value; nothing can fail.
 */
#ifndef BUSSOLA_MILESTONES_H
#define BUSSOLA_MILESTONES_H

#include "bussola/core/evidence.h"
#include "bussola/core/state.h"

typedef enum bs_milestone {
    BS_MILESTONE_FIRST_READING,   /**< an official reading exists */
    BS_MILESTONE_TOTAL_50,        /**< the number shown reached 50 */
    BS_MILESTONE_TOTAL_70,        /**< the number shown reached 70, which practitioners call good */
    BS_MILESTONE_CONNECTIONS_500, /**< LinkedIn's pages show more only as "500+" */
    BS_MILESTONE_PILLAR_20_BRAND, /**< a pillar above 20; in the order of bs_pillar */
    BS_MILESTONE_PILLAR_20_PEOPLE,
    BS_MILESTONE_PILLAR_20_INSIGHTS,
    BS_MILESTONE_PILLAR_20_RELATIONSHIPS,
    BS_MILESTONE_TOP_10, /**< in the top 10 % of the industry, according to LinkedIn */
    BS_MILESTONE_YEAR,   /**< 365 days after the first number shown */
    BS_MILESTONE_COUNT
} bs_milestone;

/** "first_reading", "total_50", "pillar_20_brand" …; worded by `milestone_<id>`. */
const char *bs_milestone_id(bs_milestone milestone);

typedef struct bs_milestones {
    bs_day days[BS_MILESTONE_COUNT]; /**< BS_DAY_NONE: not reached */
} bs_milestones;

void bs_milestones_init(bs_milestones *milestones);

/**
 * Adds what observations alone prove: the first reading, 500 connections, the industry's top 10 %.
 */
void bs_milestones_add_evidence(bs_milestones *milestones, const bs_evidence *evidence);

/**
 * Adds what the number shown on a day proves; a learning day proves nothing. `first` is the first
 * day of the history with a number, BS_DAY_NONE if not known.
 */
void bs_milestones_add_day(bs_milestones *milestones, bs_day day, bs_number_kind kind, double total,
                           const double pillars[BS_PILLAR_COUNT], bs_day first);

#endif
