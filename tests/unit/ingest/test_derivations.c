/* Derivations from several files: the user, InMail, threads, acceptance. */
#include "support.h"

#include <stdio.h>

#define HEAD                                                                                       \
    "CONVERSATION ID,CONVERSATION TITLE,FROM,SENDER PROFILE URL,TO,RECIPIENT PROFILE "             \
    "URLS,DATE,SUBJECT,CONTENT,FOLDER,IS MESSAGE DRAFT\n"
#define IN(who) "https://www.linkedin.com/in/" who
#define LENA "Lena Vogt," IN("lena-vogt")
#define NORA "Nora Pell," IN("nora-pell")
#define OTTO "Otto Reich," IN("otto-reich")
#define THEO "Theo Grant," IN("theo-grant")
#define CONNECTIONS                                                                                \
    "First Name,Last Name,URL,Email Address,Company,Position,Connected On\n"                       \
    "Theo,Grant," IN("Theo-Grant/") ",,C,B,02 Jan 2024\n"                                          \
                                    "Mira,Olden," IN("m%C3%ADra-olden?x=1") ",,C,B,12 Mar 2024\n"

static void import_messages(imported *got, const char *messages, const char *connections)
{
    packed_entry entries[] = {{.name = "messages.csv", .text = messages},
                              {.name = "Connections.csv", .text = connections}};
    bs_archive_options options = options_of("2024-03-24");
    import_entries(got, entries, connections != NULL ? 2 : 1, &options);
    assert_int_equal(got->status, BS_OK);
}

static void inmail_and_replies_each_on_their_day(void **state)
{
    (void)state;
    imported got;
    import_messages(&got,
                    HEAD "a,," NORA "," LENA ",2024-03-03 10:00:00 UTC,,Sure,INBOX,No\n"
                         "a,," LENA "," NORA ",2024-03-01 10:00:00 UTC,Hello,Body,INBOX,No\n"
                         "b,," LENA "," OTTO ",2024-03-02 10:00:00 UTC,Hello,Body,INBOX,No\n"
                         "b,," LENA "," OTTO ",2024-03-04 10:00:00 UTC,,More,INBOX,No\n",
                    CONNECTIONS);
    assert_int_equal(count_of(&got, BS_INMAILS_SENT, "2024-03-01"), 1);
    assert_int_equal(count_of(&got, BS_INMAILS_SENT, "2024-03-02"), 1);
    assert_int_equal(count_of(&got, BS_INMAIL_REPLIES, "2024-03-03"), 1);
    assert_int_equal(total_of(&got, BS_TOTAL_INMAIL_REPLIED), 1);
    assert_int_equal(total_of(&got, BS_TOTAL_MESSAGES_SENT), 3);
    assert_int_equal(total_of(&got, BS_TOTAL_DM_THREADS_STARTED), 0);
    release(&got);
}

static void a_subject_to_a_connection_is_a_message(void **state)
{
    (void)state;
    imported got;
    import_messages(&got,
                    HEAD "a,," LENA "," THEO ",2024-03-01 10:00:00 UTC,Hello,Body,INBOX,No\n"
                         "a,," THEO "," LENA ",2024-03-02 10:00:00 UTC,,Hi,INBOX,No\n"
                         "c,," NORA "," LENA ",2024-03-02 10:00:00 UTC,,Hi,INBOX,No\n"
                         "b,," LENA ",Theo Grant,HTTPS://www.linkedin.com/in/theo-grant?trk=1,"
                         "2024-01-01 10:00:00 UTC,Before,Body,INBOX,No\n",
                    CONNECTIONS);
    assert_int_equal(count_of(&got, BS_THREADS_STARTED, "2024-03-01"), 1);
    assert_int_equal(count_of(&got, BS_THREADS_ANSWERED, "2024-03-02"), 1);
    assert_int_equal(count_of(&got, BS_INMAILS_SENT, "2024-01-01"), 1);
    release(&got);
}

