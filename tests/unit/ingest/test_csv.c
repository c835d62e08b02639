/* The streaming reader: feeds every text whole, byte by byte, and in pieces of odd sizes. */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../test.h"
#include "bussola/ingest/csv.h"
#include "bussola/ingest/when.h"

static const bs_csv_layout table = {
    .columns = {"Date", "Link", "Text"}, .column_count = 3, .required = 0x3};

static bool starts_with_date(const bs_csv_field first_two[2])
{
    bs_when when;
    return first_two[1].length >= 4 && memcmp(first_two[1].text, "http", 4) == 0 &&
           bs_when_parse(&when, first_two[0].text, first_two[0].length);
}

static const bs_csv_layout loose = {
    .columns = {"Date", "Link"}, .column_count = 2, .required = 0x3, .starts = starts_with_date};

typedef struct seen {
    char text[4096]; /* fields joined by "|", rows by "\n"; faults as "!n" */
    size_t length;
    size_t rows;
} seen;

static void write_row(void *context, bs_csv_fault fault, const bs_csv_field *fields)
{
    seen *out = context;
    out->rows++;
    if (out->length > sizeof out->text / 2) {
        return;
    }
    char *at = out->text + out->length;
    size_t left = sizeof out->text - out->length;
    int written = 0;
    if (fault != BS_CSV_FINE) {
        written = snprintf(at, left, "!%d\n", (int)fault);
    } else {
        written =
            snprintf(at, left, "%.*s|%.*s|%.*s\n", (int)fields[0].length, fields[0].text,
                     (int)fields[1].length, fields[1].text, (int)fields[2].length, fields[2].text);
    }
    assert_true(written > 0 && (size_t)written < left);
    out->length += (size_t)written;
}

static bs_status read_in_pieces(seen *out, const bs_csv_layout *layout, const char *bytes,
                                size_t length, size_t piece)
{
    bs_csv *csv = NULL;
    bs_status status = bs_csv_new(&csv, layout, write_row, out);
    assert_int_equal(status, BS_OK);
    memset(out, 0, sizeof *out);
    for (size_t at = 0; at < length && status == BS_OK; at += piece) {
        status = bs_csv_feed(csv, bytes + at, length - at < piece ? length - at : piece);
    }
    if (status == BS_OK) {
        status = bs_csv_end(csv);
    }
    bs_csv_free(csv);
    return status;
}

static void expect(const bs_csv_layout *layout, const char *bytes, size_t length,
                   const char *wanted)
{
    static const size_t pieces[] = {1, 2, 3, 7, 64, 1 << 20};
    for (size_t i = 0; i < sizeof pieces / sizeof pieces[0]; i++) {
        seen out;
        assert_int_equal(read_in_pieces(&out, layout, bytes, length, pieces[i]), BS_OK);
        assert_string_equal(out.text, wanted);
    }
}

static void expect_text(const char *text, const char *wanted)
{
    expect(&table, text, strlen(text), wanted);
}

static void quotes_and_newlines(void **state)
{
    (void)state;
    expect_text("Date,Link,Text\n1,a,\"x, y\"\n2,b,\"one\ntwo\"\n", "1|a|x, y\n2|b|one\ntwo\n");
    expect_text("Date,Link,Text\n1,a,\"say \"\"hi\"\"\"\n2,,\n", "1|a|say \"hi\"\n2||\n");
    expect_text("Date,Link,Text\n1,a,\"\"\"\"\n", "1|a|\"\n");
    expect_text("Date,Link,Text\n1,a,\" out(\"\"a\"\",\"\"\\\"\")\"\n", "1|a| out(\"a\",\"\\\")\n");
    expect_text("Date,Link,Text\n1,a,\"no final newline\"", "1|a|no final newline\n");
    expect_text("Date,Link,Text\n1,a", "1|a|\n");
    expect_text("Date,Link,Text\n1,a,mid \"quote\" stays\n", "1|a|mid \"quote\" stays\n");
    expect_text("Date,Link,Text\n1,a,\"a \"stray\" quote\"\n2,b,c\n",
                "1|a|a \"stray\" quote\n2|b|c\n");
    expect_text("Date,Link,Text\n1,a,\"two\nlines, \"stray\" quote\"\n2,b,c\n",
                "1|a|two\nlines, \"stray\" quote\n2|b|c\n");
    expect_text("Date,Link,Text\n\n1,a,b\n\n\n2,c,d\n", "1|a|b\n2|c|d\n");
}

