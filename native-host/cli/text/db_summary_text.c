#include "db_summary_text.h"

char *bs_db_summary_text(const bs_messages *text, const bs_db_summary *contents)
{
    char profiles[BS_NUMBER_TEXT];
    char readings[BS_NUMBER_TEXT];
    char day[BS_DATE_TEXT] = "–";
    bs_number_format(profiles, text, (double)contents->profiles, 0);
    bs_number_format(readings, text, (double)contents->readings, 0);
    if (contents->newest > 0) {
        bs_date_format(day, text, (bs_day)(contents->newest / BS_DAY_SECONDS));
    }
    if (contents->unidentified > 0) {
        char others[BS_NUMBER_TEXT];
        bs_number_format(others, text, (double)contents->unidentified, 0);
        return bs_text_new(text, "cli_contents_unidentified", profiles, others, readings, day,
                           NULL);
    }
    return bs_text_new(text, "cli_contents", profiles, readings, day, NULL);
}