static void without_connections_a_subject_is_unclear(void **state)
{
    (void)state;
    imported got;
    import_messages(&got,
                    HEAD "a,," LENA "," NORA ",2024-03-01 10:00:00 UTC,Hello,Body,INBOX,No\n"
                         "b,," LENA "," OTTO ",2024-03-02 10:00:00 UTC,,Body,INBOX,No\n",
                    NULL);
    assert_int_equal(total_of(&got, BS_TOTAL_OUTREACH_UNCLEAR), 1);
    assert_int_equal(total_of(&got, BS_TOTAL_INMAIL_SENT), BS_NOT_KNOWN);
    assert_int_equal(count_of(&got, BS_INMAILS_SENT, "2024-03-01"), -1);
    assert_int_equal(total_of(&got, BS_TOTAL_DM_THREADS_STARTED), 1);
    release(&got);
}

static void what_others_open(void **state)
{
    (void)state;
    imported got;
    import_messages(&got,
                    HEAD "a,Job offer," NORA "," LENA ",2024-03-05 09:00:00 UTC,Job,x,INBOX,No\n"
                         "a,Job offer," LENA "," NORA ",2024-03-05 11:00:00 UTC,Job,No,INBOX,No\n"
                         "b,Job offer," OTTO "," LENA ",2024-03-05 09:00:00 UTC,Job,x,INBOX,No\n"
                         "c,," THEO "," LENA ",2024-03-05 09:00:00 UTC,,Hi,INBOX,No\n"
                         "c,," LENA "," THEO ",2024-03-06 09:00:00 UTC,,Hi,INBOX,No\n",
                    CONNECTIONS);
    assert_int_equal(total_of(&got, BS_TOTAL_INMAIL_RECEIVED), 2);
    assert_int_equal(total_of(&got, BS_TOTAL_INMAIL_RECEIVED_REPLIED), 1);
    assert_int_equal(total_of(&got, BS_TOTAL_DM_THREADS_STARTED), 0);
    assert_int_equal(total_of(&got, BS_TOTAL_INMAIL_SENT), 0);
    assert_int_equal(total_of(&got, BS_TOTAL_MESSAGES_SENT), 2);
    release(&got);
}

#define ADVERT_TO_LENA "Acme Ads,,Lena Vogt," IN("lena-vogt") ",2024-03-06 09:00:00 UTC,,"
#define LENA_TO_NORA LENA "," NORA ",2024-03-06 09:00:00 UTC,,x,"

static void what_is_left_out(void **state)
{
    (void)state;
    imported got;
    import_messages(&got,
                    HEAD "a,Sponsored Conversation," ADVERT_TO_LENA "x,INBOX,No\n"
                         "d,," ADVERT_TO_LENA "\"<p class=\"\"spinmail-quill-editor__x\"\">\",,No\n"
                         "d,," LENA ",Acme Ads,,2024-03-07 09:00:00 UTC,,no,INBOX,No\n"
                         "b,," LENA_TO_NORA "SPAM,No\n"
                         "b,," LENA_TO_NORA "INBOX,Yes\n",
                    CONNECTIONS);
    const uint64_t *verdicts = file_of(&got, BS_FILE_MESSAGES)->verdicts;
    assert_int_equal(total_of(&got, BS_TOTAL_SPONSORED), 2);
    assert_int_equal(verdicts[BS_ROW_SPONSORED], 3);
    assert_int_equal(verdicts[BS_ROW_SPAM], 1);
    assert_int_equal(verdicts[BS_ROW_DRAFT], 1);
    assert_int_equal(total_of(&got, BS_TOTAL_MESSAGES_SENT), 0);
    release(&got);
}

#define GROUP(who, others)                                                                         \
    "c,Team," who ",\"X, Y\",\"" others "\",2024-03-07 09:00:00 UTC,,All,,No\n"

static void groups_only_count_as_messages(void **state)
{
    (void)state;
    imported got;
    import_messages(&got,
                    HEAD GROUP(LENA, IN("nora-pell") "," IN("otto-reich"))
                        GROUP(NORA, IN("lena-vogt") "," IN(
                                        "otto-reich")) "d,," LENA "," THEO
                                                       ",2024-03-07 09:00:00 UTC,,Hi,INBOX,No\n",
                    CONNECTIONS);
    assert_int_equal(total_of(&got, BS_TOTAL_MESSAGES_SENT), 2);
    assert_int_equal(total_of(&got, BS_TOTAL_DM_THREADS_STARTED), 1);
    release(&got);
}

