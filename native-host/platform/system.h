/** @file system.h What a report says about the machine. */
#ifndef BUSSOLA_PLATFORM_SYSTEM_H
#define BUSSOLA_PLATFORM_SYSTEM_H

#include <stdbool.h>
#include <stddef.h>

/** The distribution and its release, such as "Debian GNU/Linux 12 (bookworm)"; "" if unknown. */
void bs_system_distribution(char *text, size_t size);

/** Kernel, release and processor, such as "Linux 6.1.0 x86_64"; "" if unknown. */
void bs_system_kernel(char *text, size_t size);

/** The C library and its version, such as "glibc 2.36". */
void bs_system_library(char *text, size_t size);

/**
 * The version that a program's file names, "" for none; false on a system where programs are asked
 * with --version instead.
 */
bool bs_system_file_version(char *text, size_t size, const char *path);

#endif
