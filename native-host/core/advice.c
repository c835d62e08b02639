#include "bussola/advice.h"

#include <math.h>
#include <string.h>

#include "timeline_parts.h"

#define LINKEDIN "https://www.linkedin.com"
#define FEED LINKEDIN "/feed/"
#define PROFILE LINKEDIN "/in/me/"
#define SEARCH LINKEDIN "/search/results/people/"
#define MESSAGING LINKEDIN "/messaging/"

/** Less than this is not worth a member's time, nor shown as more than 0.0. */
#define GAIN_MIN 0.05
/** From this loss on, what leaves the window is more urgent than what could be gained. */
#define LOSS_URGENT 0.5

/* ---- what can be done ------------------------------------------------------------------------ */

/**
 * A realistic step for one signal. Steps, minutes and yields are Bussola's own: what one sitting
 * holds, and the share of asked people who can be expected to answer.
 */
typedef struct act {
    bs_signal signal;
    bs_signal also; /**< rises with it; BS_SIGNAL_COUNT when nothing does */
    int step;
    double yield;        /**< how much the value rises per step */
    double minutes;      /**< for all steps together */
    const char *keep_id; /**< when counts leave the window; NULL for levels and rates */
    const char *link;    /**< where it is done */
} act;

#define NOTHING_ELSE BS_SIGNAL_COUNT

static const act acts[] = {
    {BS_PHOTO, NOTHING_ELSE, 1, 1, 10, NULL, PROFILE},
    {BS_ABOUT, NOTHING_ELSE, 1, 1, 30, NULL, PROFILE},
    {BS_POSITION, NOTHING_ELSE, 1, 1, 5, NULL, PROFILE "details/experience/"},
    {BS_EDUCATION, NOTHING_ELSE, 1, 1, 5, NULL, PROFILE "details/education/"},
    {BS_LOCATION, NOTHING_ELSE, 1, 1, 2, NULL, PROFILE},
    {BS_PUBLICATIONS, NOTHING_ELSE, 1, 1, 15, NULL, PROFILE "details/publications/"},
    {BS_VOLUNTEERING, NOTHING_ELSE, 1, 1, 10, NULL, PROFILE "details/volunteering-experiences/"},
    {BS_SKILLS, NOTHING_ELSE, 2, 1, 4, NULL, PROFILE "details/skills/"},
    {BS_ENDORSEMENTS, NOTHING_ELSE, 2, 1, 10, NULL, PROFILE "details/skills/"},
    {BS_RECOMMENDATIONS, NOTHING_ELSE, 1, 0.5, 15, NULL, PROFILE "details/recommendations/"},
    {BS_FOLLOWERS, NOTHING_ELSE, 10, 1, 60, NULL, FEED},
    {BS_POSTS, NOTHING_ELSE, 1, 1, 40, "keep_posts", FEED},
    {BS_PEOPLE_SEARCHES, NOTHING_ELSE, 10, 1, 15, "keep_people_searches", SEARCH},
    {BS_PROFILES_VIEWED, NOTHING_ELSE, 10, 1, 10, "keep_profiles_viewed", SEARCH},
    {BS_DAYS_ACTIVE, NOTHING_ELSE, 5, 1, 25, "keep_days_active", FEED},
    {BS_COMMENTS, NOTHING_ELSE, 5, 1, 20, "keep_comments", FEED},
    {BS_REACTIONS, NOTHING_ELSE, 10, 1, 10, "keep_reactions", FEED},
    {BS_REPOSTS, NOTHING_ELSE, 1, 1, 10, "keep_reposts", FEED},
    {BS_GROUPS, NOTHING_ELSE, 1, 1, 8, NULL, LINKEDIN "/groups/"},
    {BS_CONNECTIONS, BS_NEW_CONNECTIONS, 5, 0.4, 10, NULL, LINKEDIN "/mynetwork/grow/"},
    {BS_ACCEPTANCE_RATE, NOTHING_ELSE, 1, 0.05, 20, NULL,
     LINKEDIN "/mynetwork/invitation-manager/sent/"},
    {BS_MESSAGES_SENT, NOTHING_ELSE, 5, 1, 15, "keep_messages_sent", MESSAGING},
    {BS_RESPONSE_RATE, NOTHING_ELSE, 1, 0.05, 20, NULL, MESSAGING},
    {BS_INMAIL_REPLIES, NOTHING_ELSE, 5, 0.2, 30, NULL, MESSAGING},
    {BS_INMAIL_REPLY_RATE, NOTHING_ELSE, 1, 0.03, 30, NULL, MESSAGING},
};

