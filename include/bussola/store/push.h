/**
 * @file push.h
 * Where a profile's numbers go for a team, and the days that wait to be sent.
 *
 * The days are written with each snapshot; their sender reports here what the server answered. A
 * bs_push_target and a bs_push_day are plain values. Failures as in store.h; BS_UNKNOWN_PROFILE for
 * BS_PROFILE_NONE.
 */
#ifndef BUSSOLA_PUSH_H
#define BUSSOLA_PUSH_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "bussola/contract/limits.h"
#include "bussola/contract/protocol.h"
#include "bussola/core/counts.h"
#include "bussola/core/dates.h"
#include "bussola/core/error.h"
#include "bussola/store/profiles.h"
#include "bussola/store/store.h"

#define BS_PUSH_MEMBER_MAX 32 /**< characters of a member's random name */
#define BS_PUSH_URL_MAX 200   /**< bytes */

/** A part of a team's file as stored in push_target.parts; weeks are not among them. */
#define BS_PUSH_BIT(part) (1U << (unsigned)(part))
#define BS_PUSH_PARTS_ALL                                                                          \
    (BS_PUSH_BIT(BS_SHARE_INDEX) | BS_PUSH_BIT(BS_SHARE_ERROR) | BS_PUSH_BIT(BS_SHARE_PILLARS) |   \
     BS_PUSH_BIT(BS_SHARE_COUNTS))

typedef struct bs_push_target {
    bs_profile_id profile;
    char key[BS_KEY_MAX + 1]; /**< of the profile; "": unidentified */
    char member[BS_PUSH_MEMBER_MAX + 1];
    char url[BS_PUSH_URL_MAX + 1];
    char label[BS_TEAM_LABEL_MAX + 1]; /**< "": none */
    bs_day since;                      /**< first day that is sent */
    unsigned parts;                    /**< BS_PUSH_BIT of each */
    int64_t agreed;                    /**< UTC seconds; 0: not yet, nothing may be sent */
    int64_t withdrawn;                 /**< UTC seconds; 0: not */
    bool marked;                       /**< the server knows that it is withdrawn */
    int64_t wait;                      /**< UTC seconds before which nothing is sent; 0: none */
    int64_t sent, pending, refused;    /**< days */
} bs_push_target;

/** A revision of a day. What is not shared is NAN or false; so is what is not known. */
typedef struct bs_push_day {
    bs_day day;
    int64_t revision;
    int refused;   /**< HTTP status of the refusal; 0: not refused */
    bool has_kind; /**< shared with index or pillars */
    bs_number_kind kind;
    double total, error, pillars[BS_PILLAR_COUNT];
    bool has_counts;
    bs_count counts[BS_MAIN_COUNTS]; /**< in the order of bs_main_counts */
} bs_push_day;

/** Every target, by profile; the caller frees the array. */
BS_MUST_CHECK bs_status bs_store_push_targets(bs_push_target **targets, size_t *count,
                                              bs_store *store, bs_error *error);

/**
 * Sets a profile's target from member, url, label, since and parts, not agreed yet, in place of an
 * earlier one and its days; and writes the days from `since` on.
 */
BS_MUST_CHECK bs_status bs_store_push_set(bs_store *store, const bs_push_target *target,
                                          int64_t now, bs_error *error);

/** Allows sending. */
BS_MUST_CHECK bs_status bs_store_push_agree(bs_store *store, bs_profile_id profile, int64_t now,
                                            bs_error *error);
/** Ends sending and removes the days that wait. */
BS_MUST_CHECK bs_status bs_store_push_withdraw(bs_store *store, bs_profile_id profile, int64_t now,
                                               bs_error *error);
/** Notes that the server knows of the withdrawal. */
BS_MUST_CHECK bs_status bs_store_push_marked(bs_store *store, bs_profile_id profile,
                                             bs_error *error);
/** Notes until when the server asked to wait. */
BS_MUST_CHECK bs_status bs_store_push_wait(bs_store *store, bs_profile_id profile, int64_t until,
                                           bs_error *error);
/** Removes the target and its days. */
BS_MUST_CHECK bs_status bs_store_push_drop(bs_store *store, bs_profile_id profile, bs_error *error);

/** Scores missing and stale days, which writes them. */
BS_MUST_CHECK bs_status bs_store_push_score(bs_store *store, bs_profile_id profile, int64_t now,
                                            bs_error *error);

/**
 * The days that wait to be sent, or those that the server refused, the oldest first; the caller
 * frees the array.
 */
BS_MUST_CHECK bs_status bs_store_push_days(bs_push_day **days, size_t *count, bs_store *store,
                                           bs_profile_id profile, bool refused, bs_error *error);

/** Notes that the server has accepted these revisions. */
BS_MUST_CHECK bs_status bs_store_push_sent(bs_store *store, bs_profile_id profile,
                                           const bs_push_day *days, size_t count, bs_error *error);
/** Sets these revisions aside with their HTTP status, until a value changes. */
BS_MUST_CHECK bs_status bs_store_push_refused(bs_store *store, bs_profile_id profile,
                                              const bs_push_day *days, size_t count,
                                              bs_error *error);
/** Makes every day wait again, refused ones too. */
BS_MUST_CHECK bs_status bs_store_push_again(bs_store *store, bs_profile_id profile,
                                            bs_error *error);

#endif
