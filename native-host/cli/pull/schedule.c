#include "schedule.h"

const bs_schedule bs_schedule_pull = {
    .unit = "bussola-pull",
    .command = "pull",
    .description = "Bussola: counts from LinkedIn's data portability",
    .calendar = "daily",
    .delay = "2h",
    .task_every = "P1D",
    .task_delay = "PT2H",
    .scheduled = "cli_pull_scheduled",
    .unscheduled = "cli_pull_unscheduled",
    .absent = "cli_pull_not_scheduled",
};

const bs_schedule bs_schedule_push = {
    .unit = "bussola-push",
    .command = "push",
    .description = "Bussola: numbers for the team's server",
    .calendar = "hourly",
    .delay = "30min",
    .task_every = "PT1H",
    .task_delay = "PT30M",
    .scheduled = "cli_push_scheduled",
    .unscheduled = "cli_push_unscheduled",
    .absent = "cli_push_not_scheduled",
};
