/**
 * @file worlds.h Worlds to test scoring in: users' habits, what Bussola sees, and how LinkedIn
 * scores. Read from tests/bench/worlds.json. Plain values; nothing is owned.
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

/** Users' habits, the same in all worlds. */
typedef struct habits {
    range vigour;   /**< share of a curve's target reached in 90 days */
    double spread;  /**< of one user's activities, log-normal */
    double mood;    /**< of an activity from week to week, log-normal */
    double pause;   /**< chance of a week with almost no activity */
    double turn;    /**< chance per week of a lasting change of pace */
    double growth;  /**< of levels, per day at the usual mood */
    range presence; /**< share of days on LinkedIn */
    double weekend; /**< factor of that share on Saturdays and Sundays */
    double idle;    /**< share of users without activity */
    range answered; /**< share of invitations and threads */
} habits;

typedef struct world {
    char id[WORLD_ID_MAX];
    double gate;                  /**< largest ratio of anchored to unchanged error */
    double weights;               /**< spread of LinkedIn's weights around ours, log-normal */
    double unseen;                /**< share of acts that Bussola does not see */
    double walk;                  /**< random walk of each pillar, points per day */
    bool scored;                  /**< false: LinkedIn's pillars only walk */
    range delay;                  /**< delay of LinkedIn's value, in days */
    double jump_chance;           /**< chance per reading of a change of LinkedIn's formula */
    double jump;                  /**< size of that change, as share of the pillar */
    double grid[BS_PILLAR_COUNT]; /**< step of LinkedIn's decimals */
} world;

typedef struct worlds {
    unsigned seeds[SEEDS_MAX];
    size_t seed_count;
    size_t members; /**< per world and seed */
    range readings; /**< of a user */
    range gap;      /**< days between readings, drawn for each user */
    range known;    /**< days known before the first reading */
    habits habits;
    world of[WORLDS_MAX];
    size_t count;
} worlds;

/** Reads the file; prints a line to stderr and returns false if it is invalid. */
bool worlds_read(worlds *read, const char *path);

#endif
