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

/** The bar for a share 0–1 of the height; for terminals with UTF-8. */
const char *bs_spark_level(double share);

/** Points over the whole height, at least, so that noise stays flat. */
#define BS_SPARK_SPAN_MIN 4

#endif
