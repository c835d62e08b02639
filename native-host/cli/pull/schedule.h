/** @file schedule.h A daily `bussola pull` by a systemd user timer. */
#ifndef BUSSOLA_CLI_SCHEDULE_H
#define BUSSOLA_CLI_SCHEDULE_H

#include <stdbool.h>

#include "cli/base/cli.h"

/** Writes bussola-pull.service and .timer below $XDG_CONFIG_HOME/systemd/user and starts the timer.
 */
bs_exit bs_schedule_daily(const bs_cli *cli);

/** True if our timer exists. */
bool bs_schedule_present(void);

typedef enum bs_schedule_fault {
    BS_SCHEDULE_GOOD,
    BS_SCHEDULE_OTHER,    /**< it starts another program than this, or none */
    BS_SCHEDULE_DISABLED, /**< the timer exists but is disabled */
} bs_schedule_fault;

/** Checks an existing timer. */
bs_schedule_fault bs_schedule_inspect(void);

/** Rewrites both files for this program, without messages. */
bool bs_schedule_renew(void);

/** Stops the timer and removes both files. */
bs_exit bs_schedule_remove(const bs_cli *cli);

#endif
