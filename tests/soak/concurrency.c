/*
 * Many hosts at once on one database, like browsers and profiles, each saving one observation after
 * the other as fast as it is answered, while imports run one after the other.
 *
 * concurrency HOST CLI ARCHIVE SCRATCH_DIR HOSTS SECONDS PAUSE_MS
 *
 * PAUSE_MS is the pause of each host between two saves; 0: none. The only allowed error is `busy`,
 * and only after the host's time limit; such a save is repeated until it is acknowledged. At the
 * end every row is counted. Prints how long a save took.
 */
#include <poll.h>
#include <signal.h>
#include <sqlite3.h>

#include "../bench/process.h"
#include "bussola/platform/storage.h"

enum { HOSTS_MAX = 64, PROFILES = 4, REPLY_MAX = 1 << 20, SAVES_MAX = 1 << 20 };

/** A time limit may be measured slightly too short. */
#define PATIENCE_MS (BS_STORE_BUSY_MS * 0.9)

typedef struct browser {
    process host;
    int number, saves;
    double asked; /**< when its save was sent; 0: pausing */
    double next;  /**< when it saves next */
} browser;

typedef struct concurrency {
    char *host_argv[2];
    char *import_argv[6];
    char data[512];
    int64_t began;
    double pause;
    browser browsers[HOSTS_MAX];
    int count;
    process import;
    long imports, busy;
    size_t saves;
    double times[SAVES_MAX]; /**< milliseconds of each save */
    char reply[REPLY_MAX];
} concurrency;

/** Sends a browser's current save: with its own second, value and request. */
static void save(const concurrency *c, browser *b)
{
    const int member = b->number % PROFILES;
    const time_t at =
        (time_t)(c->began - 40 * INT64_C(86400) + (int64_t)b->saves * HOSTS_MAX + b->number);
    struct tm utc;
    char moment[32];
    char day[16];
    char text[1024];
    gmtime_r(&at, &utc);
    strftime(moment, sizeof moment, "%Y-%m-%dT%H:%M:%S+00:00", &utc);
    strftime(day, sizeof day, "%Y-%m-%d", &utc);
    snprintf(text, sizeof text,
             "{\"id\":%d,\"type\":\"observe\",\"request\":\"save-%d-%d\",\"profile\":{\"key\":"
             "\"member-%d\"},\"page\":\"own_profile\",\"lang\":\"en\",\"at\":\"%s\",\"gauges\":[{"
             "\"signal\":\"followers\",\"value\":%d,\"bound\":\"exact\"}],\"tallies\":[],"
             "\"events\":[{\"signal\":\"people_searches\",\"day\":\"%s\",\"count\":1}]}",
             b->saves, b->number, b->saves, member, moment, 1 + b->saves * HOSTS_MAX + b->number,
             day);
    b->asked = now_ms();
    if (!tell(&b->host, text)) {
        give_up("a host has ended");
    }
}

/** Reads the reply to a save; repeats one that got `busy`. */
static void take(concurrency *c, browser *b)
{
    if (hear(&b->host, c->reply, sizeof c->reply) == 0) {
        give_up("a host has ended");
    }
    const double took = now_ms() - b->asked;
    if (strstr(c->reply, "\"ok\":true") == NULL) {
        if (strstr(c->reply, "\"code\":\"busy\"") == NULL || took < PATIENCE_MS) {
            fprintf(stderr, "after %.0f ms: %s\n", took, c->reply);
            give_up("a save failed");
        }
        c->busy++;
        save(c, b);
        return;
    }
    if (c->saves == SAVES_MAX) {
        give_up("too many saves to remember");
    }
    c->times[c->saves++] = took;
    b->saves++;
    b->asked = 0;
    b->next = now_ms() + c->pause;
}

static void next_import(concurrency *c)
{
    if (c->import.pid > 0) {
        c->imports++;
        if (!stop(&c->import)) {
            give_up("an import failed");
        }
    }
    c->import = start(c->import_argv);
    if (c->import.pid <= 0) {
        give_up("the import does not start");
    }
}

/** Polls all hosts once; `more`: continue saving and importing. False if nothing is pending. */
static bool go_on(concurrency *c, bool more)
{
    struct pollfd fds[HOSTS_MAX + 1];
    double wait = 20e3;
    bool waits = false;
    for (int i = 0; i < c->count; i++) {
        browser *b = &c->browsers[i];
        if (b->asked <= 0 && more && b->next <= now_ms()) {
            save(c, b);
        }
        if (b->asked <= 0 && more && b->next - now_ms() < wait) {
            wait = b->next - now_ms();
        }
        waits = waits || b->asked > 0;
        fds[i] = (struct pollfd){.fd = b->asked > 0 ? b->host.out : -1, .events = POLLIN};
    }
    fds[c->count] = (struct pollfd){.fd = more ? c->import.out : -1, .events = POLLIN};
    if (!more && !waits) {
        return false;
    }
    if (poll(fds, (nfds_t)c->count + 1, (int)wait + 1) < 0) {
        give_up("no poll");
    }
    for (int i = 0; i < c->count; i++) {
        if (fds[i].revents != 0) {
            take(c, &c->browsers[i]);
        }
    }
    if (fds[c->count].revents != 0 && read(c->import.out, c->reply, sizeof c->reply) <= 0) {
        next_import(c);
    }
    return true;
}

