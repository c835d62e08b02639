#include <math.h>
#include <stdlib.h>

#include "bussola/core/embedded.h"
#include "bussola/store/history.h"
#include "bussola/store/view.h"
#include "reasons.h"
#include "report_html.h"
#include "wording.h"

static const char *change_class(double change, int decimals)
{
    double least = decimals == 0 ? 0.5 : 0.05;
    return change <= -least ? "down" : change >= least ? "up" : "quiet";
}

static const bs_group *group_of(const bs_state *state, bool network)
{
    static const bs_group none = {.present = false};
    if (state->official == NULL) {
        return &none;
    }
    return network ? &state->official->network : &state->official->industry;
}

/* ---- the number ---- */

static void write_head(FILE *out, const bs_catalogue *text, const bs_report *report)
{
    (void)fputs("<header><svg class=\"mark\" width=\"20\" height=\"20\" viewBox=\"0 0 20 20\""
                " aria-hidden=\"true\"><circle class=\"stroke\" cx=\"10\" cy=\"10\" r=\"8.5\"/>"
                "<path class=\"south\" d=\"M10 3.6 12.2 10 10 16.4 7.8 10Z\"/>"
                "<path class=\"north\" d=\"M10 3.6 12.2 10H7.8Z\"/></svg>",
                out);
    bs_html_taken(out, "<h1>", bs_report_title(text, report), "</h1>");
    bs_html_element(out, "<p class=\"quiet\">", bs_report_name(text, report), "</p>");
    (void)fputs("</header>\n", out);
}

static void write_number(FILE *out, const bs_catalogue *text, const bs_report *report)
{
    const bs_why *why = &report->why;
    if (isnan(why->total_to)) {
        bs_html_element(out, "<p class=\"number\">", bs_text(text, "number_none"), "</p>\n");
        bs_html_taken(out, "<p class=\"quiet\">", bs_report_none(text, report), "</p>\n");
        return;
    }
    bs_html_taken(out, "<p class=\"number\">", bs_report_total(text, report), "");
    if (!isnan(why->change)) {
        int decimals = bs_word_decimals(&report->view.state);
        (void)fprintf(out, "<span class=\"change %s\">", change_class(why->change, decimals));
        bs_html_taken(out, "", bs_word_change_of(text, why->change, decimals), "</span>");
    }
    bs_html_taken(out, "</p>\n<p class=\"quiet\">", bs_report_kind(text, report), "</p>\n");
}

static void write_readings(FILE *out, const bs_catalogue *text, const bs_report *report)
{
    char *gaps[BS_REPORT_GAPS_MAX];
    size_t count = bs_report_gaps(gaps, text, &report->view.state);
    if (count == 0) {
        return;
    }
    bs_html_heading(out, text, "report_readings");
    (void)fputs("<ul>", out);
    for (size_t i = 0; i < count; i++) {
        bs_html_taken(out, "<li>", gaps[i], "</li>");
    }
    (void)fputs("</ul>\n", out);
}

/* ---- the pillars ---- */

enum { BAR = 200 };

static double on_bar(double points)
{
    return fmin(fmax(points / BS_PILLAR_MAX, 0), 1) * BAR;
}

/* A bar of a pillar, of 25, with the industry's average as a tick and the network's as a circle. */
static void write_bar(FILE *out, const char *id, double score, double industry, double network)
{
    (void)fprintf(out,
                  "<svg class=\"bar\" width=\"%d\" height=\"12\" viewBox=\"-4 0 %d 12\""
                  " aria-hidden=\"true\"><rect y=\"2\" width=\"%d\" height=\"8\" rx=\"4\""
                  " fill=\"var(--sunk)\"/><rect y=\"2\" width=\"%.1f\" height=\"8\" rx=\"4\""
                  " fill=\"var(--%s)\"/>",
                  BAR + 8, BAR + 8, BAR, on_bar(score), id);
    if (!isnan(industry)) {
        (void)fprintf(out,
                      "<rect x=\"%.1f\" width=\"4\" height=\"12\" fill=\"var(--surface)\"/>"
                      "<rect x=\"%.1f\" width=\"2\" height=\"12\" fill=\"var(--ink-2)\"/>",
                      on_bar(industry) - 2, on_bar(industry) - 1);
    }
    if (!isnan(network)) {
        (void)fprintf(out,
                      "<circle cx=\"%.1f\" cy=\"6\" r=\"2.8\" fill=\"var(--surface)\""
                      " stroke=\"var(--ink-2)\" stroke-width=\"1.5\"/>",
                      on_bar(network));
    }
    (void)fputs("</svg>", out);
}

