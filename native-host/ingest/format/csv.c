#include "bussola/ingest/csv.h"

#include <stdlib.h>
#include <string.h>

#include "decode.h"

#define SLICE ((size_t)1 << 16)            /* decoded at a time */
#define HEADER_LINE_MAX ((size_t)64 << 10) /* a longer line is not a header */
#define NOT_WANTED BS_CSV_LAYOUT_MAX

typedef enum state {
    HEADER, /* searching the header, line by line */
    LINES,  /* records identified by how they start */
    FIELD_START,
    PLAIN,
    QUOTED,
    QUOTE_SEEN, /* after a quote inside quotes: the end, or the first of an escaped pair */
    SKIPPING,   /* to the end of a line that is too long */
} state;

struct bs_csv {
    const bs_csv_layout *layout;
    bs_csv_row row;
    void *context;
    bs_decoder decoder;
    state state;
    char separator;
    bool started; /* the first record has started (LINES) */
    bool broken;  /* the first line has ended */
    bool cr;      /* lines end in CR only */
    int preamble;
    int mends;
    uint32_t present;                   /* bit per column of the layout */
    uint8_t wanted[BS_CSV_COLUMNS_MAX]; /* column of the file → of the layout */

    char *buffer;
    size_t capacity;
    size_t start; /* of the record */
    size_t at;    /* position of the scan */
    size_t end;   /* of the decoded bytes */

    size_t field_start;
    size_t quote; /* last quote seen in the field */
    bool field_quoted;
    bool field_lines; /* the field has a newline before that quote */
    bool field_escaped;
    size_t columns; /* of this record so far */
    struct {
        size_t start, end;
        bool escaped;
    } fields[BS_CSV_LAYOUT_MAX];
    bool stops[256]; /* bytes that end a run of plain bytes */
};

bs_status bs_csv_new(bs_csv **csv, const bs_csv_layout *layout, bs_csv_row row, void *context)
{
    bs_csv *made = calloc(1, sizeof *made);
    if (made == NULL) {
        return BS_INTERNAL;
    }
    made->capacity = BS_CSV_RECORD_MAX + BS_DECODE_ROOM(SLICE);
    made->buffer = malloc(made->capacity);
    if (made->buffer == NULL) {
        free(made);
        return BS_INTERNAL;
    }
    made->layout = layout;
    made->row = row;
    made->context = context;
    made->state = HEADER;
    *csv = made;
    return BS_OK;
}

void bs_csv_free(bs_csv *csv)
{
    if (csv != NULL) {
        free(csv->buffer);
        free(csv);
    }
}

uint32_t bs_csv_columns(const bs_csv *csv)
{
    return csv->present;
}

/* ---- the header ---- */

/* The next significant letter of a column's name, lower case; 0 at the end. */
static char next_letter(const char **at, const char *end)
{
    while (*at < end) {
        char c = *(*at)++;
        if (c >= 'A' && c <= 'Z') {
            return (char)(c | 0x20);
        }
        if (c != ' ' && c != '_' && c != '"' && c != '\r') {
            return c;
        }
    }
    return '\0';
}

static bool same_name(const char *text, const char *end, const char *name)
{
    const char *name_end = name + strlen(name);
    char a = '\0';
    char b = '\0';
    do {
        a = next_letter(&text, end);
        b = next_letter(&name, name_end);
    } while (a == b && a != '\0');
    return a == b;
}

bool bs_csv_same_name(const char *text, size_t length, const char *column)
{
    return same_name(text, text + length, column);
}

/*
 * True if a line, split at `separator`, has all required columns; then it is the header. Column
 * names contain no separators, so quotes around them are simply skipped.
 */
