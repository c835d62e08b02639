/*
 * Memory runs out, the source cannot be read, or libzip fails, at the n-th call while a whole
 * archive is imported: the failure is reported correctly, and the same import succeeds afterwards.
 */
#include "support.h"

#include <stdio.h>
#include <sys/random.h>

#include "../failing.h"

enum { CALLS_READ = CALLS_COUNT, CALLS_RANDOM, CALLS_STAT, CALLS_OPEN, CALLS_INFLATE };

#define PEOPLE 1100 /* more than the initial capacity of any list or table */
#define FILES 21
#define TRIES_MAX 2000 /* more calls of one kind than an import makes */

/* NOLINTBEGIN(cert-dcl37-c,cert-dcl51-cpp,bugprone-reserved-identifier) */
WRAP(int, getentropy, (void *data, size_t size), (data, size), call_fails(CALLS_RANDOM), -1)

/** libzip's error code when it fails. */
static int zip_code = ZIP_ER_MEMORY;

int __real_zip_stat_index(zip_t *zip, zip_uint64_t index, zip_flags_t flags, zip_stat_t *about);
int __wrap_zip_stat_index(zip_t *zip, zip_uint64_t index, zip_flags_t flags, zip_stat_t *about);
int __wrap_zip_stat_index(zip_t *zip, zip_uint64_t index, zip_flags_t flags, zip_stat_t *about)
{
    if (call_fails(CALLS_STAT)) {
        zip_error_set(zip_get_error(zip), zip_code, 0);
        return -1;
    }
    return __real_zip_stat_index(zip, index, flags, about);
}

zip_file_t *__real_zip_fopen_index(zip_t *zip, zip_uint64_t index, zip_flags_t flags);
zip_file_t *__wrap_zip_fopen_index(zip_t *zip, zip_uint64_t index, zip_flags_t flags);
zip_file_t *__wrap_zip_fopen_index(zip_t *zip, zip_uint64_t index, zip_flags_t flags)
{
    if (call_fails(CALLS_OPEN)) {
        zip_error_set(zip_get_error(zip), zip_code, 0);
        return NULL;
    }
    return __real_zip_fopen_index(zip, index, flags);
}

zip_int64_t __real_zip_fread(zip_file_t *file, void *data, zip_uint64_t size);
zip_int64_t __wrap_zip_fread(zip_file_t *file, void *data, zip_uint64_t size);
zip_int64_t __wrap_zip_fread(zip_file_t *file, void *data, zip_uint64_t size)
{
    if (call_fails(CALLS_INFLATE)) {
        zip_error_set(zip_file_get_error(file), zip_code, 0);
        return -1;
    }
    return __real_zip_fread(file, data, size);
}
/* NOLINTEND(cert-dcl37-c,cert-dcl51-cpp,bugprone-reserved-identifier) */

/* ---- an archive with every file, larger than all initial capacities ---- */

/* Writes rows with `each` and joins them. */
static char *rows(const char *header, size_t count, void (*each)(char row[256], size_t number))
{
    char *text = NULL;
    size_t size = 0;
    FILE *stream = open_memstream(&text, &size);
    assert_non_null(stream);
    assert_true(fputs(header, stream) >= 0);
    for (size_t i = 0; i < count; i++) {
        char row[256];
        each(row, i);
        assert_true(fputs(row, stream) >= 0);
    }
    assert_int_equal(fclose(stream), 0);
    return text;
}

static void write_connection(char row[256], size_t number)
{
    (void)snprintf(row, 256, "P%zu,Olden,https://www.linkedin.com/in/p%zu,,F,A,%02zu Feb 2024\n",
                   number, number, number % 28 + 1);
}

static void write_invitation(char row[256], size_t number)
{
    (void)snprintf(row, 256,
                   "I,P,\"2/1/24, 1:00 PM\",,OUTGOING,https://www.linkedin.com/in/me,"
                   "https://www.linkedin.com/in/p%zu\n",
                   number);
}

/* From the user to somebody; every second one is answered, every third has a subject. */
static void write_message(char row[256], size_t number)
{
    const char *other = "https://www.linkedin.com/in/";
    (void)snprintf(row, 256,
                   "c%zu,,I,%sme,P,%sx%zu,2024-03-01 12:00:00 UTC,%s,text,INBOX\n"
                   "c%zu,,P,%sx%zu,I,%sme,2024-03-02 12:00:00 UTC,,text,%s\n",
                   number, other, other, number, number % 3 == 0 ? "subject" : "", number, other,
                   number, other, number % 2 == 0 ? "INBOX" : "SPAM");
}

#define AT "2024-03-05 10:01:00"

