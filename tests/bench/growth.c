/*
 * Measures how the cost of a request grows with the database, as ratios to a database of one day.
 *
 * growth HOST SCRATCH_DIR
 *
 * One warm host for each database, all in one run and in turns. A request's cost is the CPU time
 * that the host used for it, so that a loaded machine or a slow disk does not matter. Prints the
 * median, the middle half of the values, and the ratio of the medians.
 */
#include <signal.h>
#include <sqlite3.h>

#include "process.h"

enum {
    ROUNDS = 120,
    SKIPPED = 10,
    TEXT_MAX = 1 << 20,
    DAY_SECONDS = 86400,
    LEVELS = 10,
    EXPORT_ROUNDS = 5,
    MEGABYTES_MAX = 16
};

typedef enum request_kind { SAVE, BADGE, STATE, KINDS } request_kind;
static const char *const kind_names[KINDS] = {"save", "badge", "state with everything"};

/** A database: so many days of 30 changed counts each, and further changes of five levels a day. */
typedef struct history {
    const char *name;
    int days, changes;
    double budget;
    double cost[KINDS][ROUNDS];
    double middle[KINDS];
    int64_t rows;
    double exported[EXPORT_ROUNDS]; /**< for 1,000 rows */
    double megabytes;
    process host;
} history;

/*
 * Ten levels and twenty counts change each day, and each week has a reading of LinkedIn's number
 * with what the host had predicted for it; ?1 is the last day, ?2 the number of days, ?3 the
 * further changes of a level within a day.
 */
static const char *const seed[] = {
    "CREATE TEMP TABLE past AS WITH RECURSIVE d(day) AS (SELECT ?1 - ?2 + 1 UNION ALL"
    " SELECT day + 1 FROM d WHERE day < ?1) SELECT day, day - ?1 + ?2 AS n FROM d WHERE ?3 >= 0",
    "CREATE TEMP TABLE change AS WITH RECURSIVE c(number) AS (SELECT 0 UNION ALL"
    " SELECT number + 1 FROM c WHERE number < ?3) SELECT number FROM c WHERE ?1 + ?2 > 0",
    "INSERT INTO gauge SELECT 1, value, day * 86400 + 25200 + number * 60, 0,"
    " day * 86400 + 25200 + number * 60, 0, 20 + n % 50 + number % 7, 'exact', 'page'"
    " FROM past, change, json_each('[\"connections\",\"followers\",\"profile_views\","
    "\"post_impressions\",\"search_appearances\",\"endorsements\",\"skills\",\"recommendations\","
    "\"invitations_pending\",\"groups\"]') WHERE (number = 0 OR key < 5) AND ?1 + ?2 + ?3 > 0",
    "INSERT INTO tally SELECT 1, signal.value, day, source.value, 1 + (n + signal.key) % 4,"
    " 'exact', day * 86400 + 25200, 0 FROM past, json_each('[\"posts\",\"comments\",\"reactions\","
    "\"reposts\",\"people_searches\",\"profiles_viewed\",\"new_connections\",\"messages_sent\","
    "\"invitations_sent\",\"invitations_accepted\"]') AS signal,"
    " json_each('[\"page\",\"archive\"]') AS source WHERE ?1 + ?2 + ?3 > 0",
    "INSERT INTO cover SELECT 1, signal, source, min(day), max(day), max(seen), 0 FROM tally"
    " WHERE profile = 1 AND ?1 + ?2 + ?3 > 0 GROUP BY signal, source"
    " ON CONFLICT DO UPDATE SET to_day = excluded.to_day",
    "INSERT INTO official (profile, at, at_offset, total, brand, people, insights, relationships,"
    " predicted) SELECT 1, day * 86400 + 28800, 0, 40 + n % 5, 10 + n % 5, 10, 10, 10,"
    " iif(n > 7, 41 + n % 3, NULL) FROM past WHERE n % 7 = 1 AND ?1 + ?2 + ?3 > 0",
    "UPDATE profile SET first_seen = (?1 - ?2 + 1) * 86400 + 25200 WHERE id = 1 AND ?3 >= 0",
    "DELETE FROM series WHERE ?1 + ?2 + ?3 > 0",
};

static void ask(history *of, char *request, char *reply)
{
    if (!tell(&of->host, request) || hear(&of->host, reply, TEXT_MAX) == 0 ||
        strstr(reply, "\"ok\":true") == NULL) {
        (void)fprintf(stderr, "%s\n", reply);
        give_up("the host refused a request");
    }
}

