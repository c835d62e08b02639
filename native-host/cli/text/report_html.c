#include "report_html.h"

#include <math.h>
#include <stdlib.h>

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

void bs_html_element(FILE *out, const char *open, const char *text, const char *close)
{
    (void)fputs(open, out);
    write_escaped(out, text);
    (void)fputs(close, out);
}

void bs_html_taken(FILE *out, const char *open, char *text, const char *close)
{
    if (text != NULL) {
        bs_html_element(out, open, text, close);
    }
    free(text);
}

void bs_html_heading(FILE *out, const bs_catalogue *text, const char *key)
{
    bs_html_element(out, "<h2>", bs_text(text, key), "</h2>\n");
}

double bs_report_average(const bs_group *group, int pillar)
{
    if (!group->present) {
        return NAN;
    }
    if (pillar < 0) {
        return group->average;
    }
    return group->has_pillars ? group->pillars[pillar] : NAN;
}
