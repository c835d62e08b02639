#include "life.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "bussola/core/state.h"

#include "../unit/core/random.h"

enum {
    OFFSET = 60,
    PAST = 100,      /**< simulated days before Bussola knows anything, so that windows are full */
    DAYS_MAX = 1200, /**< longest simulation */
    START = 20000    /**< 2024-10-04 */
};

/** A user's activity: the acts of a day, or the level on that day. */
typedef struct operations {
    int days;
    bool there[DAYS_MAX]; /**< on LinkedIn on that day */
    double presence;      /**< share of such days, except weekends */
    bool lived[BS_SIGNAL_COUNT];
    int64_t of[BS_SIGNAL_COUNT][DAYS_MAX];
} operations;

static void *allocate(size_t count, size_t size)
{
    void *made = calloc(count == 0 ? 1 : count, size);
    if (made == NULL) {
        (void)fprintf(stderr, "out of memory\n");
        exit(2);
    }
    return made;
}

/* ---- chance ---------------------------------------------------------------------------------- */

static bool happens(uint32_t *seed, double chance)
{
    return random_unit(seed) < chance;
}

static double within(uint32_t *seed, range ends)
{
    return ends.low + (ends.high - ends.low) * random_unit(seed);
}

static int whole_within(uint32_t *seed, range ends)
{
    return (int)floor(within(seed, (range){ends.low, ends.high + 1}));
}

/*
 * ---- the user's activity ------------------------------------------------------------------------
 */

static bool is_level(bs_signal signal)
{
    bs_signal_kind kind = bs_signal_info_of(signal)->kind;
    return kind == BS_KIND_GAUGE || kind == BS_KIND_FLAG;
}

/**
 * Simulates one signal: busy and quiet weeks, weekends, and occasional lasting changes of pace.
 */
static void live(operations *done, bs_signal signal, double in_window, const habits *kept,
                 uint32_t *seed)
{
    double mood = 1;
    double turned = 1;
    double level = in_window;
    double most = (double)bs_signal_info_of(signal)->max;
    done->lived[signal] = true;
    for (int day = 0; day < done->days; day++) {
        if (day % 7 == 0) {
            turned = happens(seed, kept->turn) ? exp(random_normal(seed)) : turned;
            mood = happens(seed, kept->pause) ? 0.05 : exp(kept->mood * random_normal(seed));
        }
        double pace = done->there[day] ? mood * turned : 0;
        level *= 1 + kept->growth * pace;
        double mean = fmin(in_window / 90 / done->presence * pace, 200);
        double count = is_level(signal) ? floor(level) : (double)random_poisson(seed, mean);
        done->of[signal][day] = (int64_t)fmin(count, most);
    }
}

/** Days on LinkedIn: fewer at weekends. */
static void come(operations *done, const habits *kept, uint32_t *seed)
{
    done->presence = within(seed, kept->presence);
    done->lived[BS_DAYS_ACTIVE] = true;
    for (int day = 0; day < done->days; day++) {
        double chance = done->presence * (day % 7 >= 5 ? kept->weekend : 1);
        done->there[day] = happens(seed, chance);
        done->of[BS_DAYS_ACTIVE][day] = done->there[day] ? 1 : 0;
    }
}

/** Invitations and threads; some are answered within ten days. */
static void live_rate(operations *done, bs_signal rate, double in_window, const habits *kept,
                      uint32_t *seed)
{
    const bs_signal_info *info = bs_signal_info_of(rate);
    double share = within(seed, kept->answered);
    if (!done->lived[info->denominator]) {
        live(done, info->denominator, in_window, kept, seed);
    }
    done->lived[info->numerator] = true;
    for (int day = 0; day < done->days; day++) {
        for (int64_t n = done->of[info->denominator][day]; n > 0; n--) {
            int answered = day + (int)random_below(seed, 10);
            if (happens(seed, share) && answered < done->days) {
                done->of[info->numerator][answered]++;
            }
        }
    }
}

static double full_at(const bs_model_row *row)
{
    return row->curve == BS_CURVE_STEPS ? row->steps[row->step_count - 1].value : row->target;
}

/** Free accounts have no InMail. */
static bool is_inmail(bs_signal signal)
{
    return signal == BS_INMAIL_REPLIES || signal == BS_INMAIL_REPLY_RATE;
}

