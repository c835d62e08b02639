/** @file child.h Other programs that this process starts. */
#ifndef BUSSOLA_PLATFORM_CHILD_H
#define BUSSOLA_PLATFORM_CHILD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/** A program that answers what it is asked. The caller ends it with bs_child_end. */
typedef struct bs_child {
    int64_t process;
    int64_t watchdog; /**< kills it when its time is over */
    int input;        /**< a pipe to its standard input */
    int output;       /**< a pipe from its standard output */
    int errors;       /**< a file with what it wrote on standard error */
} bs_child;

/**
 * Starts `argv[0]`; returns 0 or an errno. `variable` ("NAME=VALUE"; NULL: none) replaces one of
 * its environment. It is killed after `seconds`, so that no read from it waits longer.
 */
int bs_child_start(bs_child *child, char *const argv[], const char *variable, unsigned seconds);

/** Closes its input and waits for it; true if it exited with status 0. */
bool bs_child_end(bs_child *child);

/** Receives a part of a program's output; false if it is too much. */
typedef bool (*bs_child_take)(void *context, const char *bytes, size_t length);

/**
 * Runs `argv[0]`, found in PATH if it has no slash, without input and standard error; passes its
 * standard output to `take`. Kills it and its children after `seconds` or too much output. Returns
 * its exit status, −1 if it did not start or was killed.
 */
int bs_child_run(char *const argv[], int seconds, bs_child_take take, void *context);

#endif
