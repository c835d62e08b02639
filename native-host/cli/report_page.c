#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "memory.h"
#include "reasons.h"
#include "report.h"
#include "wording.h"

/* The page's own tokens: the extension's colours, so that both look alike. */
static const char style[] =
    ":root{color-scheme:light dark;--page:#f5f4f0;--surface:#fff;--line:#dcdad3;--ink:#1b1d22;"
    "--ink-2:#575b63;--accent:#0b5c8f;--up:#1d6b43;--down:#9a3412;--brand:#0072b2;"
    "--people:#c2570c;--insights:#8e3b8a;--relationships:#00795a}"
    "@media (prefers-color-scheme:dark){:root{--page:#14161a;--surface:#1d2026;--line:#363b44;"
    "--ink:#eceef2;--ink-2:#b0b6c0;--accent:#7cc0ee;--up:#7fd1a3;--down:#f0a57c;--brand:#58b4ee;"
    "--people:#f09a4e;--insights:#d491d0;--relationships:#45c79a}}"
    "@media print{:root{color-scheme:light;--page:#fff;--surface:#fff;--line:#dcdad3;"
    "--ink:#1b1d22;--ink-2:#575b63;--accent:#0b5c8f;--up:#1d6b43;--down:#9a3412;--brand:#0072b2;"
    "--people:#c2570c;--insights:#8e3b8a;--relationships:#00795a}"
    "main{border:0!important;padding:0!important;margin:0!important;max-width:none!important;"
    "font-size:7.5pt;line-height:1.25}body{background:#fff}}"
    "@page{size:A4;margin:10mm}"
    "*{box-sizing:border-box}body{margin:0;background:var(--page);color:var(--ink);"
    "font:13px/1.4 system-ui,-apple-system,\"Segoe UI\",Roboto,\"Noto Sans\",sans-serif}"
    "main{max-width:820px;margin:24px auto;padding:24px;background:var(--surface);"
    "border:1px solid var(--line);border-radius:14px}"
    "h1{font-size:20px;line-height:1.25;margin:0 0 8px}h2{font-size:15px;margin:16px 0 4px}"
    "p{margin:0 0 4px}ul{margin:0;padding-left:18px}a{color:var(--accent);overflow-wrap:anywhere}"
    ".number{font-size:44px;line-height:1.1;font-weight:600}.change{font-size:20px;margin-left:8px}"
    ".up{color:var(--up)}.down{color:var(--down)}.quiet{color:var(--ink-2)}"
    ".two{display:grid;grid-template-columns:1fr 1fr;gap:0 24px}.two>*{min-width:0}"
    "@media screen and (max-width:640px){.two{grid-template-columns:1fr}}"
    "table{width:100%;border-collapse:collapse;font-variant-numeric:tabular-nums}"
    "th,td{text-align:right;padding:2px 4px;border-bottom:1px solid var(--line);"
    "font-weight:400;vertical-align:top}th:first-child,td:first-child{text-align:left;"
    "padding-left:0}thead th{color:var(--ink-2)}td.total{font-weight:600}"
    ".reasons td{text-align:left;border:0;padding:0 4px}.reasons td:first-child{"
    "text-align:right;width:4em;white-space:nowrap}.reasons th{border:0;padding-top:4px;"
    "font-weight:600;color:inherit}"
    "svg{display:block;width:100%;height:auto}svg text{fill:var(--ink-2);font-size:10px}"
    "tr,li,svg{break-inside:avoid}"
    /* What a full week holds must fit one sheet. */
    "@media print{h1{font-size:16px;margin:0 0 2px}h2{font-size:12px;margin:7px 0 2px}"
    ".number{font-size:30px}p{margin:0 0 2px}th,td{padding:0 4px}"
    "svg[role=img]{height:100px}}";

/* ---- text ---- */

static void write_escaped(FILE *out, const char *text)
{
    for (const char *at = text; *at != '\0'; at++) {
        switch (*at) {
        case '&':
            (void)fputs("&amp;", out);
            break;
        case '<':
            (void)fputs("&lt;", out);
            break;
        case '>':
            (void)fputs("&gt;", out);
            break;
        case '"':
            (void)fputs("&quot;", out);
            break;
        default:
            (void)fputc(*at, out);
        }
    }
}

