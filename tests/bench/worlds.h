/**
 * @file worlds.h
 * The worlds that the scoring is tried in: how members live, what Bussola sees of it, and how
 * LinkedIn scores. Read from tests/bench/worlds.json. Plain values; nothing is owned.
 */
#ifndef BENCH_WORLDS_H
#define BENCH_WORLDS_H

#include <stdbool.h>
#include <stddef.h>

#include "bussola/core/signals.h"

enum { WORLDS_MAX = 8, SEEDS_MAX = 16, WORLD_ID_MAX = 16 };

typedef struct range {
    double low, high;
} range;

/** Members' lives; the same in all worlds. */
typedef struct habits {
    range vigour;   /**< share of a curve's target that a member reaches in 90 days */
    double spread;  /**< of the paces of one member's activities, log-normal */
    double mood;    /**< of an activity from week to week, log-normal */
    double pause;   /**< chance of a week with next to nothing */
    double turn;    /**< chance of a week after which a member's pace is another one */
    double growth;  /**< of levels, a day at the usual mood */
    range presence; /**< share of days on which a member is on LinkedIn */
    double weekend; /**< that share's part on Saturdays and Sundays */
    double idle;    /**< share of members who do nothing */
    range answered; /**< share of invitations and threads */
} habits;

typedef struct world {
    char id[WORLD_ID_MAX];
    double gate;                  /**< anchored error over unchanged error, at most */
    double weights;               /**< spread of LinkedIn's weights around ours, log-normal */
    double unseen;                /**< share of acts that Bussola does not see */
    double walk;                  /**< points a day that each pillar walks by itself */
    bool scored;                  /**< false: LinkedIn's pillars do nothing but walk */
    range delay;                  /**< days by which LinkedIn's value is late */
    double jump_chance;           /**< of a reading after which LinkedIn scores by another base */
    double jump;                  /**< by how much of the pillar, either way */
    double grid[BS_PILLAR_COUNT]; /**< LinkedIn's decimals */
} world;

typedef struct worlds {
    unsigned seeds[SEEDS_MAX];
    size_t seed_count;
    size_t members; /**< of each world and seed */
    range readings; /**< of a member */
    range gap;      /**< days between readings, drawn anew for each member */
    range known;    /**< days that Bussola knows before the first reading */
    habits habits;
    world of[WORLDS_MAX];
    size_t count;
} worlds;

/** Reads the file; false, after a line on standard error, when it does not describe worlds. */
bool worlds_read(worlds *read, const char *path);

#endif
