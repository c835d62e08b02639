/** @file spark.h The course of the index in one line. */
#ifndef BUSSOLA_CLI_SPARK_H
#define BUSSOLA_CLI_SPARK_H

#include <stdbool.h>
#include <stddef.h>

#include "bussola/store/history.h"
#include "cli/base/cli.h"

/**
 * Writes the points, by day, since `first` as a spark line with its days and its two ends, in words
 * only on a terminal without UTF-8. Omits points before a change between an estimate and a number
 * that continues LinkedIn's value, because those do not compare. For fewer than two writes nothing
 * and returns false.
 */
bool bs_spark_write(const bs_cli *cli, const bs_point *points, size_t count, bs_day first);

#endif
