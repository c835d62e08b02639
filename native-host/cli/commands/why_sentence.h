/**
 * @file why_sentence.h
 * Explains a change of the number in one or two sentences.
 *
 * The extension uses the same wording (extension/text/why.ts). The caller frees returned texts.
 */
#ifndef BUSSOLA_CLI_WHY_SENTENCE_H
#define BUSSOLA_CLI_WHY_SENTENCE_H

#include "bussola/core/why.h"
#include "cli/output/messages.h"

/**
 * "Up about 1: you published 2 posts and wrote 9 comments. 3 comments from August no longer count."
 * Both days must have a number.
 */
char *bs_word_why(const bs_messages *messages, const bs_why *why);

/** Why the number differs from the one shown the day before; NULL if it does not, or is not known.
 */
char *bs_word_redrawn(const bs_messages *messages, const bs_why *why);

#endif
