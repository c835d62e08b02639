/* One file at a time: what is counted, on which day, and why a row is not. */
#include "support.h"

#include <stdio.h>

static int64_t verdict_of(const imported *got, bs_file file, bs_skip_reason why)
{
    return (int64_t)file_of(got, file)->verdicts[why];
}

static void comments_with_bare_newlines(void **state)
{
    (void)state;
    imported got;
    import_file(
        &got, "Comments.csv",
        "Date,Link,Message\r\n"
        "2024-03-05 23:30:00,https://www.linkedin.com/feed/update/1,line one\r\n"
        "line two, with \"a quote\r\n\r\nlast@example.com\r\n"
        "2024-03-04 09:00:00,https://www.linkedin.com/feed/update/2,\"With \"\"both\"\"\"\r\n"
        "2024-03-04 08:00:00,https://www.linkedin.com/feed/update/3,\"A \\\"slash\\\"\"\r\n");
    assert_int_equal(total_of(&got, BS_TOTAL_COMMENTS), 3);
    assert_int_equal(count_of(&got, BS_COMMENTS, "2024-03-05"), 1);
    assert_int_equal(count_of(&got, BS_COMMENTS, "2024-03-04"), 2);
    release(&got);
}

static void comments_that_a_spreadsheet_rewrote_are_reported(void **state)
{
    (void)state;
    imported got;
    import_file(&got, "Comments.csv",
                "Date,Link,Message\r\n05/03/2024 10:00,https://x/1,a\r\n06/03/2024 "
                "11:00,https://x/2,b\r\n");
    assert_int_equal(file_of(&got, BS_FILE_COMMENTS)->outcome, BS_OUTCOME_UNDATED);
    assert_int_equal(total_of(&got, BS_TOTAL_COMMENTS), BS_NOT_KNOWN);
    assert_int_equal(count_of(&got, BS_COMMENTS, "2024-03-05"), -1);
    release(&got);
}

static void one_date_proves_the_order_of_the_others(void **state)
{
    (void)state;
    static const char *const texts[] = {
        "Date,Type,Link\n03/05/2024 10:00,LIKE,https://x/1\n02/25/2024 09:00,LIKE,https://x/2\n",
        "Date,Type,Link\n05/03/2024 10:00,LIKE,https://x/1\n25/02/2024 09:00,LIKE,https://x/2\n",
    };
    for (size_t i = 0; i < 2; i++) {
        imported got;
        import_file(&got, "Reactions.csv", texts[i]);
        assert_int_equal(count_of(&got, BS_REACTIONS, "2024-03-05"), 1);
        assert_int_equal(count_of(&got, BS_REACTIONS, "2024-02-25"), 1);
        assert_int_equal(total_of(&got, BS_TOTAL_REACTIONS), 2);
        assert_int_equal(file_of(&got, BS_FILE_REACTIONS)->rows, 2);
        release(&got);
    }
}

static void dates_that_contradict_each_other_are_a_lower_bound(void **state)
{
    (void)state;
    imported got;
    import_file(&got, "Reactions.csv",
                "Date,Type,Link\n25/02/2024 09:00,LIKE,https://x/2\n02/26/2024 "
                "09:00,LIKE,https://x/3\n03/05/2024 10:00,LIKE,https://x/1\n");
    assert_int_equal(verdict_of(&got, BS_FILE_REACTIONS, BS_ROW_UNDATED), 1);
    assert_int_equal(count_of(&got, BS_REACTIONS, "2024-02-25"), 1);
    assert_int_equal(count_of(&got, BS_REACTIONS, "2024-02-26"), 1);
    assert_int_equal(got.observation.tallies[0].bound, BS_AT_LEAST);
    release(&got);
}

static void undated_rows_leave_no_seen_zero(void **state)
{
    (void)state;
    imported got;
    import_file(&got, "Reactions.csv",
                "Date,Type,Link\n2023-03-05 10:01:00,LIKE,https://x/1\n,LIKE,https://x/1\n"
                ",LIKE,https://x/1\n,LIKE,https://x/1\n");
    assert_int_equal(count_of(&got, BS_REACTIONS, "2023-03-05"), 1);
    bs_day last = 0;
    for (size_t i = 0; i < got.observation.tally_count; i++) {
        const bs_tally *tally = &got.observation.tallies[i];
        assert_int_equal(tally->bound, BS_AT_LEAST);
        last = tally->day > last ? tally->day : last;
    }
    /* Every window of 90 days is "at least", including the last one. */
    assert_int_equal(last, bs_day_from_civil(2024, 3, 24));
    assert_true(got.observation.tally_count > 12);
    release(&got);
}

