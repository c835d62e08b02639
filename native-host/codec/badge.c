#include <math.h>
#include <stdio.h>

#include "bussola/codec/reply.h"

/* Mid-tones: each contrasts with light and dark toolbars, and with black text. */
#define GREEN "#2c9a62"
#define TEAL "#1d949f"
#define BLUE "#4a87d6"
#define GREY "#848893"

static const char *color_of(int total)
{
    if (total >= BS_TOTAL_GOOD) {
        return GREEN;
    }
    return total >= BS_TOTAL_FAIR ? TEAL : BLUE;
}

/** "today", "yesterday", "12 days ago". */
static void age(char text[32], bs_day then, bs_day now)
{
    if (now <= then) {
        (void)snprintf(text, 32, "today");
    } else if (now == then + 1) {
        (void)snprintf(text, 32, "yesterday");
    } else {
        (void)snprintf(text, 32, "%d days ago", (int)(now - then));
    }
}

/** No decimals finer than the error. */
static void error_text(char text[48], double error)
{
    (void)snprintf(text, 48, ", typical error %.*f points", error < 1 ? 1 : 0, error);
}

/** Writes the title of a number without a reading to continue from. */
static void title_alone(char title[BS_BADGE_TITLE_MAX], const bs_state *state, int total,
                        const char *since)
{
    char read[96] = "LinkedIn's number was not read";
    if (state->official != NULL) {
        (void)snprintf(read, sizeof read, "LinkedIn's number was %.0f when read %s",
                       state->official->total, since);
    }
    if (state->kind == BS_ESTIMATE) {
        (void)snprintf(title, BS_BADGE_TITLE_MAX, "Bussola index (estimate): about %d of 100; %s.",
                       total, read);
    } else if (state->official != NULL) {
        (void)snprintf(title, BS_BADGE_TITLE_MAX, "%s, too long ago to go on from.", read);
    } else {
        (void)snprintf(title, BS_BADGE_TITLE_MAX,
                       "No number yet: it could be off by more than %d points; %d of 100 points "
                       "were seen.",
                       (int)BS_ERROR_MAX, (int)lround(state->coverage_points));
    }
}

static void title_of(char title[BS_BADGE_TITLE_MAX], const bs_state *state, int total)
{
    char since[32] = "";
    char error[48] = "";
    const bs_day today = bs_moment_day(state->at);
    if (isfinite(state->error)) {
        error_text(error, state->error);
    }
    if (state->official != NULL) {
        age(since, bs_moment_day(state->official->at), today);
    }
    switch (state->kind) {
    case BS_OFFICIAL:
        (void)snprintf(title, BS_BADGE_TITLE_MAX,
                       "Your SSI is %d of 100: LinkedIn's number, read %s.", total, since);
        break;
    case BS_ANCHORED:
        (void)snprintf(title, BS_BADGE_TITLE_MAX,
                       "Your SSI is about %d of 100: counted on from LinkedIn's number, read %s%s.",
                       total, since, error);
        break;
    case BS_ESTIMATE:
    case BS_LEARNING:
        title_alone(title, state, total, since);
        break;
    }
}

/** Rounds a total as readers of the protocol do: they round its hundredths. */
static int rounded(double total)
{
    return (int)lround(round(total * 100) / 100);
}

bs_badge bs_badge_of(const bs_state *state)
{
    bs_badge badge;
    const bool known = state->kind != BS_LEARNING;
    const int total = known ? rounded(state->total) : 0;
    if (known) {
        const bool shown_today = state->kind == BS_OFFICIAL;
        (void)snprintf(badge.text, sizeof badge.text, "%s%d", shown_today ? "" : "≈", total);
    } else {
        (void)snprintf(badge.text, sizeof badge.text, "…");
    }
    badge.color = known ? color_of(total) : GREY;
    title_of(badge.title, state, total);
    return badge;
}
