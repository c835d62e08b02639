/**
 * @file failing.h
 * Calls that fail: the n-th one of a kind, once or from then on. The linker leads the project's own
 * calls to a test's (`--wrap`, see FAILING_… in the Makefile); whoever includes this is linked so.
 */
#ifndef BUSSOLA_TESTS_FAILING_H
#define BUSSOLA_TESTS_FAILING_H

#include <stdbool.h>
#include <stddef.h>
#include <stdlib.h>
#include <sys/mman.h>

typedef enum calls {
    CALLS_MEMORY,        /**< malloc, calloc, realloc of ours, and cJSON's */
    CALLS_SQLITE_MEMORY, /**< what SQLite asks for, within its calls */
    CALLS_SQLITE,        /**< into SQLite */
    CALLS_SYSTEM,        /**< into the system, about files */
    CALLS_SHORT,         /**< a read or a write that does half of it; no failure */
    CALLS_COUNT          /**< a test's own kinds begin here */
} calls;

#define CALLS_NONE (-1)

/** The one state, as what is called has no context of ours; one with the children of the test. */
static struct {
    int kind;
    int left;  /**< calls of the kind until one fails; 0: none does */
    bool once; /**< only that one fails */
    bool failed;
    bool held; /**< none counts: the test itself calls */
    int made;  /**< of the kind since then */
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

/** Lets calls work again. True when one has failed. */
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

/* The names are the linker's; a name is no expression. */
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