static void one_conversation_needs_another_witness(void **state)
{
    (void)state;
    static const char messages[] =
        HEAD "a,," NORA "," LENA ",2024-03-01 10:00:00 UTC,,x,INBOX,No\n"
             "a,," LENA "," NORA ",2024-03-02 10:00:00 UTC,,y,INBOX,No\n";
    imported got;
    import_messages(&got, messages, CONNECTIONS);
    assert_true(got.result.ingest.whose_unknown);
    assert_int_equal(total_of(&got, BS_TOTAL_MESSAGES_SENT), BS_NOT_KNOWN);
    assert_int_equal(count_of(&got, BS_MESSAGES_SENT, "2024-03-02"), -1);
    release(&got);
    static const packed_entry others[] = {
        {.name = "Invitations.csv",
         .text = "From,To,Sent At,Message,Direction,inviterProfileUrl,inviteeProfileUrl\n"
                 "Lena Vogt,Mira Olden,\"3/11/24, 11:30 PM\",,OUTGOING," IN("lena-vogt") "," IN(
                     "mira") "\n"},
        {.name = "Profile.csv", .text = "First Name,Last Name,Summary\nLena,Vogt,\n"},
    };
    for (size_t i = 0; i < 2; i++) {
        packed_entry entries[] = {{.name = "messages.csv", .text = messages}, others[i]};
        bs_archive_options options = options_of("2024-03-24");
        import_entries(&got, entries, 2, &options);
        assert_false(got.result.ingest.whose_unknown);
        assert_int_equal(count_of(&got, BS_MESSAGES_SENT, "2024-03-02"), 1);
        release(&got);
    }
}

static void the_order_within_a_second_is_not_known(void **state)
{
    (void)state;
    imported got;
    import_messages(&got,
                    HEAD "a,," LENA "," NORA ",2024-03-01 10:00:00 UTC,,More,INBOX,No\n"
                         "a,," LENA "," NORA ",2024-03-01 10:00:00 UTC,Hello,Body,INBOX,No\n"
                         "b,," OTTO "," LENA ",2024-03-02 10:00:00 UTC,,Hi,INBOX,No\n",
                    CONNECTIONS);
    assert_int_equal(total_of(&got, BS_TOTAL_INMAIL_SENT), 1);
    release(&got);
}

static void a_recipient_named_twice_is_one(void **state)
{
    (void)state;
    imported got;
    import_messages(&got,
                    HEAD "a,," LENA ",Theo,\"" IN("theo-grant") ", " IN(
                        "theo-grant/") "\",2024-03-01 10:00:00 UTC,,Body,INBOX,No\n"
                                       "b,," LENA ",Nora,\"" IN("nora-pell") "," IN(
                                           "lena-vogt") "\",2024-03-01 10:00:00 UTC,,x,INBOX,No\n",
                    CONNECTIONS);
    assert_int_equal(total_of(&got, BS_TOTAL_DM_THREADS_STARTED), 2);
    release(&got);
}

/* Two groups in which only Nora writes must not make Nora the user. */
static void the_member_of_an_archive_of_names(void **state)
{
    (void)state;
    static const char messages[] =
        "CONVERSATION ID,CONVERSATION TITLE,FROM,TO,DATE,SUBJECT,CONTENT,FOLDER\n"
        "c,,Nora Pell,\"Lena Vogt, Otto Reich\",2022-03-01 10:00:00 UTC,,x,INBOX\n"
        "d,,Nora Pell,\"Lena Vogt, Otto Reich\",2022-03-01 10:00:00 UTC,,x,INBOX\n"
        "a,,Nora Pell,Lena Vogt,2022-03-01 10:00:00 UTC,,x,INBOX\n"
        "a,,Lena Vogt,Nora Pell,2022-03-02 10:00:00 UTC,,y,INBOX\n"
        "b,,Mira Olden,Lena Vogt,2022-03-02 11:00:00 UTC,,y,INBOX\n";
    const packed_entry entries[] = {
        {.name = "messages.csv", .text = messages},
        {.name = "Profile.csv", .text = "First Name,Last Name,Summary\nLena,Vogt,\n"},
    };
    for (size_t count = 1; count <= 2; count++) {
        imported got;
        bs_archive_options options = options_of("2022-04-01");
        import_entries(&got, entries, count, &options);
        assert_int_equal(count_of(&got, BS_MESSAGES_SENT, "2022-03-01"), 0);
        assert_int_equal(count_of(&got, BS_MESSAGES_SENT, "2022-03-02"), 1);
        release(&got);
    }
}