static bool try_header(bs_csv *csv, const char *line, const char *end, char separator)
{
    const bs_csv_layout *layout = csv->layout;
    size_t column = 0;
    const char *cr = memchr(line, '\r', (size_t)(end - line));
    csv->present = 0;
    memset(csv->wanted, NOT_WANTED, sizeof csv->wanted);
    if (cr != NULL && cr + 1 < end) {
        return false; /* if lines ended in CR only, the table would seem to have no rows */
    }
    while (column < BS_CSV_COLUMNS_MAX) {
        const char *stop = memchr(line, separator, (size_t)(end - line));
        const char *name_end = stop != NULL ? stop : end;
        for (size_t i = 0; i < layout->column_count; i++) {
            bool seen = (csv->present >> i & 1) != 0;
            if (!seen && same_name(line, name_end, layout->columns[i])) {
                csv->wanted[column] = (uint8_t)i;
                csv->present |= (uint32_t)1 << i;
                break;
            }
        }
        column++;
        if (stop == NULL) {
            break;
        }
        line = stop + 1;
    }
    if (layout->starts != NULL &&
        (csv->wanted[0] != 0 || (column > 1 && layout->column_count > 1 && csv->wanted[1] != 1))) {
        return false;
    }
    return (csv->present & layout->required) == layout->required;
}

static bs_status read_header(bs_csv *csv)
{
    static const char separators[] = {',', '\t', ';'};
    const char *line = csv->buffer + csv->start;
    const char *end = csv->buffer + csv->at;
    csv->start = csv->at + 1;
    if ((size_t)(end - line) <= HEADER_LINE_MAX) {
        for (size_t i = 0; i < sizeof separators; i++) {
            if (try_header(csv, line, end, separators[i])) {
                csv->separator = separators[i];
                csv->stops[(unsigned char)separators[i]] = true;
                csv->stops['\n'] = true;
                csv->state = csv->layout->starts != NULL ? LINES : FIELD_START;
                return BS_OK;
            }
        }
    }
    csv->present = 0;
    csv->preamble++;
    return csv->preamble > BS_CSV_PREAMBLE_MAX ? BS_BAD_REQUEST : BS_OK;
}

/* ---- records by where they start ---- */

static bs_csv_field bare(const char *text, const char *end)
{
    while (end > text && end[-1] == '\r') {
        end--;
    }
    if (end - text >= 2 && *text == '"' && end[-1] == '"') {
        text++;
        end--;
    }
    return (bs_csv_field){text, (size_t)(end - text)};
}

static void read_line(bs_csv *csv)
{
    const char *line = csv->buffer + csv->start;
    const char *end = csv->buffer + csv->at;
    bs_csv_field fields[BS_CSV_LAYOUT_MAX] = {{"", 0}};
    for (size_t i = 0; i < BS_CSV_LAYOUT_MAX; i++) {
        fields[i] = (bs_csv_field){"", 0};
    }
    const char *stop = memchr(line, csv->separator, (size_t)(end - line));
    fields[0] = bare(line, stop != NULL ? stop : end);
    if (stop != NULL) {
        const char *second = stop + 1;
        const char *next = memchr(second, csv->separator, (size_t)(end - second));
        fields[1] = bare(second, next != NULL ? next : end);
    }
    if (csv->layout->starts(fields)) {
        csv->started = true;
        csv->row(csv->context, BS_CSV_FINE, fields);
    } else if (!csv->started && fields[0].length > 0) {
        csv->row(csv->context, BS_CSV_NO_START, NULL);
    }
}

/* ---- RFC 4180 ---- */

static void begin_record(bs_csv *csv, size_t start)
{
    csv->start = start;
    csv->columns = 0;
    csv->state = FIELD_START;
    memset(csv->fields, 0, sizeof csv->fields);
}

static void end_field(bs_csv *csv, size_t end)
{
    if (csv->columns < BS_CSV_COLUMNS_MAX) {
        size_t column = csv->wanted[csv->columns];
        if (column != NOT_WANTED) {
            csv->fields[column].start = csv->field_start;
            csv->fields[column].end = end;
            csv->fields[column].escaped = csv->field_escaped;
        }
    }
    csv->columns++;
}

/* Replaces every "" by " in place; returns the new length. */
static size_t unescape(char *text, size_t length)
{
    size_t kept = 0;
    for (size_t i = 0; i < length; i++) {
        text[kept++] = text[i];
        if (text[i] == '"' && i + 1 < length && text[i + 1] == '"') {
            i++;
        }
    }
    return kept;
}