/** Where a signal that was never seen can be seen. */
typedef struct place {
    const char *id;
    double minutes; /**< until it has been read */
    const char *link;
} place;

typedef enum place_index {
    OWN_PROFILE,
    SKILLS,
    ACTIVITY_POSTS,
    ACTIVITY_COMMENTS,
    ACTIVITY_REACTIONS,
    CONNECTIONS,
    NETWORK,
    PEOPLE_SEARCH,
    OTHER_PROFILE,
    ANY_PAGE,
    MESSAGES,
    ARCHIVE,
    PLACE_COUNT
} place_index;

static const place places[PLACE_COUNT] = {
    [OWN_PROFILE] = {"see_own_profile", 1, PROFILE},
    [SKILLS] = {"see_skills", 1, PROFILE "details/skills/"},
    [ACTIVITY_POSTS] = {"see_activity_posts", 1, PROFILE "recent-activity/all/"},
    [ACTIVITY_COMMENTS] = {"see_activity_comments", 1, PROFILE "recent-activity/comments/"},
    [ACTIVITY_REACTIONS] = {"see_activity_reactions", 1, PROFILE "recent-activity/reactions/"},
    [CONNECTIONS] = {"see_connections", 1, LINKEDIN "/mynetwork/invite-connect/connections/"},
    [NETWORK] = {"see_network", 1, LINKEDIN "/mynetwork/grow/"},
    [PEOPLE_SEARCH] = {"see_people_search", 1, SEARCH},
    [OTHER_PROFILE] = {"see_other_profile", 1, SEARCH},
    [ANY_PAGE] = {"see_feed", 1, FEED},
    [MESSAGES] = {"see_messaging", 1, MESSAGING},
    /* LinkedIn prepares the archive for up to a day; asking for it and importing it is this much.
     */
    [ARCHIVE] = {"see_archive", 10, LINKEDIN "/mypreferences/d/download-my-data"},
};

static place_index place_of(bs_signal signal)
{
    switch (signal) {
    case BS_PHOTO:
    case BS_ABOUT:
    case BS_POSITION:
    case BS_EDUCATION:
    case BS_LOCATION:
    case BS_PUBLICATIONS:
    case BS_VOLUNTEERING:
    case BS_RECOMMENDATIONS:
    case BS_FOLLOWERS:
        return OWN_PROFILE;
    case BS_SKILLS:
    case BS_ENDORSEMENTS:
        return SKILLS;
    case BS_POSTS:
    case BS_REPOSTS:
        return ACTIVITY_POSTS;
    case BS_COMMENTS:
        return ACTIVITY_COMMENTS;
    case BS_REACTIONS:
        return ACTIVITY_REACTIONS;
    case BS_CONNECTIONS:
        return CONNECTIONS;
    case BS_GROUPS:
        return NETWORK;
    case BS_PEOPLE_SEARCHES:
        return PEOPLE_SEARCH;
    case BS_PROFILES_VIEWED:
        return OTHER_PROFILE;
    case BS_DAYS_ACTIVE:
        return ANY_PAGE;
    case BS_INMAIL_REPLIES:
        return MESSAGES;
    default:
        /* Rates and what they divide, messages sent and new connections stand on no page. */
        return ARCHIVE;
    }
}

