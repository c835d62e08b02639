/**
 * @file status_view.h
 * The status card: the number, the account, the four pillars, next steps and the signals.
 *
 * Writes to the context's standard output; owns nothing and cannot fail.
 */
#ifndef BUSSOLA_CLI_STATUS_VIEW_H
#define BUSSOLA_CLI_STATUS_VIEW_H

#include "bussola/store/spark.h"
#include "bussola/store/view.h"
#include "cli/base/cli.h"

void bs_status_view_write(const bs_cli *cli, const bs_view *view, const bs_spark *spark);

#endif
