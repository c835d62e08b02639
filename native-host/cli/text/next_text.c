#include "next_text.h"

#include <math.h>
#include <stdlib.h>

#include "bussola/core/advice.h"
#include "cli/output/xmalloc.h"
#include "format.h"

static bool is_seen(const bs_state *state, int pillar)
{
    const bs_pillar_state *part = &state->pillars[pillar];
    bool seen = state->kind != BS_ESTIMATE;
    for (size_t i = 0; i < part->row_count; i++) {
        seen = seen || state->rows[part->row_first + i].scored;
    }
    return seen;
}

/* The pillar with the fewest points among those of which anything was seen, or -1. */
static int weakest_of(const bs_state *state)
{
    int weakest = -1;
    for (int p = 0; p < BS_PILLAR_COUNT; p++) {
        if (is_seen(state, p) &&
            (weakest < 0 || state->pillars[p].score < state->pillars[weakest].score)) {
            weakest = p;
        }
    }
    return weakest;
}

/* "Write 5 useful comments (+0.4)", or NULL. */
static char *step_of(const bs_messages *text, const bs_view *view)
{
    bs_advice advice[BS_ADVICE_MAX];
    bs_unseen unseen[BS_PAGE_COUNT];
    char *what = NULL;
    char *worth = NULL;
    if (bs_view_advice(advice, view) > 0) {
        what = bs_word_step(text, &advice[0]);
        worth = bs_word_step_gain(text, &advice[0]);
    } else if (bs_advice_unseen(unseen, &view->state, view->timeline) > 0) {
        what = bs_xstrdup(bs_text(text, unseen[0].id));
        worth = bs_word_unseen_points(text, &unseen[0]);
    } else {
        return NULL;
    }
    char *step = bs_xasprintf("%s (%s)", what, worth);
    free(worth);
    free(what);
    return step;
}

char *bs_next_text(const bs_messages *text, const bs_view *view)
{
    const int weakest = isnan(view->state.total) ? -1 : weakest_of(&view->state);
    char *step = weakest < 0 ? NULL : step_of(text, view);
    if (step == NULL) {
        return NULL;
    }
    char *next = bs_text_new(text, "next_step", step, NULL);
    char *line = bs_xasprintf("%s %s · %s", bs_text(text, "pillar_weakest"),
                              bs_word_pillar(text, (bs_pillar)weakest), next);
    free(next);
    free(step);
    return line;
}
