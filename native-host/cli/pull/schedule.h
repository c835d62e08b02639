/**
 * @file schedule.h
 * A daily `bussola pull` by a systemd user timer.
 */
#ifndef BUSSOLA_CLI_SCHEDULE_H
#define BUSSOLA_CLI_SCHEDULE_H

#include <stdbool.h>

#include "cli/base/cli.h"

/** Writes bussola-pull.service and .timer below $XDG_CONFIG_HOME/systemd/user and starts the timer.
 */
bs_exit bs_schedule_daily(const bs_cli *cli);

/** True when a timer of ours is there. */
bool bs_schedule_present(void);

typedef enum bs_schedule_fault {
    BS_SCHEDULE_GOOD,
    BS_SCHEDULE_OTHER,    /**< it would start another program than this, or none */
    BS_SCHEDULE_DISABLED, /**< the timer is there and not wanted */
} bs_schedule_fault;

/** What is wrong with a timer that is there. */
bs_schedule_fault bs_schedule_inspect(void);

/** Writes both files anew, for this program; says nothing. */
bool bs_schedule_renew(void);

/** Stops the timer and removes both files. */
bs_exit bs_schedule_remove(const bs_cli *cli);

#endif