static void end_record(bs_csv *csv)
{
    size_t length = csv->at - csv->start;
    bool blank = length == 0 || (length == 1 && csv->buffer[csv->start] == '\r');
    if (length > BS_CSV_RECORD_MAX) {
        csv->row(csv->context, BS_CSV_TOO_LONG, NULL);
    } else if (csv->columns > BS_CSV_COLUMNS_MAX) {
        csv->row(csv->context, BS_CSV_TOO_MANY_COLUMNS, NULL);
    } else if (!blank) {
        bs_csv_field fields[BS_CSV_LAYOUT_MAX];
        for (size_t i = 0; i < BS_CSV_LAYOUT_MAX; i++) {
            char *text = csv->buffer + csv->fields[i].start;
            fields[i] = (bs_csv_field){text, csv->fields[i].end - csv->fields[i].start};
            if (csv->fields[i].escaped) {
                fields[i].length = unescape(text, fields[i].length);
            }
        }
        csv->row(csv->context, BS_CSV_FINE, fields);
    }
    begin_record(csv, csv->at + 1);
}

static size_t find(const bs_csv *csv, size_t from, size_t to, char wanted)
{
    const char *found = memchr(csv->buffer + from, wanted, to - from);
    return found != NULL ? (size_t)(found - csv->buffer) : to;
}

/*
 * Repairs a quote that is never closed: skips the first line of the record and continues with the
 * second.
 */
static bs_status mend(bs_csv *csv)
{
    size_t line_end = find(csv, csv->start, csv->end, '\n');
    csv->row(csv->context, BS_CSV_OPEN_QUOTE, NULL);
    csv->mends++;
    if (line_end == csv->end) {
        csv->start = csv->end;
        csv->at = csv->end;
        csv->state = SKIPPING;
    } else {
        csv->at = line_end + 1;
        begin_record(csv, line_end + 1);
    }
    return csv->mends > BS_CSV_MENDS_MAX ? BS_TOO_LARGE : BS_OK;
}

/*
 * True if the quote just seen opens a field of a later line, which proves that the current field
 * was never closed: a writer that closes quotes doubles inner ones.
 */
static bool opens_on_later_line(const bs_csv *csv)
{
    return csv->field_lines && csv->buffer[csv->quote - 1] == csv->separator;
}

/* Handles the significant byte at `at`. Errors as mend. */
static bs_status step(bs_csv *csv)
{
    char c = csv->buffer[csv->at];
    switch (csv->state) {
    case FIELD_START:
        csv->field_quoted = c == '"';
        csv->field_escaped = false;
        csv->field_lines = false;
        csv->quote = csv->at;
        csv->field_start = csv->at + (csv->field_quoted ? 1 : 0);
        csv->state = csv->field_quoted ? QUOTED : PLAIN;
        csv->at += csv->field_quoted ? 1 : 0;
        break;
    case PLAIN:
        if (c == '\n') {
            bool cr = csv->at > csv->field_start && csv->buffer[csv->at - 1] == '\r';
            end_field(csv, csv->at - (cr ? 1 : 0));
            end_record(csv);
        } else {
            end_field(csv, csv->at);
            csv->state = FIELD_START;
        }
        csv->at++;
        break;
    case QUOTED:
        csv->field_lines = csv->field_lines || find(csv, csv->quote, csv->at, '\n') < csv->at;
        csv->quote = csv->at++;
        csv->state = QUOTE_SEEN;
        break;
    case QUOTE_SEEN:
        if (c == csv->separator) {
            end_field(csv, csv->quote);
            csv->state = FIELD_START;
            csv->at++;
        } else if (c == '\n') {
            end_field(csv, csv->quote);
            end_record(csv);
            csv->at++;
        } else if (c == '\r') {
            csv->at++;
        } else if (c == '"' && csv->at == csv->quote + 1) {
            csv->field_escaped = true;
            csv->state = QUOTED;
            csv->at++;
        } else if (opens_on_later_line(csv)) {
            return mend(csv);
        } else {
            /* A quote that was not doubled: part of the text. */
            csv->state = QUOTED;
        }
        break;
    case HEADER:
    case LINES:
    case SKIPPING:
        break;
    }
    return BS_OK;
}

/* Moves to the next significant byte in this state; false at the end of the buffer. */
static bool seek(bs_csv *csv)
{
    size_t at = csv->at;
    if (csv->state == PLAIN) {
        while (at < csv->end && !csv->stops[(unsigned char)csv->buffer[at]]) {
            at++;
        }
    } else if (csv->state == QUOTED) {
        at = find(csv, at, csv->end, '"');
    } else if (csv->state == HEADER || csv->state == LINES || csv->state == SKIPPING) {
        at = find(csv, at, csv->end, '\n');
    }
    csv->at = at;
    return at < csv->end;
}

