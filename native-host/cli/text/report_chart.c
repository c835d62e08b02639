#include <math.h>
#include <stdlib.h>

#include "bussola/store/history.h"
#include "report_html.h"
#include "wording.h"

/* In the units of the picture's own 720 × 140. */
enum { WIDTH = 720, HEIGHT = 140, LEFT = 28, RIGHT = 8, TOP = 8, BOTTOM = 20 };
/* More tens than this, and every second one has a line. */
enum { LINES_MAX = 5 };

typedef struct chart {
    FILE *out;
    const bs_catalogue *text;
    const bs_history *weeks;
    bs_day first, last;
    double low, high;
} chart;

/* The first week begins before the day that stands for it; what it holds is drawn there. */
static double place_x(const chart *c, bs_day day)
{
    if (day < c->first) {
        return LEFT;
    }
    double span = c->last > c->first ? c->last - c->first : 1;
    return LEFT + (day - c->first) / span * (WIDTH - LEFT - RIGHT);
}

static double place_y(const chart *c, double total)
{
    double share = (total - c->low) / (c->high - c->low);
    return HEIGHT - BOTTOM - share * (HEIGHT - TOP - BOTTOM);
}

static void include(chart *c, double total)
{
    if (!isnan(total)) {
        c->low = fmin(c->low, total);
        c->high = fmax(c->high, total);
    }
}

/* The tens around all that the chart shows; false when it shows nothing. */
static bool find_range(chart *c)
{
    if (c->weeks->count == 0) {
        return false;
    }
    c->first = c->weeks->points[0].day;
    c->last = c->weeks->points[c->weeks->count - 1].day;
    c->low = 100;
    c->high = 0;
    for (size_t i = 0; i < c->weeks->count; i++) {
        include(c, c->weeks->points[i].total);
    }
    for (size_t i = 0; i < c->weeks->official_count; i++) {
        const bs_official *official = &c->weeks->officials[i];
        include(c, official->total);
        include(c, bs_report_average(&official->industry, -1));
        include(c, bs_report_average(&official->network, -1));
    }
    bool any = c->low <= c->high;
    c->low = floor(c->low / 10) * 10;
    c->high = fmax(ceil(c->high / 10) * 10, c->low + 10);
    return any;
}

static void write_date(const chart *c, bs_day day, const char *anchor)
{
    char date[BS_DATE_TEXT];
    bs_date_format(date, c->text, day);
    (void)fprintf(c->out, "<text x=\"%.1f\" y=\"%d\" text-anchor=\"%s\">", place_x(c, day),
                  HEIGHT - 4, anchor);
    bs_html_element(c->out, "", date, "</text>\n");
}

static void write_axes(const chart *c)
{
    int tens = (int)round((c->high - c->low) / 10);
    for (int ten = 0; ten <= tens; ten += tens > LINES_MAX ? 2 : 1) {
        double value = c->low + 10.0 * ten;
        double y = place_y(c, value);
        (void)fprintf(c->out,
                      "<path d=\"M%d %.1fH%d\" stroke=\"var(--line)\"/>"
                      "<text x=\"%d\" y=\"%.1f\" text-anchor=\"end\">",
                      LEFT, y, WIDTH - RIGHT, LEFT - 6, y + 4);
        bs_html_taken(c->out, "", bs_word_number(c->text, value, 0), "</text>\n");
    }
    if (c->first < c->last) {
        write_date(c, c->first, "start");
    }
    write_date(c, c->last, "end");
}

/* An average stands from the day it was read until LinkedIn shows another. */
static bool write_average(const chart *c, bool network, const char *style)
{
    bool any = false;
    double last = NAN;
    for (size_t i = 0; i < c->weeks->official_count; i++) {
        const bs_official *official = &c->weeks->officials[i];
        double average = bs_report_average(network ? &official->network : &official->industry, -1);
        if (isnan(average)) {
            continue;
        }
        (void)fprintf(c->out, any ? "L%.1f %.1f" : "<path fill=\"none\" d=\"M%.1f %.1f",
                      place_x(c, bs_moment_day(official->at)), place_y(c, average));
        any = true;
        last = average;
    }
    if (any) {
        (void)fprintf(c->out, "L%.1f %.1f\" %s/>\n", place_x(c, c->last), place_y(c, last), style);
    }
    return any;
}