static void a_main_file_without_dates_gives_nothing(void **state)
{
    (void)state;
    imported got;
    import_file(&got, "Connections.csv",
                "First Name,Last Name,URL,Connected On\nMira,Olden,,10/12/2023\n"
                "Theo,Grant,,11/12/2023\n");
    assert_int_equal(file_of(&got, BS_FILE_CONNECTIONS)->outcome, BS_OUTCOME_UNDATED);
    assert_int_equal(total_of(&got, BS_TOTAL_CONNECTIONS), BS_NOT_KNOWN);
    assert_int_equal(got.observation.gauge_count, 0);
    release(&got);
}

static void days_are_the_members_own(void **state)
{
    (void)state;
    packed_entry entry = {.name = "Reactions.csv",
                          .text = "Date,Type,Link\n2024-03-05 23:30:00,LIKE,https://x.example/1\n"};
    bs_archive_options options = options_of("2024-03-24");
    options.ingest.zone.offset_minutes = 60;
    imported got;
    import_entries(&got, &entry, 1, &options);
    assert_int_equal(count_of(&got, BS_REACTIONS, "2024-03-06"), 1);
    release(&got);
    options.ingest.zone.offset_minutes = -480;
    import_entries(&got, &entry, 1, &options);
    assert_int_equal(count_of(&got, BS_REACTIONS, "2024-03-05"), 1);
    release(&got);
}

static void searches_read_their_first_column(void **state)
{
    (void)state;
    imported got;
    import_file(&got, "SearchQueries.csv",
                "Time,Search Query\n2024/03/05 10:00:00 UTC,sales manager, rome, \"italy\n"
                "2024/03/05 10:05:00 UTC,\"ceo\"\n2022/04/01 10:05:00 UTC,cto\n");
    assert_int_equal(count_of(&got, BS_PEOPLE_SEARCHES, "2024-03-05"), 2);
    assert_int_equal(count_of(&got, BS_PEOPLE_SEARCHES, "2022-04-01"), 1);
    assert_int_equal(count_of(&got, BS_PEOPLE_SEARCHES, "2022-03-30"), 0);
    assert_int_equal(count_of(&got, BS_PEOPLE_SEARCHES, "2022-03-01"), -1);
    release(&got);
}

static void utf16_files_of_2018(void **state)
{
    (void)state;
    static const char text[] = "Time\tSearch Query\r\n2018/01/24 15:00:00 UTC\tceo\r\n";
    char bytes[2 * sizeof text] = "\xFF\xFE";
    for (size_t i = 0; i + 1 < sizeof text; i++) {
        bytes[2 + 2 * i] = text[i];
    }
    packed_entry entry = {.name = "Search Queries.csv", .text = bytes, .size = 2 * sizeof text};
    bs_archive_options options = options_of("2018-02-01");
    imported got;
    import_entries(&got, &entry, 1, &options);
    assert_int_equal(count_of(&got, BS_PEOPLE_SEARCHES, "2018-01-24"), 1);
    release(&got);
}

