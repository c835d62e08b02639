#include "accumulator.h"

#include <string.h>

bs_skip_reason bs_accumulator_day(bs_accumulator *accumulator, bs_file file, bs_day day)
{
    if (day < BS_DAY_FIRST) {
        return BS_ROW_EARLY;
    }
    if (day > accumulator->latest) {
        return BS_ROW_LATE;
    }
    if (!bs_days_add(&accumulator->days[file], day)) {
        accumulator->out_of_memory = true;
    }
    accumulator->kept[file]++;
    return BS_ROW_COUNTED;
}

bs_skip_reason bs_accumulator_second(bs_accumulator *accumulator, bs_file file, int64_t seconds)
{
    const bs_skip_reason verdict =
        bs_accumulator_day(accumulator, file, bs_accumulator_local_day(accumulator, seconds));
    int64_t *first = &accumulator->first[file];
    if (verdict == BS_ROW_COUNTED && (*first == 0 || seconds < *first)) {
        *first = seconds;
    }
    return verdict;
}

/* The order in which a numeric date is read; BS_ORDER_NONE if it is unknown. */
static unsigned order_of(bs_date_order *order, unsigned possible, const bs_when read[2])
{
    const bool either = possible == (BS_ORDER_DAY_FIRST | BS_ORDER_MONTH_FIRST);
    if (!either) {
        order->proved |= possible;
        return possible;
    }
    if (order->known != BS_ORDER_NONE || read[0].day == read[1].day) {
        return order->known != BS_ORDER_NONE ? order->known : BS_ORDER_DAY_FIRST;
    }
    order->ambiguous++;
    return BS_ORDER_NONE;
}

bool bs_accumulator_when(bs_when *when, bs_accumulator *accumulator, bs_file file,
                         bs_csv_field date)
{
    bs_when read[2];
    if (bs_when_parse(when, date.text, date.length)) {
        return true;
    }
    const unsigned possible = bs_when_numeric(read, date.text, date.length);
    const unsigned order = order_of(&accumulator->order[file], possible, read);
    if (order != BS_ORDER_NONE) {
        *when = read[order == BS_ORDER_DAY_FIRST ? 0 : 1];
    }
    return order != BS_ORDER_NONE;
}

bool bs_field_starts_record(bs_csv_field date)
{
    bs_when read[2];
    return (bs_when_parse(read, date.text, date.length) ||
            bs_when_numeric(read, date.text, date.length) != BS_ORDER_NONE) &&
           read[0].has_clock;
}

bs_skip_reason bs_accumulator_date(bs_accumulator *accumulator, bs_file file, bs_csv_field date)
{
    bs_when when;
    if (!bs_accumulator_when(&when, accumulator, file, date)) {
        return BS_ROW_UNDATED;
    }
    return when.has_clock ? bs_accumulator_second(accumulator, file, bs_when_utc(&when))
                          : bs_accumulator_day(accumulator, file, when.day);
}

bs_skip_reason bs_accumulator_undated(bs_accumulator *accumulator, bs_file file)
{
    accumulator->kept[file]++;
    return BS_ROW_COUNTED;
}

bs_skip_reason bs_accumulator_since(bs_accumulator *accumulator, bs_file file, bs_csv_field start)
{
    bs_day *since = &accumulator->since[file];
    bs_day day = 0;
    if (!bs_when_parse_start(&day, start.text, start.length)) {
        *since = -1;
    } else if (*since == 0 || day < *since) {
        *since = day;
    }
    return bs_accumulator_undated(accumulator, file);
}

bool bs_accumulator_has(const bs_accumulator *accumulator, bs_file file, size_t index)
{
    return (accumulator->columns[file] >> index & 1) != 0;
}

bs_day bs_accumulator_local_day(const bs_accumulator *accumulator, int64_t seconds)
{
    return bs_moment_day(bs_zone_moment(&accumulator->zone, seconds));
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

const char *bs_field_find(bs_csv_field field, const char *text)
{
    const size_t length = strlen(text);
    for (size_t i = 0; i + length <= field.length; i++) {
        if (field.text[i] == text[0] && memcmp(field.text + i, text, length) == 0) {
            return field.text + i;
        }
    }
    return NULL;
}

bool bs_field_empty(bs_csv_field field)
{
    bs_csv_field bare = trimmed(field);
    return bare.length == 0 || (bare.length == 1 && *bare.text == '-');
}
