#include "db_summary_text.h"

/* BS_DAY_NONE without any reading. */
static bs_day newest_day(const bs_db_summary *summary)
{
    return summary->newest > 0 ? (bs_day)(summary->newest / BS_DAY_SECONDS) : BS_DAY_NONE;
}

char *bs_db_summary_text(const bs_messages *text, const bs_db_summary *summary)
{
    char profiles[BS_NUMBER_TEXT];
    char readings[BS_NUMBER_TEXT];
    char day[BS_DATE_TEXT] = "–";
    bs_number_format(profiles, text, (double)summary->profiles, 0);
    bs_number_format(readings, text, (double)summary->readings, 0);
    if (summary->newest > 0) {
        bs_date_format(day, text, newest_day(summary));
    }
    if (summary->unidentified > 0) {
        char others[BS_NUMBER_TEXT];
        bs_number_format(others, text, (double)summary->unidentified, 0);
        return bs_text_new(text, "cli_contents_unidentified", profiles, others, readings, day,
                           NULL);
    }
    return bs_text_new(text, "cli_contents", profiles, readings, day, NULL);
}

void bs_db_summary_write_json(bs_json *json, const bs_db_summary *summary)
{
    bs_json_member_integer(json, "profiles", summary->profiles);
    bs_json_member_integer(json, "unidentified", summary->unidentified);
    bs_json_member_integer(json, "readings", summary->readings);
    bs_json_member_day(json, "newest", newest_day(summary));
}