static void connections_grow_day_by_day(void **state)
{
    (void)state;
    imported got;
    import_file(
        &got, "Connections.csv",
        "Notes:\n\"When exporting, you may notice, that\"\n\n"
        "First Name,Last Name,URL,Email Address,Company,Position,Connected On\n"
        "Mira,Olden,https://www.linkedin.com/in/mira-olden,,\"Fabrikam, Inc.\",A,12 Mar 2024\n"
        "Theo,\"Grant, PhD\",https://www.linkedin.com/in/theo-grant,,Contoso,B,02 Jan 2024\n"
        ",,,,,,07 Jun 2022");
    assert_int_equal(total_of(&got, BS_TOTAL_CONNECTIONS), 3);
    assert_int_equal(count_of(&got, BS_NEW_CONNECTIONS, "2024-03-12"), 1);
    assert_int_equal(count_of(&got, BS_NEW_CONNECTIONS, "2022-06-07"), 1);
    assert_int_equal(count_of(&got, BS_NEW_CONNECTIONS, "2023-06-07"), 0);
    assert_int_equal(level_of(&got, BS_CONNECTIONS), 3);
    bs_day when[] = {bs_day_from_civil(2022, 6, 7), bs_day_from_civil(2024, 1, 2),
                     bs_day_from_civil(2024, 3, 12), bs_day_from_civil(2024, 3, 24)};
    static const int64_t levels[] = {1, 2, 3, 3};
    assert_int_equal(got.observation.gauge_count, 5);
    assert_int_equal(level_of(&got, BS_VP_CONNECTIONS), 0);
    for (size_t i = 0; i < 4; i++) {
        assert_int_equal(bs_moment_day(got.observation.gauges[i].at), when[i]);
        assert_int_equal(got.observation.gauges[i].value, levels[i]);
        assert_int_equal(got.observation.gauges[i].bound, i < 3 ? BS_AT_LEAST : BS_EXACT);
    }
    release(&got);
}

static void connections_of_2018_and_from_excel(void **state)
{
    (void)state;
    static const char *const texts[] = {
        "First Name,Last Name,Email Address,Company,Position,Connected On\n"
        "Mira,Olden,m@x.example,F,A,\"3/12/24, 11:59 PM\"\n",
        "\xEF\xBB\xBF"
        "First Name;Last Name;URL;Company;Connected On\r\n"
        "Mira;Olden;https://www.linkedin.com/in/mira-olden;\"F; Inc\";12-Mar-24\r\n",
    };
    for (size_t i = 0; i < 2; i++) {
        imported got;
        import_file(&got, "Connections.csv", texts[i]);
        assert_int_equal(count_of(&got, BS_NEW_CONNECTIONS, "2024-03-12"), 1);
        release(&got);
    }
}

static void reasons_are_reported(void **state)
{
    (void)state;
    imported got;
    import_file(&got, "Reactions.csv",
                "Date,Type,Link\n"
                "2024-03-05 10:01:00,LIKE,https://x.example/1\n"
                "soon,LIKE,https://x.example/2\n"
                "2001-03-05 10:01:00,LIKE,https://x.example/3\n"
                "2024-05-05 10:01:00,LIKE,https://x.example/4\n"
                "2024-03-06 10:01:00,LIKE,\"open\n");
    assert_int_equal(file_of(&got, BS_FILE_REACTIONS)->rows, 5);
    assert_int_equal(verdict_of(&got, BS_FILE_REACTIONS, BS_ROW_COUNTED), 1);
    assert_int_equal(verdict_of(&got, BS_FILE_REACTIONS, BS_ROW_UNDATED), 1);
    assert_int_equal(verdict_of(&got, BS_FILE_REACTIONS, BS_ROW_EARLY), 1);
    assert_int_equal(verdict_of(&got, BS_FILE_REACTIONS, BS_ROW_LATE), 1);
    assert_int_equal(verdict_of(&got, BS_FILE_REACTIONS, BS_ROW_QUOTE), 1);
    release(&got);
}

static void endorsements_and_recommendations(void **state)
{
    (void)state;
    static const packed_entry entries[] = {
        {.name = "Endorsement_Received_Info.csv",
         .text = "Endorsement Date,Skill Name,Endorser First Name,Endorser Last Name,Endorser "
                 "Public Url,Endorsement Status\n"
                 "2024/03/01 19:52:23 UTC,Sales,Mira,Olden,www.linkedin.com/in/m,ACCEPTED\n"
                 "2024/03/02 19:52:23 UTC,Sales,Theo,Grant,www.linkedin.com/in/t,HIDDEN\n"},
        {.name = "Recommendations_Received.csv",
         .text = "First Name,Last Name,Company,Job Title,Text,Creation Date,Status\n"
                 "Mira,Olden,F,A,\"Good, very good\",\"01/24/24, 03:00 PM\",VISIBLE\n"
                 "Theo,Grant,F,A,Good,\"01/25/24, 03:00 PM\",HIDDEN\n"},
    };
    imported got;
    bs_archive_options options = options_of("2024-03-24");
    import_entries(&got, entries, 2, &options);
    assert_int_equal(level_of(&got, BS_ENDORSEMENTS), 1);
    assert_int_equal(level_of(&got, BS_RECOMMENDATIONS), 1);
    assert_int_equal(verdict_of(&got, BS_FILE_ENDORSEMENTS_RECEIVED, BS_ROW_HIDDEN), 1);
    release(&got);
}

