/** @file team_table.h The members of a team as tables. */
#ifndef BUSSOLA_CLI_TEAM_TABLE_H
#define BUSSOLA_CLI_TEAM_TABLE_H

#include <stddef.h>

#include "bussola/codec/team_file.h"
#include "cli/base/cli.h"

/**
 * Writes a table of index, error, pillars and day, and if anybody shares them one of the counts and
 * weeks. What a member does not share is empty.
 */
void bs_team_table_write(const bs_cli *cli, const bs_team_member *members, size_t count);

#endif