/* The large ones are not compressed, so that there are many reads. */
static packed whole(void)
{
    char *connections =
        rows("First Name,Last Name,URL,Email Address,Company,Position,Connected On\n", PEOPLE,
             write_connection);
    char *invitations = rows(
        "From,To,Sent At,Message,Direction,inviterProfileUrl,inviteeProfileUrl\n"
        "P,I,\"2/1/24, 1:00 PM\",,INCOMING,https://www.linkedin.com/in/p1,https://www.linkedin.com/"
        "in/me\n",
        PEOPLE, write_invitation);
    char *messages = rows("CONVERSATION ID,CONVERSATION TITLE,FROM,SENDER PROFILE URL,TO,RECIPIENT "
                          "PROFILE URLS,DATE,SUBJECT,CONTENT,FOLDER\n",
                          PEOPLE, write_message);
    const packed_entry entries[FILES] = {
        {.name = "Registration.csv", .text = "Registered At\n\"1/2/15, 8:00 AM\"\n"},
        {.name = "Profile.csv", .text = "First Name,Last Name,Summary,Geo Location\nI,P,a,Rome\n"},
        {.name = "Connections.csv", .text = connections, .stored = true},
        {.name = "Invitations.csv", .text = invitations, .stored = true},
        {.name = "messages.csv", .text = messages, .stored = true},
        {.name = "Comments.csv", .text = "Date,Link,Message\n" AT ",https://x/1,a\n"},
        {.name = "Shares.csv", .text = "Date,ShareLink\n" AT ",x\n"},
        {.name = "Reactions.csv", .text = "Date,Type,Link\n" AT ",LIKE,x\n"},
        {.name = "Votes.csv", .text = "Date,Link,OptionText\n" AT ",x,yes\n"},
        {.name = "InstantReposts.csv", .text = "Date,Link\n" AT ",x\n"},
        {.name = "SearchQueries.csv", .text = "Time,Search Query\n2024/03/05 10:00:00 UTC,a\n"},
        {.name = "Logins.csv", .text = "Login Date\nTue Mar 05 09:59:00 UTC 2024\n"},
        {.name = "Endorsement_Received_Info.csv",
         .text = "Endorsement Date,Skill Name,Endorsement Status\n2024/03/01 19:52:23 "
                 "UTC,S,ACCEPTED\n"},
        {.name = "Endorsement_Given_Info.csv",
         .text = "Endorsement Date,Skill Name\n2024/03/01 19:52:23 UTC,S\n"},
        {.name = "Recommendations_Received.csv",
         .text = "Creation Date,Status\n\"01/24/18, 03:00 PM\",VISIBLE\n"},
        {.name = "Skills.csv", .text = "Name\nSales\n"},
        {.name = "Positions.csv", .text = "Company Name,Title\nF,A\n"},
        {.name = "Education.csv", .text = "School Name\nS\n"},
        {.name = "Publications.csv", .text = "Name,Published On\nN,2020\n"},
        {.name = "Volunteering.csv", .text = "Company Name,Role\nC,R\n"},
        {.name = "Ad_Targeting.csv", .text = "x\n"},
    };
    packed made = pack(entries, FILES);
    free(connections);
    free(invitations);
    free(messages);
    return made;
}

/* ---- an import from a source that can fail ---- */

/** Result of a failing read. */
static int64_t bad_read = -1;

static int64_t read_or_fail(const bs_bytes *bytes, void *buffer, uint64_t offset, size_t length)
{
    return call_fails(CALLS_READ) ? bad_read : read_packed(bytes, buffer, offset, length);
}

static void import_all(imported *got, packed from)
{
    bs_bytes bytes = {.size = from.size, .read = read_or_fail, .context = &from};
    bs_archive_options options = options_of("2024-03-24");
    memset(got, 0, sizeof *got);
    bs_observation_init(&got->observation);
    got->status = bs_archive_read(&got->observation, &got->result, &bytes, &options, &got->error);
}

static void assert_same(const imported *got, const imported *wanted)
{
    const bs_observation *a = &got->observation;
    const bs_observation *b = &wanted->observation;
    assert_int_equal(got->status, BS_OK);
    assert_memory_equal(got->result.ingest.totals, wanted->result.ingest.totals,
                        sizeof wanted->result.ingest.totals);
    for (size_t i = 0; i < BS_FILE_COUNT; i++) {
        assert_int_equal(file_of(got, (bs_file)i)->outcome, file_of(wanted, (bs_file)i)->outcome);
    }
    assert_int_equal(a->cover_count, b->cover_count);
    assert_int_equal(a->tally_count, b->tally_count);
    assert_int_equal(a->gauge_count, b->gauge_count);
    for (size_t i = 0; i < a->tally_count; i++) {
        assert_int_equal(a->tallies[i].signal, b->tallies[i].signal);
        assert_int_equal(a->tallies[i].day, b->tallies[i].day);
        assert_int_equal(a->tallies[i].count, b->tallies[i].count);
    }
    for (size_t i = 0; i < a->gauge_count; i++) {
        assert_int_equal(a->gauges[i].signal, b->gauges[i].signal);
        assert_int_equal(a->gauges[i].value, b->gauges[i].value);
    }
}