/** A save that changes ten levels and two counts of today. */
static void write_save(char *text, int number)
{
    static const char *const levels[LEVELS] = {
        "connections",  "followers", "profile_views",   "post_impressions",    "search_appearances",
        "endorsements", "skills",    "recommendations", "invitations_pending", "groups"};
    char at[32];
    char day[11];
    struct tm utc;
    const time_t now = time(NULL);
    gmtime_r(&now, &utc);
    strftime(at, sizeof at, "%Y-%m-%dT%H:%M:%SZ", &utc);
    strftime(day, sizeof day, "%Y-%m-%d", &utc);
    int used = snprintf(text, TEXT_MAX,
                        "{\"id\":%d,\"type\":\"observe\",\"request\":\"growth-%ld-%d\",\"profile\":"
                        "{\"key\":\"ines-prova-77\"},\"page\":\"own_profile\",\"lang\":\"en\","
                        "\"at\":\"%s\",\"gauges\":[",
                        number, (long)getpid(), number, at);
    for (int i = 0; i < LEVELS; i++) {
        used += snprintf(text + used, TEXT_MAX - (size_t)used,
                         "%s{\"signal\":\"%s\",\"value\":%d,\"bound\":\"exact\"}", i > 0 ? "," : "",
                         levels[i], 20 + i + number % 3);
    }
    (void)snprintf(text + used, TEXT_MAX - (size_t)used,
                   "],\"tallies\":[{\"signal\":\"comments\",\"from\":\"%s\",\"to\":\"%s\","
                   "\"days\":{\"%s\":%d}},{\"signal\":\"reactions\",\"from\":\"%s\",\"to\":\"%s\","
                   "\"days\":{\"%s\":%d}}]}",
                   day, day, day, 10 + number, day, day, day, 10 + number);
}

static void write_request(char *text, request_kind kind, int number)
{
    if (kind == SAVE) {
        write_save(text, number);
    } else {
        (void)snprintf(text, TEXT_MAX, "{\"id\":%d,\"type\":\"state\",\"with\":[%s]}", number,
                       kind == BADGE ? ""
                                     : "\"counts\",\"today\",\"spark\",\"why\",\"goal\","
                                       "\"profiles\"");
    }
}

static void fill(history *of, const char *file)
{
    sqlite3 *db = NULL;
    sqlite3_stmt *statement = NULL;
    bool done = sqlite3_open(file, &db) == SQLITE_OK &&
                sqlite3_exec(db, "BEGIN", NULL, NULL, NULL) == SQLITE_OK;
    for (size_t i = 0; i < sizeof seed / sizeof *seed && done; i++) {
        done = sqlite3_prepare_v2(db, seed[i], -1, &statement, NULL) == SQLITE_OK &&
               sqlite3_bind_int64(statement, 1, time(NULL) / DAY_SECONDS - 1) == SQLITE_OK &&
               sqlite3_bind_int(statement, 2, of->days) == SQLITE_OK &&
               sqlite3_bind_int(statement, 3, of->changes) == SQLITE_OK &&
               sqlite3_step(statement) == SQLITE_DONE;
        sqlite3_finalize(statement);
    }
    done =
        done && sqlite3_exec(db, "COMMIT", NULL, NULL, NULL) == SQLITE_OK &&
        sqlite3_prepare_v2(db, "SELECT (SELECT count(*) FROM gauge) + (SELECT count(*) FROM tally)",
                           -1, &statement, NULL) == SQLITE_OK &&
        sqlite3_step(statement) == SQLITE_ROW;
    if (!done) {
        give_up(sqlite3_errmsg(db));
    }
    of->rows = sqlite3_column_int64(statement, 0);
    sqlite3_finalize(statement);
    sqlite3_close(db);
}

/** Makes the database, fills it and starts the host that is measured. */
static void prepare(history *of, int number, char *host, const char *scratch, char *reply)
{
    char directory[512];
    char file[640];
    char *argv[] = {host, NULL};
    char *request = malloc(TEXT_MAX);
    if (request == NULL) {
        give_up("no memory");
    }
    (void)snprintf(directory, sizeof directory, "%s/growth-%d", scratch, number);
    (void)snprintf(file, sizeof file, "%s/bussola/bussola.db", directory);
    setenv("XDG_DATA_HOME", directory, 1);
    of->host = start(argv);
    write_save(request, 0);
    ask(of, request, reply);
    stop(&of->host);
    fill(of, file);
    of->host = start(argv);
    (void)snprintf(request, TEXT_MAX, "%s", "{\"id\":1,\"type\":\"history\",\"step\":\"month\"}");
    ask(of, request, reply);
    stop(&of->host);
    of->host = start(argv);
    free(request);
}

static double cpu_ms(const history *of)
{
    clockid_t clock;
    struct timespec used;
    if (clock_getcpuclockid(of->host.pid, &clock) != 0 || clock_gettime(clock, &used) != 0) {
        give_up("the system does not tell a process's CPU time");
    }
    return (double)used.tv_sec * 1e3 + (double)used.tv_nsec / 1e6;
}