static void an_open_quote_costs_its_own_line_alone(void **state)
{
    (void)state;
    expect_text("Date,Link,Text\n1,a,\"open\n2,b,c\n3,d,\"x, y\"\n4,e,f\n",
                "!3\n2|b|c\n3|d|x, y\n4|e|f\n");
}

static void separators_and_line_ends(void **state)
{
    (void)state;
    expect_text("Date;Link;Text\r\n1;a,b;\"c;d\"\r\n", "1|a,b|c;d\n");
    expect_text("Date\tLink\tText\r\n1\ta\t\"b\"\r\n2\tc\td", "1|a|b\n2|c|d\n");
    expect_text("Date,Link,Text\r\n1,a,\"line\r\nline\"\r\n", "1|a|line\r\nline\n");
}

static void columns_by_name(void **state)
{
    (void)state;
    expect_text("text,other,LINK,Date\nt,o,l,d\n", "d|l|t\n");
    expect_text("\"Date\",\"Link\"\n1,a\n", "1|a|\n");
    expect_text("_Date_, link ,te xt\n1,a,b\n", "1|a|b\n");
    expect_text("Date,Link,Text\n1\n1,2,3,4,5\n", "1||\n1|2|3\n");
}

static void preambles(void **state)
{
    (void)state;
    expect_text("Notes:\n\"When exporting, you may, notice\"\n\nDate,Link,Text\n1,a,b\n",
                "1|a|b\n");
    expect_text("sep=;\nDate;Link\n1;a\n", "1|a|\n");
}

static void encodings(void **state)
{
    (void)state;
    static const char text[] = "Date\tLink\tText\r\n1\ta\t\xC3\xA9\xF0\x9F\x99\x82\r\n";
    static const uint16_t units[] = {'D',  'a',  't',  'e',    '\t',   'L',  'i',  'n', 'k',
                                     '\t', 'T',  'e',  'x',    't',    '\r', '\n', '1', '\t',
                                     'a',  '\t', 0xE9, 0xD83D, 0xDE42, '\r', '\n'};
    static const char wanted[] = "1|a|\xC3\xA9\xF0\x9F\x99\x82\n";
    char bytes[256] = "\xEF\xBB\xBF";
    memcpy(bytes + 3, text, sizeof text - 1);
    expect(&table, bytes, sizeof text + 2, wanted);
    for (int big = 0; big < 2; big++) {
        size_t length = 0;
        uint16_t mark = 0xFEFF;
        for (size_t i = 0; i <= sizeof units / sizeof units[0]; i++) {
            uint16_t unit = i == 0 ? mark : units[i - 1];
            bytes[length++] = (char)(big != 0 ? unit >> 8 : unit & 0xFF);
            bytes[length++] = (char)(big != 0 ? unit & 0xFF : unit >> 8);
        }
        expect(&table, bytes, length, wanted);
    }
}

static void broken_utf16_is_marked(void **state)
{
    (void)state;
    static const char bytes[] = "\xFF\xFE"
                                "D\0a\0t\0e\0,\0L\0i\0n\0k\0\n\0"
                                "1\0,\0"
                                "\x3D\xD8"
                                "a\0";
    expect(&table, bytes, sizeof bytes - 1,
           "1|\xEF\xBF\xBD"
           "a|\n");
}

static char *filled(const char *before, char fill, size_t count, const char *after, size_t *length)
{
    size_t head = strlen(before);
    size_t size = head + count + strlen(after) + 1;
    char *text = malloc(size);
    assert_non_null(text);
    memset(text, fill, size);
    for (size_t i = 0; i < head; i++) {
        text[i] = before[i];
    }
    *length =
        head + count + (size_t)snprintf(text + head + count, size - head - count, "%s", after);
    return text;
}

/* Surrogates in the wrong order, a missing byte, invalid byte-order marks. */
static void bytes_that_are_nearly_an_encoding(void **state)
{
    (void)state;
#define HEADER16 "D\0a\0t\0e\0,\0L\0i\0n\0k\0\n\0"
    static const char low[] = "\xFF\xFE" HEADER16 "1\0,\0\x3D\xDC"
                              "a\0";
    static const char twice[] = "\xFF\xFE" HEADER16 "1\0,\0\x3D\xD8\x3D\xD8\x42\xDE"
                                "a\0";
    static const char high_end[] = "\xFF\xFE" HEADER16 "1\0,\0\x3D\xD8";
    static const char odd_end[] = "\xFF\xFE" HEADER16 "1\0,\0a";
    static const char private_use[] = "\xFF\xFE" HEADER16 "1\0,\0\x00\xE0";
    expect(&table, low, sizeof low - 1,
           "1|\xEF\xBF\xBD"
           "a|\n");
    expect(&table, twice, sizeof twice - 1,
           "1|\xEF\xBF\xBD\xF0\x9F\x99\x82"
           "a|\n");
    expect(&table, high_end, sizeof high_end - 1, "1|\xEF\xBF\xBD|\n");
    expect(&table, odd_end, sizeof odd_end - 1, "1|\xEF\xBF\xBD|\n");
    expect(&table, private_use, sizeof private_use - 1, "1|\xEE\x80\x80|\n");
    expect_text("\xFFx\nDate,Link\n1,a\n", "1|a|\n");
    expect_text("\xFEx\nDate,Link\n1,a\n", "1|a|\n");
    expect_text("\xEFxy\nDate,Link\n1,a\n", "1|a|\n");
    expect_text("\xEF\xBBy\nDate,Link\n1,a\n", "1|a|\n");
#undef HEADER16
}

