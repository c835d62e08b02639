/**
 * @file stream.h
 * Descriptors for frames between a browser and the program that it started.
 *
 * Reads and writes retry what a signal interrupts, and wait where the descriptor does not block.
 */
#ifndef BUSSOLA_PLATFORM_STREAM_H
#define BUSSOLA_PLATFORM_STREAM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/** Standard input. */
#define BS_STREAM_INPUT 0

/** Reads `size` bytes, or fewer at the end of the input; returns how many, −1 with errno. */
int64_t bs_stream_read(int stream, void *data, size_t size);

/** Writes all bytes; false with errno. */
bool bs_stream_write(int stream, const void *data, size_t size);

/**
 * Moves standard output to a private descriptor and returns that, or −1; later output to stdout
 * goes to stderr.
 */
int bs_stream_take_output(void);

/** Opens stderr if the browser closed it; otherwise the next opened file would get its number. */
void bs_stream_keep_error(void);

/** Makes a write to a closed pipe fail with EPIPE instead of ending the process. */
void bs_stream_report_closed(void);

/** Makes a write beyond the limit of a file's size fail with EFBIG instead of ending the process.
 */
void bs_stream_report_full(void);

#endif
