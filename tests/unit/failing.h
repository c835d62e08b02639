/**
 * @file failing.h Makes calls fail: the n-th one of a kind, once or from then on. The linker
 * redirects the project's calls to the test (`--wrap`, see FAILING_… in the Makefile) in every test
 * that includes this.
 */
#ifndef BUSSOLA_TESTS_FAILING_H
#define BUSSOLA_TESTS_FAILING_H

#include <stdbool.h>
#include <stddef.h>
#include <stdlib.h>
#include <sys/mman.h>

typedef enum calls {
    CALLS_MEMORY,        /**< our malloc, calloc and realloc, and cJSON's */
    CALLS_SQLITE_MEMORY, /**< SQLite's allocations */
    CALLS_SQLITE,        /**< calls of SQLite's functions */
    CALLS_SYSTEM,        /**< system calls on files */
    CALLS_SHORT,         /**< a read or write that transfers half; not a failure */
    CALLS_COUNT          /**< first of a test's own kinds */
} calls;

#define CALLS_NONE (-1)

/**
 * Global, because the wrapped functions have no context; shared with the test's child processes.
 */
static struct {
    int kind;
    int left;  /**< calls of the kind until one fails; 0: none */
    bool once; /**< only one call fails */
    bool failed;
    bool held; /**< do not count: the test itself is calling */
    int made;  /**< calls of the kind since then */
} * failing;

static inline void share_failing(void)
{
    if (failing == NULL) {
        void *map =
            mmap(NULL, sizeof *failing, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
        if (map == MAP_FAILED) {
            abort();
        }
        failing = map;
        failing->kind = CALLS_NONE;
    }
}

static inline void fail_calls(int kind, int n, bool once)
{
    share_failing();
    failing->kind = kind;
    failing->left = n;
    failing->once = once;
    failing->failed = false;
    failing->held = false;
    failing->made = 0;
}

static inline void hold_calls(bool held)
{
    share_failing();
    failing->held = held;
}

/** Stops failing; returns true if a call has failed. */
static inline bool mend_calls(void)
{
    const bool failed = failing->failed;
    failing->kind = CALLS_NONE;
    failing->left = 0;
    failing->failed = false;
    return failed;
}

static inline bool call_fails(int kind)
{
    if (failing == NULL || kind != failing->kind || failing->held) {
        return false;
    }
    failing->made++;
    if (failing->left > 0 && --failing->left == 0) {
        failing->failed = true;
        return true;
    }
    return failing->failed && !failing->once;
}

/* The linker defines the names, and a name is not an expression. */
/* NOLINTBEGIN(cert-dcl37-c,cert-dcl51-cpp,bugprone-reserved-identifier) */
/* NOLINTBEGIN(bugprone-macro-parentheses) */
#define WRAP(type, name, parameters, arguments, fails, failure)                                    \
    type __real_##name parameters;                                                                 \
    type __wrap_##name parameters;                                                                 \
    type __wrap_##name parameters                                                                  \
    {                                                                                              \
        return (fails) ? (failure) : __real_##name arguments;                                      \
    }

WRAP(void *, malloc, (size_t size), (size), call_fails(CALLS_MEMORY), NULL)
WRAP(void *, calloc, (size_t count, size_t size), (count, size), call_fails(CALLS_MEMORY), NULL)
WRAP(void *, realloc, (void *old, size_t size), (old, size), call_fails(CALLS_MEMORY), NULL)
/* NOLINTEND(bugprone-macro-parentheses) */
/* NOLINTEND(cert-dcl37-c,cert-dcl51-cpp,bugprone-reserved-identifier) */

#endif