/* Connections without addresses: people are compared by name, and acceptance is not known. */
static void addresses_on_one_side_alone(void **state)
{
    (void)state;
    static const packed_entry entries[] = {
        {.name = "Connections.csv",
         .text = "First Name,Last Name,Email Address,Company,Position,Connected On\n"
                 "Theo,Grant,,C,B,02 Jan 2024\n"},
        {.name = "Invitations.csv",
         .text = "From,To,Sent At,Message,Direction,inviterProfileUrl,inviteeProfileUrl\n"
                 "Lena Vogt,Theo Grant,\"1/1/24, 9:00 AM\",,OUTGOING," IN("lena-vogt") "," IN(
                     "theo-grant") "\n"},
        {.name = "messages.csv",
         .text = HEAD "a,," LENA "," THEO ",2024-03-01 10:00:00 UTC,Hello,Body,INBOX,No\n"
                      "b,," LENA "," NORA ",2024-03-02 10:00:00 UTC,Hello,Body,INBOX,No\n"},
    };
    imported got;
    bs_archive_options options = options_of("2024-03-24");
    import_entries(&got, entries, 3, &options);
    assert_int_equal(total_of(&got, BS_TOTAL_INMAIL_SENT), 1);
    assert_int_equal(total_of(&got, BS_TOTAL_DM_THREADS_STARTED), 1);
    assert_int_equal(total_of(&got, BS_TOTAL_ACCEPTED_OUT), BS_NOT_KNOWN);
    release(&got);
}

static void archives_without_addresses(void **state)
{
    (void)state;
    static const packed_entry entries[] = {
        {.name = "Profile.csv", .text = "First Name,Last Name,Summary\nLena,Vogt,\n"},
        {.name = "messages.csv",
         .text = "CONVERSATION ID,CONVERSATION TITLE,FROM,TO,DATE,SUBJECT,CONTENT,FOLDER\n"
                 "a,,Lena Vogt,Nora Pell,2022-03-01 10:00:00 UTC,Hello,x,INBOX\n"
                 "a,,Nora Pell,Lena Vogt,2022-03-02 10:00:00 UTC,,y,INBOX\n"},
        {.name = "Connections.csv",
         .text = "First Name,Last Name,Email Address,Company,Position,Connected On\n"
                 "Nora,Pell,,F,A,03 Mar 2022\n"},
    };
    imported got;
    bs_archive_options options = options_of("2022-04-01");
    import_entries(&got, entries, 3, &options);
    assert_int_equal(count_of(&got, BS_INMAILS_SENT, "2022-03-01"), 1);
    assert_int_equal(count_of(&got, BS_INMAIL_REPLIES, "2022-03-02"), 1);
    release(&got);
}

static void messages_of_2018(void **state)
{
    (void)state;
    static const packed_entry entries[] = {
        {.name = "Messages.csv",
         .text = "From,To,Date,Subject,Content,Direction,Folder\n"
                 "Lena Vogt,Nora Pell,\"1/24/18, 3:00 PM\",,\"x\ny\",OUTGOING,SENT\n"
                 "Nora Pell,Lena Vogt,\"1/25/18, 3:00 PM\",,y,INCOMING,INBOX\n"
                 "Otto Reich,Lena Vogt,\"1/25/18, 4:00 PM\",,z,INCOMING,INBOX\n"},
        {.name = "Connections.csv",
         .text = "First Name,Last Name,Email Address,Company,Position,Connected On\n"
                 "Nora,Pell,,F,A,\"1/3/18, 3:00 PM\"\n"},
    };
    imported got;
    bs_archive_options options = options_of("2018-02-01");
    import_entries(&got, entries, 2, &options);
    assert_int_equal(count_of(&got, BS_MESSAGES_SENT, "2018-01-24"), 1);
    assert_int_equal(count_of(&got, BS_THREADS_STARTED, "2018-01-24"), 1);
    assert_int_equal(count_of(&got, BS_THREADS_ANSWERED, "2018-01-25"), 1);
    release(&got);
}

