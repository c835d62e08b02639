#include "bussola/core/advice.h"

#include <math.h>
#include <string.h>

#include "core/facts/tenths.h"
#include "core/points/timeline_parts.h"
#include "moved.h"

/** From this loss on, replacing what leaves the window is more urgent than gaining more. */
#define LOSS_URGENT 0.5

/* ---- what can be done ------------------------------------------------------------------------ */

/**
 * A realistic step for one signal. Steps, minutes and yields are our assumptions: what fits into
 * one sitting, and the share of people asked who answer.
 */
typedef struct act {
    bs_signal signal;
    bs_signal also; /**< rises with it; BS_SIGNAL_COUNT for none */
    int step;
    double yield;        /**< how much the value rises per step */
    double minutes;      /**< for all steps together */
    const char *keep_id; /**< id of the advice to replace what leaves the window; NULL for levels
                            and rates */
} act;

#define NOTHING_ELSE BS_SIGNAL_COUNT

static const act acts[] = {
    {BS_PHOTO, NOTHING_ELSE, 1, 1, 10, NULL},
    {BS_COVER, NOTHING_ELSE, 1, 1, 10, NULL},
    {BS_ABOUT, NOTHING_ELSE, 1, 1, 30, NULL},
    {BS_POSITION, NOTHING_ELSE, 1, 1, 5, NULL},
    {BS_EDUCATION, NOTHING_ELSE, 1, 1, 5, NULL},
    {BS_LOCATION, NOTHING_ELSE, 1, 1, 2, NULL},
    {BS_PUBLICATIONS, NOTHING_ELSE, 1, 1, 15, NULL},
    {BS_VOLUNTEERING, NOTHING_ELSE, 1, 1, 10, NULL},
    {BS_SKILLS, NOTHING_ELSE, 2, 1, 4, NULL},
    {BS_ENDORSEMENTS, NOTHING_ELSE, 2, 1, 10, NULL},
    {BS_RECOMMENDATIONS, NOTHING_ELSE, 1, 0.5, 15, NULL},
    {BS_POSTS, NOTHING_ELSE, 1, 1, 40, "keep_posts"},
    {BS_PEOPLE_SEARCHES, NOTHING_ELSE, 10, 1, 15, "keep_people_searches"},
    {BS_ADVANCED_SEARCHES, NOTHING_ELSE, 5, 1, 10, "keep_advanced_searches"},
    {BS_PROFILES_VIEWED, NOTHING_ELSE, 10, 1, 10, "keep_profiles_viewed"},
    {BS_DAYS_ACTIVE, NOTHING_ELSE, 5, 1, 25, "keep_days_active"},
    {BS_COMMENTS, NOTHING_ELSE, 5, 1, 20, "keep_comments"},
    {BS_REACTIONS, NOTHING_ELSE, 10, 1, 10, "keep_reactions"},
    {BS_REPOSTS, NOTHING_ELSE, 1, 1, 10, "keep_reposts"},
    {BS_GROUPS, NOTHING_ELSE, 1, 1, 8, NULL},
    {BS_CONNECTIONS, BS_NEW_CONNECTIONS, 5, 0.4, 10, NULL},
    {BS_ACCEPTANCE_RATE, NOTHING_ELSE, 1, 0.05, 20, NULL},
    {BS_MESSAGES_SENT, NOTHING_ELSE, 5, 1, 15, "keep_messages_sent"},
    {BS_RESPONSE_RATE, NOTHING_ELSE, 1, 0.05, 20, NULL},
    {BS_INMAIL_REPLIES, NOTHING_ELSE, 5, 0.2, 30, NULL},
    {BS_INMAIL_REPLY_RATE, NOTHING_ELSE, 1, 0.03, 30, NULL},
};

enum { ACT_COUNT = sizeof acts / sizeof *acts };

/* ---- what it brings -------------------------------------------------------------------------- */

typedef struct candidate {
    bs_advice advice;
    bs_moved moved; /**< points that the act adds or keeps */
    bool taken;
} candidate;

/** Points that each pillar can still gain, and their sum. */
typedef struct room {
    double pillars[BS_PILLAR_COUNT];
    double total;
} room;

/** Smaller differences come from floating point. */
#define NOTHING 1e-6

static double as_shown(double gain)
{
    return (double)bs_tenths(gain) / 10;
}

static double two_digits(double ratio)
{
    double unit = pow(10, floor(log10(ratio)) - 1);
    return round(ratio / unit) * unit;
}