static operations *live_all(const bs_model *model, const habits *kept, int days, uint32_t *seed)
{
    operations *done = allocate(1, sizeof *done);
    done->days = days;
    come(done, kept, seed);
    double vigour = happens(seed, kept->idle) ? 0 : within(seed, kept->vigour);
    for (size_t i = 0; i < model->row_count; i++) {
        const bs_model_row *row = &model->rows[i];
        bs_signal_kind kind = bs_signal_info_of(row->signal)->kind;
        double reached = vigour * exp(kept->spread * random_normal(seed));
        if (done->lived[row->signal] || is_inmail(row->signal)) {
            continue;
        }
        if (kind == BS_KIND_FLAG) {
            live(done, row->signal, (double)random_below(seed, 2), kept, seed);
        } else if (kind == BS_KIND_RATE) {
            live_rate(done, row->signal, 30 * reached, kept, seed);
        } else {
            live(done, row->signal, full_at(row) * reached, kept, seed);
        }
    }
    return done;
}

/*
 * ---- what Bussola sees --------------------------------------------------------------------------
 */

static bs_moment noon(int day)
{
    bs_moment moment = bs_day_start(START + day, OFFSET);
    moment.seconds += BS_DAY_SECONDS / 2;
    return moment;
}

/** Each level's first reading, and one at each change. */
static void see_level(bs_gauge *gauges, size_t *count, const operations *done, bs_signal signal,
                      int from)
{
    for (int day = from; day < done->days; day++) {
        int64_t level = done->of[signal][day];
        if (day == from || level != done->of[signal][day - 1]) {
            gauges[(*count)++] = (bs_gauge){.signal = signal,
                                            .at = noon(day),
                                            .seen = noon(day),
                                            .value = level,
                                            .bound = BS_EXACT};
        }
    }
}

static void see_acts(bs_tally *tallies, size_t *count, const operations *done, bs_signal signal,
                     int from, double unseen, uint32_t *seed)
{
    for (int day = from; day < done->days; day++) {
        int64_t seen = 0;
        for (int64_t n = done->of[signal][day]; n > 0; n--) {
            seen += happens(seed, unseen) ? 0 : 1;
        }
        if (seen > 0) {
            tallies[(*count)++] = (bs_tally){.signal = signal,
                                             .source = BS_FROM_ARCHIVE,
                                             .bound = BS_EXACT,
                                             .day = START + day,
                                             .count = seen,
                                             .seen = noon(day)};
        }
    }
}

/** Fills Bussola's view from a day on; it misses the share `unseen` of the acts. */
static void see(view *seen, const operations *done, int from, double unseen, uint32_t *seed)
{
    size_t room = (size_t)done->days * BS_SIGNAL_COUNT;
    bs_gauge *gauges = allocate(room, sizeof *gauges);
    bs_tally *tallies = allocate(room, sizeof *tallies);
    bs_cover *covers = allocate(BS_SIGNAL_COUNT, sizeof *covers);
    bs_evidence *evidence = &seen->evidence;
    for (int s = 0; s < BS_SIGNAL_COUNT; s++) {
        bs_signal signal = (bs_signal)s;
        if (!done->lived[s]) {
            continue;
        }
        if (is_level(signal)) {
            see_level(gauges, &evidence->gauge_count, done, signal, from);
            continue;
        }
        covers[evidence->cover_count++] = (bs_cover){.signal = signal,
                                                     .source = BS_FROM_ARCHIVE,
                                                     .from = START + from,
                                                     .to = START + done->days - 1,
                                                     .seen = noon(done->days - 1)};
        see_acts(tallies, &evidence->tally_count, done, signal, from, unseen, seed);
    }
    evidence->first_seen = noon(from);
    evidence->last_seen = noon(done->days - 1);
    evidence->gauges = gauges;
    evidence->tallies = tallies;
    evidence->covers = covers;
}

static bs_timeline *timeline_of(const bs_evidence *evidence, const bs_model *model)
{
    bs_timeline *made = NULL;
    if (bs_timeline_new(&made, evidence, model) != BS_OK) {
        (void)fprintf(stderr, "out of memory\n");
        exit(2);
    }
    return made;
}

/*
 * ---- LinkedIn's readings ------------------------------------------------------------------------
 */