#define INVITATIONS "From,To,Sent At,Message,Direction,inviterProfileUrl,inviteeProfileUrl\n"
#define SENT(when, to) "Lena Vogt,X,\"" when "\",,OUTGOING," IN("lena-vogt") "," to "\n"

static void import_invitations(imported *got, const char *invitations)
{
    packed_entry entries[] = {{.name = "Invitations.csv", .text = invitations},
                              {.name = "Connections.csv", .text = CONNECTIONS}};
    bs_archive_options options = options_of("2024-03-24");
    import_entries(got, entries, 2, &options);
    assert_int_equal(got->status, BS_OK);
}

static void acceptance_by_address(void **state)
{
    (void)state;
    imported got;
    import_invitations(&got, INVITATIONS SENT("3/11/24, 11:30 PM", IN("M%C3%8DRA-olden/"))
                                 SENT("3/1/24, 9:00 AM", IN("m%c3%adra-olden"))
                                     SENT("3/12/24, 9:41 AM", IN("nora-pell"))
                                         SENT("12/1/23, 5:00 PM", "https://www.linkedin.com/in"));
    assert_int_equal(total_of(&got, BS_TOTAL_INVITATIONS_OUT), 4);
    assert_int_equal(total_of(&got, BS_TOTAL_ACCEPTED_OUT), 1);
    assert_int_equal(count_of(&got, BS_INVITATIONS_ACCEPTED, "2024-03-12"), 1);
    assert_int_equal(count_of(&got, BS_INVITATIONS_SENT, "2024-03-12"), 2);
    assert_int_equal(count_of(&got, BS_INVITATIONS_SENT, "2023-12-02"), 1);
    release(&got);
}

static void connected_long_before_is_no_acceptance(void **state)
{
    (void)state;
    imported got;
    import_invitations(&got, INVITATIONS SENT("3/11/24, 11:30 PM", IN("theo-grant")));
    assert_int_equal(total_of(&got, BS_TOTAL_ACCEPTED_OUT), 0);
    release(&got);
}

static void acceptance_is_not_known_without_addresses(void **state)
{
    (void)state;
    static const char *const texts[] = {
        "From,To,Sent At,Message,Direction,inviterProfileUrn,inviteeProfileUrn\n"
        "Lena Vogt,Mira Olden,\"3/9/24, 9:00 AM\",,OUTGOING,urn:li:member:1,urn:li:member:2\n",
        "From,To,Sent At,Message,Direction\nLena Vogt,Mira Olden,\"3/9/24, 9:00 AM\",,OUTGOING\n",
    };
    for (size_t i = 0; i < 2; i++) {
        imported got;
        import_invitations(&got, texts[i]);
        assert_int_equal(total_of(&got, BS_TOTAL_INVITATIONS_OUT), 1);
        assert_int_equal(total_of(&got, BS_TOTAL_ACCEPTED_OUT), BS_NOT_KNOWN);
        assert_int_equal(count_of(&got, BS_INVITATIONS_ACCEPTED, "2024-03-12"), -1);
        release(&got);
    }
}