static void quotes_at_odd_places(void **state)
{
    (void)state;
    expect_text("Date,Link,Text\n1,a,\"b\"\r\n\r\n2,c,\"d\" \"\n", "1|a|b\n2|c|d\" \n");
    expect_text("Date,Link,Text\n1,a,\"b\"\r\"\n", "1|a|b\"\r\n");
    expect_text("Date,Link,Text\nx\n1,\"a\"\"b\"\"\",c\n", "x||\n1|a\"b\"|c\n");
    static const char unclosed[] = "Date,Link\n\n\"2024-03-05 10:00:00,https://a\n"
                                   "2024-03-05 10:00:00,https://b\n";
    expect(&loose, unclosed, sizeof unclosed - 1, "!4\n2024-03-05 10:00:00|https://b|\n");
}

static void what_is_too_long_or_too_wide_to_be_a_header(void **state)
{
    (void)state;
    static const struct {
        const char *before;
        char fill;
        size_t count;
        const char *after;
        bs_status status;
        const char *rows;
    } cases[] = {
        {"", 'x', 100000, "\nDate,Link\n1,a\n", BS_OK, "1|a|\n"},
        {"", 'x', BS_CSV_RECORD_MAX * 2, "\nDate,Link\n1,a\n", BS_BAD_REQUEST, ""},
        {"", ',', 300, "Date,Link\n1,a\n", BS_BAD_REQUEST, ""},
        {"Date,Link", ',', 300, "\n1,a\n", BS_OK, "1|a|\n"},
        {"", '\n', BS_CSV_PREAMBLE_MAX, "Date,Link\n1,a\n", BS_OK, "1|a|\n"},
        {"", '\n', BS_CSV_PREAMBLE_MAX + 1, "Date,Link\n1,a\n", BS_BAD_REQUEST, ""},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        size_t length = 0;
        char *text =
            filled(cases[i].before, cases[i].fill, cases[i].count, cases[i].after, &length);
        seen out;
        assert_int_equal(read_in_pieces(&out, &table, text, length, 100000), cases[i].status);
        assert_string_equal(out.text, cases[i].rows);
        free(text);
    }
}

static void a_quote_left_open_in_one_endless_line(void **state)
{
    (void)state;
    size_t length = 0;
    char *text = filled("Date,Link,Text\n1,a,\"", 'x', BS_CSV_RECORD_MAX * 2, "\n2,b,c\n", &length);
    seen out;
    assert_int_equal(read_in_pieces(&out, &table, text, length, 100000), BS_OK);
    assert_string_equal(out.text, "!3\n2|b|c\n");
    free(text);
}

static void records_by_their_start(void **state)
{
    (void)state;
    static const char text[] = "Date,Link,Message\r\n"
                               "2024-03-05 10:00:00,https://a,line one\r\nline, two\r\n\r\nlast\r\n"
                               "2024-03-04 09:00:00,https://b,\"With \"\"quotes\"\r\n"
                               "2024-03-04 09:00:00,not an address\r\n"
                               "\"2024-03-03 08:00:00\",\"https://c\",\"A \\\"quote\\\"\"\r\n";
    expect(&loose, text, sizeof text - 1,
           "2024-03-05 10:00:00|https://a|\n2024-03-04 09:00:00|https://b|\n"
           "2024-03-03 08:00:00|https://c|\n");
}