/** LinkedIn's weights: ours times random factors, each pillar scaled to 25. */
static void weigh(bs_model *linkedin, double spread, uint32_t *seed)
{
    double sums[BS_PILLAR_COUNT] = {0};
    double factors[BS_MODEL_ROWS_MAX];
    for (size_t i = 0; i < linkedin->row_count; i++) {
        factors[i] = exp(spread * random_normal(seed));
        sums[linkedin->rows[i].pillar] += factors[i] * linkedin->rows[i].points;
    }
    for (size_t i = 0; i < linkedin->row_count; i++) {
        bs_model_row *row = &linkedin->rows[i];
        double factor = factors[i] * BS_PILLAR_MAX / sums[row->pillar];
        row->points *= factor;
        for (size_t step = 0; step < row->step_count; step++) {
            row->steps[step].points *= factor;
        }
    }
}

/** Movement of LinkedIn's pillars apart from acts. */
typedef struct drift {
    double of[BS_PILLAR_COUNT];
    int delay;
} drift;

static double between(double value, double low, double high)
{
    return fmin(fmax(value, low), high);
}

static void move_on(drift *moved, const world *in, int days, uint32_t *seed)
{
    for (size_t p = 0; p < BS_PILLAR_COUNT; p++) {
        double step = in->walk * sqrt((double)days) * random_normal(seed);
        double jump = happens(seed, in->jump_chance) ? in->jump * random_normal(seed) : 0;
        double least = in->scored ? -BS_PILLAR_MAX : 0;
        moved->of[p] = between(moved->of[p] + step + jump, least, BS_PILLAR_MAX);
    }
}

static void read_linkedin(bs_official *reading, const drift *moved, const world *in, life *lived,
                          int day)
{
    bs_state state;
    bs_state_compute(&state, lived->done.timeline, noon(day - moved->delay));
    *reading = (bs_official){.at = noon(day), .predicted = NAN};
    for (size_t p = 0; p < BS_PILLAR_COUNT; p++) {
        double value = (in->scored ? state.pillars[p].estimate : 0) + moved->of[p];
        double clipped = between(value, 0, BS_PILLAR_MAX);
        reading->pillars[p] = round(clipped / in->grid[p]) * in->grid[p];
        reading->total += reading->pillars[p];
    }
    reading->total = round(reading->total);
}

static void read_all(life *lived, const world *in, int first, int gap, size_t count, uint32_t *seed)
{
    bs_official *readings = allocate(count, sizeof *readings);
    drift moved = {.delay = whole_within(seed, in->delay)};
    for (size_t p = 0; p < BS_PILLAR_COUNT && !in->scored; p++) {
        moved.of[p] = 5 + 15 * random_unit(seed);
    }
    for (size_t i = 0; i < count; i++) {
        move_on(&moved, in, i == 0 ? 0 : gap, seed);
        read_linkedin(&readings[i], &moved, in, lived, first + (int)i * gap);
    }
    lived->seen.evidence.officials = readings;
    lived->seen.evidence.official_count = count;
}

/* ---- a life ---------------------------------------------------------------------------------- */

life *life_new(const worlds *all, const world *in, const bs_model *model, uint32_t seed)
{
    life *lived = allocate(1, sizeof *lived);
    for (int i = 0; i < 8; i++) {
        (void)next_random(&seed); /* neighbouring seeds begin with similar numbers */
    }
    int known = whole_within(&seed, all->known);
    int gap = whole_within(&seed, all->gap);
    int count = whole_within(&seed, all->readings);
    int days = PAST + known + gap * (count - 1) + 1;
    if (days > DAYS_MAX) {
        (void)fprintf(stderr, "a life of more than %d days\n", (int)DAYS_MAX);
        exit(2);
    }
    operations *done = live_all(model, &all->habits, days, &seed);
    lived->linkedin = *model;
    weigh(&lived->linkedin, in->weights, &seed);
    see(&lived->done, done, 0, 0, &seed);
    see(&lived->seen, done, PAST, in->unseen, &seed);
    free(done);
    lived->done.timeline = timeline_of(&lived->done.evidence, &lived->linkedin);
    read_all(lived, in, PAST + known, gap, (size_t)count, &seed);
    lived->seen.timeline = timeline_of(&lived->seen.evidence, model);
    return lived;
}

static void view_free(view *seen)
{
    bs_timeline_free(seen->timeline);
    free((void *)seen->evidence.gauges);
    free((void *)seen->evidence.tallies);
    free((void *)seen->evidence.covers);
    free((void *)seen->evidence.officials);
}

void life_free(life *lived)
{
    view_free(&lived->done);
    view_free(&lived->seen);
    free(lived);
}