/* ---- what it brings -------------------------------------------------------------------------- */

typedef struct candidate {
    bs_advice advice;
    double ratio; /**< points per minute to two digits, so that near equals tie */
} candidate;

static double two_digits(double ratio)
{
    double unit = pow(10, floor(log10(ratio)) - 1);
    return round(ratio / unit) * unit;
}

/** The number that a pillar is shown with, or while learning the part of it that is known. */
static double pillar_level(const bs_state *state, bs_pillar pillar)
{
    const bs_pillar_state *part = &state->pillars[pillar];
    return isnan(part->score) ? part->estimate : part->score;
}

/**
 * Points gained, or lost, when a signal's value changes by `change`, in every pillar that it serves
 * and as far as the pillar's number can move. Notes where the change is greatest.
 */
static double points_of_change(const bs_state *state, const bs_model *model, bs_signal signal,
                               double change, double *most, bs_advice *advice)
{
    double sum = 0;
    for (size_t i = 0; i < model->row_count; i++) {
        const bs_model_row *row = &model->rows[i];
        const bs_row_state *now = &state->rows[i];
        if (row->signal != signal || !now->scored || now->max <= 0) {
            continue;
        }
        double value = fmax(0, now->value.value + change);
        double points = bs_model_points(row->curve, now->max, row->target, value) - now->points;
        double level = pillar_level(state, row->pillar);
        double moved = fmin(fmax(level + points, 0), BS_PILLAR_MAX) - level;
        sum += moved;
        bool weaker =
            fabs(fabs(moved) - *most) < GAIN_MIN / 2 && level < pillar_level(state, advice->pillar);
        if (fabs(moved) > *most + GAIN_MIN / 2 || weaker) {
            *most = fmax(fabs(moved), *most);
            advice->signal = signal;
            advice->pillar = row->pillar;
        }
    }
    return sum;
}

/** What a step brings; false when it brings nothing. */
static bool step_candidate(candidate *found, const bs_state *state, const bs_model *model,
                           const act *what)
{
    double most = 0;
    double change = what->step * what->yield;
    bs_advice advice = {
        .id = bs_signal_info_of(what->signal)->id,
        .signal = what->signal,
        .step = what->step,
        .effort = what->minutes,
        .link = what->link,
    };
    advice.gain = points_of_change(state, model, what->signal, change, &most, &advice);
    if (what->also != NOTHING_ELSE) {
        advice.gain += points_of_change(state, model, what->also, change, &most, &advice);
    }
    *found = (candidate){.advice = advice};
    return advice.gain >= GAIN_MIN;
}

/** What is lost within two weeks unless it is done again; false when nothing is. */
static bool keep_candidate(candidate *found, const bs_state *state, const bs_timeline *timeline,
                           const act *what)
{
    if (what->keep_id == NULL) {
        return false;
    }
    const bs_model *model = timeline->model;
    bs_day oldest = bs_moment_day(state->at) - model->window_days + 1;
    int64_t leaving = bs_timeline_sum(timeline, what->signal, oldest, oldest + BS_LEAVING_DAYS - 1);
    /* Of a projected value nobody knows what it held so long ago. */
    bs_value value = bs_timeline_value(timeline, what->signal, state->at);
    if (leaving == 0 || !value.known || value.learning || value.projected_from_days > 0) {
        return false;
    }
    double most = 0;
    bs_advice advice = {
        .id = what->keep_id,
        .signal = what->signal,
        .step = leaving,
        .effort = what->minutes * (double)leaving / what->step,
        .link = what->link,
    };
    advice.gain = -points_of_change(state, model, what->signal, -(double)leaving, &most, &advice);
    *found = (candidate){.advice = advice};
    return advice.gain >= GAIN_MIN;
}

