/*
 * Writes the command line's texts as C: make-messages LANGUAGE=FILE,FILE…
 *
 * Runs at build time. A language's texts are in several files, each text in one of them. The files
 * are in Chrome's i18n format: each key holds `message`, in which $NAME$ refers to
 * placeholders.name.content ("$1" … "$9") and "$$" for a dollar sign. The command line fills in
 * arguments by number, so a placeholder becomes the byte of its number.
 */
#include <cjson/cJSON.h>
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void die(const char *file, const char *key, const char *what)
{
    (void)fprintf(stderr, "%s: %s: %s\n", file, key, what);
    exit(EXIT_FAILURE);
}

static char *read_file(const char *path)
{
    FILE *file = fopen(path, "rbe");
    if (file == NULL || fseek(file, 0, SEEK_END) != 0) {
        die(path, "-", "cannot be read");
    }
    long size = ftell(file);
    rewind(file);
    char *text = size < 0 ? NULL : malloc((size_t)size + 1);
    if (text == NULL || fread(text, 1, (size_t)size, file) != (size_t)size) {
        die(path, "-", "cannot be read");
    }
    text[size] = '\0';
    (void)fclose(file);
    return text;
}

static int compare_keys(const void *left, const void *right)
{
    const cJSON *const *a = left;
    const cJSON *const *b = right;
    return strcmp((*a)->string, (*b)->string);
}

/* The argument number of a placeholder's name; ends the build if it is missing. */
static int placeholder_number(const char *file, const cJSON *entry, const char *name, size_t length)
{
    const cJSON *placeholder = NULL;
    cJSON_ArrayForEach(placeholder, cJSON_GetObjectItemCaseSensitive(entry, "placeholders"))
    {
        if (strlen(placeholder->string) == length &&
            strncasecmp(placeholder->string, name, length) == 0) {
            const char *content = cJSON_GetStringValue(cJSON_GetObjectItem(placeholder, "content"));
            if (content != NULL && content[0] == '$' && content[1] >= '1' && content[1] <= '9' &&
                content[2] == '\0') {
                return content[1] - '0';
            }
        }
    }
    die(file, entry->string, "has a placeholder that is not declared as $1 … $9");
    return 0;
}

static void write_char(FILE *out, unsigned char byte)
{
    if (byte == '"' || byte == '\\') {
        (void)fprintf(out, "\\%c", byte);
    } else if (byte < ' ' || byte >= 0x7f || byte == '?') {
        (void)fprintf(out, "\\%03o", byte);
    } else {
        (void)fputc(byte, out);
    }
}

static void write_message(FILE *out, const char *file, const cJSON *entry)
{
    const char *message = cJSON_GetStringValue(cJSON_GetObjectItem(entry, "message"));
    if (message == NULL) {
        die(file, entry->string, "has no message");
        return;
    }
    for (const char *at = message; *at != '\0'; at++) {
        if (*at != '$') {
            write_char(out, (unsigned char)*at);
            continue;
        }
        size_t length =
            strspn(at + 1, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_@");
        if (at[1] == '$') {
            write_char(out, '$');
            at++;
        } else if (length > 0 && at[1 + length] == '$') {
            write_char(out, (unsigned char)placeholder_number(file, entry, at + 1, length));
            at += length + 1;
        } else if (at[1] >= '1' && at[1] <= '9') {
            write_char(out, (unsigned char)(at[1] - '0'));
            at++;
        } else {
            die(file, entry->string, "has a dollar sign without a meaning");
        }
    }
}

/* Adds the texts of a file to a language's; ends the build where a key has two texts. */
static void add_file(cJSON *texts, const char *file)
{
    char *text = read_file(file);
    cJSON *root = cJSON_Parse(text);
    free(text);
    if (cJSON_GetArraySize(root) == 0) {
        die(file, "-", "is not a catalogue");
    }
    while (root->child != NULL) {
        cJSON *entry = cJSON_DetachItemViaPointer(root, root->child);
        if (cJSON_GetObjectItemCaseSensitive(texts, entry->string) != NULL) {
            die(file, entry->string, "has a text already");
        }
        (void)cJSON_AddItemToArray(texts, entry);
    }
    cJSON_Delete(root);
}

static void write_language(FILE *out, const char *id, char *files)
{
    cJSON *texts = cJSON_CreateObject();
    for (char *rest = files, *file = strsep(&rest, ","); file != NULL; file = strsep(&rest, ",")) {
        add_file(texts, file);
    }
    size_t count = (size_t)cJSON_GetArraySize(texts);
    const cJSON **entries = malloc(count * sizeof(void *));
    if (entries == NULL) {
        die(id, "-", "does not fit into memory");
        return;
    }
    size_t used = 0;
    const cJSON *entry = NULL;
    cJSON_ArrayForEach(entry, texts)
    {
        entries[used++] = entry;
    }
    qsort(entries, used, sizeof(void *), compare_keys);
    (void)fprintf(out, "static const bs_message entries_%s[] = {\n", id);
    for (size_t i = 0; i < used; i++) {
        (void)fprintf(out, "    {\"%s\", \"", entries[i]->string);
        write_message(out, id, entries[i]);
        (void)fputs("\"},\n", out);
    }
    (void)fputs("};\n", out);
    free(entries);
    cJSON_Delete(texts);
}

int main(int argc, char **argv)
{
    (void)fputs("#include \"messages.h\"\n", stdout);
    for (int i = 1; i < argc; i++) {
        char *equals = strchr(argv[i], '=');
        if (equals == NULL) {
            die(argv[i], "-", "is not LANGUAGE=FILE,FILE");
            return EXIT_FAILURE;
        }
        *equals = '\0';
        write_language(stdout, argv[i], equals + 1);
    }
    (void)fputs("const bs_messages_language bs_messages_languages[] = {\n", stdout);
    for (int i = 1; i < argc; i++) {
        (void)printf("    {\"%s\", entries_%s, sizeof entries_%s / sizeof entries_%s[0]},\n",
                     argv[i], argv[i], argv[i], argv[i]);
    }
    (void)printf("};\nconst size_t bs_messages_language_count = %d;\n", argc - 1);
    return fflush(stdout) == 0 && ferror(stdout) == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
