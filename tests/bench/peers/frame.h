/** @file frame.h Frames for the minimal peers, without checks. */
#ifndef BENCH_FRAME_H
#define BENCH_FRAME_H

#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <unistd.h>

static inline bool read_all(void *into, size_t size)
{
    char *at = into;
    while (size > 0) {
        ssize_t got = read(STDIN_FILENO, at, size);
        if (got <= 0) {
            return false;
        }
        at += got;
        size -= (size_t)got;
    }
    return true;
}

static inline bool write_all(const void *from, size_t size)
{
    const char *at = from;
    while (size > 0) {
        ssize_t put = write(STDOUT_FILENO, at, size);
        if (put <= 0) {
            return false;
        }
        at += put;
        size -= (size_t)put;
    }
    return true;
}

/** The next frame's text, NULL at the end; the caller frees it. */
static inline char *read_frame(uint32_t *size)
{
    if (!read_all(size, sizeof *size)) {
        return NULL;
    }
    char *text = malloc((size_t)*size + 1);
    if (text == NULL || !read_all(text, *size)) {
        free(text);
        return NULL;
    }
    text[*size] = '\0';
    return text;
}

static inline bool write_frame(const char *text, uint32_t size)
{
    return write_all(&size, sizeof size) && write_all(text, size);
}

#endif