static int64_t query(sqlite3 *db, const char *sql)
{
    sqlite3_stmt *statement = NULL;
    if (sqlite3_prepare_v2(db, sql, -1, &statement, NULL) != SQLITE_OK ||
        sqlite3_step(statement) != SQLITE_ROW) {
        give_up(sqlite3_errmsg(db));
    }
    const int64_t value = sqlite3_column_int64(statement, 0);
    (void)sqlite3_finalize(statement);
    return value;
}

static void verify(const concurrency *c)
{
    char path[600];
    sqlite3 *db = NULL;
    snprintf(path, sizeof path, "%s/bussola/bussola.db", c->data);
    if (sqlite3_open_v2(path, &db, SQLITE_OPEN_READONLY, NULL) != SQLITE_OK) {
        give_up("the database cannot be opened");
    }
    const int64_t saves = (int64_t)c->saves;
    /* The highest value, from the ids of the requests. A day does not keep those below it. */
    char last[256];
    snprintf(last, sizeof last,
             "SELECT max(1 + %d * CAST(substr(id, 6 + instr(substr(id, 6), '-')) AS INTEGER)"
             " + CAST(substr(id, 6) AS INTEGER)) FROM request WHERE id LIKE 'save-%%'",
             HOSTS_MAX);
    if (query(db, "SELECT integrity_check = 'ok' FROM pragma_integrity_check") != 1) {
        give_up("the database is damaged");
    }
    if (query(db, "SELECT count(*) FROM request WHERE id LIKE 'save-%'") != saves ||
        query(db, "SELECT max(value) FROM gauge WHERE signal = 'followers'") != query(db, last) ||
        query(db, "SELECT total(count) FROM tally WHERE signal = 'people_searches' "
                  "AND source = 'local'") != saves) {
        give_up("rows are missing, or there twice");
    }
    (void)sqlite3_close(db);
}

static void begin(concurrency *c)
{
    (void)setenv("XDG_DATA_HOME", c->data, 1);
    for (int i = 0; i < c->count; i++) {
        c->browsers[i] = (browser){.host = start(c->host_argv), .number = i};
        if (c->browsers[i].host.pid <= 0) {
            give_up("the host does not start");
        }
        save(c, &c->browsers[i]);
    }
    next_import(c);
}

static void end(concurrency *c)
{
    for (int i = 0; i < c->count; i++) {
        if (!stop(&c->browsers[i].host)) {
            give_up("a host ended badly");
        }
    }
    while (read(c->import.out, c->reply, sizeof c->reply) > 0) {
    }
    if (!stop(&c->import)) {
        give_up("an import failed");
    }
}

int main(int argc, char **argv)
{
    static concurrency c;
    if (argc != 8) {
        give_up("usage: concurrency HOST CLI ARCHIVE SCRATCH_DIR HOSTS SECONDS PAUSE_MS");
    }
    c.host_argv[0] = argv[1];
    memcpy(c.import_argv, (char *[]){argv[2], "import", "--profile", "member-0", argv[3], NULL},
           sizeof c.import_argv);
    c.count = (int)strtol(argv[5], NULL, 10);
    c.pause = strtod(argv[7], NULL);
    c.began = (int64_t)time(NULL);
    if (c.count < 1 || c.count > HOSTS_MAX) {
        give_up("1 to 64 hosts");
    }
    snprintf(c.data, sizeof c.data, "%s/concurrency", argv[4]);
    signal(SIGPIPE, SIG_IGN);
    begin(&c);
    const double began = now_ms();
    const double until = began + strtod(argv[6], NULL) * 1e3;
    while (go_on(&c, now_ms() < until)) {
    }
    const double took = now_ms() - began;
    end(&c);
    verify(&c);
    const double half = quantile(c.times, c.saves, 0.5);
    printf("%d hosts and %ld imports: %zu saves, %.0f a second, all there, each once, %ld busy; a "
           "save took %.1f ms, p99 %.1f ms, at most %.1f ms\n",
           c.count, c.imports, c.saves, (double)c.saves / took * 1e3, c.busy, half,
           quantile(c.times, c.saves, 0.99), quantile(c.times, c.saves, 1));
    return 0;
}
