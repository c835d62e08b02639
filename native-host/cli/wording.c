#include "wording.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "memory.h"

/**
 * A number as it is told: rounded to the hundredths that the protocol carries, and these, halves
 * away from zero, to the decimals shown. Popup and command line must not differ by a tenth.
 */
static double as_told(double number, int decimals)
{
    double hundredths = round(number * 100);
    double unit = decimals == 0 ? 100 : 10;
    return decimals > 1 ? hundredths / 100 : round(hundredths / unit) * unit / 100;
}

char *bs_word_number(const bs_catalogue *catalogue, double number, int decimals)
{
    if (isnan(number)) {
        return bs_memory_copy("–");
    }
    char text[BS_NUMBER_TEXT];
    bs_number_format(text, catalogue, as_told(number, decimals), decimals);
    return bs_memory_copy(text);
}

char *bs_word_change(const bs_catalogue *catalogue, double change)
{
    char text[BS_NUMBER_TEXT];
    double told = as_told(change, 1);
    bs_number_format(text, catalogue, told, 1);
    /* A change below half of a tenth is shown as none, and none has no sign. */
    return bs_memory_print("%s%s", told > 0 ? "+" : "", text);
}

char *bs_word_percent(const bs_catalogue *catalogue, double share)
{
    char text[BS_NUMBER_TEXT];
    bs_number_format(text, catalogue, share * 100, 0);
    return bs_text_new(catalogue, "cli_percent", text, NULL);
}

char *bs_word_of(const bs_catalogue *catalogue, double number, double maximum)
{
    char of[BS_NUMBER_TEXT];
    char *text = bs_word_number(catalogue, number, 1);
    bs_number_format(of, catalogue, maximum, fabs(maximum - round(maximum)) < 0.05 ? 0 : 1);
    char *share = bs_text_new(catalogue, "value_of_max", text, of, NULL);
    free(text);
    return share;
}

char *bs_word_value(const bs_catalogue *catalogue, bs_signal signal, const bs_value *value)
{
    static const char *const marks[] = {
        [BS_EXACT] = "", [BS_AT_LEAST] = "≥\u00a0", [BS_APPROXIMATE] = "≈\u00a0"};
    if (!value->known) {
        return bs_memory_copy(bs_text(catalogue, "cli_not_seen"));
    }
    bs_signal_kind kind = bs_signal_info_of(signal)->kind;
    if (kind == BS_KIND_FLAG) {
        return bs_memory_copy(bs_text(catalogue, value->value > 0 ? "cli_yes" : "cli_no"));
    }
    char *number = kind == BS_KIND_RATE ? bs_word_percent(catalogue, value->value)
                                        : bs_word_number(catalogue, value->value, 0);
    char *marked = bs_memory_print("%s%s", marks[value->bound], number);
    free(number);
    return marked;
}

/* ---- sentences ---- */

char *bs_word_kind(const bs_catalogue *text, const bs_state *state)
{
    if (state->kind == BS_OFFICIAL) {
        return bs_memory_copy(bs_text(text, "cli_status_official"));
    }
    if (state->kind == BS_ESTIMATE) {
        return bs_memory_copy(bs_text(text, "cli_status_estimate"));
    }
    if (state->kind == BS_ANCHORED && state->official != NULL) {
        char date[BS_DATE_TEXT];
        bs_date_format(date, text, bs_moment_day(state->official->at));
        char *total = bs_word_number(text, state->official->total, 0);
        char *error = bs_word_number(text, state->typical_error, 1);
        char *sentence =
            isnan(state->typical_error)
                ? bs_text_new(text, "cli_status_anchored", total, date, NULL)
                : bs_text_new(text, "cli_status_anchored_error", total, date, error, NULL);
        free(total);
        free(error);
        return sentence;
    }
    double points = 0;
    for (size_t pillar = 0; pillar < BS_PILLAR_COUNT; pillar++) {
        points += state->pillars[pillar].estimate;
    }
    char *seen = bs_word_number(text, points, 0);
    char *of = bs_word_number(text, state->coverage_points, 0);
    char *sentence = bs_text_new(text, "cli_status_learning", seen, of, NULL);
    free(seen);
    free(of);
    return sentence;
}

/* `see_…` ids are keys of the catalogue; the others are worded by `advice_…`. */
char *bs_word_step(const bs_catalogue *catalogue, const bs_advice *advice)
{
    char key[96];
    char plural[112];
    bool is_page = strncmp(advice->id, "see_", 4) == 0;
    (void)snprintf(key, sizeof key, "%s%s", is_page ? "" : "advice_", advice->id);
    (void)snprintf(plural, sizeof plural, "%s_other", key);
    return bs_text_exists(catalogue, plural) ? bs_text_count(catalogue, key, (long)advice->step)
                                             : bs_memory_copy(bs_text(catalogue, key));
}

const char *bs_word_step_how(const bs_catalogue *catalogue, const bs_advice *advice)
{
    char key[96];
    (void)snprintf(key, sizeof key, "advice_%s_how", bs_signal_info_of(advice->signal)->id);
    bool is_page = strncmp(advice->id, "see_", 4) == 0;
    return !is_page && bs_text_exists(catalogue, key) ? bs_text(catalogue, key) : NULL;
}

/* "+0.4", or "up to +3.0" for a page that would show signals never seen. */
char *bs_word_step_gain(const bs_catalogue *catalogue, const bs_advice *advice)
{
    char *gain = bs_word_change(catalogue, advice->gain);
    if (strncmp(advice->id, "see_", 4) != 0) {
        return gain;
    }
    char *most = bs_text_new(catalogue, "cli_status_up_to", gain, NULL);
    free(gain);
    return most;
}