static void draw_to(const chart *c, bool *drawing, bs_day day, double total)
{
    if (!isnan(total)) {
        (void)fprintf(c->out, *drawing ? "L%.1f %.1f" : "M%.1f %.1fh0", place_x(c, day),
                      place_y(c, total));
    }
    *drawing = !isnan(total);
}

/* LinkedIn's next value from `*index` on, within the chart and before `day`: the line meets it. */
static const bs_official *reading_until(const chart *c, size_t *index, bs_day day)
{
    while (*index < c->weeks->official_count) {
        const bs_official *official = &c->weeks->officials[*index];
        const bs_day read = bs_moment_day(official->at);
        if (read > day) {
            return NULL;
        }
        ++*index;
        if (read >= c->first && read < day) {
            return official;
        }
    }
    return NULL;
}

#define OWN_LINE "stroke=\"var(--accent)\" stroke-width=\"2.5\" stroke-dasharray=\"6 4\""

static void write_own(const chart *c)
{
    (void)fputs("<path fill=\"none\" " OWN_LINE
                " stroke-linejoin=\"round\" stroke-linecap=\"round\" d=\"",
                c->out);
    bool drawing = false;
    size_t reading = 0;
    for (size_t i = 0; i < c->weeks->count; i++) {
        const bs_point *point = &c->weeks->points[i];
        for (const bs_official *next; (next = reading_until(c, &reading, point->day)) != NULL;) {
            draw_to(c, &drawing, bs_moment_day(next->at), next->total);
        }
        draw_to(c, &drawing, point->day, point->total);
    }
    (void)fputs("\"/>\n", c->out);
}

static void write_readings(const chart *c)
{
    for (size_t i = 0; i < c->weeks->official_count; i++) {
        const bs_official *official = &c->weeks->officials[i];
        if (bs_moment_day(official->at) < c->first) {
            continue;
        }
        (void)fprintf(c->out,
                      "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"3.5\" fill=\"var(--surface)\""
                      " stroke=\"var(--accent)\" stroke-width=\"2\"/>\n",
                      place_x(c, bs_moment_day(official->at)), place_y(c, official->total));
    }
}

static void write_key(const chart *c, const char *picture, const char *key)
{
    (void)fprintf(c->out,
                  "<li><svg class=\"key\" width=\"16\" height=\"9\" aria-hidden=\"true\">%s</svg>",
                  picture);
    bs_html_element(c->out, "", bs_text(c->text, key), "</li>");
}

#define INDUSTRY_LINE "stroke=\"var(--ink-3)\" stroke-width=\"2\" stroke-dasharray=\"2 4\""
#define NETWORK_LINE "stroke=\"var(--ink-3)\" stroke-width=\"1.5\" stroke-dasharray=\"7 4\""

void bs_report_write_chart(FILE *out, const bs_catalogue *text, const bs_report *report)
{
    chart c = {.out = out, .text = text, .weeks = &report->weeks};
    if (!find_range(&c)) {
        return;
    }
    (void)fprintf(out,
                  "<div class=\"wide\"><svg class=\"chart\" viewBox=\"0 0 %d %d\" role=\"img\""
                  " aria-labelledby=\"line\">\n",
                  WIDTH, HEIGHT);
    write_axes(&c);
    bool industry = write_average(&c, false, INDUSTRY_LINE);
    bool network = write_average(&c, true, NETWORK_LINE);
    write_own(&c);
    write_readings(&c);
    (void)fputs("</svg></div>\n<ul class=\"legend\">", out);
    write_key(&c, "<path d=\"M0 4.5H16\" " OWN_LINE "/>", "legend_own");
    if (report->weeks.official_count > 0) {
        write_key(&c,
                  "<circle cx=\"8\" cy=\"4.5\" r=\"3.5\" fill=\"none\" stroke=\"var(--accent)\""
                  " stroke-width=\"2\"/>",
                  "legend_official");
    }
    if (industry) {
        write_key(&c, "<path d=\"M0 4.5H16\" " INDUSTRY_LINE "/>", "legend_industry");
    }
    if (network) {
        write_key(&c, "<path d=\"M0 4.5H16\" " NETWORK_LINE "/>", "legend_network");
    }
    (void)fputs("</ul>\n", out);
}
