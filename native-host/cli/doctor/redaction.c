#include "redaction.h"

#include <ctype.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "bussola/core/ascii.h"
#include "cli/output/xmalloc.h"
#include "platform/user.h"

#define NAME_PART_MIN 3 /* bytes from which a part of a name is hidden by itself */

#define SPACE " \t\n\v\f\r"
#define ALPHANUMERIC "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"

/* What is always hidden: a beginning, and at least `least` bytes after it. */
typedef struct shape {
    const char *beginning;
    const char *inside;  /* the bytes after it; NULL: all but … */
    const char *outside; /* … these */
    size_t least;
    const char *shown;
} shape;

static const shape shapes[] = {
    {"urn:li:", NULL, SPACE "\"',;()", 1, "<urn>"},
    {"ACo", ALPHANUMERIC "_-", NULL, 6, "<id>"},
    {"/in/", NULL, SPACE "\"'/", 1, "/in/<name>"},
    {"/home/", NULL, SPACE "\"'/", 1, "/…/<user>"},
    {"/Users/", NULL, SPACE "\"'/", 1, "/…/<user>"},
    {"/media/", NULL, SPACE "\"'/", 1, "/…/<user>"},
    {"/mnt/", NULL, SPACE "\"'/", 1, "/…/<user>"},
};

/* The add-on's own id looks like an e-mail address. */
static const char addon_id[] = "bussola@bussola.org";

void bs_redaction_hide(bs_redaction *redaction, const char *word, const char *shown)
{
    if (word == NULL || word[0] == '\0') {
        return;
    }
    redaction->words =
        bs_xrealloc(redaction->words, redaction->count + 1, sizeof *redaction->words);
    size_t at = redaction->count++;
    while (at > 0 && strlen(redaction->words[at - 1].word) < strlen(word)) {
        redaction->words[at] = redaction->words[at - 1];
        at--;
    }
    redaction->words[at] = (bs_redaction_word){.word = bs_xstrdup(word), .shown = shown};
}

void bs_redaction_hide_name(bs_redaction *redaction, const char *name, const char *shown)
{
    bs_redaction_hide(redaction, name, shown);
    while (*name != '\0') {
        size_t length = strcspn(name, " ");
        char *part = bs_xasprintf("%.*s", (int)length, name);
        if (length >= NAME_PART_MIN) {
            bs_redaction_hide(redaction, part, shown);
        }
        free(part);
        name += length + (name[length] == ' ');
    }
}

void bs_redaction_open(bs_redaction *redaction, const bs_paths *paths)
{
    bs_user_names names;
    *redaction = (bs_redaction){0};
    if (strcmp(paths->home, "/") != 0) {
        bs_redaction_hide(redaction, paths->home, "~");
    }
    bs_user_name(&names);
    /* "root" identifies nobody, and occurs in option names. */
    if (!bs_user_is_root()) {
        bs_redaction_hide_name(redaction, names.full, "<user>");
        bs_redaction_hide(redaction, names.account, "<user>");
    }
    if (strcmp(names.machine, "localhost") != 0) {
        bs_redaction_hide(redaction, names.machine, "<machine>");
    }
}

void bs_redaction_close(bs_redaction *redaction)
{
    for (size_t i = 0; i < redaction->count; i++) {
        free(redaction->words[i].word);
    }
    free(redaction->words);
    *redaction = (bs_redaction){0};
}

/* True for bytes of a word, including non-ASCII letters. */
static bool is_inside(unsigned char byte)
{
    return byte >= 0x80 || isalnum(byte) != 0;
}

static bool stands_alone(const char *text, const char *at, size_t length)
{
    const bool begins =
        at == text || !is_inside((unsigned char)at[-1]) || !is_inside((unsigned char)at[0]);
    const bool ends =
        !is_inside((unsigned char)at[length]) || !is_inside((unsigned char)at[length - 1]);
    return begins && ends;
}

static char *without_word(char *text, const bs_redaction_word *hidden)
{
    bs_xtext result = {0};
    const size_t length = strlen(hidden->word);
    for (const char *at = text; *at != '\0';) {
        if (bs_ascii_same(at, hidden->word, length) && stands_alone(text, at, length)) {
            bs_xtext_add(&result, hidden->shown);
            at += length;
        } else {
            bs_xtext_add_bytes(&result, at++, 1);
        }
    }
    free(text);
    return bs_xtext_end(&result);
}

/* Bytes that have the shape at the start of a text; 0 if it has not. */
static size_t length_of(const shape *wanted, const char *text)
{
    const size_t beginning = strlen(wanted->beginning);
    if (strncmp(text, wanted->beginning, beginning) != 0) {
        return 0;
    }
    const char *rest = text + beginning;
    const size_t length =
        wanted->inside != NULL ? strspn(rest, wanted->inside) : strcspn(rest, wanted->outside);
    return length >= wanted->least ? beginning + length : 0;
}

/* The first shape at the start of a text, and its length; NULL without one. */
static const shape *shape_at(size_t *length, const char *text)
{
    for (size_t i = 0; i < sizeof shapes / sizeof shapes[0]; i++) {
        *length = length_of(&shapes[i], text);
        if (*length > 0) {
            return &shapes[i];
        }
    }
    return NULL;
}

static char *without_shapes(char *text)
{
    bs_xtext result = {0};
    for (const char *at = text; *at != '\0';) {
        size_t length = 0;
        const shape *found = shape_at(&length, at);
        if (found != NULL) {
            bs_xtext_add(&result, found->shown);
            at += length;
        } else {
            bs_xtext_add_bytes(&result, at++, 1);
        }
    }
    free(text);
    return bs_xtext_end(&result);
}

static bool is_label(unsigned char byte)
{
    return is_inside(byte) || byte == '-';
}

static size_t label_length(const char *text)
{
    size_t length = 0;
    while (is_label((unsigned char)text[length])) {
        length++;
    }
    return length;
}

/* Bytes of a domain with at least one dot at the start of a text; 0 without one. */
static size_t domain_length(const char *text)
{
    size_t length = label_length(text);
    bool dotted = false;
    while (length > 0 && text[length] == '.') {
        const size_t label = label_length(text + length + 1);
        if (label == 0) {
            break;
        }
        length += 1 + label;
        dotted = true;
    }
    return dotted ? length : 0;
}

/* Hides e-mail addresses. */
static char *without_mail(char *text)
{
    bs_xtext result = {0};
    const char *written = text;
    for (char *at = strchr(text, '@'); at != NULL; at = strchr(at + 1, '@')) {
        const char *begin = at;
        while (begin > written &&
               (is_label((unsigned char)begin[-1]) || strchr("._%+", begin[-1]) != NULL)) {
            begin--;
        }
        const char *end = at + 1 + domain_length(at + 1);
        const size_t length = (size_t)(end - begin);
        const bool ours = length == sizeof addon_id - 1 && strncmp(begin, addon_id, length) == 0;
        if (begin < at && end > at + 1 && !ours) {
            bs_xtext_add_bytes(&result, written, (size_t)(begin - written));
            bs_xtext_add(&result, "<mail>");
            written = end;
        }
    }
    bs_xtext_add(&result, written);
    free(text);
    return bs_xtext_end(&result);
}

char *bs_redact(const bs_redaction *redaction, const char *text)
{
    char *result = bs_xstrdup(text);
    for (size_t i = 0; i < redaction->count; i++) {
        result = without_word(result, &redaction->words[i]);
    }
    return without_mail(without_shapes(result));
}