static room room_of(const bs_state *state)
{
    room left = {.total = isnan(state->total) ? BS_PILLAR_MAX * BS_PILLAR_COUNT
                                              : BS_PILLAR_MAX * BS_PILLAR_COUNT - state->total};
    for (int p = 0; p < BS_PILLAR_COUNT; p++) {
        left.pillars[p] = fmax(0, BS_PILLAR_MAX - bs_moved_level(state, (bs_pillar)p));
    }
    left.total = fmax(0, left.total);
    return left;
}

static void add_acts(bs_moved *moved, const bs_state *state, const bs_timeline *timeline,
                     bs_signal signal, double change)
{
    const bs_shift shift = bs_shift_acts(state, timeline, signal, change);
    bs_moved_add(moved, state, timeline->model, signal, &shift);
}

/** The advice to do a step; returns false without a gain. */
static bool step_candidate(candidate *found, const bs_state *state, const bs_timeline *timeline,
                           const act *what)
{
    double change = what->step * what->yield;
    *found = (candidate){.advice = {.id = bs_signal_info_of(what->signal)->id,
                                    .signal = what->signal,
                                    .step = what->step,
                                    .effort = what->minutes,
                                    .link = bs_signal_info_of(what->signal)->link}};
    add_acts(&found->moved, state, timeline, what->signal, change);
    if (what->also != NOTHING_ELSE) {
        add_acts(&found->moved, state, timeline, what->also, change);
    }
    found->advice.pillar = found->moved.pillar;
    return bs_moved_sum(&found->moved) >= BS_GAIN_MIN;
}

/** Counts that leave the window; may be empty. */
typedef struct losses {
    const bs_leaving *leaving;
    size_t count;
} losses;

static const bs_leaving *loss_of(const losses *lost, bs_signal signal)
{
    for (size_t i = 0; i < lost->count; i++) {
        if (lost->leaving[i].signal == signal) {
            return &lost->leaving[i];
        }
    }
    return NULL;
}

/** The advice to replace counts that leave the window; returns false without a loss. */
static bool keep_candidate(candidate *found, const bs_state *state, const bs_timeline *timeline,
                           const losses *lost, const act *what)
{
    const bs_leaving *leaving = loss_of(lost, what->signal);
    if (what->keep_id == NULL || leaving == NULL) {
        return false;
    }
    *found = (candidate){.advice = {.id = what->keep_id,
                                    .signal = leaving->signal,
                                    .pillar = leaving->pillar,
                                    .step = leaving->needed,
                                    .keeps = leaving->points,
                                    .effort = what->minutes * (double)leaving->needed / what->step,
                                    .link = bs_signal_info_of(what->signal)->link}};
    const bs_shift shift = bs_shift_days(state, timeline, what->signal, leaving->last, 0);
    bs_moved_add(&found->moved, state, timeline->model, what->signal, &shift);
    for (int p = 0; p < BS_PILLAR_COUNT; p++) {
        found->moved.pillars[p] = -found->moved.pillars[p];
    }
    return true;
}

/* ---- which three ----------------------------------------------------------------------------- */

/** All acts with a gain or a loss, in the order of `acts`; returns how many. */
static size_t find_candidates(candidate found[ACT_COUNT], const bs_state *state,
                              const bs_timeline *timeline, const losses *lost)
{
    size_t count = 0;
    for (size_t i = 0; i < ACT_COUNT; i++) {
        candidate step;
        candidate keep;
        bool gains = step_candidate(&step, state, timeline, &acts[i]);
        bool loses = keep_candidate(&keep, state, timeline, lost, &acts[i]);
        bool urgent = loses && (!gains || keep.advice.keeps >= LOSS_URGENT);
        if (gains || loses) {
            found[count++] = urgent ? keep : step;
        }
    }
    return count;
}

/** The candidate's gain, which never reads as more than the room left; sets it in its advice. */
static double capped_gain(candidate *found, const room *left)
{
    double sum = 0;
    double most = 0;
    for (int p = 0; p < BS_PILLAR_COUNT; p++) {
        const double gained = fmax(found->moved.pillars[p], 0);
        sum += fmin(gained, left->pillars[p]);
        most += gained > 0 ? left->pillars[p] : 0;
    }
    /* Rounded down, because the gain is shown in tenths. */
    most = floor(fmin(most, left->total) * 10 + NOTHING) / 10;
    found->advice.gain = as_shown(sum) > most ? most : sum;
    return found->advice.gain;
}