static void a_status_that_the_file_lacks_hides_nothing(void **state)
{
    (void)state;
    static const packed_entry entries[] = {
        {.name = "Endorsement_Received_Info.csv",
         .text = "Skill Name,Endorsement Date\nSales,2024/03/01 19:52:23 UTC\n"},
        {.name = "Recommendations Received.csv",
         .text = "First Name,Text,Creation Date\nMira,Good,\"01/24/24, 03:00 PM\"\n"},
    };
    imported got;
    bs_archive_options options = options_of("2024-03-24");
    import_entries(&got, entries, 2, &options);
    assert_int_equal(level_of(&got, BS_ENDORSEMENTS), 1);
    assert_int_equal(level_of(&got, BS_RECOMMENDATIONS), 1);
    release(&got);
}

static void a_column_that_the_profile_lacks_says_nothing(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        int64_t about, location;
    } cases[] = {
        {"First Name,Last Name,Summary\nLena,Vogt,Long\n", 1, -1},
        {"Geo Location,Last Name,First Name\n,Vogt,Lena\n", -1, 0},
        {"First Name,Last Name,Summary,Geo Location\n", -1, -1},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        imported got;
        import_file(&got, "Profile.csv", cases[i].text);
        assert_int_equal(level_of(&got, BS_ABOUT), cases[i].about);
        assert_int_equal(level_of(&got, BS_LOCATION), cases[i].location);
        release(&got);
    }
}

static void the_profile(void **state)
{
    (void)state;
    static const packed_entry entries[] = {
        {.name = "Profile.csv",
         .text = "First Name,Last Name,Headline,Summary,Geo Location\nLena,Vogt,C,,Rome\n"},
        {.name = "Positions.csv",
         .text = "Company Name,Title,Description,Location,Started On,Finished On\n"
                 "Contoso,CEO,,,Mar 2014,\n"},
        {.name = "Education.csv", .text = "School Name,Start Date,End Date\n"},
        {.name = "Skills.csv", .text = "Name\nSales\nCRM\n"},
        {.name = "Publications.csv", .text = "Name,Published On,Description\nA,Mar 2014,\n"},
    };
    imported got;
    bs_archive_options options = options_of("2024-03-24");
    import_entries(&got, entries, sizeof entries / sizeof entries[0], &options);
    assert_int_equal(level_of(&got, BS_ABOUT), 0);
    assert_int_equal(level_of(&got, BS_LOCATION), 1);
    assert_int_equal(level_of(&got, BS_POSITION), 1);
    assert_int_equal(level_of(&got, BS_EDUCATION), 0);
    assert_int_equal(level_of(&got, BS_SKILLS), 2);
    assert_int_equal(level_of(&got, BS_PUBLICATIONS), 1);
    assert_int_equal(level_of(&got, BS_VOLUNTEERING), -1);
    release(&got);
}

