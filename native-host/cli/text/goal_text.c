#include "goal_text.h"

#include <stdlib.h>

#include "format.h"
#include "why_text.h"

char *bs_goal_text(const bs_messages *text, const bs_goal *goal, const bs_view *view)
{
    const int64_t count = bs_goal_done(view->timeline, goal->signal, view->state.at);
    if (count >= goal->count) {
        char *planned = bs_word_number(text, (double)goal->count, 0);
        char *reached = bs_word_count(text, goal->signal, count);
        char *sentence = bs_text_new(text, "goal_reached", reached, planned, NULL);
        free(reached);
        free(planned);
        return sentence;
    }
    char sunday[BS_DATE_TEXT];
    bs_date_format(sunday, text, bs_goal_week(bs_moment_day(view->state.at)) + 6);
    char *done = bs_word_number(text, (double)count, 0);
    char *what = bs_word_count(text, goal->signal, goal->count);
    char *sentence = bs_text_new(text, "goal_week_done", sunday, done, what, NULL);
    free(what);
    free(done);
    return sentence;
}