/* Addresses of one person in many forms, each with the same number of conversations. */
static void addresses_are_compared_loosely(void **state)
{
    (void)state;
    static const struct {
        const char *address;
        bool same; /* same as theo-grant, a connection */
    } cases[] = {
        {IN("theo-grant"), true},           {IN("THEO-GRANT/"), true},
        {IN("theo-grant?trk=1"), true},     {IN("theo-grant#about"), true},
        {IN("theo-grant/details/x"), true}, {" " IN("theo-grant") " ", true},
        {IN("theo%2Dgrant"), true},         {IN("theo%2dgrant"), true},
        {IN("theo%-grant"), false},         {IN("theo%2"), false},
        {IN("theo%2Ggrant"), false},        {IN("theo-grant%"), false},
        {IN("theo%:grant"), false},         {"urn:li:person:theo-grant", false},
        {IN("theo-grantx"), false},         {"http://x.example/p?q", false},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        char messages[1024];
        imported got;
        (void)snprintf(messages, sizeof messages,
                       HEAD "a,," LENA ",X,%s,2024-03-01 10:00:00 UTC,Hello,Body,INBOX,No\n"
                            "b,," LENA "," NORA ",2024-03-01 10:00:00 UTC,,Body,INBOX,No\n",
                       cases[i].address);
        import_messages(&got, messages, CONNECTIONS);
        assert_int_equal(total_of(&got, BS_TOTAL_INMAIL_SENT), cases[i].same ? 0 : 1);
        assert_int_equal(total_of(&got, BS_TOTAL_MESSAGES_SENT), 2);
        release(&got);
    }
}

/* A message that must not count, between two that do. */
static void messages_that_are_left_out(void **state)
{
    (void)state;
    static const struct {
        const char *row;
        bs_skip_reason why;
    } cases[] = {
        {"c,," LENA "," OTTO ",2024-03-01 10:00:00 UTC,,x,INBOX,Yes\n", BS_ROW_DRAFT},
        {"c,," LENA "," OTTO ",2024-03-01 10:00:00 UTC,,x,INBOX,TRUE\n", BS_ROW_DRAFT},
        {"c,," LENA "," OTTO ",2024-03-01 10:00:00 UTC,,x,INBOX,1\n", BS_ROW_DRAFT},
        {"c,," LENA "," OTTO ",2024-03-01 10:00:00 UTC,,x,Spam,No\n", BS_ROW_SPAM},
        {"c,," LENA "," OTTO ",yesterday,,x,INBOX,No\n", BS_ROW_UNDATED},
        {"c,," LENA "," OTTO ",2001-03-01 10:00:00 UTC,,x,INBOX,No\n", BS_ROW_EARLY},
        {"c,," LENA "," OTTO ",2024-04-01 10:00:00 UTC,,x,INBOX,No\n", BS_ROW_LATE},
        {"c,,,," OTTO ",2024-03-01 10:00:00 UTC,,x,INBOX,No\n", BS_ROW_EMPTY},
        {"c,,-,," OTTO ",2024-03-01 10:00:00 UTC,,x,INBOX,No\n", BS_ROW_EMPTY},
        {"c,,X,," LENA ",2024-03-01 10:00:00 UTC,,<p class=spinmail-quill-editor>,INBOX,No\n",
         BS_ROW_SPONSORED},
        {"c,Sponsored Conversation," OTTO "," LENA ",2024-03-01 10:00:00 UTC,,x,INBOX,No\n",
         BS_ROW_SPONSORED},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        char messages[1024];
        imported got;
        (void)snprintf(messages, sizeof messages,
                       HEAD "a,," LENA "," NORA ",2024-03-01 10:00:00 UTC,,Body,INBOX,No\n"
                            "%sb,," LENA "," THEO ",2024-03-01 10:00:00 UTC,,Body,INBOX,No\n",
                       cases[i].row);
        import_messages(&got, messages, CONNECTIONS);
        assert_int_equal(file_of(&got, BS_FILE_MESSAGES)->verdicts[cases[i].why], 1);
        assert_int_equal(total_of(&got, BS_TOTAL_MESSAGES_SENT), 2);
        assert_int_equal(total_of(&got, BS_TOTAL_DM_THREADS_STARTED), 2);
        release(&got);
    }
}