/** The page where never-seen signals are worth most; ids already in `taken` are passed over. */
static bool see_candidate(candidate *found, const bs_state *state, const bs_model *model,
                          const bool taken[PLACE_COUNT], place_index *where)
{
    candidate best = {.ratio = 0};
    for (int p = 0; p < PLACE_COUNT; p++) {
        bs_advice advice = {
            .id = places[p].id, .step = 1, .effort = places[p].minutes, .link = places[p].link};
        double most = 0;
        for (size_t i = 0; !taken[p] && i < model->row_count; i++) {
            const bs_row_state *row = &state->rows[i];
            if (row->value.known || place_of(row->signal) != (place_index)p) {
                continue;
            }
            advice.gain += row->max;
            if (row->max > most) {
                most = row->max;
                advice.signal = row->signal;
                advice.pillar = model->rows[i].pillar;
            }
        }
        if (advice.gain / advice.effort > best.ratio) {
            best = (candidate){.advice = advice, .ratio = advice.gain / advice.effort};
            *where = (place_index)p;
        }
    }
    *found = best;
    return best.ratio > 0;
}

/* ---- which three ----------------------------------------------------------------------------- */

static bool is_better(const candidate *a, const candidate *b, const bs_state *state)
{
    double difference = a->ratio - b->ratio;
    if (fabs(difference) > 1e-9) {
        return difference > 0;
    }
    return pillar_level(state, a->advice.pillar) < pillar_level(state, b->advice.pillar);
}

/** Puts a candidate in its place among the best; of equals the earlier stays first. */
static size_t insert(candidate best[BS_ADVICE_MAX], size_t count, const candidate *found,
                     const bs_state *state)
{
    size_t at = count;
    while (at > 0 && is_better(found, &best[at - 1], state)) {
        at--;
    }
    if (at == BS_ADVICE_MAX) {
        return count;
    }
    size_t kept = count < BS_ADVICE_MAX ? count : BS_ADVICE_MAX - 1;
    memmove(&best[at + 1], &best[at], (kept - at) * sizeof *best);
    best[at] = *found;
    return kept + 1;
}

static size_t best_steps(candidate best[BS_ADVICE_MAX], const bs_state *state,
                         const bs_timeline *timeline)
{
    size_t count = 0;
    for (size_t i = 0; i < sizeof acts / sizeof *acts; i++) {
        candidate step;
        candidate keep;
        bool gains = step_candidate(&step, state, timeline->model, &acts[i]);
        bool loses = keep_candidate(&keep, state, timeline, &acts[i]);
        if (!gains && !loses) {
            continue;
        }
        bool urgent = loses && (!gains || keep.advice.gain >= LOSS_URGENT);
        candidate *chosen = urgent ? &keep : &step;
        chosen->ratio = two_digits(chosen->advice.gain / chosen->advice.effort);
        count = insert(best, count, chosen, state);
    }
    return count;
}

size_t bs_advice_find(bs_advice advice[BS_ADVICE_MAX], const bs_state *state,
                      const bs_timeline *timeline)
{
    size_t count = 0;
    bool taken[PLACE_COUNT] = {false};
    place_index where = PLACE_COUNT;
    candidate page;
    while (state->kind == BS_LEARNING && count < BS_ADVICE_MAX &&
           see_candidate(&page, state, timeline->model, taken, &where)) {
        taken[where] = true;
        advice[count++] = page.advice;
    }

    candidate steps[BS_ADVICE_MAX];
    size_t step_count = best_steps(steps, state, timeline);
    bool unseen = see_candidate(&page, state, timeline->model, taken, &where);
    size_t room = unseen && state->kind != BS_LEARNING ? BS_ADVICE_MAX - 1 : BS_ADVICE_MAX;
    for (size_t i = 0; i < step_count && count < room; i++) {
        advice[count++] = steps[i].advice;
    }
    for (; unseen && count < BS_ADVICE_MAX;
         unseen = see_candidate(&page, state, timeline->model, taken, &where)) {
        taken[where] = true;
        advice[count++] = page.advice;
    }
    return count;
}