/* Handles a record above the limit. */
static bs_status too_long(bs_csv *csv)
{
    if (csv->state == QUOTED || csv->state == QUOTE_SEEN) {
        return mend(csv);
    }
    if (csv->state == LINES) {
        read_line(csv);
    } else if (csv->state == HEADER) {
        return BS_BAD_REQUEST;
    } else {
        csv->row(csv->context, BS_CSV_TOO_LONG, NULL);
    }
    csv->state = SKIPPING;
    return BS_OK;
}

static bs_status scan(bs_csv *csv)
{
    bs_status status = BS_OK;
    while (status == BS_OK) {
        if (!seek(csv)) {
            if (csv->state == SKIPPING) {
                csv->start = csv->end;
                break;
            }
            if (csv->end - csv->start <= BS_CSV_RECORD_MAX) {
                break;
            }
            status = too_long(csv);
        } else if (csv->state == HEADER) {
            status = read_header(csv);
            csv->at++;
            if (csv->state == FIELD_START) {
                begin_record(csv, csv->at);
            }
        } else if (csv->state == LINES) {
            read_line(csv);
            csv->start = ++csv->at;
        } else if (csv->state == SKIPPING) {
            csv->at++;
            begin_record(csv, csv->at);
            csv->state = csv->layout->starts != NULL ? LINES : FIELD_START;
        } else {
            status = step(csv);
        }
    }
    return status;
}

/* Moves the rest of the record to the front of the buffer. */
static void compact(bs_csv *csv)
{
    size_t by = csv->start;
    if (by == 0) {
        return;
    }
    memmove(csv->buffer, csv->buffer + by, csv->end - by);
    csv->start = 0;
    csv->at -= by;
    csv->end -= by;
    csv->field_start -= by;
    csv->quote -= by;
    for (size_t i = 0; i < BS_CSV_LAYOUT_MAX; i++) {
        if (csv->fields[i].end != 0) {
            csv->fields[i].start -= by;
            csv->fields[i].end -= by;
        }
    }
}

/* Finds out how the first line ends, once the byte after its end is available. */
static void find_line_end(bs_csv *csv)
{
    const size_t lf = find(csv, csv->start, csv->end, '\n');
    const size_t cr = find(csv, csv->start, lf, '\r');
    csv->broken = cr + 1 < csv->end || lf < csv->end;
    csv->cr = csv->broken && cr + 1 < lf;
}

/* Replaces CR line ends by LF, from `from` on. */
static void end_lines(bs_csv *csv, size_t from)
{
    if (!csv->broken) {
        find_line_end(csv);
        from = csv->start;
        csv->at = csv->start;
    }
    for (size_t i = from; csv->cr && i < csv->end; i++) {
        if (csv->buffer[i] == '\r') {
            csv->buffer[i] = '\n';
        }
    }
}

bs_status bs_csv_feed(bs_csv *csv, const void *bytes, size_t length)
{
    const uint8_t *from = bytes;
    bs_status status = BS_OK;
    while (length > 0 && status == BS_OK) {
        size_t slice = length < SLICE ? length : SLICE;
        compact(csv);
        const size_t before = csv->end;
        csv->end += bs_decode(&csv->decoder, csv->buffer + csv->end, from, slice);
        end_lines(csv, before);
        from += slice;
        length -= slice;
        status = scan(csv);
    }
    return status;
}

bs_status bs_csv_end(bs_csv *csv)
{
    compact(csv);
    const size_t before = csv->end;
    csv->end += bs_decode_end(&csv->decoder, csv->buffer + csv->end);
    end_lines(csv, before);
    bs_status status = scan(csv);
    while (status == BS_OK && csv->start < csv->end) {
        if (csv->state == QUOTED) {
            status = mend(csv);
        } else {
            csv->buffer[csv->end++] = '\n';
        }
        if (status == BS_OK) {
            status = scan(csv);
        }
    }
    if (status == BS_OK && csv->state == HEADER) {
        return BS_BAD_REQUEST;
    }
    return status;
}