/* Every form of a recipient in a row. */
static void recipients_in_every_form(void **state)
{
    (void)state;
    static const struct {
        const char *to; /* names and addresses */
        int64_t started;
    } cases[] = {
        {"Nora Pell," IN("nora-pell"), 2},
        {"Nora Pell,", 2},
        {",", 1},
        {"-,", 1},
        {"\"Nora, Otto\",", 1},
        {"\"Nora,\",", 1},
        {"\"Nora,Otto\",\"" IN("nora-pell") "," IN("otto-reich") "\"", 1},
        {"\"Nora,Otto\",\"" IN("nora-pell") ",\"", 2},
        {"\"Nora,Otto\",\"" IN("nora-pell") "," IN("") "\"", 1},
        {"Lena Vogt," IN("lena-vogt"), 1},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        char messages[1024];
        imported got;
        (void)snprintf(messages, sizeof messages,
                       HEAD "a,," LENA ",%s,2024-03-01 10:00:00 UTC,,Body,INBOX,No\n"
                            "b,," LENA "," THEO ",2024-03-01 10:00:00 UTC,,Body,INBOX,No\n"
                            "d,," THEO "," LENA ",2024-02-01 10:00:00 UTC,,Body,INBOX,No\n"
                            "e,," OTTO "," LENA ",2024-02-01 10:00:00 UTC,,Body,INBOX,No\n",
                       cases[i].to);
        import_messages(&got, messages, CONNECTIONS);
        assert_int_equal(total_of(&got, BS_TOTAL_MESSAGES_SENT), 2);
        assert_int_equal(total_of(&got, BS_TOTAL_DM_THREADS_STARTED), cases[i].started);
        release(&got);
    }
}

/* Both write in the same second: the one with a subject opened; without one it is not known. */
static void messages_of_the_same_second(void **state)
{
    (void)state;
    static const struct {
        const char *mine, *theirs; /* subjects */
        int64_t inmails, received;
    } cases[] = {{"Hello", "", 1, 0}, {"", "Hello", 0, 1}, {"", "", 0, 0}};
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        char messages[1024];
        imported got;
        (void)snprintf(messages, sizeof messages,
                       HEAD "a,," LENA "," NORA ",2024-03-01 10:00:00 UTC,%s,Body,INBOX,No\n"
                            "a,," NORA "," LENA ",2024-03-01 10:00:00 UTC,%s,Body,INBOX,No\n"
                            "a,," NORA "," LENA ",2024-03-01 10:00:00 UTC,,Body,INBOX,No\n"
                            "b,," LENA "," THEO ",2024-03-01 10:00:00 UTC,,Body,INBOX,No\n",
                       cases[i].mine, cases[i].theirs);
        import_messages(&got, messages, CONNECTIONS);
        assert_int_equal(total_of(&got, BS_TOTAL_INMAIL_SENT), cases[i].inmails);
        assert_int_equal(total_of(&got, BS_TOTAL_INMAIL_RECEIVED), cases[i].received);
        release(&got);
    }
}

/* 2021 to mid-2023: senders have addresses, recipients only names; both are one person. */
static void recipients_known_by_name_alone(void **state)
{
    (void)state;
#define OLD_HEAD                                                                                   \
    "CONVERSATION ID,CONVERSATION TITLE,FROM,SENDER PROFILE URL,TO,DATE,SUBJECT,CONTENT,FOLDER\n"
    static const char messages[] =
        OLD_HEAD "a,," LENA ",Nora Pell,2024-03-01 10:00:00 UTC,,Hi,INBOX\n"
                 "a,," NORA ",Lena Vogt,2024-03-02 10:00:00 UTC,,Hi,INBOX\n"
                 "a,," LENA ",Nora Pell,2024-03-03 10:00:00 UTC,,Hi,INBOX\n"
                 "b,," OTTO ",Lena Vogt,2024-03-04 10:00:00 UTC,,Hi,INBOX\n"
                 "b,," LENA ",Otto Reich,2024-03-05 10:00:00 UTC,,Hi,INBOX\n"
                 "c,," LENA ",\"Theo Grant, PhD\",2024-03-06 10:00:00 UTC,,Hi,INBOX\n"
                 "d,," THEO ",Lena Vogt,2024-03-07 10:00:00 UTC,,Hi,INBOX\n"
                 "f,," LENA ",\"Sam Lee, MBA\",2024-03-09 10:00:00 UTC,,Hi,INBOX\n"
                 "g,," LENA ",\"Ada Berg, Tom Ott\",2024-03-10 10:00:00 UTC,,Hi,INBOX\n"
                 "e,," LENA ",Mira Olden,2024-03-08 10:00:00 UTC,,Hi,INBOX\n";
#undef OLD_HEAD
    static const char *const connections[] = {NULL, CONNECTIONS,
                                              "First Name,Last Name,Connected On\n"};
    for (size_t i = 0; i < sizeof connections / sizeof connections[0]; i++) {
        imported got;
        import_messages(&got, messages, connections[i]);
        assert_int_equal(total_of(&got, BS_TOTAL_MESSAGES_SENT), 7);
        assert_int_equal(count_of(&got, BS_THREADS_STARTED, "2024-03-09"), 1);
        assert_int_equal(count_of(&got, BS_THREADS_STARTED, "2024-03-10"), 0);
        assert_int_equal(count_of(&got, BS_THREADS_STARTED, "2024-03-01"), 1);
        assert_int_equal(count_of(&got, BS_THREADS_ANSWERED, "2024-03-02"), 1);
        assert_int_equal(count_of(&got, BS_THREADS_STARTED, "2024-03-05"), 0);
        assert_int_equal(count_of(&got, BS_THREADS_STARTED, "2024-03-08"), 1);
        assert_int_equal(count_of(&got, BS_THREADS_ANSWERED, "2024-03-07"), 0);
        release(&got);
    }
}

