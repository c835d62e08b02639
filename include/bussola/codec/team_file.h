/**
 * @file team_file.h
 * The file that a user gives a team: writes it, reads and checks it.
 *
 * `{"format":"bussola-team","version":1,…}` with the members of the protocol's TeamMember;
 * native-host/store/README.md describes it. A bs_team_member is a plain value.
 */
#ifndef BUSSOLA_TEAM_FILE_H
#define BUSSOLA_TEAM_FILE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "bussola/codec/buffer.h"
#include "bussola/codec/json_write.h"
#include "bussola/contract/protocol.h"
#include "bussola/core/counts.h"
#include "bussola/core/dates.h"
#include "bussola/core/error.h"

#define BS_TEAM_VERSION 1

typedef struct bs_team_week {
    bs_day day;
    double total; /**< 0–100 */
} bs_team_week;

/** What a file says. A value is read only if its part is shared. */
typedef struct bs_team_member {
    char label[BS_TEAM_LABEL_MAX + 1];
    bs_day day;
    bool shares[BS_SHARE_PART_COUNT];
    bs_number_kind kind;
    double total;                    /**< 0–100; NAN while learning */
    double error;                    /**< points, 0–100 */
    double pillars[BS_PILLAR_COUNT]; /**< 0–25 each; NAN while learning */
    bs_count counts[BS_MAIN_COUNTS]; /**< in the order of bs_main_counts; `since` is not shared */
    bs_team_week weeks[BS_REPORT_WEEKS]; /**< by day */
    size_t week_count;
} bs_team_member;

/** The whole file, a few lines of JSON. */
void bs_team_file_write(bs_buffer *out, const bs_team_member *member);
/** The same members without format and version, in the open object. */
void bs_team_member_write(bs_json *json, const bs_team_member *member);

/**
 * Reads a file. BS_TOO_LARGE beyond BS_TEAM_FILE_MAX bytes; BS_BAD_JSON, or BS_BAD_REQUEST with the
 * field "format", for a file that is no such file or was cut; BS_NEWER_SCHEMA for a later version.
 * Otherwise BS_BAD_REQUEST, BS_UNKNOWN_SIGNAL or BS_OUT_OF_RANGE with the field that cannot be: a
 * day after that of `now` (UTC seconds), or pillars that do not add up to the total.
 */
BS_MUST_CHECK bs_status bs_team_file_read(bs_team_member *member, const char *text, size_t length,
                                          int64_t now, bs_error *error);

#endif
