/**
 * @file signals.h
 * All signals: one row each of include/contract/signals.json, in its order.
 *
 * The table is constant; nothing is owned. Only the look-up by name can fail.
 */
#ifndef BUSSOLA_SIGNALS_H
#define BUSSOLA_SIGNALS_H

#include <stdbool.h>
#include <stdint.h>

#include "bussola/contract/protocol.h"
#include "bussola/contract/signals.h"
#include "bussola/core/pages.h"

typedef enum bs_signal_kind {
    BS_KIND_FLAG,  /**< stored as a gauge of 1, or of 0 if the page shows that the thing is missing
                    */
    BS_KIND_GAUGE, /**< a level at a moment */
    BS_KIND_TALLY, /**< a count per day over a covered span */
    BS_KIND_RATE,  /**< one tally divided by another; derived, never sent or stored */
} bs_signal_kind;

typedef struct bs_signal_info {
    const char *id; /**< name in protocol, store and catalogue */
    /** Greatest plausible value: the level of a gauge, or one day's count of a tally. */
    int64_t max;
    bs_signal_kind kind;
    /** For a rate, the tallies that it divides; otherwise BS_SIGNAL_COUNT. */
    bs_signal numerator, denominator;
    /** Allowed in a model. The others are only charted, or serve to compute a rate. */
    bool scorable;
    /** Counted by the extension as it happens, so that a covered day without an event counts as 0.
     */
    bool local;
    bs_page_kind page; /**< what shows it; BS_PAGE_COUNT: a page that is never proposed */
    const char *link;  /**< where on LinkedIn it is done; NULL: nowhere in particular */
} bs_signal_info;

/** The row of a signal. `signal` < BS_SIGNAL_COUNT. */
const bs_signal_info *bs_signal_info_of(bs_signal signal);

/** Sets `*signal` and returns true if `id` names a signal. */
bool bs_signal_find(bs_signal *signal, const char *id);

#endif