static void rows_without_their_name_are_reported_and_not_counted(void **state)
{
    (void)state;
    static const packed_entry entries[] = {
        {.name = "Education.csv", .text = "School Name,Start Date\nTrinity,2001\n,2002\n"},
        {.name = "Volunteering.csv", .text = "Company Name,Role\nRed Cross,Driver\n,Cook\n"},
        {.name = "Positions.csv", .text = "Company Name,Title\nContoso,CEO\n,\n"},
        {.name = "Publications.csv", .text = "Name,Published On\nA,Mar 2014\n,Mar 2015\n"},
        {.name = "Skills.csv", .text = "Name,Note\nSales,x\n,y\n"},
        {.name = "Invitations.csv",
         .text = "From,To,Sent At,Message,Direction\na,b,\"3/5/24, 1:00 PM\",,OUTGOING\n"
                 "a,b,some day,,OUTGOING\na,b,\"3/5/24, 1:00 PM\",,SIDEWAYS\n"},
        {.name = "Connections.csv",
         .text = "First Name,Last Name,URL,Connected On\nMira,Olsen,,05 Mar 2024\n"
                 "Lena,Vogt,,some day\n,,,\n"},
    };
    static const bs_file whole[] = {BS_FILE_EDUCATION, BS_FILE_VOLUNTEERING, BS_FILE_POSITIONS,
                                    BS_FILE_PUBLICATIONS, BS_FILE_SKILLS};
    imported got;
    bs_archive_options options = options_of("2024-03-24");
    import_entries(&got, entries, sizeof entries / sizeof entries[0], &options);
    for (size_t i = 0; i < sizeof whole / sizeof whole[0]; i++) {
        assert_int_equal(verdict_of(&got, whole[i], BS_ROW_COUNTED), 1);
        assert_int_equal(verdict_of(&got, whole[i], BS_ROW_EMPTY), 1);
    }
    assert_int_equal(level_of(&got, BS_VOLUNTEERING), 1);
    assert_int_equal(level_of(&got, BS_SKILLS), 1);
    assert_int_equal(verdict_of(&got, BS_FILE_INVITATIONS, BS_ROW_COUNTED), 1);
    assert_int_equal(verdict_of(&got, BS_FILE_INVITATIONS, BS_ROW_UNDATED), 1);
    assert_int_equal(verdict_of(&got, BS_FILE_INVITATIONS, BS_ROW_EMPTY), 1);
    assert_int_equal(verdict_of(&got, BS_FILE_CONNECTIONS, BS_ROW_COUNTED), 1);
    assert_int_equal(verdict_of(&got, BS_FILE_CONNECTIONS, BS_ROW_UNDATED), 1);
    release(&got);
}

static void reposts_at_one_click_are_counted(void **state)
{
    (void)state;
    imported got;
    import_file(&got, "InstantReposts.csv",
                "Date,Link\n2024-03-05 23:30:00,https://x.example/1\n"
                "2024-03-05 23:31:00,https://x.example/2\nsome day,https://x.example/3\n");
    assert_int_equal(verdict_of(&got, BS_FILE_INSTANT_REPOSTS, BS_ROW_COUNTED), 2);
    assert_int_equal(verdict_of(&got, BS_FILE_INSTANT_REPOSTS, BS_ROW_UNDATED), 1);
    assert_int_equal(count_of(&got, BS_REPOSTS, "2024-03-05"), 2);
    release(&got);
}

static void logins_count_once_a_day(void **state)
{
    (void)state;
    imported got;
    import_file(&got, "Logins.csv",
                "Login Date,IP Address,User Agent,Login Type\n"
                "Tue Mar 05 09:59:00 UTC 2024,192.0.2.1,\"UA (X, Y)\",Login\n"
                "Tue Mar 05 19:59:00 UTC 2024,192.0.2.1,\"UA (X, Y)\",Login\n"
                "Wed Mar 06 09:59:00 UTC 2024,192.0.2.1,\"UA (X, Y)\",Login\n");
    assert_int_equal(total_of(&got, BS_TOTAL_DAYS_ACTIVE), 2);
    assert_int_equal(count_of(&got, BS_DAYS_ACTIVE, "2024-03-05"), 1);
    assert_int_equal(count_of(&got, BS_DAYS_ACTIVE, "2022-04-01"), 0);
    release(&got);
}

static void whole_histories_cover_from_the_oldest_date(void **state)
{
    (void)state;
    static const packed_entry entries[] = {
        {.name = "Registration.csv",
         .text = "Registered At,Registration Ip,Subscription Types\n\"5/6/14, 10:10 AM\",,\n"},
        {.name = "Shares.csv",
         .text = "Date,ShareLink,ShareCommentary,SharedURL,MediaURL,Visibility\n"
                 "2024-03-20 07:30:00,https://x,\"First line\"\"\n\"\"\"\"\n\"\"Second\",,,M\n"},
        {.name = "Invitations.csv", .text = "From,To,Sent At,Message,Direction\n"},
    };
    imported got;
    bs_archive_options options = options_of("2024-03-24");
    import_entries(&got, entries, 3, &options);
    assert_int_equal(count_of(&got, BS_POSTS, "2024-03-20"), 1);
    assert_int_equal(count_of(&got, BS_POSTS, "2014-05-06"), 0);
    assert_int_equal(count_of(&got, BS_POSTS, "2014-05-05"), -1);
    assert_int_equal(count_of(&got, BS_INVITATIONS_SENT, "2023-09-23"), 0);
    assert_int_equal(count_of(&got, BS_INVITATIONS_SENT, "2023-09-22"), -1);
    assert_int_equal(count_of(&got, BS_REACTIONS, "2024-03-20"), -1);
    release(&got);
}

