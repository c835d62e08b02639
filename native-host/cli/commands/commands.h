/** @file commands.h All commands, one file each. */
#ifndef BUSSOLA_CLI_COMMANDS_H
#define BUSSOLA_CLI_COMMANDS_H

#include "cli/base/cli.h"

extern const bs_command bs_command_status;
extern const bs_command bs_command_history;
extern const bs_command bs_command_why;
extern const bs_command bs_command_goal;
extern const bs_command bs_command_backtest;
extern const bs_command bs_command_report;
extern const bs_command bs_command_profiles;
extern const bs_command bs_command_export;
extern const bs_command bs_command_backup;
extern const bs_command bs_command_restore;
extern const bs_command bs_command_recover;
extern const bs_command bs_command_retention;
extern const bs_command bs_command_forget;
extern const bs_command bs_command_import;
extern const bs_command bs_command_pull;
extern const bs_command bs_command_sync;
extern const bs_command bs_command_share;
extern const bs_command bs_command_team;
extern const bs_command bs_command_push;
extern const bs_command bs_command_token;
extern const bs_command bs_command_model;
extern const bs_command bs_command_install;
extern const bs_command bs_command_uninstall;
extern const bs_command bs_command_doctor;
extern const bs_command bs_command_support;
extern const bs_command bs_command_completions;
extern const bs_command bs_command_manual;

#endif
