/* Whole archives: names, folders, hostile and damaged zips. */
#include "support.h"

#include <stdio.h>

#define REACTIONS "Date,Type,Link\n2024-03-05 10:01:00,LIKE,https://x.example/1\n"
#define VOTES "Date,Link,OptionText\n2024-03-05 10:03:00,https://x.example/4,yes\n"

static void names_are_matched_loosely(void **state)
{
    (void)state;
    static const struct {
        const char *name;
        int file; /* −1: unknown */
    } cases[] = {
        {"Connections.csv", BS_FILE_CONNECTIONS},
        {"connections.CSV", BS_FILE_CONNECTIONS},
        {"Comments_34875879.csv", BS_FILE_COMMENTS},
        {"Search Queries.csv", BS_FILE_SEARCH_QUERIES},
        {"SearchQueries_1.csv", BS_FILE_SEARCH_QUERIES},
        {"Endorsement Received Info.csv", BS_FILE_ENDORSEMENTS_RECEIVED},
        {"messages.csv", BS_FILE_MESSAGES},
        {"learning_coach_messages.csv", -1},
        {"guide_messages.csv", -1},
        {"role_play_messages_12.csv", -1},
        {"LearningCoachMessages.csv", -1},
        {"Connections.txt", -1},
        {".csv", -1},
        {"csv", -1},
        {"12.csv", -1},
        {"Connections12.csv", -1},
        {"Connections_of_a_member_whose_export_has_a_name_without_any_end_to_it.csv", -1},
        {"_12.csv", -1},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        bs_file file = BS_FILE_COUNT;
        bool found = bs_file_find(&file, cases[i].name);
        assert_int_equal(found ? (int)file : -1, cases[i].file);
    }
}

static void day_in_the_name(void **state)
{
    (void)state;
    bs_day day = bs_day_from_civil(2024, 3, 24);
    assert_int_equal(bs_archive_day("Complete_LinkedInDataExport_03-24-2024.zip"), day);
    assert_int_equal(bs_archive_day("Basic_LinkedInDataExport_03-24-2024.zip.zip"), day);
    assert_int_equal(bs_archive_day("basic_linkedindataexport_03-24-2024 (1).zip"), day);
    assert_int_equal(bs_archive_day("Complete_LinkedInDataExport_13-24-2024.zip"), BS_DAY_NONE);
    assert_int_equal(bs_archive_day("Complete_LinkedInDataExport_.zip"), BS_DAY_NONE);
    assert_int_equal(bs_archive_day("Complete_LinkedInDataExport_03.24-2024.zip"), BS_DAY_NONE);
    assert_int_equal(bs_archive_day("Complete_LinkedInDataExport_03-24.2024.zip"), BS_DAY_NONE);
    assert_int_equal(bs_archive_day("archive.zip"), BS_DAY_NONE);
    assert_int_equal(bs_archive_day("Complete_LinkedInDataExport_2024-03-24.zip"), day);
}

static void entries_that_are_passed_over(void **state)
{
    (void)state;
    static const packed_entry entries[] = {
        {.name = "__MACOSX/._Reactions.csv", .text = "x"},
        {.name = "__MACOSX/Reactions.csv", .text = REACTIONS},
        {.name = "../Reactions.csv", .text = REACTIONS},
        {.name = "a/../Reactions.csv", .text = REACTIONS},
        {.name = "a\\..\\Reactions.csv", .text = REACTIONS},
        {.name = "/Reactions.csv", .text = REACTIONS},
        {.name = "C:\\Reactions.csv", .text = REACTIONS},
        {.name = "inner.zip", .text = "PK"},
        {.name = "Jobs/Reactions.csv", .text = REACTIONS},
        {.name = "a/b/Articles/Reactions.csv", .text = REACTIONS},
        {.name = "Rich_Media.csv", .text = "Date/Time\n"},
    };
    imported got;
    bs_archive_options options = options_of("2024-03-24");
    import_entries(&got, entries, sizeof entries / sizeof entries[0], &options);
    assert_int_equal(got.status, BS_OK);
    assert_int_equal(got.result.unsafe, 7);
    assert_int_equal(got.result.nested, 1);
    assert_int_equal(got.result.unknown, 3);
    assert_false(got.result.recognised);
    assert_int_equal(file_of(&got, BS_FILE_REACTIONS)->outcome, BS_OUTCOME_ABSENT);
    assert_int_equal(got.observation.cover_count, 0);
    release(&got);
}