static void without_a_day_the_newest_row_dates_the_archive(void **state)
{
    (void)state;
    packed_entry entry = {.name = "Reactions.csv",
                          .text = "Date,Type,Link\n2024-03-05 10:01:00,LIKE,https://x.example/1\n"};
    bs_archive_options options = options_of(NULL);
    imported got;
    import_entries(&got, &entry, 1, &options);
    assert_false(got.result.ingest.day_told);
    assert_int_equal(got.result.ingest.day, bs_day_from_civil(2024, 3, 5));
    assert_int_equal(count_of(&got, BS_REACTIONS, "2024-03-06"), -1);
    release(&got);
}

static void a_day_in_the_future_is_not_believed(void **state)
{
    (void)state;
    packed_entry entry = {.name = "Reactions.csv",
                          .text = "Date,Type,Link\n2024-03-05 10:01:00,LIKE,https://x.example/1\n"};
    bs_archive_options options = options_of("2099-12-31");
    imported got;
    import_entries(&got, &entry, 1, &options);
    assert_false(got.result.ingest.day_told);
    assert_int_equal(got.result.ingest.day, bs_day_from_civil(2024, 3, 5));
    release(&got);
}

static void an_impossible_day_is_left_out(void **state)
{
    (void)state;
    enum { ROWS = 200000 };
    static const char row[] = "2024-03-05,LIKE,https://x\n";
    size_t size = (size_t)ROWS * (sizeof row - 1) + 32;
    char *text = malloc(size);
    assert_non_null(text);
    size_t length = (size_t)snprintf(text, size, "Date,Type,Link\n");
    uint32_t noise = 1;
    for (int i = 0; i < ROWS; i++) {
        memcpy(text + length, row, sizeof row);
        noise = noise * 1664525U + 1013904223U; /* incompressible enough for the ratio limit */
        text[length + 22] = (char)('a' + (noise >> 24) % 26);
        text[length + 23] = (char)('a' + (noise >> 16) % 26);
        length += sizeof row - 1;
    }
    imported got;
    import_file(&got, "Reactions.csv", text);
    assert_int_equal(file_of(&got, BS_FILE_REACTIONS)->outcome, BS_OUTCOME_READ);
    assert_int_equal(got.result.ingest.impossible_days, 1);
    assert_int_equal(count_of(&got, BS_REACTIONS, "2024-03-05"), 0);
    release(&got);
    free(text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(comments_with_bare_newlines),
        cmocka_unit_test(comments_that_a_spreadsheet_rewrote_are_reported),
        cmocka_unit_test(one_date_proves_the_order_of_the_others),
        cmocka_unit_test(dates_that_contradict_each_other_are_a_lower_bound),
        cmocka_unit_test(undated_rows_leave_no_seen_zero),
        cmocka_unit_test(a_main_file_without_dates_gives_nothing),
        cmocka_unit_test(days_are_the_members_own),
        cmocka_unit_test(searches_read_their_first_column),
        cmocka_unit_test(utf16_files_of_2018),
        cmocka_unit_test(connections_grow_day_by_day),
        cmocka_unit_test(connections_of_2018_and_from_excel),
        cmocka_unit_test(reasons_are_reported),
        cmocka_unit_test(endorsements_and_recommendations),
        cmocka_unit_test(a_status_that_the_file_lacks_hides_nothing),
        cmocka_unit_test(a_column_that_the_profile_lacks_says_nothing),
        cmocka_unit_test(the_profile),
        cmocka_unit_test(rows_without_their_name_are_reported_and_not_counted),
        cmocka_unit_test(reposts_at_one_click_are_counted),
        cmocka_unit_test(logins_count_once_a_day),
        cmocka_unit_test(whole_histories_cover_from_the_oldest_date),
        cmocka_unit_test(without_a_day_the_newest_row_dates_the_archive),
        cmocka_unit_test(a_day_in_the_future_is_not_believed),
        cmocka_unit_test(an_impossible_day_is_left_out),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