/* A pillar, or with −1 the total, in numbers. */
static void write_row(FILE *out, const bs_catalogue *text, const bs_report *report, int pillar)
{
    const bs_state *state = &report->view.state;
    const char *id = pillar < 0 ? "" : bs_pillar_id((bs_pillar)pillar);
    double score = pillar < 0 ? report->why.total_to : state->pillars[pillar].score;
    double change = pillar < 0 ? report->why.change : report->why.pillars[pillar].change;
    int decimals = pillar < 0 ? 0 : bs_word_decimals(state);
    double industry = bs_report_average(group_of(state, false), pillar);
    double network = bs_report_average(group_of(state, true), pillar);
    bs_html_element(out, "<tr><th scope=\"row\">",
                    pillar < 0 ? bs_text(text, "column_total") : bs_text_of(text, "pillar_", id),
                    "</th><td>");
    if (pillar >= 0 && !isnan(score)) {
        write_bar(out, id, score, industry, network);
    }
    bs_html_taken(out, "</td><td class=\"total\">",
                  pillar < 0 ? bs_word_total(text, state->kind, score, 0)
                             : bs_word_number(text, score, decimals),
                  "</td>");
    (void)fprintf(out, "<td class=\"%s\">", change_class(change, decimals));
    bs_html_taken(out, "",
                  isnan(change) ? bs_word_number(text, NAN, 1)
                                : bs_word_change_of(text, change, decimals),
                  "</td>");
    bs_html_taken(out, "<td>", bs_word_number(text, industry, 1), "</td>");
    bs_html_taken(out, "<td>", bs_word_number(text, network, 1), "</td></tr>\n");
}

static void write_pillars(FILE *out, const bs_catalogue *text, const bs_report *report)
{
    bs_html_heading(out, text, "report_pillars");
    (void)fputs("<div class=\"wide\"><table><thead><tr><td></td><td></td>", out);
    bs_html_element(out, "<th scope=\"col\">", bs_text(text, "column_points"), "</th>");
    bs_html_element(out, "<th scope=\"col\">", bs_text(text, "report_change"), "</th>");
    bs_html_element(out, "<th scope=\"col\"><i class=\"key-mark industry\"></i>",
                    bs_text(text, "column_industry"), "</th>");
    bs_html_element(out, "<th scope=\"col\"><i class=\"key-mark network\"></i>",
                    bs_text(text, "column_network"), "</th></tr></thead><tbody>\n");
    for (int pillar = 0; pillar < BS_PILLAR_COUNT; pillar++) {
        write_row(out, text, report, pillar);
    }
    write_row(out, text, report, -1);
    (void)fputs("</tbody></table></div>\n", out);
}

/* ---- what moved it ---- */

static void write_reason(FILE *out, const bs_catalogue *text, double change, char *reason)
{
    (void)fprintf(out, "<tr><td class=\"%s\">", change_class(change, 1));
    bs_html_taken(out, "", bs_word_change(text, change), "</td>");
    bs_html_taken(out, "<td>", reason, "</td></tr>\n");
}

/* As many reasons as one sheet holds beside the rest; the smallest are left to bussola why. */
#define REASONS_MAX 12

static void write_pillar_reasons(FILE *out, const bs_catalogue *text, const bs_why_item *items,
                                 size_t count, bs_pillar pillar)
{
    bool any = false;
    for (size_t i = 0; i < count && i < REASONS_MAX; i++) {
        if (items[i].pillar != pillar) {
            continue;
        }
        if (!any) {
            bs_html_element(out, "<tr><th colspan=\"2\" scope=\"rowgroup\">",
                            bs_text_of(text, "pillar_", bs_pillar_id(pillar)), "</th></tr>\n");
        }
        any = true;
        write_reason(out, text, items[i].delta, bs_word_reason(text, &items[i]));
    }
}

static void write_reasons(FILE *out, const bs_catalogue *text, const bs_report *report)
{
    bs_why_item items[BS_WHY_ITEMS_MAX];
    size_t count = bs_why_items(items, &report->why);
    bs_html_heading(out, text, "report_why");
    if (count == 0) {
        bs_html_element(out, "<p>", bs_text(text, "why_nothing"), "</p>\n");
        return;
    }
    (void)fputs("<table class=\"reasons\">\n", out);
    for (int p = 0; p < BS_PILLAR_COUNT; p++) {
        write_pillar_reasons(out, text, items, count, (bs_pillar)p);
    }
    (void)fputs("</table>\n", out);
}

/* ---- what next, and what was reached ---- */

static void write_next(FILE *out, const bs_catalogue *text, const bs_report *report)
{
    bs_advice advice[BS_ADVICE_MAX];
    size_t count = bs_view_advice(advice, &report->view);
    if (count == 0) {
        return;
    }
    bs_html_heading(out, text, "popup_next");
    (void)fputs("<ul class=\"steps\">\n", out);
    for (size_t i = 0; i < count; i++) {
        bs_html_element(out, "<li><a href=\"", advice[i].link, "\">");
        bs_html_taken(out, "", bs_word_step(text, &advice[i]), "</a>");
        bs_html_taken(out, "<span>", bs_word_step_gain(text, &advice[i]), "</span>");
        if (bs_word_step_how(text, &advice[i]) != NULL) {
            bs_html_element(out, "<p class=\"quiet\">", bs_word_step_how(text, &advice[i]), "</p>");
        }
        (void)fputs("</li>\n", out);
    }
    (void)fputs("</ul>\n", out);
}

