/**
 * @file helper.h
 * A second process of this program, connected to it by a stream of bytes. On Windows it is a
 * thread.
 */
#ifndef BUSSOLA_PLATFORM_HELPER_H
#define BUSSOLA_PLATFORM_HELPER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct bs_helper {
    int64_t process; /**< on Windows a pointer */
    int stream;      /**< to and from the helper */
} bs_helper;

/**
 * Runs `work` in a new process, which is killed when this one ends. Needs a process without threads
 * and open databases. `context` and what it points to must last until bs_helper_stop. False with
 * errno.
 */
bool bs_helper_start(bs_helper *helper, void (*work)(const void *context, int stream),
                     const void *context);

/** Closes the stream, at which the helper's work must end, and waits for it. */
void bs_helper_stop(bs_helper *helper);

/** Sends all bytes; false if the other end is closed. */
bool bs_helper_send(int stream, const void *bytes, size_t length);

/** Receives exactly that many bytes; false if the other end is closed before. */
bool bs_helper_receive(int stream, void *bytes, size_t length);

#endif
