/**
 * @file wording.h
 * Values of the state in words: counts with what is known of them, changes, scores, ages.
 *
 * Texts returned belong to the caller.
 */
#ifndef BUSSOLA_CLI_WORDING_H
#define BUSSOLA_CLI_WORDING_H

#include "bussola/advice.h"
#include "bussola/state.h"
#include "catalogue.h"

/** "yes", "268", "≥ 500", "≈ 36", "40%"; "not seen" when the value is not known. */
char *bs_word_value(const bs_catalogue *catalogue, bs_signal signal, const bs_value *value);

/** A number with `decimals`, "–" for NAN. */
char *bs_word_number(const bs_catalogue *catalogue, double number, int decimals);

/** A change with its sign: "+1.8", "−0.4", "0.0". */
char *bs_word_change(const bs_catalogue *catalogue, double change);

/** A share 0–1 as a percentage. */
char *bs_word_percent(const bs_catalogue *catalogue, double share);

/** "17.2 / 25": whole maxima without decimals; "– / 25" for NAN. */
char *bs_word_of(const bs_catalogue *catalogue, double number, double maximum);

/** Which number it is and what it stands on, as a sentence. */
char *bs_word_kind(const bs_catalogue *text, const bs_state *state);

/** What to do: "Write 5 comments". */
char *bs_word_step(const bs_catalogue *catalogue, const bs_advice *advice);

/** How to do it well, constant; NULL where opening a page is all there is to it. */
const char *bs_word_step_how(const bs_catalogue *catalogue, const bs_advice *advice);

/** "+0.4", or "up to +3.0" for a page that would show signals never seen. */
char *bs_word_step_gain(const bs_catalogue *catalogue, const bs_advice *advice);

#endif
