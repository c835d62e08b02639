#include "spark.h"

#include <math.h>
#include <stdlib.h>

#include "format.h"

#define SPARK_MAX 40 /* columns; the days and both ends fit beside it into 80 */

#define LEVELS 8
static const char *const levels[LEVELS] = {"▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"};

/**
 * Index of the earliest point from which on all points, back from the last, compare with the last;
 * `count` if the last has no number.
 */
static size_t start_of(const bs_point *points, size_t count, bs_day first)
{
    size_t start = count;
    while (start > 0 && points[start - 1].day >= first &&
           bs_points_compare(&points[start - 1], &points[count - 1])) {
        start--;
    }
    return start;
}

const char *bs_spark_level(double share)
{
    return levels[lround(share * (LEVELS - 1))];
}

static void write_levels(const bs_cli *cli, const bs_point *points, size_t count)
{
    double low = points[0].total;
    double high = low;
    for (size_t i = 0; i < count; i++) {
        low = fmin(low, points[i].total);
        high = fmax(high, points[i].total);
    }
    const double span = fmax(high - low, BS_SPARK_SPAN_MIN);
    const double base = (low + high - span) / 2;
    for (size_t i = 0; i < count; i++) {
        const double share = (points[i].total - base) / span;
        bs_terminal_write(&cli->out, bs_spark_level(share));
    }
    bs_terminal_space(&cli->out, 2);
}

bool bs_spark_write(const bs_cli *cli, const bs_point *points, size_t count, bs_day first)
{
    const size_t start = start_of(points, count, first);
    points += start;
    count -= start;
    if (count < 2) {
        return false;
    }
    char days[2][BS_DATE_TEXT];
    bs_date_format_short(days[0], &cli->text, points[0].day);
    bs_date_format_short(days[1], &cli->text, points[count - 1].day);
    char *from = bs_word_number(&cli->text, points[0].total, 0);
    char *to = bs_word_number(&cli->text, points[count - 1].total, 0);
    char *ends = bs_text_new(&cli->text, "cli_spark", days[0], days[1], from, to, NULL);
    const int words = bs_terminal_columns(&cli->out, ends);
    if (cli->out.utf8 && count <= SPARK_MAX && (int)count + 2 + words <= cli->out.width) {
        write_levels(cli, points, count);
    }
    bs_terminal_wrap(&cli->out, BS_INK_PLAIN, 0, ends);
    free(ends);
    free(to);
    free(from);
    return true;
}