static void a_folder_around_everything(void **state)
{
    (void)state;
    static const packed_entry entries[] = {
        {.name = "Complete_LinkedInDataExport_03-24-2024/Reactions_9.csv", .text = REACTIONS},
        {.name = "Complete_LinkedInDataExport_03-24-2024/Votes.csv", .text = VOTES},
    };
    imported got;
    bs_archive_options options = options_of("2024-03-24");
    import_entries(&got, entries, 2, &options);
    assert_int_equal(got.status, BS_OK);
    assert_int_equal(total_of(&got, BS_TOTAL_REACTIONS), 1);
    assert_int_equal(total_of(&got, BS_TOTAL_VOTES), 1);
    release(&got);
}

static void the_folder_with_most_files_is_the_archive(void **state)
{
    (void)state;
    static const char other[] = "Date,Type,Link\n2024-01-05 10:01:00,LIKE,https://x.example/9\n";
    static const packed_entry entries[] = {
        {.name = "Takeout/Reactions.csv", .text = other},
        {.name = "mail 2/LinkedIn/Reactions.csv", .text = REACTIONS},
        {.name = "mail 2/LinkedIn/Articles/Reactions.csv", .text = other},
        {.name = "mail 2/LinkedIn/Votes.csv", .text = VOTES},
        {.name = "mail 1/Skills.csv", .text = "Name\nSales\n"},
    };
    imported got;
    bs_archive_options options = options_of("2024-03-24");
    import_entries(&got, entries, sizeof entries / sizeof entries[0], &options);
    assert_int_equal(got.status, BS_OK);
    assert_true(got.result.recognised);
    assert_int_equal(count_of(&got, BS_REACTIONS, "2024-01-05"), -1);
    assert_int_equal(file_of(&got, BS_FILE_REACTIONS)->extra, 1);
    assert_int_equal(total_of(&got, BS_TOTAL_VOTES), 1);
    assert_int_equal(total_of(&got, BS_TOTAL_SKILLS), 1);
    release(&got);
}

static void names_alone_do_not_make_it_linkedins(void **state)
{
    (void)state;
    static const packed_entry entries[] = {
        {.name = "Takeout/Profile.csv", .text = "name,mail\nx,y\n"},
        {.name = "Takeout/YouTube/Comments.csv", .text = "Comment ID,Channel ID\na,b\n"},
    };
    imported got;
    bs_archive_options options = options_of(NULL);
    import_entries(&got, entries, 2, &options);
    assert_int_equal(got.status, BS_OK);
    assert_false(got.result.recognised);
    assert_int_equal(got.observation.cover_count + got.observation.gauge_count, 0);
    release(&got);
}

static void the_first_mail_has_the_profile_alone(void **state)
{
    (void)state;
    packed_entry entries[] = {{.name = "Skills.csv", .text = "Name\nSales\n"},
                              {.name = "Positions.csv", .text = "Company Name,Title\nA,B\n"}};
    imported got;
    bs_archive_options options = options_of("2024-03-24");
    import_entries(&got, entries, 2, &options);
    assert_true(got.result.first_part);
    release(&got);
    entries[1] = (packed_entry){.name = "Reactions.csv", .text = REACTIONS};
    import_entries(&got, entries, 2, &options);
    assert_false(got.result.first_part);
    release(&got);
}

static void a_table_by_itself(void **state)
{
    (void)state;
    static char text[] = REACTIONS;
    imported got;
    bs_archive_options options = options_of("2024-03-24");
    options.name = "Reactions (2).csv";
    import_bytes(&got, (packed){(uint8_t *)text, sizeof text - 1}, &options);
    assert_int_equal(got.status, BS_OK);
    assert_true(got.result.recognised);
    assert_false(got.result.first_part);
    assert_int_equal(total_of(&got, BS_TOTAL_REACTIONS), 1);
    release(&got);
    options.name = "Photos.csv";
    import_bytes(&got, (packed){(uint8_t *)text, sizeof text - 1}, &options);
    assert_int_equal(got.status, BS_BAD_REQUEST);
    release(&got);
}

