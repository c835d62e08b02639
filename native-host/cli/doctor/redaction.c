#include "redaction.h"

#include <ctype.h>
#include <pwd.h>
#include <regex.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "bussola/core/ascii.h"
#include "cli/output/xmalloc.h"

#define NAME_MAX_BYTES 256
#define NAME_PART_MIN 3 /* bytes from which a part of a name is hidden by itself */

/* Patterns that are always hidden. */
static const struct {
    const char *pattern;
    const char *shown;
} shapes[] = {
    {"urn:li:[^[:space:]\"',;()]+", "<urn>"},
    {"ACo[A-Za-z0-9_-]{6,}", "<id>"},
    {"/in/[^/[:space:]\"']+", "/in/<name>"},
    {"[[:alnum:]._%+-]+@[[:alnum:]-]+(\\.[[:alnum:]-]+)+", "<mail>"},
    {"/(home|Users|media|mnt)/[^/[:space:]\"']+", "/…/<user>"},
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
    char machine[NAME_MAX_BYTES] = "";
    *redaction = (bs_redaction){0};
    if (strcmp(paths->home, "/") != 0) {
        bs_redaction_hide(redaction, paths->home, "~");
    }
    /* "root" identifies nobody, and occurs in option names. */
    const struct passwd *account = geteuid() != 0 ? getpwuid(geteuid()) : NULL;
    if (account != NULL) {
        char *name = bs_xstrdup(account->pw_gecos != NULL ? account->pw_gecos : "");
        name[strcspn(name, ",")] = '\0';
        bs_redaction_hide_name(redaction, name, "<user>");
        bs_redaction_hide(redaction, account->pw_name, "<user>");
        free(name);
    }
    if (gethostname(machine, sizeof machine - 1) == 0 && strcmp(machine, "localhost") != 0) {
        bs_redaction_hide(redaction, machine, "<machine>");
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
    char *result = NULL;
    size_t size = 0;
    const size_t length = strlen(hidden->word);
    FILE *stream = bs_xstream_open(&result, &size);
    for (const char *at = text; *at != '\0';) {
        if (bs_ascii_same(at, hidden->word, length) && stands_alone(text, at, length)) {
            (void)fputs(hidden->shown, stream);
            at += length;
        } else {
            (void)fputc(*at++, stream);
        }
    }
    bs_xstream_close(stream);
    free(text);
    return result;
}

static char *without_shape(char *text, const char *pattern, const char *shown)
{
    regex_t shape;
    regmatch_t match;
    char *result = NULL;
    size_t size = 0;
    if (regcomp(&shape, pattern, REG_EXTENDED) != 0) {
        bs_xfail();
    }
    FILE *stream = bs_xstream_open(&result, &size);
    const char *at = text;
    for (int flags = 0; regexec(&shape, at, 1, &match, flags) == 0; flags = REG_NOTBOL) {
        const char *found = at + match.rm_so;
        const size_t length = (size_t)(match.rm_eo - match.rm_so);
        const bool ours = length == sizeof addon_id - 1 && strncmp(found, addon_id, length) == 0;
        (void)fwrite(at, 1, (size_t)match.rm_so, stream);
        if (ours) {
            (void)fwrite(found, 1, length, stream);
        } else {
            (void)fputs(shown, stream);
        }
        at = found + length;
    }
    (void)fputs(at, stream);
    bs_xstream_close(stream);
    regfree(&shape);
    free(text);
    return result;
}

char *bs_redact(const bs_redaction *redaction, const char *text)
{
    char *result = bs_xstrdup(text);
    for (size_t i = 0; i < redaction->count; i++) {
        result = without_word(result, &redaction->words[i]);
    }
    for (size_t i = 0; i < sizeof shapes / sizeof shapes[0]; i++) {
        result = without_shape(result, shapes[i].pattern, shapes[i].shown);
    }
    return result;
}
