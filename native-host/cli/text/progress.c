#include "progress.h"

#include <math.h>
#include <stdio.h>

#define BAR_MAX 40   /* columns */
#define BESIDE_BAR 8 /* columns for the percentage */

static int bar_columns(const bs_terminal *terminal)
{
    int columns = terminal->width - BESIDE_BAR;
    return columns < BAR_MAX ? columns : BAR_MAX;
}

void bs_progress_begin(bs_progress *progress, const bs_terminal *terminal)
{
    *progress = (bs_progress){terminal, -1};
}

void bs_progress_show(void *context, uint64_t done, uint64_t total)
{
    bs_progress *progress = context;
    int percent = total == 0 || done >= total ? 100 : (int)(done * 100 / total);
    if (!progress->terminal->interactive || percent == progress->shown) {
        return;
    }
    progress->shown = percent;
    (void)fputc('\r', progress->terminal->stream);
    bs_terminal_bar(progress->terminal, BS_INK_PLAIN, percent / 100.0, NAN,
                    bar_columns(progress->terminal));
    (void)fprintf(progress->terminal->stream, " %3d%%", percent);
    (void)fflush(progress->terminal->stream);
}

void bs_progress_end(bs_progress *progress)
{
    if (progress->shown < 0) {
        return;
    }
    (void)fputc('\r', progress->terminal->stream);
    bs_terminal_space(progress->terminal, bar_columns(progress->terminal) + BESIDE_BAR - 1);
    (void)fputc('\r', progress->terminal->stream);
    (void)fflush(progress->terminal->stream);
    progress->shown = -1;
}