static void a_second_file_of_a_kind_is_not_counted(void **state)
{
    (void)state;
    static const packed_entry entries[] = {
        {.name = "Reactions.csv", .text = REACTIONS},
        {.name = "Reactions_34875879.csv", .text = REACTIONS},
    };
    imported got;
    bs_archive_options options = options_of("2024-03-24");
    import_entries(&got, entries, 2, &options);
    assert_int_equal(total_of(&got, BS_TOTAL_REACTIONS), 1);
    assert_int_equal(file_of(&got, BS_FILE_REACTIONS)->extra, 1);
    release(&got);
}

/* A packer would refuse the second entry: pack it under another name, then rename it. */
static void the_same_name_twice_is_read_once(void **state)
{
    (void)state;
    static const packed_entry entries[] = {
        {.name = "Reactions.csv", .text = REACTIONS},
        {.name = "ReactionsXcsv", .text = REACTIONS},
        {.name = "Votes.csv", .text = VOTES},
    };
    packed whole = pack(entries, 3);
    for (size_t at = 0; at + 13 <= whole.size; at++) {
        if (memcmp(whole.data + at, "ReactionsXcsv", 13) == 0) {
            whole.data[at + 9] = '.';
        }
    }
    imported got;
    bs_archive_options options = options_of("2024-03-24");
    import_bytes(&got, whole, &options);
    assert_int_equal(got.status, BS_OK);
    assert_int_equal(total_of(&got, BS_TOTAL_REACTIONS), 1);
    assert_int_equal(file_of(&got, BS_FILE_REACTIONS)->extra, 1);
    assert_int_equal(total_of(&got, BS_TOTAL_VOTES), 1);
    release(&got);
    free(whole.data);
}

static void one_bad_file_does_not_stop_the_rest(void **state)
{
    (void)state;
    static const packed_entry entries[] = {
        {.name = "Comments.csv",
         .text = "Datum,Verweis,Nachricht\n2024-03-05 10:00:00,https://x,y\n"},
        {.name = "Shares.csv", .text = ""},
        {.name = "Connections.csv", .text = REACTIONS},
        {.name = "Skills.csv", .text = "Name\nSales\n", .password = "secret"},
        {.name = "Reactions.csv", .text = REACTIONS},
        {.name = "Votes.csv", .text = "Date,Link,OptionText\n"},
    };
    imported got;
    bs_archive_options options = options_of("2024-03-24");
    import_entries(&got, entries, sizeof entries / sizeof entries[0], &options);
    assert_int_equal(got.status, BS_OK);
    assert_int_equal(file_of(&got, BS_FILE_COMMENTS)->outcome, BS_OUTCOME_HEADER);
    assert_int_equal(file_of(&got, BS_FILE_SHARES)->outcome, BS_OUTCOME_EMPTY);
    assert_int_equal(file_of(&got, BS_FILE_CONNECTIONS)->outcome, BS_OUTCOME_HEADER);
    assert_int_equal(file_of(&got, BS_FILE_SKILLS)->outcome, BS_OUTCOME_ENCRYPTED);
    assert_int_equal(total_of(&got, BS_TOTAL_REACTIONS), 1);
    assert_int_equal(total_of(&got, BS_TOTAL_VOTES), 0);
    assert_int_equal(count_of(&got, BS_VOTES, "2024-03-20"), 0);
    assert_int_equal(count_of(&got, BS_COMMENTS, "2024-03-20"), -1);
    assert_int_equal(level_of(&got, BS_CONNECTIONS), -1);
    assert_int_equal(total_of(&got, BS_TOTAL_SKILLS), BS_NOT_KNOWN);
    release(&got);
}

