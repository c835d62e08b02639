/**
 * @file report.h
 * The weekly report.
 *
 * report.c fills and frees a bs_report; writers only read it. Never copy or move it.
 */
#ifndef BUSSOLA_CLI_REPORT_H
#define BUSSOLA_CLI_REPORT_H

#include "bussola/core/corrections.h"
#include "bussola/core/dates.h"
#include "bussola/core/goal.h"
#include "bussola/core/milestones.h"
#include "bussola/core/state.h"
#include "bussola/core/week_acts.h"
#include "bussola/core/why.h"
#include "bussola/store/history.h"
#include "bussola/store/view.h"
#include "cli/base/cli.h"
#include "cli/base/json.h"

typedef struct bs_report {
    bs_day monday, last; /**< the week, up to today */
    bs_day today;
    bs_view view;     /**< at the end of `last`; for a closed week with the stored numbers */
    bs_state now;     /**< for a closed week, the numbers known now; points into the view */
    bs_why why;       /**< since the Sunday before, or since the first observed day */
    bs_history weeks; /**< the last days of up to BS_REPORT_WEEKS weeks, including this one */
    bs_goal goal;
    size_t badge_count; /**< reached within the week */
    bs_milestone badges[BS_MILESTONE_COUNT];
} bs_report;

/**
 * "Social Selling Index, 16 Mar 2026 – 22 Mar 2026", with "so far" during the week. The caller
 * frees it.
 */
char *bs_report_title(const bs_messages *text, const bs_report *report);

/** "47 of 100", "≈47 of 100"; the caller frees it. */
char *bs_report_total(const bs_messages *text, const bs_report *report);

/** The way to 70, the kind of number and its basis, at the week's end; the caller frees it. */
char *bs_report_kind(const bs_messages *text, const bs_report *report);

/** Says how to get a first number; the caller frees the text. */
char *bs_report_none(const bs_messages *text, const bs_report *report);

/** The profile's label, else its key, else a text that the account is not identified yet. */
const char *bs_report_name(const bs_messages *text, const bs_report *report);

/** Ranks and gaps of industry and network in words, and their day; the caller frees each. */
#define BS_REPORT_GAPS_MAX 7
size_t bs_report_gaps(char *gaps[BS_REPORT_GAPS_MAX], const bs_messages *text,
                      const bs_state *state);

/** The week's acts in words: "3 comments, usually 5"; the caller frees each. */
size_t bs_report_done(char *lines[BS_WEEK_ACTS_MAX], const bs_messages *text,
                      const bs_report *report);

/**
 * "Compared with 5 of the last 13 weeks; …", of the acts above; NULL if all weeks are known. The
 * caller frees it.
 */
char *bs_report_compared(const bs_messages *text, const bs_report *report);

/** "+1 since 15 Mar 2026"; the change must be known. The caller frees it. */
char *bs_report_since(const bs_messages *text, const bs_report *report);

/**
 * "20 Nov 2026: line redrawn by +4: more is known"; NULL if that correction of the weeks is of
 * another week. The caller frees it.
 */
char *bs_report_correction(const bs_messages *text, const bs_report *report,
                           const bs_correction *correction);

/** As bs_goal_text; NULL without a goal. The caller frees it. */
char *bs_report_goal(const bs_messages *text, const bs_report *report);

/** "500 connections, 20 Nov 2026"; the caller frees it. */
char *bs_report_badge(const bs_messages *text, const bs_report *report, bs_milestone badge);

/** As members of the open object. */
void bs_report_write_json(bs_json *json, const bs_report *report);

void bs_report_write_text(const bs_cli *cli, const bs_report *report);

/** CommonMark with tables. Lines are not wrapped; user-provided text is escaped. */
void bs_report_write_markdown(const bs_cli *cli, const bs_report *report);

#endif