static void write_unseen(FILE *out, const bs_catalogue *text, const bs_report *report)
{
    bs_unseen unseen[BS_PAGE_COUNT];
    size_t count = bs_advice_unseen(unseen, &report->view.state, report->view.timeline);
    if (count == 0) {
        return;
    }
    bs_html_heading(out, text, "unseen_title");
    (void)fputs("<ul class=\"steps unseen\">\n", out);
    for (size_t i = 0; i < count && i < BS_REPORT_UNSEEN_MAX; i++) {
        bs_html_element(out, "<li><a href=\"", unseen[i].link, "\">");
        bs_html_element(out, "", bs_text(text, unseen[i].id), "</a>");
        bs_html_taken(out, "<span>", bs_word_unseen_points(text, &unseen[i]), "</span></li>\n");
    }
    (void)fputs("</ul>\n", out);
}

static void write_reached(FILE *out, const bs_catalogue *text, const bs_report *report)
{
    char *goal = bs_report_goal(text, report);
    if (goal != NULL) {
        bs_html_heading(out, text, "report_goal");
    }
    bs_html_taken(out, "<p>", goal, "</p>\n");
    if (report->badge_count == 0) {
        return;
    }
    bs_html_heading(out, text, "report_badges");
    (void)fputs("<ul>\n", out);
    for (size_t i = 0; i < report->badge_count; i++) {
        bs_html_taken(out, "<li>", bs_report_badge(text, report, report->badges[i]), "</li>\n");
    }
    (void)fputs("</ul>\n", out);
}

/* ---- the weeks ---- */

static void write_weeks(FILE *out, const bs_catalogue *text, const bs_report *report)
{
    bs_html_element(out, "<h2 id=\"line\">", bs_text(text, "report_line"), "</h2>\n");
    bs_report_write_chart(out, text, report);
    (void)fputs("<div class=\"wide\"><table><thead><tr>", out);
    bs_html_element(out, "<th scope=\"col\">", bs_text(text, "column_day"), "</th>");
    bs_html_element(out, "<th scope=\"col\">", bs_text(text, "column_total"), "</th>");
    for (int p = 0; p < BS_PILLAR_COUNT; p++) {
        char key[48];
        (void)snprintf(key, sizeof key, "pillar_%s_short", bs_pillar_id((bs_pillar)p));
        bs_html_element(out, "<th scope=\"col\">", bs_text(text, key), "</th>");
    }
    (void)fputs("</tr></thead><tbody>\n", out);
    for (size_t i = 0; i < report->weeks.count; i++) {
        const bs_point *point = &report->weeks.points[i];
        char date[BS_DATE_TEXT];
        bs_date_format(date, text, point->day);
        bs_html_element(out, "<tr><th scope=\"row\">", date, "</th>");
        bs_html_taken(out, "<td class=\"total\">", bs_word_day(text, point, BS_WORD_TOTAL),
                      "</td>");
        for (int p = 0; p < BS_PILLAR_COUNT; p++) {
            bs_html_taken(out, "<td>", bs_word_day(text, point, p), "</td>");
        }
        (void)fputs("</tr>\n", out);
    }
    (void)fputs("</tbody></table></div>\n", out);
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
    (void)fputs("<!doctype html>\n<html lang=\"", out);
    write_language(out, text->language->id);
    (void)fputs("\">\n<meta charset=\"utf-8\">\n"
                "<meta name=\"viewport\" content=\"width=device-width\">\n"
                "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none';"
                " style-src 'unsafe-inline'\">\n",
                out);
    bs_html_taken(out, "<title>", bs_report_title(text, report), "</title>\n");
    (void)fprintf(out, "<style>\n%s%s</style>\n<main class=\"report\">\n", bs_embedded_tokens,
                  bs_embedded_report_style);
    write_head(out, text, report);
    (void)fputs("<div class=\"two\"><div>\n", out);
    write_number(out, text, report);
    (void)fputs("</div><div>\n", out);
    write_readings(out, text, report);
    (void)fputs("</div></div>\n", out);
    write_pillars(out, text, report);
    (void)fputs("<div class=\"two\"><div>\n", out);
    write_reasons(out, text, report);
    (void)fputs("</div><div>\n", out);
    write_next(out, text, report);
    write_unseen(out, text, report);
    write_reached(out, text, report);
    (void)fputs("</div></div>\n", out);
    write_weeks(out, text, report);
    bs_html_element(out, "<p class=\"foot quiet\">", bs_text(text, "report_foot"),
                    "</p>\n</main>\n</html>\n");
}
