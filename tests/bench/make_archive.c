/*
 * Writes an archive like LinkedIn's with many messages: make_archive FILE.zip ROWS.
 *
 * Invented people, deterministic, in conversations of a hundred messages. Rows are as short as real
 * ones can be, because 2,000,000 of them must stay below the 256 MiB allowed for one entry.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <zip.h>

#define ROWS_A_CONVERSATION 100
#define LENA "Lena Vogt,https://www.linkedin.com/in/lena"

typedef struct text {
    char *data;
    size_t length, capacity;
} text;

static void die(const char *what)
{
    (void)fprintf(stderr, "make_archive: %s\n", what);
    exit(EXIT_FAILURE);
}

static unsigned next_random(unsigned *state)
{
    *state = *state * 1664525U + 1013904223U;
    return *state >> 8;
}

static void append(text *out, const char *line, size_t length)
{
    if (out->length + length > out->capacity) {
        out->capacity = (out->length + length) * 2;
        out->data = realloc(out->data, out->capacity);
        if (out->data == NULL) {
            die("out of memory");
        }
    }
    memcpy(out->data + out->length, line, length);
    out->length += length;
}

static void messages(text *out, long rows)
{
    static const char *const words[] = {"thanks", "hello",   "see you",
                                        "deal",   "call me", "tomorrow"};
    static const char header[] =
        "CONVERSATION ID,CONVERSATION TITLE,FROM,SENDER PROFILE URL,TO,RECIPIENT PROFILE "
        "URLS,DATE,SUBJECT,CONTENT,FOLDER\n";
    unsigned state = 7;
    append(out, header, sizeof header - 1);
    for (long i = 0; i < rows; i++) {
        long person = i / ROWS_A_CONVERSATION;
        char other[96];
        char line[512];
        (void)snprintf(other, sizeof other, "P %ld,https://www.linkedin.com/in/p%ld", person,
                       person);
        int mine = i % 2 == 0;
        unsigned word = next_random(&state);
        int length = snprintf(
            line, sizeof line, "2-%lx,,%s,%s,20%02ld-%02u-%02u %02u:%02u:%02u UTC,%s,%s%u,INBOX\n",
            person, mine ? LENA : other, mine ? other : LENA, 16 + i * 8 / rows,
            next_random(&state) % 12 + 1, next_random(&state) % 28 + 1, next_random(&state) % 24,
            next_random(&state) % 60, next_random(&state) % 60, word % 50 == 0 ? "Hi" : "",
            words[word % 6], word % 1000);
        append(out, line, (size_t)length);
    }
}

static void add(zip_t *zip, const char *name, const char *data, size_t length)
{
    zip_source_t *source = zip_source_buffer(zip, data, length, 0);
    if (source == NULL || zip_file_add(zip, name, source, ZIP_FL_ENC_UTF_8) < 0) {
        die(zip_strerror(zip));
    }
}

int main(int argc, char **argv)
{
    static const char connections[] =
        "First Name,Last Name,URL,Email Address,Company,Position,Connected On\n"
        "P,1,https://www.linkedin.com/in/p1,,Contoso,CEO,02 Jan 2016\n";
    text body = {0};
    int code = 0;
    if (argc != 3 || strtol(argv[2], NULL, 10) <= 0) {
        die("make_archive FILE.zip ROWS");
    }
    messages(&body, strtol(argv[2], NULL, 10));
    zip_t *zip = zip_open(argv[1], ZIP_CREATE | ZIP_TRUNCATE, &code);
    if (zip == NULL) {
        die("the file cannot be written");
    }
    add(zip, "messages.csv", body.data, body.length);
    add(zip, "Connections.csv", connections, sizeof connections - 1);
    if (zip_close(zip) != 0) {
        die(zip_strerror(zip));
    }
    (void)printf("%zu\n", body.length);
    free(body.data);
    return EXIT_SUCCESS;
}
