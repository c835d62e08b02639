#include "gather.h"

#include <string.h>

bs_left_out bs_gather_day(bs_gather *gather, bs_file file, bs_day day)
{
    if (day < BS_DAY_LINKEDIN) {
        return BS_ROW_EARLY;
    }
    if (day > gather->latest) {
        return BS_ROW_LATE;
    }
    if (!bs_days_add(&gather->days[file], day)) {
        gather->out_of_memory = true;
    }
    gather->kept[file]++;
    return BS_ROW_COUNTED;
}

bs_left_out bs_gather_date(bs_gather *gather, bs_file file, bs_csv_field date)
{
    bs_when when;
    if (!bs_when_parse(&when, date.text, date.length)) {
        return BS_ROW_UNDATED;
    }
    return bs_gather_day(
        gather, file, when.has_clock ? bs_gather_local_day(gather, bs_when_utc(&when)) : when.day);
}

bs_left_out bs_gather_undated(bs_gather *gather, bs_file file)
{
    gather->kept[file]++;
    return BS_ROW_COUNTED;
}

bool bs_gather_has(const bs_gather *gather, bs_file file, size_t index)
{
    return (gather->columns[file] >> index & 1) != 0;
}

bs_day bs_gather_local_day(const bs_gather *gather, int64_t seconds)
{
    return bs_moment_day(bs_zone_moment(&gather->zone, seconds));
}

static bs_csv_field trimmed(bs_csv_field field)
{
    while (field.length > 0 && *field.text == ' ') {
        field.text++;
        field.length--;
    }
    while (field.length > 0 && field.text[field.length - 1] == ' ') {
        field.length--;
    }
    return field;
}

bool bs_field_is(bs_csv_field field, const char *text)
{
    bs_csv_field bare = trimmed(field);
    if (bare.length != strlen(text)) {
        return false;
    }
    for (size_t i = 0; i < bare.length; i++) {
        char c = bare.text[i];
        if ((c >= 'A' && c <= 'Z' ? (char)(c | 0x20) : c) != text[i]) {
            return false;
        }
    }
    return true;
}

bool bs_field_empty(bs_csv_field field)
{
    bs_csv_field bare = trimmed(field);
    return bare.length == 0 || (bare.length == 1 && *bare.text == '-');
}
