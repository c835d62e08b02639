/* Windows starts a program with UTF-16 texts; main takes UTF-8 as on other systems. */
#include <fcntl.h>
#include <io.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "wide.h"

#define LANGUAGE_MAX 320

int main(int argc, char **argv);
int wmain(int argc, wchar_t **argv);

/** The caller owns the text; NULL if it is not valid UTF-16. */
static char *convert(const wchar_t *wide)
{
    const size_t size = wcslen(wide) * 3 + 1;
    char *text = malloc(size);
    if (text != NULL && !bs_wide_to_utf8(text, size, wide)) {
        free(text);
        text = NULL;
    }
    return text;
}

/** Converts texts up to a NULL, dropping those that are not valid; NULL without memory. */
static char **convert_all(wchar_t *const *wide, int *count)
{
    size_t total = 0;
    int kept = 0;
    while (wide[total] != NULL) {
        total++;
    }
    /* Room for one more, and the NULL. */
    char **texts = calloc(total + 2, sizeof *texts);
    for (size_t i = 0; i < total && texts != NULL; i++) {
        texts[kept] = convert(wide[i]);
        kept += texts[kept] != NULL ? 1 : 0;
    }
    *count = kept;
    return texts;
}

/** The setting of the user's language, as other systems name it; "" if it is unknown. */
static void name_language(char text[LANGUAGE_MAX])
{
    wchar_t wide[LOCALE_NAME_MAX_LENGTH];
    char name[LOCALE_NAME_MAX_LENGTH * 3];
    text[0] = '\0';
    if (GetUserDefaultLocaleName(wide, LOCALE_NAME_MAX_LENGTH) > 0 &&
        bs_wide_to_utf8(name, sizeof name, wide)) {
        bs_wide_replace(name, '-', '_');
        (void)snprintf(text, LANGUAGE_MAX, "LANG=%s.UTF-8", name);
    }
}

/** Windows keeps the language elsewhere; a variable that the user set counts. */
static void add_language(char **environment, int count)
{
    static char setting[LANGUAGE_MAX];
    for (int i = 0; i < count; i++) {
        if (strncmp(environment[i], "LANG=", 5) == 0 || strncmp(environment[i], "LC_", 3) == 0) {
            return;
        }
    }
    name_language(setting);
    if (setting[0] != '\0') {
        environment[count] = setting;
    }
}

int wmain(int argc, wchar_t **argv)
{
    int count = 0;
    int variables = 0;
    char **arguments = convert_all(argv, &count);
    char **environment = convert_all(_wenviron, &variables);
    if (arguments == NULL || environment == NULL || count != argc) {
        (void)fputs("An argument is not valid text.\n", stderr);
        exit(EXIT_FAILURE);
    }
    add_language(environment, variables);
    _environ = environment;
    for (int stream = 0; stream <= 2; stream++) {
        (void)_setmode(stream, _O_BINARY);
    }
    (void)SetConsoleOutputCP(CP_UTF8);
    /* No dialogue for a missing disk or a crash. */
    (void)SetErrorMode(SEM_FAILCRITICALERRORS | SEM_NOGPFAULTERRORBOX | SEM_NOOPENFILEERRORBOX);
    return main(count, arguments);
}
