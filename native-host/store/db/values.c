#include "values.h"

#include <stdio.h>
#include <string.h>

#include "bussola/core/dates.h"
#include "bussola/core/utf8.h"

#define TEXT_MAX 256

#define NO_DAY " NOT BETWEEN 0 AND " BS_LIMIT_TEXT(BS_DAY_LAST)
/* Up to the end of the day after the last. */
#define NO_MOMENT                                                                                  \
    " NOT BETWEEN 0 AND (" BS_LIMIT_TEXT(BS_DAY_LAST) " + 2) * " BS_LIMIT_TEXT(BS_DAY_SECONDS)
/* For time zones: the first offset may begin before 1970. */
#define NO_SECOND " NOT BETWEEN -1000000000000 AND 1000000000000"
#define NO_OFFSET " NOT BETWEEN -" BS_LIMIT_TEXT(BS_OFFSET_MAX) " AND " BS_LIMIT_TEXT(BS_OFFSET_MAX)
#define NO_COUNT " NOT BETWEEN 0 AND " BS_LIMIT_TEXT(BS_INTEGER_MAX)
#define NO_POINTS " NOT BETWEEN 0 AND 100"
/* For percentages and changes; NULL is in range, infinity is not. */
#define NO_FIGURE " NOT BETWEEN -1000 AND 1000"

/** Tables, and a condition for rows with a number out of range. */
static const char *const ranges[][2] = {
    {"profile", "first_seen" NO_MOMENT " OR first_offset" NO_OFFSET},
    {"profile", "last_seen" NO_MOMENT " OR last_offset" NO_OFFSET},
    {"gauge", "at" NO_MOMENT " OR at_offset" NO_OFFSET " OR value" NO_COUNT},
    {"gauge", "seen" NO_MOMENT " OR seen_offset" NO_OFFSET},
    {"tally", "day" NO_DAY " OR count" NO_COUNT " OR seen" NO_MOMENT " OR seen_offset" NO_OFFSET},
    {"device_tally", "day" NO_DAY " OR device" NO_COUNT " OR count" NO_COUNT " OR taken" NO_COUNT},
    {"device_tally", "seen" NO_MOMENT " OR seen_offset" NO_OFFSET},
    {"cover", "from_day" NO_DAY " OR to_day" NO_DAY},
    {"cover", "seen" NO_MOMENT " OR seen_offset" NO_OFFSET},
    {"listing", "from_day" NO_DAY " OR to_day" NO_DAY " OR made" NO_DAY},
    {"list_start", "day" NO_DAY " OR at" NO_MOMENT},
    {"undone", "day" NO_DAY " OR at" NO_MOMENT " OR count" NO_COUNT},
    {"zone", "minutes" NO_OFFSET " OR since" NO_SECOND " OR until" NO_SECOND},
    {"no_access", "since" NO_MOMENT " OR since_offset" NO_OFFSET},
    {"no_access", "seen" NO_MOMENT " OR seen_offset" NO_OFFSET},
    {"official", "at" NO_MOMENT " OR at_offset" NO_OFFSET " OR total" NO_POINTS},
    {"official", "brand" NO_POINTS " OR people" NO_POINTS " OR insights" NO_POINTS
                 " OR relationships" NO_POINTS " OR predicted" NO_POINTS},
    {"official", "industry_rank_pct" NO_FIGURE " OR industry_average" NO_FIGURE
                 " OR industry_week_change" NO_FIGURE " OR industry_brand" NO_FIGURE},
    {"official", "industry_people" NO_FIGURE " OR industry_insights" NO_FIGURE
                 " OR industry_relationships" NO_FIGURE " OR network_brand" NO_FIGURE},
    {"official", "network_rank_pct" NO_FIGURE " OR network_average" NO_FIGURE
                 " OR network_week_change" NO_FIGURE " OR network_people" NO_FIGURE},
    {"official", "network_insights" NO_FIGURE " OR network_relationships" NO_FIGURE},
    {"snapshot", "day" NO_DAY " OR total" NO_FIGURE " OR brand" NO_FIGURE " OR people" NO_FIGURE},
    {"snapshot", "insights" NO_FIGURE " OR relationships" NO_FIGURE " OR coverage" NO_FIGURE},
    {"shown_week", "monday" NO_DAY " OR shown" NO_MOMENT " OR shown_offset" NO_OFFSET},
    {"shown_week", "total" NO_POINTS " OR brand" NO_POINTS " OR people" NO_POINTS
                   " OR insights" NO_POINTS " OR relationships" NO_POINTS},
    {"shown_week", "typical_error" NO_FIGURE " OR change" NO_FIGURE " OR brand_change" NO_FIGURE},
    {"shown_week", "people_change" NO_FIGURE " OR insights_change" NO_FIGURE
                   " OR relationships_change" NO_FIGURE},
    {"redrawn", "day" NO_DAY " OR before" NO_FIGURE " OR after" NO_FIGURE},
    {"series", "clean_until NOT BETWEEN -2147483648 AND 2147483647"},
    {"milestone", "day" NO_DAY},
    {"goal", "count" NO_COUNT " OR since" NO_DAY},
    {"push_target", "since" NO_DAY " OR agreed" NO_MOMENT " OR withdrawn" NO_MOMENT},
    {"push_target", "wait" NO_MOMENT " OR parts" NO_COUNT " OR marked NOT IN (0, 1)"},
    {"outbox", "day" NO_DAY " OR revision" NO_COUNT " OR sent < -1 OR refused" NO_COUNT},
    {"outbox",
     "total" NO_POINTS " OR error" NO_FIGURE " OR brand" NO_POINTS " OR people" NO_POINTS},
    {"outbox", "insights" NO_POINTS " OR relationships" NO_POINTS " OR posts" NO_COUNT},
    {"outbox", "comments" NO_COUNT " OR connections" NO_COUNT " OR inmail_replies" NO_COUNT},
};
enum { RANGES = sizeof ranges / sizeof *ranges };

bool bs_value_is_text(const char *text, size_t length)
{
    if (length > TEXT_MAX || memchr(text, '\0', length) != NULL) {
        return false;
    }
    for (size_t at = 0; at < length;) {
        const size_t size = bs_utf8_length((const unsigned char *)text + at, length - at);
        if (size == 0) {
            return false;
        }
        at += size;
    }
    return true;
}

static int note_row(void *context, int columns, char **values, char **names)
{
    (void)columns;
    (void)values;
    (void)names;
    *(bool *)context = true;
    return 0;
}

int bs_values_check(sqlite3 *db)
{
    char sql[256];
    bool found = false;
    int code = SQLITE_OK;
    for (int i = 0; i < RANGES && code == SQLITE_OK && !found; i++) {
        (void)snprintf(sql, sizeof sql, "SELECT 1 FROM %s WHERE %s LIMIT 1", ranges[i][0],
                       ranges[i][1]);
        code = sqlite3_exec(db, sql, note_row, &found, NULL);
    }
    return code == SQLITE_OK && found ? SQLITE_CORRUPT : code;
}

int bs_values_clean(sqlite3 *db)
{
    char sql[256];
    int code = SQLITE_OK;
    for (int i = 0; i < RANGES && code == SQLITE_OK; i++) {
        (void)snprintf(sql, sizeof sql, "DELETE FROM %s WHERE %s", ranges[i][0], ranges[i][1]);
        code = sqlite3_exec(db, sql, NULL, NULL, NULL);
    }
    return code;
}
