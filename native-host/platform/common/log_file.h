/** @file log_file.h The file of the text log. Internal to native-host/platform. */
#ifndef BUSSOLA_PLATFORM_LOG_FILE_H
#define BUSSOLA_PLATFORM_LOG_FILE_H

#include <stddef.h>

/**
 * Appends a line to the log at `path`, readable by its owner only; renames a file of
 * BS_LOG_SIZE_MAX to `.1` first. Drops the line on failure.
 */
void bs_log_append(const char *path, const char *line, size_t length);

#endif
