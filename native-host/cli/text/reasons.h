/**
 * @file reasons.h
 * Reasons for a change and things done, in words.
 *
 * Texts returned belong to the caller.
 */
#ifndef BUSSOLA_CLI_REASONS_H
#define BUSSOLA_CLI_REASONS_H

#include "bussola/why.h"
#include "cli.h"

/** "3 posts"; of a signal that is no count of acts "Skills +2". */
char *bs_word_count(const bs_catalogue *catalogue, bs_signal signal, int64_t count);

/**
 * "46.3 → 46.7 (+0.4)", from sums of the pillars: LinkedIn rounds its total, and "46 → 46.7 (+0.4)"
 * would not add up. Both days must have a number.
 */
char *bs_word_moved(const bs_catalogue *catalogue, const bs_why *why);

/** "3 posts from August no longer count", "Skills: seen for the first time (5)" … */
char *bs_word_reason(const bs_catalogue *catalogue, const bs_why *why, const bs_why_item *item);

/** The reasons as people are shown them: those that moved the number first. */
size_t bs_reasons_find(bs_why_item items[BS_WHY_ITEMS_MAX], const bs_why *why);

/** Whether a reason is only that a signal was seen for the first time, and moved nothing. */
bool bs_reason_only_seen(const bs_why_item *item);

/** One sentence for a pillar's signals that were only seen for the first time; NULL for none. */
char *bs_word_only_seen(const bs_catalogue *catalogue, const bs_why_item *items, size_t count,
                        bs_pillar pillar);

/** The reasons below their pillars with what each pillar moved by, wrapped at the width. */
void bs_reasons_write(const bs_cli *cli, const bs_why *why);

#endif