static void write_element(FILE *out, const char *open, const char *text, const char *close)
{
    (void)fputs(open, out);
    write_escaped(out, text);
    (void)fputs(close, out);
}

/* The same with a text that is freed. */
static void write_taken(FILE *out, const char *open, char *text, const char *close)
{
    write_element(out, open, text, close);
    free(text);
}

static void write_heading(FILE *out, const bs_catalogue *text, const char *key)
{
    write_element(out, "<h2>", bs_text(text, key), "</h2>\n");
}

static const char *change_class(double change)
{
    return change < -0.05 ? "down" : change > 0.05 ? "up" : "quiet";
}

/* ---- the parts ---- */

static void write_number(FILE *out, const bs_catalogue *text, const bs_report *report)
{
    const bs_why *why = &report->why;
    if (isnan(why->total_to)) {
        write_element(out, "<p>", bs_text(text, "cli_report_learning"), "</p>\n");
        return;
    }
    char *total = bs_word_number(text, why->total_to, 1);
    write_taken(out, "<p><span class=\"number\">", bs_text_new(text, "total_of_100", total, NULL),
                "</span>");
    free(total);
    if (!isnan(why->change)) {
        (void)fprintf(out, "<span class=\"change %s\">", change_class(why->change));
        write_taken(out, "", bs_word_change(text, why->change), "</span>");
    }
    (void)fputs("</p>\n", out);
    write_taken(out, "<p class=\"quiet\">", bs_word_kind(text, &report->view.state), "</p>\n");
}

/* A bar of a pillar, of 25, with the industry's average as a tick. */
static void write_bar(FILE *out, const char *id, double score, double average)
{
    (void)fprintf(out,
                  "<svg viewBox=\"0 0 100 8\" aria-hidden=\"true\"><rect width=\"100\" height=\"8\""
                  " rx=\"2\" fill=\"var(--line)\"/><rect width=\"%.1f\" height=\"8\" rx=\"2\""
                  " fill=\"var(--%s)\"/>",
                  fmin(fmax(score / BS_PILLAR_MAX, 0), 1) * 100, id);
    if (!isnan(average)) {
        (void)fprintf(out, "<rect x=\"%.1f\" width=\"1.2\" height=\"8\" fill=\"var(--ink)\"/>",
                      fmin(average / BS_PILLAR_MAX, 1) * 98.8);
    }
    (void)fputs("</svg>", out);
}

static double average_of(const bs_state *state, bool network, int pillar)
{
    const bs_official *official = state->official;
    if (official == NULL) {
        return NAN;
    }
    const bs_group *group = network ? &official->network : &official->industry;
    if (!group->present) {
        return NAN;
    }
    if (pillar < 0) {
        return group->average;
    }
    return group->has_pillars ? group->pillars[pillar] : NAN;
}

static void write_pillars(FILE *out, const bs_catalogue *text, const bs_report *report)
{
    const bs_state *state = &report->view.state;
    static const char *const titles[] = {"cli_column_points", "cli_report_change",
                                         "cli_column_industry", "cli_column_network"};
    write_heading(out, text, "cli_report_pillars");
    (void)fputs("<table><thead><tr><td></td><td style=\"width:30%\"></td>", out);
    for (size_t i = 0; i < sizeof titles / sizeof *titles; i++) {
        write_element(out, "<th scope=\"col\">", bs_text(text, titles[i]), "</th>");
    }
    (void)fputs("</tr></thead><tbody>\n", out);
    for (int p = -1; p < BS_PILLAR_COUNT; p++) {
        int row = p + 1 < BS_PILLAR_COUNT ? p + 1 : -1; /* the total stands last */
        const char *id = row < 0 ? "" : bs_pillar_id((bs_pillar)row);
        double score = row < 0 ? report->why.total_to : state->pillars[row].score;
        double change = row < 0 ? report->why.change : report->why.pillars[row].change;
        write_element(out, "<tr><th scope=\"row\">",
                      row < 0 ? bs_text(text, "cli_total") : bs_text_of(text, "pillar_", id),
                      "</th><td>");
        if (row >= 0 && !isnan(score)) {
            write_bar(out, id, score, average_of(state, false, row));
        }
        write_taken(out, "</td><td class=\"total\">", bs_word_number(text, score, 1), "</td>");
        (void)fprintf(out, "<td class=\"%s\">", change_class(change));
        write_taken(out, "",
                    isnan(change) ? bs_word_number(text, NAN, 1) : bs_word_change(text, change),
                    "</td>");
        write_taken(out, "<td>", bs_word_number(text, average_of(state, false, row), 1), "</td>");
        write_taken(out, "<td>", bs_word_number(text, average_of(state, true, row), 1),
                    "</td></tr>\n");
    }
    (void)fputs("</tbody></table>\n", out);
    if (!isnan(average_of(state, false, 0))) {
        write_taken(out, "<p class=\"quiet\">", bs_text_new(text, "cli_status_mark", "|", NULL),
                    "</p>\n");
    }
}

