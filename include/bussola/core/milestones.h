/**
 * @file milestones.h
 * Badges earned, each with the first day on which it was.
 *
 * The caller goes through the evidence once and through the days of the history in any order; the
 * earliest day stays. A bs_milestones is a plain value; nothing can fail.
 */
#ifndef BUSSOLA_MILESTONES_H
#define BUSSOLA_MILESTONES_H

#include "bussola/core/evidence.h"
#include "bussola/core/state.h"

typedef enum bs_milestone {
    BS_MILESTONE_FIRST_READING,   /**< LinkedIn's number was read */
    BS_MILESTONE_TOTAL_50,        /**< the number shown reached 50 */
    BS_MILESTONE_TOTAL_70,        /**< … and 70, which practitioners call good */
    BS_MILESTONE_CONNECTIONS_500, /**< where LinkedIn's pages stop counting */
    BS_MILESTONE_PILLAR_20_BRAND, /**< a pillar above 20; the four in the pillars' order */
    BS_MILESTONE_PILLAR_20_PEOPLE,
    BS_MILESTONE_PILLAR_20_INSIGHTS,
    BS_MILESTONE_PILLAR_20_RELATIONSHIPS,
    BS_MILESTONE_TOP_10, /**< among the top 10 % of the industry, as LinkedIn says */
    BS_MILESTONE_YEAR,   /**< 365 days after the first number shown */
    BS_MILESTONE_COUNT
} bs_milestone;

/** "first_reading", "total_50", "pillar_20_brand" …; worded by `milestone_<id>`. */
const char *bs_milestone_id(bs_milestone milestone);

typedef struct bs_milestones {
    bs_day days[BS_MILESTONE_COUNT]; /**< BS_DAY_NONE: not earned */
} bs_milestones;

void bs_milestones_init(bs_milestones *milestones);

/** What observations alone prove: the first reading, 500 connections, the industry's top 10 %. */
void bs_milestones_add_evidence(bs_milestones *milestones, const bs_evidence *evidence);

/**
 * What the number shown on a day proves; a learning day proves nothing. `first` is the first day of
 * the history with a number, BS_DAY_NONE when not known.
 */
void bs_milestones_add_day(bs_milestones *milestones, bs_day day, bs_number_kind kind, double total,
                           const double pillars[BS_PILLAR_COUNT], bs_day first);

#endif
