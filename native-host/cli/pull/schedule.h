/**
 * @file schedule.h
 * Commands that the system runs again and again: `bussola pull` and `bussola push`.
 *
 * On Linux by a systemd user timer, UNIT.service and UNIT.timer below $XDG_CONFIG_HOME/systemd/user
 * (schedule_systemd.c); on Windows by a task of the user in the Task Scheduler, made from UNIT.xml
 * beside the data (schedule_tasks.c).
 */
#ifndef BUSSOLA_CLI_SCHEDULE_H
#define BUSSOLA_CLI_SCHEDULE_H

#include <stdbool.h>

#include "cli/base/cli.h"

typedef struct bs_schedule {
    const char *unit;
    const char *command;
    const char *description;
    const char *calendar;   /**< when, as systemd.time(7) names it */
    const char *delay;      /**< by how much it may be later, at random */
    const char *task_every; /**< both as durations of ISO 8601 */
    const char *task_delay;
    const char *scheduled;   /**< the text after it was started */
    const char *unscheduled; /**< the text after it was removed */
    const char *absent;      /**< the text where no timer is there to remove */
} bs_schedule;

extern const bs_schedule bs_schedule_pull; /**< daily */
extern const bs_schedule bs_schedule_push; /**< hourly */

/** Writes the files and starts the timer. */
bs_exit bs_schedule_start(const bs_schedule *schedule, const bs_cli *cli);

/** True if our timer exists. */
bool bs_schedule_present(const bs_schedule *schedule);

typedef enum bs_schedule_fault {
    BS_SCHEDULE_GOOD,
    BS_SCHEDULE_OTHER,    /**< it starts another program than this, or none */
    BS_SCHEDULE_DISABLED, /**< the timer exists but is disabled */
} bs_schedule_fault;

/** Checks an existing timer. */
bs_schedule_fault bs_schedule_inspect(const bs_schedule *schedule);

/** Rewrites the files for this program, without messages. */
bool bs_schedule_renew(const bs_schedule *schedule);

/** Stops the timer and removes the files. */
bs_exit bs_schedule_remove(const bs_schedule *schedule, const bs_cli *cli);

#endif