static void write_reason(FILE *out, const bs_catalogue *text, double change, char *reason)
{
    (void)fprintf(out, "<tr><td class=\"%s\">", change_class(change));
    write_taken(out, "", bs_word_change(text, change), "</td>");
    write_taken(out, "<td>", reason, "</td></tr>\n");
}

/* As many reasons as one sheet holds beside the rest; the smallest are left to bussola why. */
#define REASONS_MAX 12

static void write_pillar_reasons(FILE *out, const bs_catalogue *text, const bs_report *report,
                                 const bs_why_item *items, size_t count, bs_pillar pillar)
{
    bool any = false;
    for (size_t i = 0; i < count; i++) {
        if (items[i].pillar != pillar) {
            continue;
        }
        if (!any) {
            write_element(out, "<tr><th colspan=\"2\" scope=\"rowgroup\">",
                          bs_text_of(text, "pillar_", bs_pillar_id(pillar)), "</th></tr>\n");
        }
        any = true;
        if (i < REASONS_MAX && !bs_reason_only_seen(&items[i])) {
            write_reason(out, text, items[i].delta, bs_word_reason(text, &report->why, &items[i]));
        }
    }
    char *seen = bs_word_only_seen(text, items, count, pillar);
    if (seen != NULL) {
        write_reason(out, text, 0, seen);
    }
}

static void write_reasons(FILE *out, const bs_catalogue *text, const bs_report *report)
{
    bs_why_item items[BS_WHY_ITEMS_MAX];
    size_t count = bs_reasons_find(items, &report->why);
    write_heading(out, text, "cli_report_why");
    if (count == 0) {
        write_element(out, "<p>", bs_text(text, "cli_why_nothing"), "</p>\n");
        return;
    }
    (void)fputs("<table class=\"reasons\">\n", out);
    for (int p = 0; p < BS_PILLAR_COUNT; p++) {
        write_pillar_reasons(out, text, report, items, count, (bs_pillar)p);
    }
    (void)fputs("</table>\n", out);
}

static void write_readings(FILE *out, const bs_catalogue *text, const bs_report *report)
{
    char *gaps[BS_REPORT_GAPS_MAX];
    size_t count = bs_report_gaps(gaps, text, &report->view.state);
    if (count == 0) {
        return;
    }
    write_heading(out, text, "cli_report_readings");
    (void)fputs("<ul>\n", out);
    for (size_t i = 0; i < count; i++) {
        write_taken(out, "<li>", gaps[i], "</li>\n");
    }
    (void)fputs("</ul>\n", out);
}

static void write_next(FILE *out, const bs_catalogue *text, const bs_report *report)
{
    bs_advice advice[BS_ADVICE_MAX];
    size_t count = bs_advice_find(advice, &report->view.state, report->view.timeline);
    if (count == 0) {
        return;
    }
    write_heading(out, text, "cli_report_next");
    (void)fputs("<ul>\n", out);
    for (size_t i = 0; i < count; i++) {
        write_element(out, "<li><a href=\"", advice[i].link, "\">");
        write_taken(out, "", bs_word_step(text, &advice[i]), "</a> ");
        write_taken(out, "<span class=\"quiet\">", bs_word_step_gain(text, &advice[i]),
                    "</span></li>\n");
    }
    (void)fputs("</ul>\n", out);
}