static void names_that_are_nearly_something_else(void **state)
{
    (void)state;
    static const packed_entry entries[] = {
        {.name = "folder/", .text = ""},         {.name = "a/../", .text = ""},
        {.name = "__MACOSY/x.csv", .text = ""},  {.name = "ab/x.csv", .text = ""},
        {.name = "._Votes.csv", .text = ""},     {.name = "Articles/Votes.csv", .text = VOTES},
        {.name = "x\\Votes.csv", .text = VOTES}, {.name = "x", .text = "x"},
    };
    imported got;
    bs_archive_options options = options_of("2024-03-24");
    import_entries(&got, entries, sizeof entries / sizeof entries[0], &options);
    assert_int_equal(got.status, BS_OK);
    assert_int_equal(got.result.unsafe, 2);
    assert_int_equal(got.result.unknown, 4);
    assert_int_equal(total_of(&got, BS_TOTAL_VOTES), 1);
    release(&got);
}

/* Overwrites the compression method with an unknown one. */
static void bzip2_is_read(void **state)
{
    (void)state;
    static const packed_entry entry = {.name = "Votes.csv", .text = VOTES, .bzip2 = true};
    imported got;
    bs_archive_options options = options_of("2024-03-24");
    import_entries(&got, &entry, 1, &options);
    assert_int_equal(total_of(&got, BS_TOTAL_VOTES), 1);
    release(&got);
}

static void a_method_that_cannot_be_read(void **state)
{
    (void)state;
    static const packed_entry entries[] = {
        {.name = "Reactions.csv", .text = REACTIONS},
        {.name = "Votes.csv", .text = VOTES, .stored = true},
    };
    packed from = pack(entries, 2);
    size_t changed = 0;
    for (size_t at = 0; at + 46 < from.size; at++) {
        bool local = memcmp(from.data + at, "PK\3\4", 4) == 0;
        bool central = memcmp(from.data + at, "PK\1\2", 4) == 0;
        const uint8_t *name = from.data + at + (central ? 46 : 30);
        if ((local || central) && memcmp(name, "Reactions", 9) == 0) {
            from.data[at + (central ? 10 : 8)] = 97;
            changed++;
        }
    }
    assert_int_equal(changed, 2);
    imported got;
    bs_archive_options options = options_of("2024-03-24");
    import_bytes(&got, from, &options);
    assert_int_equal(got.status, BS_OK);
    assert_int_equal(file_of(&got, BS_FILE_REACTIONS)->outcome, BS_OUTCOME_METHOD);
    assert_int_equal(total_of(&got, BS_TOTAL_VOTES), 1);
    release(&got);
    free(from.data);
}

static void write_little(uint8_t *at, uint64_t value, size_t bytes)
{
    for (size_t i = 0; i < bytes; i++) {
        at[i] = (uint8_t)(value >> (8 * i));
    }
}

/*
 * A zip64 archive with a wrong number of entries, or with its end record in the wrong place, is
 * refused before it is opened.
 */
static void the_end_of_a_large_zip(void **state)
{
    (void)state;
    enum { END = 22, LOCATOR = 20, END64 = 56 };
    static const packed_entry entry = {.name = "Votes.csv", .text = VOTES};
    static const struct {
        uint64_t entries;
        uint64_t offset; /* added to the record's position */
        const char *locator;
        const char *record;
        bs_status status;
    } cases[] = {
        {1, 0, "PK\6\7", "PK\6\6", BS_OK},        {30000, 0, "PK\6\7", "PK\6\6", BS_TOO_LARGE},
        {1, 0, "PK\6\7", "PK\1\6", BS_TOO_LARGE}, {1, 1 << 20, "PK\6\7", "PK\6\6", BS_TOO_LARGE},
        {1, 0, "PK\1\7", "PK\6\6", BS_TOO_LARGE},
    };
    packed plain = pack(&entry, 1);
    size_t end = plain.size - END;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        packed from = {calloc(1, plain.size + END64 + LOCATOR), plain.size + END64 + LOCATOR};
        assert_non_null(from.data);
        memcpy(from.data, plain.data, end);
        uint8_t *record = from.data + end;
        memcpy(record, cases[i].record, 4);
        write_little(record + 4, END64 - 12, 8);
        write_little(record + 12, 45, 2);
        write_little(record + 14, 45, 2);
        write_little(record + 24, cases[i].entries, 8);
        write_little(record + 32, cases[i].entries, 8);
        memcpy(record + 40, plain.data + end + 12, 4);
        memcpy(record + 48, plain.data + end + 16, 4);
        uint8_t *locator = record + END64;
        memcpy(locator, cases[i].locator, 4);
        write_little(locator + 8, end + cases[i].offset, 8);
        write_little(locator + 16, 1, 4);
        memcpy(locator + LOCATOR, plain.data + end, END);
        write_little(locator + LOCATOR + 8, UINT16_MAX, 2);
        write_little(locator + LOCATOR + 10, UINT16_MAX, 2);
        imported got;
        bs_archive_options options = options_of("2024-03-24");
        import_bytes(&got, from, &options);
        assert_int_equal(got.status, cases[i].status);
        release(&got);
        free(from.data);
    }
    free(plain.data);
}