/** CPU milliseconds of an export in all its pieces, for 1,000 rows. */
static double export_ms(history *of, char *request, char *reply)
{
    char cursor[64] = "";
    const double before = cpu_ms(of);
    do {
        const bool first = cursor[0] == '\0';
        (void)snprintf(request, TEXT_MAX,
                       "{\"id\":1,\"type\":\"export\",\"format\":\"json\"%s%s%s}",
                       first ? "" : ",\"cursor\":\"", cursor, first ? "" : "\"");
        ask(of, request, reply);
        const char *next = strstr(reply, "\"cursor\":\"");
        cursor[0] = '\0';
        if (next != NULL) {
            (void)sscanf(next, "\"cursor\":\"%63[0-9.]", cursor);
        }
    } while (cursor[0] != '\0');
    return (cpu_ms(of) - before) * 1000 / (double)of->rows;
}

static void measure(history *all, size_t count, char *reply)
{
    char *request = malloc(TEXT_MAX);
    if (request == NULL) {
        give_up("no memory");
    }
    for (int round = -SKIPPED; round < ROUNDS; round++) {
        for (int k = 0; k < KINDS; k++) {
            write_request(request, (request_kind)k, round + SKIPPED + 1);
            for (size_t i = 0; i < count; i++) {
                const double before = cpu_ms(&all[i]);
                ask(&all[i], request, reply);
                all[i].cost[k][round < 0 ? 0 : round] = cpu_ms(&all[i]) - before;
            }
        }
    }
    for (int round = 0; round < EXPORT_ROUNDS; round++) {
        for (size_t i = 0; i < count; i++) {
            all[i].exported[round] = export_ms(&all[i], request, reply);
        }
    }
    for (size_t i = 0; i < count; i++) {
        all[i].megabytes = (double)resident_kib(all[i].host.pid) / 1024;
        stop(&all[i].host);
    }
    free(request);
}

/** Prints one line for each database; returns the number of budgets missed. */
static int report(history *all, size_t count, request_kind kind)
{
    int missed = 0;
    for (size_t i = 0; i < count; i++) {
        double *cost = all[i].cost[kind];
        all[i].middle[kind] = quantile(cost, ROUNDS, 0.5);
        const double ratio = all[i].middle[kind] / all[0].middle[kind];
        const bool holds = ratio <= all[i].budget;
        missed += holds ? 0 : 1;
        printf("%-22s %-15s %8lld %9.3f %8.3f–%7.3f %7.2f   at most %-3g   %s\n", kind_names[kind],
               all[i].name, (long long)all[i].rows, all[i].middle[kind],
               quantile(cost, ROUNDS, 0.25), quantile(cost, ROUNDS, 0.75), ratio, all[i].budget,
               holds ? "holds" : "MISSED");
    }
    return missed;
}

/** Compares with 400 days: a database of one day has hardly a row. */
static int report_export(history *all, size_t count)
{
    int missed = 0;
    for (size_t i = 1; i < count; i++) {
        double *cost = all[i].exported;
        const double middle = quantile(cost, EXPORT_ROUNDS, 0.5);
        const double ratio = middle / quantile(all[1].exported, EXPORT_ROUNDS, 0.5);
        const bool holds = ratio <= 1.5;
        missed += holds ? 0 : 1;
        printf("%-22s %-15s %8lld %9.3f %8.3f–%7.3f %7.2f   at most 1.5   %s\n",
               "export of 1,000 rows", all[i].name, (long long)all[i].rows, middle, cost[1],
               cost[EXPORT_ROUNDS - 2], ratio, holds ? "holds" : "MISSED");
    }
    return missed;
}

static int report_memory(const history *all, size_t count)
{
    int missed = 0;
    for (size_t i = 0; i < count; i++) {
        const bool holds = all[i].megabytes <= MEGABYTES_MAX;
        missed += holds ? 0 : 1;
        printf("%-22s %-15s %8lld %9.1f %25s   at most %-3d   %s\n", "resident memory, MB",
               all[i].name, (long long)all[i].rows, all[i].megabytes, "", (int)MEGABYTES_MAX,
               holds ? "holds" : "MISSED");
    }
    return missed;
}

int main(int argc, char **argv)
{
    history all[] = {{.name = "1 day", .days = 1, .budget = 1},
                     {.name = "400 days", .days = 400, .budget = 1.5},
                     {.name = "10 years", .days = 3652, .budget = 1.5},
                     {.name = "10 years, busy", .days = 3652, .changes = 11, .budget = 2}};
    const size_t count = sizeof all / sizeof *all;
    char *reply = malloc(TEXT_MAX);
    if (argc != 3 || reply == NULL) {
        give_up("usage: growth HOST SCRATCH_DIR");
    }
    signal(SIGPIPE, SIG_IGN);
    for (size_t i = 0; i < count; i++) {
        prepare(&all[i], (int)i, argv[1], argv[2], reply);
    }
    measure(all, count, reply);
    printf("%-22s %-15s %8s %9s %16s %7s\n", "CPU time of a request", "database", "rows", "ms",
           "middle half", "ratio");
    int missed = 0;
    for (int k = 0; k < KINDS; k++) {
        missed += report(all, count, (request_kind)k);
    }
    missed += report_export(all, count);
    missed += report_memory(all, count);
    printf("%d of the budgets missed\n", missed);
    free(reply);
    return 0;
}