static void without_recipients_conversations_are_not_known(void **state)
{
    (void)state;
    imported got;
    import_messages(&got,
                    HEAD "a,," LENA ",,,2024-03-01 10:00:00 UTC,,Hi,INBOX,No\n"
                         "a,," NORA ",,,2024-03-02 10:00:00 UTC,,Hi,INBOX,No\n"
                         "b,," LENA ",,,2024-03-03 10:00:00 UTC,,Hi,INBOX,No\n",
                    CONNECTIONS);
    assert_int_equal(total_of(&got, BS_TOTAL_MESSAGES_SENT), 2);
    assert_int_equal(total_of(&got, BS_TOTAL_DM_THREADS_STARTED), BS_NOT_KNOWN);
    assert_int_equal(count_of(&got, BS_THREADS_STARTED, "2024-03-01"), -1);
    release(&got);
}

static void a_connection_without_a_day_leaves_inmail_unclear(void **state)
{
    (void)state;
    imported got;
    import_messages(&got,
                    HEAD "a,," LENA "," OTTO ",2024-03-01 10:00:00 UTC,Hello,Body,INBOX,No\n"
                         "b,," LENA "," NORA ",2024-03-01 10:00:00 UTC,Hello,Body,INBOX,No\n",
                    "First Name,Last Name,URL,Connected On\n"
                    "Otto,Reich," IN("otto-reich") ",\nMira,Olden,,12 Mar 2024\n");
    assert_int_equal(total_of(&got, BS_TOTAL_OUTREACH_UNCLEAR), 1);
    assert_int_equal(total_of(&got, BS_TOTAL_INMAIL_SENT), 1);
    release(&got);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(inmail_and_replies_each_on_their_day),
        cmocka_unit_test(a_subject_to_a_connection_is_a_message),
        cmocka_unit_test(without_connections_a_subject_is_unclear),
        cmocka_unit_test(what_others_open),
        cmocka_unit_test(what_is_left_out),
        cmocka_unit_test(groups_only_count_as_messages),
        cmocka_unit_test(one_conversation_needs_another_witness),
        cmocka_unit_test(the_order_within_a_second_is_not_known),
        cmocka_unit_test(a_recipient_named_twice_is_one),
        cmocka_unit_test(the_member_of_an_archive_of_names),
        cmocka_unit_test(addresses_on_one_side_alone),
        cmocka_unit_test(archives_without_addresses),
        cmocka_unit_test(messages_of_2018),
        cmocka_unit_test(recipients_known_by_name_alone),
        cmocka_unit_test(without_recipients_conversations_are_not_known),
        cmocka_unit_test(a_connection_without_a_day_leaves_inmail_unclear),
        cmocka_unit_test(acceptance_by_address),
        cmocka_unit_test(connected_long_before_is_no_acceptance),
        cmocka_unit_test(acceptance_is_not_known_without_addresses),
        cmocka_unit_test(addresses_are_compared_loosely),
        cmocka_unit_test(messages_that_are_left_out),
        cmocka_unit_test(recipients_in_every_form),
        cmocka_unit_test(messages_of_the_same_second),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