/*
 * Flips every byte after the local headers, one at a time: nothing crashes, nothing counts in part.
 */
static void damaged_bytes_give_nothing_or_the_truth(void **state)
{
    (void)state;
    static const packed_entry entries[] = {
        {.name = "Reactions.csv", .text = REACTIONS},
        {.name = "Votes.csv", .text = VOTES},
    };
    packed whole = pack(entries, 2);
    bs_archive_options options = options_of("2024-03-24");
    size_t damaged = 0;
    for (size_t at = 0; at < whole.size; at++) {
        whole.data[at] ^= 0x55;
        imported got;
        import_bytes(&got, whole, &options);
        if (got.status == BS_OK) {
            const bs_file_result *file = file_of(&got, BS_FILE_REACTIONS);
            damaged += file->outcome == BS_OUTCOME_DAMAGED ? 1 : 0;
            if (file->outcome == BS_OUTCOME_READ) {
                assert_int_equal(total_of(&got, BS_TOTAL_REACTIONS), 1);
            } else {
                assert_int_equal(total_of(&got, BS_TOTAL_REACTIONS), BS_NOT_KNOWN);
                assert_int_equal(count_of(&got, BS_REACTIONS, "2024-03-05"), -1);
            }
        } else {
            assert_true(got.error.message[0] != '\0');
        }
        release(&got);
        whole.data[at] ^= 0x55;
    }
    assert_true(damaged > 0);
    free(whole.data);
}

static void cut_off_anywhere(void **state)
{
    (void)state;
    static const packed_entry entries[] = {
        {.name = "Reactions.csv", .text = REACTIONS},
        {.name = "Votes.csv", .text = VOTES},
    };
    packed whole = pack(entries, 2);
    bs_archive_options options = options_of("2024-03-24");
    for (size_t size = 0; size < whole.size; size++) {
        imported got;
        import_bytes(&got, (packed){whole.data, size}, &options);
        assert_int_equal(got.status, BS_BAD_REQUEST);
        release(&got);
    }
    free(whole.data);
}

static void not_a_zip(void **state)
{
    (void)state;
    static char page[] = "<!DOCTYPE html><title>Sign in</title>";
    imported got;
    bs_archive_options options = options_of(NULL);
    import_bytes(&got, (packed){(uint8_t *)page, sizeof page}, &options);
    assert_int_equal(got.status, BS_BAD_REQUEST);
    assert_non_null(strstr(got.error.message, "not a zip"));
    release(&got);
}

static int64_t fail_to_read(const bs_bytes *bytes, void *buffer, uint64_t offset, size_t length)
{
    const packed *from = bytes->context;
    return offset + length >= from->size ? read_packed(bytes, buffer, offset, length) : -1;
}

static void a_source_that_fails(void **state)
{
    (void)state;
    static const packed_entry entry = {.name = "Reactions.csv", .text = REACTIONS};
    packed whole = pack(&entry, 1);
    bs_bytes bytes = {.size = whole.size + 200000, .read = fail_to_read, .context = &whole};
    bs_archive_options options = options_of(NULL);
    bs_archive_result result;
    bs_observation observation;
    bs_error error;
    bs_observation_init(&observation);
    assert_int_equal(bs_archive_read(&observation, &result, &bytes, &options, &error), BS_STORAGE);
    bs_observation_free(&observation);
    free(whole.data);
}