/** Points per minute, rounded to two digits so that near equals tie; 0 without a gain. */
static double ratio_of(candidate *found, const room *left)
{
    double points = fmax(capped_gain(found, left), found->advice.keeps);
    return points < BS_GAIN_MIN ? 0 : two_digits(points / found->advice.effort);
}

/**
 * The candidate with the most points per minute, on a tie that of the weaker pillar; NULL without a
 * gain.
 */
static candidate *best_of(candidate *found, size_t count, const bs_state *state, const room *left)
{
    candidate *best = NULL;
    double most = 0;
    for (size_t i = 0; i < count; i++) {
        double ratio = found[i].taken ? 0 : ratio_of(&found[i], left);
        bool ties = best != NULL && fabs(ratio - most) <= 1e-9;
        bool weaker = ties && bs_moved_level(state, found[i].advice.pillar) <
                                  bs_moved_level(state, best->advice.pillar);
        if (weaker || (!ties && ratio > most)) {
            best = &found[i];
            most = ratio;
        }
    }
    return best;
}

static void use_room(room *left, const candidate *taken)
{
    for (int p = 0; p < BS_PILLAR_COUNT; p++) {
        left->pillars[p] -= fmin(fmax(taken->moved.pillars[p], 0), left->pillars[p]);
    }
    const double used = fmax(taken->advice.gain, as_shown(taken->advice.gain));
    double *main = &left->pillars[taken->advice.pillar];
    *main = fmax(0, *main - (used - taken->advice.gain));
    left->total -= used;
}

size_t bs_advice_find(bs_advice advice[BS_ADVICE_MAX], const bs_state *state,
                      const bs_timeline *timeline, const bs_leaving *leaving, size_t leaving_count)
{
    candidate found[ACT_COUNT];
    const losses lost = {leaving, leaving_count};
    size_t found_count = 0;
    if (state->kind != BS_LEARNING) {
        found_count = find_candidates(found, state, timeline, &lost);
    }
    room left = room_of(state);
    size_t count = 0;
    while (count < BS_ADVICE_MAX) {
        candidate *best = best_of(found, found_count, state, &left);
        if (best == NULL) {
            break;
        }
        best->taken = true;
        use_room(&left, best);
        advice[count++] = best->advice;
    }
    return count;
}

/* ---- pages that would show more -------------------------------------------------------------- */

static bool is_read(const bs_evidence *evidence, bs_page_kind kind, bs_moment at)
{
    bs_moment read = evidence->pages_read[kind];
    return read.seconds != 0 && bs_moment_compare(read, at) <= 0;
}

/** Sums the points of the page's signals that were never seen; 0 without any. */
static double unseen_points(bs_unseen *unseen, const bs_state *state, const bs_model *model,
                            bs_page_kind kind)
{
    double most = 0;
    const bs_page_info *page = bs_page_info_of(kind);
    *unseen = (bs_unseen){.id = page->see_id, .link = page->link};
    for (size_t i = 0; i < model->row_count; i++) {
        const bs_row_state *row = &state->rows[i];
        if (row->value.known || bs_signal_info_of(row->signal)->page != kind) {
            continue;
        }
        unseen->points += row->max;
        if (row->max > most) {
            most = row->max;
            unseen->signal = row->signal;
            unseen->pillar = model->rows[i].pillar;
        }
    }
    return unseen->points;
}

size_t bs_advice_unseen(bs_unseen unseen[BS_PAGE_COUNT], const bs_state *state,
                        const bs_timeline *timeline)
{
    double ratios[BS_PAGE_COUNT] = {0};
    size_t count = 0;
    for (int p = 0; p < BS_PAGE_COUNT; p++) {
        bs_unseen page;
        bs_page_kind kind = (bs_page_kind)p;
        if (is_read(timeline->evidence, kind, state->at) ||
            unseen_points(&page, state, timeline->model, kind) <= 0) {
            continue;
        }
        double ratio = page.points / bs_page_info_of(kind)->minutes;
        size_t at = count++;
        for (; at > 0 && ratios[at - 1] < ratio; at--) {
            unseen[at] = unseen[at - 1];
            ratios[at] = ratios[at - 1];
        }
        unseen[at] = page;
        ratios[at] = ratio;
    }
    return count;
}