static void write_badges(FILE *out, const bs_catalogue *text, const bs_report *report)
{
    char *goal = bs_report_goal(text, report);
    if (goal != NULL) {
        write_heading(out, text, "cli_report_goal");
        write_element(out, "<p>", goal, "</p>\n");
    }
    free(goal);
    if (report->badge_count == 0) {
        return;
    }
    write_heading(out, text, "cli_report_badges");
    (void)fputs("<ul>\n", out);
    for (size_t i = 0; i < report->badge_count; i++) {
        write_taken(out, "<li>", bs_report_badge(text, report, report->badges[i]), "</li>\n");
    }
    (void)fputs("</ul>\n", out);
}

/* ---- the line of the weeks ---- */

#define CHART_WIDTH 640
#define CHART_HEIGHT 130
#define CHART_LEFT 28
#define CHART_RIGHT 8
#define CHART_TOP 8
#define CHART_BOTTOM 18

static double chart_x(const bs_report *report, bs_day day)
{
    bs_day first = report->weeks.points[0].day;
    bs_day last = report->weeks.points[report->weeks.count - 1].day;
    double span = last > first ? last - first : 1;
    return CHART_LEFT + (day - first) / span * (CHART_WIDTH - CHART_LEFT - CHART_RIGHT);
}

static double chart_y(double total, double low, double high)
{
    double share = (total - low) / (high - low);
    return CHART_HEIGHT - CHART_BOTTOM - share * (CHART_HEIGHT - CHART_TOP - CHART_BOTTOM);
}

/* The tens around all that the chart shows; false when it shows nothing. */
static bool chart_range(double *low, double *high, const bs_history *weeks)
{
    *low = 100;
    *high = 0;
    for (size_t i = 0; i < weeks->count; i++) {
        if (!isnan(weeks->points[i].total)) {
            *low = fmin(*low, weeks->points[i].total);
            *high = fmax(*high, weeks->points[i].total);
        }
    }
    for (size_t i = 0; i < weeks->official_count; i++) {
        *low = fmin(*low, weeks->officials[i].total);
        *high = fmax(*high, weeks->officials[i].total);
    }
    bool any = *low <= *high;
    *low = floor(*low / 10) * 10;
    *high = fmax(ceil(*high / 10) * 10, *low + 10);
    return any;
}

static void write_axis(FILE *out, const bs_catalogue *text, const bs_report *report, double low,
                       double high)
{
    for (int line = 0; line <= 2; line++) {
        double value = low + (high - low) * line / 2;
        double y = chart_y(value, low, high);
        char *number = bs_word_number(text, value, 0);
        (void)fprintf(out,
                      "<path d=\"M%d %.1fH%d\" stroke=\"var(--line)\"/><text x=\"%d\" y=\"%.1f\""
                      " text-anchor=\"end\">%s</text>\n",
                      CHART_LEFT, y, CHART_WIDTH - CHART_RIGHT, CHART_LEFT - 4, y + 3, number);
        free(number);
    }
    size_t ends[] = {0, report->weeks.count - 1};
    for (size_t i = 0; i < 2 && (i == 0 || ends[1] > 0); i++) {
        char date[BS_DATE_TEXT];
        bs_date_format(date, text, report->weeks.points[ends[i]].day);
        (void)fprintf(out, "<text x=\"%.1f\" y=\"%d\" text-anchor=\"%s\">",
                      chart_x(report, report->weeks.points[ends[i]].day), CHART_HEIGHT - 4,
                      i == 0 ? "start" : "end");
        write_element(out, "", date, "</text>\n");
    }
}