static void bombs(void **state)
{
    (void)state;
    size_t size = (size_t)3 << 20;
    char *spaces = malloc(size);
    assert_non_null(spaces);
    memset(spaces, '\n', size);
    memcpy(spaces, REACTIONS, sizeof REACTIONS - 1);
    const packed_entry entries[] = {
        {.name = "Reactions.csv", .text = spaces, .size = size},
        {.name = "Votes.csv", .text = VOTES},
    };
    imported got;
    bs_archive_options options = options_of("2024-03-24");
    import_entries(&got, entries, 2, &options);
    assert_int_equal(got.status, BS_OK);
    assert_int_equal(file_of(&got, BS_FILE_REACTIONS)->outcome, BS_OUTCOME_BOMB);
    assert_int_equal(total_of(&got, BS_TOTAL_REACTIONS), BS_NOT_KNOWN);
    assert_int_equal(total_of(&got, BS_TOTAL_VOTES), 1);
    release(&got);
    free(spaces);
}

static void too_many_entries(void **state)
{
    (void)state;
    enum { ENTRIES = BS_ARCHIVE_ENTRIES_MAX + 1 };
    packed_entry *entries = calloc(ENTRIES, sizeof *entries);
    char(*names)[32] = calloc(ENTRIES, sizeof *names);
    assert_non_null(entries);
    assert_non_null(names);
    for (int i = 0; i < ENTRIES; i++) {
        (void)snprintf(names[i], sizeof names[i], "file %d.csv", i);
        entries[i] = (packed_entry){.name = names[i], .text = "x"};
    }
    imported got;
    bs_archive_options options = options_of(NULL);
    import_entries(&got, entries, ENTRIES, &options);
    assert_int_equal(got.status, BS_TOO_LARGE);
    release(&got);
    import_entries(&got, entries, ENTRIES - 1, &options);
    assert_int_equal(got.status, BS_OK);
    assert_int_equal(got.result.unknown, BS_ARCHIVE_ENTRIES_MAX);
    release(&got);
    free(entries);
    free(names);
}

static void note_progress(void *context, uint64_t done, uint64_t total)
{
    uint64_t *seen = context;
    assert_true(done >= seen[0]);
    assert_true(done <= total);
    seen[0] = done;
    seen[1] = total;
}

static void progress_reaches_the_end(void **state)
{
    (void)state;
    static const packed_entry entries[] = {
        {.name = "Reactions.csv", .text = REACTIONS},
        {.name = "Votes.csv", .text = VOTES},
    };
    uint64_t seen[2] = {0, 0};
    imported got;
    bs_archive_options options = options_of("2024-03-24");
    options.progress = note_progress;
    options.progress_context = seen;
    import_entries(&got, entries, 2, &options);
    assert_int_equal(seen[0], sizeof REACTIONS + sizeof VOTES - 2);
    assert_int_equal(seen[0], seen[1]);
    release(&got);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names_are_matched_loosely),
        cmocka_unit_test(day_in_the_name),
        cmocka_unit_test(entries_that_are_passed_over),
        cmocka_unit_test(a_folder_around_everything),
        cmocka_unit_test(the_folder_with_most_files_is_the_archive),
        cmocka_unit_test(names_alone_do_not_make_it_linkedins),
        cmocka_unit_test(the_first_mail_has_the_profile_alone),
        cmocka_unit_test(a_table_by_itself),
        cmocka_unit_test(a_second_file_of_a_kind_is_not_counted),
        cmocka_unit_test(the_same_name_twice_is_read_once),
        cmocka_unit_test(one_bad_file_does_not_stop_the_rest),
        cmocka_unit_test(names_that_are_nearly_something_else),
        cmocka_unit_test(bzip2_is_read),
        cmocka_unit_test(a_method_that_cannot_be_read),
        cmocka_unit_test(the_end_of_a_large_zip),
        cmocka_unit_test(damaged_bytes_give_nothing_or_the_truth),
        cmocka_unit_test(cut_off_anywhere),
        cmocka_unit_test(not_a_zip),
        cmocka_unit_test(a_source_that_fails),
        cmocka_unit_test(bombs),
        cmocka_unit_test(too_many_entries),
        cmocka_unit_test(progress_reaches_the_end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