static void lines_that_end_in_cr_alone(void **state)
{
    (void)state;
    static const char quoted[] = "Date,Link,Text\r1,a,\"x\ry\"\r2,b,c";
    expect(&table, quoted, sizeof quoted - 1, "1|a|x\ny\n2|b|c\n");
    static const char open[] = "Date,Link,Message\r2024-03-05 10:00:00,https://a,one\rtwo\r\r"
                               "2024-03-04 09:00:00,https://b,x\r";
    expect(&loose, open, sizeof open - 1,
           "2024-03-05 10:00:00|https://a|\n2024-03-04 09:00:00|https://b|\n");
    static const char mixed[] = "Date,Link,Text\n1,a,\"x\ry\"\n";
    expect(&table, mixed, sizeof mixed - 1, "1|a|x\ry\n");
}

static void no_header(void **state)
{
    (void)state;
    static const char *const texts[] = {"", "Datum,Verweis,Text\n1,a,b\n", "Date,Text\n1,b\n"};
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        seen out;
        assert_int_equal(read_in_pieces(&out, &table, texts[i], strlen(texts[i]), 5),
                         BS_BAD_REQUEST);
        assert_int_equal(out.rows, 0);
    }
    static const char moved[] = "Link,Date,Message\nhttps://a,2024-03-05 10:00:00,x\n";
    seen out;
    assert_int_equal(read_in_pieces(&out, &loose, moved, sizeof moved - 1, 100), BS_BAD_REQUEST);
}

static void limits_cost_a_row_each(void **state)
{
    (void)state;
    static const struct {
        const char *before;
        char fill;
        size_t count;
        const char *after;
        const char *wanted;
    } cases[] = {
        {"Date,Link,Text\n1,a,b\n", ',', 10000000, "\n2,c,d\n", "1|a|b\n!1\n2|c|d\n"},
        {"Date,Link,Text\n1,a,b\n", ',', 1000, "\n2,c,d\n", "1|a|b\n!2\n2|c|d\n"},
        {"Date,Link,Text\n1,a,", 'x', BS_CSV_RECORD_MAX * 2, "\n2,c,d\n", "!1\n2|c|d\n"},
        {"Date,Link,Text\n1,a,\"open\n2,c,d\n3,e,", 'x', 10, "", "!3\n2|c|d\n3|e|xxxxxxxxxx\n"},
        {"Date,Link,Text\n1,a,\"open\n2,c,d\n3,e,", 'x', BS_CSV_RECORD_MAX, "\n4,f,g\n",
         "!3\n2|c|d\n!1\n4|f|g\n"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        size_t length = 0;
        char *text =
            filled(cases[i].before, cases[i].fill, cases[i].count, cases[i].after, &length);
        seen out;
        assert_int_equal(read_in_pieces(&out, &table, text, length, 100000), BS_OK);
        assert_string_equal(out.text, cases[i].wanted);
        free(text);
    }
}

static void a_long_line_still_starts_a_record(void **state)
{
    (void)state;
    size_t length = 0;
    char *text = filled("Date,Link\n2024-03-05 10:00:00,https://a,", 'x', BS_CSV_RECORD_MAX * 3,
                        "\n2024-03-06 10:00:00,https://b,y\n", &length);
    seen out;
    assert_int_equal(read_in_pieces(&out, &loose, text, length, 65537), BS_OK);
    assert_int_equal(out.rows, 2);
    free(text);
}

static void quotes_left_open_again_and_again(void **state)
{
    (void)state;
    static const char row[] = "1,a,\"x\n";
    char text[2048] = "Date,Link,Text\n";
    size_t length = strlen(text);
    for (int i = 0; i < 40; i++) {
        memcpy(text + length, row, sizeof row);
        length += sizeof row - 1;
    }
    seen out;
    assert_int_equal(read_in_pieces(&out, &table, text, strlen(text), 64), BS_TOO_LARGE);
    assert_int_equal(out.rows, BS_CSV_MENDS_MAX + 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(quotes_and_newlines),
        cmocka_unit_test(an_open_quote_costs_its_own_line_alone),
        cmocka_unit_test(separators_and_line_ends),
        cmocka_unit_test(columns_by_name),
        cmocka_unit_test(preambles),
        cmocka_unit_test(encodings),
        cmocka_unit_test(broken_utf16_is_marked),
        cmocka_unit_test(bytes_that_are_nearly_an_encoding),
        cmocka_unit_test(quotes_at_odd_places),
        cmocka_unit_test(what_is_too_long_or_too_wide_to_be_a_header),
        cmocka_unit_test(a_quote_left_open_in_one_endless_line),
        cmocka_unit_test(records_by_their_start),
        cmocka_unit_test(lines_that_end_in_cr_alone),
        cmocka_unit_test(no_header),
        cmocka_unit_test(limits_cost_a_row_each),
        cmocka_unit_test(a_long_line_still_starts_a_record),
        cmocka_unit_test(quotes_left_open_again_and_again),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