/*
 * Fails every call of a kind in turn. An import that fails reports why; one that succeeds has
 * counted everything.
 */
static void each_in_turn(int kind, bool once, bs_status status, const char *message)
{
    packed from = whole();
    imported undisturbed;
    int failures = 0;
    import_all(&undisturbed, from);
    assert_int_equal(undisturbed.status, BS_OK);
    assert_int_equal(total_of(&undisturbed, BS_TOTAL_CONNECTIONS), PEOPLE);
    assert_int_equal(total_of(&undisturbed, BS_TOTAL_ACCEPTED_OUT), PEOPLE);
    assert_int_equal(total_of(&undisturbed, BS_TOTAL_MESSAGES_SENT), PEOPLE);
    for (int n = 1; n < TRIES_MAX; n++) {
        imported got;
        fail_calls(kind, n, once);
        import_all(&got, from);
        bool failed = mend_calls();
        if (!failed) {
            assert_same(&got, &undisturbed);
            release(&got);
            break;
        }
        failures++;
        assert_int_equal(got.status, status);
        assert_non_null(strstr(got.error.message, message));
        release(&got);
    }
    assert_true(failures > 0 && failures < TRIES_MAX - 1);
    imported after;
    import_all(&after, from);
    assert_same(&after, &undisturbed);
    release(&after);
    release(&undisturbed);
    free(from.data);
}

static void memory_that_runs_out(void **state)
{
    (void)state;
    each_in_turn(CALLS_MEMORY, true, BS_INTERNAL, "Out of memory");
    each_in_turn(CALLS_MEMORY, false, BS_INTERNAL, "Out of memory");
    each_in_turn(CALLS_RANDOM, true, BS_INTERNAL, "Out of memory");
}

static void a_source_that_fails_anywhere(void **state)
{
    (void)state;
    static const int64_t reads[] = {-1, 0, (int64_t)1 << 20};
    for (size_t i = 0; i < sizeof reads / sizeof reads[0]; i++) {
        bad_read = reads[i];
        each_in_turn(CALLS_READ, true, BS_STORAGE, "read");
    }
}

static void memory_that_libzip_lacks(void **state)
{
    (void)state;
    zip_code = ZIP_ER_MEMORY;
    each_in_turn(CALLS_OPEN, true, BS_INTERNAL, "Out of memory");
    each_in_turn(CALLS_INFLATE, true, BS_INTERNAL, "Out of memory");
}

/* A file that libzip cannot read is the only one lost, and its outcome says so. */
static void entries_that_libzip_refuses(void **state)
{
    (void)state;
    packed from = whole();
    static const int kinds[] = {CALLS_OPEN, CALLS_INFLATE};
    zip_code = ZIP_ER_INCONS;
    for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++) {
        imported got;
        fail_calls(kinds[i], 1, true);
        import_all(&got, from);
        assert_true(mend_calls());
        assert_int_equal(got.status, BS_OK);
        assert_int_equal(file_of(&got, BS_FILE_REGISTRATION)->outcome, BS_OUTCOME_DAMAGED);
        assert_int_equal(total_of(&got, BS_TOTAL_CONNECTIONS), PEOPLE);
        release(&got);
    }
    for (int n = 1; n <= FILES + 1; n++) {
        imported got;
        fail_calls(CALLS_STAT, n, true);
        import_all(&got, from);
        assert_true(mend_calls());
        assert_int_equal(got.status, BS_OK);
        assert_int_equal(got.result.unknown, n < FILES ? 2 : 1);
        assert_int_equal(file_of(&got, BS_FILE_REGISTRATION)->outcome, n == 1 ? BS_OUTCOME_ABSENT
                                                                       : n == FILES + 1
                                                                           ? BS_OUTCOME_DAMAGED
                                                                           : BS_OUTCOME_READ);
        release(&got);
    }
    free(from.data);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(memory_that_runs_out),
        cmocka_unit_test(a_source_that_fails_anywhere),
        cmocka_unit_test(memory_that_libzip_lacks),
        cmocka_unit_test(entries_that_libzip_refuses),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