static void write_chart(FILE *out, const bs_catalogue *text, const bs_report *report)
{
    const bs_history *weeks = &report->weeks;
    double low = 0;
    double high = 0;
    if (weeks->count == 0 || !chart_range(&low, &high, weeks)) {
        return;
    }
    (void)fprintf(out, "<svg viewBox=\"0 0 %d %d\" role=\"img\" aria-labelledby=\"line\">\n",
                  CHART_WIDTH, CHART_HEIGHT);
    write_axis(out, text, report, low, high);
    (void)fputs("<path fill=\"none\" stroke=\"var(--accent)\" stroke-width=\"2\""
                " stroke-linejoin=\"round\" d=\"",
                out);
    bool drawing = false;
    for (size_t i = 0; i < weeks->count; i++) {
        const bs_point *point = &weeks->points[i];
        if (!isnan(point->total)) {
            (void)fprintf(out, "%c%.1f %.1f", drawing ? 'L' : 'M', chart_x(report, point->day),
                          chart_y(point->total, low, high));
        }
        drawing = !isnan(point->total);
    }
    (void)fputs("\"/>\n", out);
    for (size_t i = 0; i < weeks->count; i++) {
        const bs_point *point = &weeks->points[i];
        if (!isnan(point->total)) {
            (void)fprintf(out, "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"3\" fill=\"var(--accent)\"/>\n",
                          chart_x(report, point->day), chart_y(point->total, low, high));
        }
    }
    (void)fputs("</svg>\n", out);
}

static void write_weeks(FILE *out, const bs_catalogue *text, const bs_report *report)
{
    write_element(out, "<h2 id=\"line\">", bs_text(text, "cli_report_line"), "</h2>\n");
    write_chart(out, text, report);
    (void)fputs("<table><thead><tr>", out);
    write_element(out, "<th scope=\"col\">", bs_text(text, "cli_column_day"), "</th>");
    write_element(out, "<th scope=\"col\">", bs_text(text, "cli_total"), "</th>");
    for (int p = 0; p < BS_PILLAR_COUNT; p++) {
        char key[48];
        (void)snprintf(key, sizeof key, "pillar_%s_short", bs_pillar_id((bs_pillar)p));
        write_element(out, "<th scope=\"col\">", bs_text(text, key), "</th>");
    }
    (void)fputs("</tr></thead><tbody>\n", out);
    for (size_t i = 0; i < report->weeks.count; i++) {
        const bs_point *point = &report->weeks.points[i];
        char date[BS_DATE_TEXT];
        bs_date_format(date, text, point->day);
        write_element(out, "<tr><th scope=\"row\">", date, "</th>");
        write_taken(out, "<td class=\"total\">", bs_word_number(text, point->total, 1), "</td>");
        for (int p = 0; p < BS_PILLAR_COUNT; p++) {
            write_taken(out, "<td>", bs_word_number(text, point->pillars[p], 1), "</td>");
        }
        (void)fputs("</tr>\n", out);
    }
    (void)fputs("</tbody></table>\n", out);
}

/* "pt_BR" is "pt-BR" in HTML. */
static void write_language(FILE *out, const char *id)
{
    for (const char *at = id; *at != '\0'; at++) {
        (void)fputc(*at == '_' ? '-' : *at, out);
    }
}

void bs_report_write_page(FILE *out, const bs_catalogue *text, const bs_report *report)
{
    char *title = bs_report_title(text, report);
    (void)fputs("<!doctype html>\n<html lang=\"", out);
    write_language(out, text->language->id);
    (void)fputs("\">\n<meta charset=\"utf-8\">\n"
                "<meta name=\"viewport\" content=\"width=device-width\">\n"
                "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none';"
                " style-src 'unsafe-inline'\">\n",
                out);
    write_element(out, "<title>", title, "</title>\n");
    (void)fprintf(out, "<style>%s</style>\n<main>\n", style);
    write_element(out, "<h1>", title, "</h1>\n");
    free(title);
    write_number(out, text, report);
    write_pillars(out, text, report);
    (void)fputs("<div class=\"two\"><div>\n", out);
    write_reasons(out, text, report);
    (void)fputs("</div><div>\n", out);
    write_readings(out, text, report);
    write_next(out, text, report);
    write_badges(out, text, report);
    (void)fputs("</div></div>\n", out);
    write_weeks(out, text, report);
    write_element(out, "<p class=\"quiet\">", bs_text(text, "cli_report_foot"),
                  "</p>\n</main>\n</html>\n");
}
