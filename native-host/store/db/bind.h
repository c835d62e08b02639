/**
 * @file bind.h
 * Binds the parameters of an SQL statement by their C types.
 *
 * BS_BIND(profile, signal_id, total) makes the list: integers of any width, enums and bools are
 * bound as integers, doubles as reals (NAN as NULL), strings as text (NULL as NULL). Strings are
 * borrowed until the statement ends. Any other type does not compile.
 */
#ifndef BUSSOLA_STORE_BIND_H
#define BUSSOLA_STORE_BIND_H

#include <stddef.h>
#include <stdint.h>

typedef enum bs_bind_type { BS_BIND_INTEGER, BS_BIND_REAL, BS_BIND_TEXT } bs_bind_type;

typedef struct bs_bind_value {
    bs_bind_type type;
    union {
        int64_t integer;
        double real;
        const char *text;
    };
} bs_bind_value;

typedef struct bs_bind_list {
    const bs_bind_value *values;
    size_t count;
} bs_bind_list;

static inline bs_bind_value bs_bind_integer(int64_t integer)
{
    return (bs_bind_value){.type = BS_BIND_INTEGER, .integer = integer};
}

static inline bs_bind_value bs_bind_real(double real)
{
    return (bs_bind_value){.type = BS_BIND_REAL, .real = real};
}

static inline bs_bind_value bs_bind_text(const char *text)
{
    return (bs_bind_value){.type = BS_BIND_TEXT, .text = text};
}

/* cppcheck cannot parse _Generic and gets a definition of its own. */
#ifndef BS_BIND_ONE
#define BS_BIND_ONE(value)                                                                         \
    _Generic((value), double                                                                       \
             : bs_bind_real, char *                                                                \
             : bs_bind_text, const char *                                                          \
             : bs_bind_text, default                                                               \
             : bs_bind_integer)(value)
#endif

/* Expands to BS_BIND_ONE for each of up to 24 values. */
#define BS_BIND_1(a) BS_BIND_ONE(a)
#define BS_BIND_2(a, ...) BS_BIND_ONE(a), BS_BIND_1(__VA_ARGS__)
#define BS_BIND_3(a, ...) BS_BIND_ONE(a), BS_BIND_2(__VA_ARGS__)
#define BS_BIND_4(a, ...) BS_BIND_ONE(a), BS_BIND_3(__VA_ARGS__)
#define BS_BIND_5(a, ...) BS_BIND_ONE(a), BS_BIND_4(__VA_ARGS__)
#define BS_BIND_6(a, ...) BS_BIND_ONE(a), BS_BIND_5(__VA_ARGS__)
#define BS_BIND_7(a, ...) BS_BIND_ONE(a), BS_BIND_6(__VA_ARGS__)
#define BS_BIND_8(a, ...) BS_BIND_ONE(a), BS_BIND_7(__VA_ARGS__)
#define BS_BIND_9(a, ...) BS_BIND_ONE(a), BS_BIND_8(__VA_ARGS__)
#define BS_BIND_10(a, ...) BS_BIND_ONE(a), BS_BIND_9(__VA_ARGS__)
#define BS_BIND_11(a, ...) BS_BIND_ONE(a), BS_BIND_10(__VA_ARGS__)
#define BS_BIND_12(a, ...) BS_BIND_ONE(a), BS_BIND_11(__VA_ARGS__)
#define BS_BIND_13(a, ...) BS_BIND_ONE(a), BS_BIND_12(__VA_ARGS__)
#define BS_BIND_14(a, ...) BS_BIND_ONE(a), BS_BIND_13(__VA_ARGS__)
#define BS_BIND_15(a, ...) BS_BIND_ONE(a), BS_BIND_14(__VA_ARGS__)
#define BS_BIND_16(a, ...) BS_BIND_ONE(a), BS_BIND_15(__VA_ARGS__)
#define BS_BIND_17(a, ...) BS_BIND_ONE(a), BS_BIND_16(__VA_ARGS__)
#define BS_BIND_18(a, ...) BS_BIND_ONE(a), BS_BIND_17(__VA_ARGS__)
#define BS_BIND_19(a, ...) BS_BIND_ONE(a), BS_BIND_18(__VA_ARGS__)
#define BS_BIND_20(a, ...) BS_BIND_ONE(a), BS_BIND_19(__VA_ARGS__)
#define BS_BIND_21(a, ...) BS_BIND_ONE(a), BS_BIND_20(__VA_ARGS__)
#define BS_BIND_22(a, ...) BS_BIND_ONE(a), BS_BIND_21(__VA_ARGS__)
#define BS_BIND_23(a, ...) BS_BIND_ONE(a), BS_BIND_22(__VA_ARGS__)
#define BS_BIND_24(a, ...) BS_BIND_ONE(a), BS_BIND_23(__VA_ARGS__)
#define BS_BIND_PICK(a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p, q, r, s, t, u, v, w, x, name, \
                     ...)                                                                          \
    name
#define BS_BIND_EACH(...)                                                                          \
    BS_BIND_PICK(__VA_ARGS__, BS_BIND_24, BS_BIND_23, BS_BIND_22, BS_BIND_21, BS_BIND_20,          \
                 BS_BIND_19, BS_BIND_18, BS_BIND_17, BS_BIND_16, BS_BIND_15, BS_BIND_14,           \
                 BS_BIND_13, BS_BIND_12, BS_BIND_11, BS_BIND_10, BS_BIND_9, BS_BIND_8, BS_BIND_7,  \
                 BS_BIND_6, BS_BIND_5, BS_BIND_4, BS_BIND_3, BS_BIND_2, BS_BIND_1, )               \
    (__VA_ARGS__)
#define BS_BIND_VALUES(...) ((const bs_bind_value[]){BS_BIND_EACH(__VA_ARGS__)})

#define BS_BIND(...)                                                                               \
    ((bs_bind_list){BS_BIND_VALUES(__VA_ARGS__),                                                   \
                    sizeof BS_BIND_VALUES(__VA_ARGS__) / sizeof(bs_bind_value)})
/** For a statement without parameters. */
#define BS_BIND_NOTHING ((bs_bind_list){NULL, 0})

#endif
