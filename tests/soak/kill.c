/*
 * Kills hosts with SIGKILL at random moments, repeatedly, and sometimes an import; checks that the
 * database has every acknowledged observation exactly once.
 *
 * kill HOST CLI ARCHIVE SCRATCH_DIR ROUNDS SECONDS SEED
 *
 * Ends after ROUNDS or SECONDS, whichever is first (0: no limit); SEED 0 draws a seed. A round
 * starts one to three hosts at once, sends each several requests at once, and kills each at its own
 * moment, from before its first byte to after its last reply. Unacknowledged requests are repeated
 * later with the same request id, and some acknowledged ones too. After some rounds the files are
 * checked and the next generation begins without a database, so that its creation is killed as
 * well. A failure keeps the files and prints the seed, which repeats all choices but not the
 * system's timing.
 */
#include <ftw.h>
#include <poll.h>
#include <signal.h>
#include <sqlite3.h>

#include "../bench/process.h"
#include "../unit/core/random.h"

enum {
    HOSTS_MAX = 3,
    REQUESTS_MAX = 12, /**< per host and round */
    NEW_MAX = 6,
    NUMBERS_MAX = 1 << 14, /**< observations per generation */
    OUTPUT_MAX = 1 << 19,
    SHORT_GENERATION = 6, /**< rounds */
    LONG_GENERATION = 250,
    OTHER = 1 << 20 /**< ids of requests that are not counted observations */
};

enum { ASK_HISTORY, ASK_STATE, ASK_OTHER, ASK_FORGET, ASK_KINDS };

#define DAYS_BACK 40

typedef struct host {
    process running; /**< pid −1: not started, or ended */
    double until;    /**< when to kill it */
    int requests;    /**< sent to it */
    size_t size;     /**< bytes of output */
    char output[OUTPUT_MAX];
} host;

typedef struct soak {
    char *host_argv[2];
    char *import_argv[6];
    char data[512];
    uint32_t seed, first_seed;
    int64_t began;         /**< UTC seconds */
    double span;           /**< milliseconds of a round without kills */
    int64_t archive_rows;  /**< after one whole import */
    host hosts[HOSTS_MAX]; /**< of this round */
    /* this generation */
    int sent; /**< counted observations are numbered from 1 */
    bool acknowledged[NUMBERS_MAX];
    bool forgotten; /**< the other profile was removed, and nothing was sent for it since */
    /* totals */
    long rounds, kills, imports, generations, observations, retries;
} soak;

static uint32_t below(soak *s, uint32_t limit)
{
    return random_below(&s->seed, limit);
}

static _Noreturn void lost(const soak *s, const char *what)
{
    fprintf(stderr, "kill: %s, in round %ld with seed %u; the files are in %s\n", what, s->rounds,
            s->first_seed, s->data);
    exit(1);
}

/* ---- requests ---- */

static void give(host *h, char *text)
{
    /* If the host is dead already, the missing replies show it. */
    (void)tell(&h->running, text);
    h->requests++;
}

/** Each observation has its own second, and a higher value than those before. */
static void give_observation(const soak *s, host *h, int number)
{
    const time_t at = (time_t)(s->began - DAYS_BACK * INT64_C(86400) + number);
    struct tm utc;
    char moment[32];
    char day[16];
    char text[1024];
    gmtime_r(&at, &utc);
    strftime(moment, sizeof moment, "%Y-%m-%dT%H:%M:%S+00:00", &utc);
    strftime(day, sizeof day, "%Y-%m-%d", &utc);
    snprintf(text, sizeof text,
             "{\"id\":%d,\"type\":\"observe\",\"request\":\"counted-%d\",\"profile\":{\"key\":"
             "\"ines-prova\"},\"page\":\"own_profile\",\"lang\":\"en\",\"at\":\"%s\",\"gauges\":[{"
             "\"signal\":\"connections\",\"value\":%d,\"bound\":\"exact\"}],\"tallies\":[],"
             "\"events\":[{\"signal\":\"people_searches\",\"day\":\"%s\",\"count\":1}]}",
             number, number, moment, 100 + number, day);
    give(h, text);
}

/** Sends an uncounted request, at most one per round, because their order must be known. */
static void give_other(soak *s, host *h)
{
    char text[1024];
    const uint32_t kind = below(s, ASK_KINDS);
    if (kind == ASK_HISTORY) {
        snprintf(text, sizeof text, "{\"id\":%d,\"type\":\"history\",\"step\":\"day\"}", OTHER);
    } else if (kind == ASK_STATE) {
        snprintf(text, sizeof text, "{\"id\":%d,\"type\":\"state\"}", OTHER + ASK_STATE);
    } else if (kind == ASK_FORGET) {
        snprintf(text, sizeof text,
                 "{\"id\":%d,\"type\":\"forget\",\"profile\":{\"key\":\"olga-prova\"}}",
                 OTHER + ASK_FORGET);
    } else {
        s->forgotten = false;
        snprintf(text, sizeof text,
                 "{\"id\":%d,\"type\":\"observe\",\"request\":\"other-%ld\",\"profile\":{\"key\":"
                 "\"olga-prova\"},\"page\":\"own_profile\",\"lang\":\"en\",\"at\":"
                 "\"2026-01-01T09:00:00Z\",\"gauges\":[{\"signal\":\"followers\",\"value\":%u,"
                 "\"bound\":\"exact\"}],\"tallies\":[]}",
                 OTHER + ASK_OTHER, s->rounds, below(s, 1000));
    }
    give(h, text);
}

/** Sends new observations, all unacknowledged ones again, and sometimes an acknowledged one. */
static void give_all(soak *s, host *h, int first, int step)
{
    for (int n = first; n <= s->sent && h->requests < REQUESTS_MAX - NEW_MAX; n += step) {
        if (!s->acknowledged[n] || below(s, (uint32_t)s->sent) == 0) {
            s->retries++;
            give_observation(s, h, n);
        }
    }
    for (uint32_t fresh = 1 + below(s, NEW_MAX - 1); fresh > 0; fresh--) {
        if (s->sent + 1 < NUMBERS_MAX) {
            s->acknowledged[++s->sent] = false;
            s->observations++;
            give_observation(s, h, s->sent);
        }
    }
}

/* ---- a round ---- */

/** Parses the replies; the last one may be truncated. */
static void take_replies(soak *s, const host *h)
{
    static const char head[] = "{\"id\":";
    uint32_t size = 0;
    for (size_t at = 0; at + sizeof size <= h->size; at += sizeof size + size) {
        memcpy(&size, h->output + at, sizeof size);
        if (at + sizeof size + size > h->size) {
            break;
        }
        const char *reply = h->output + at + sizeof size;
        if (size < sizeof head || memcmp(reply, head, sizeof head - 1) != 0) {
            lost(s, "an invalid reply");
        }
        char *rest = NULL;
        const long id = strtol(reply + sizeof head - 1, &rest, 10);
        /* Removing the other profile may fail because it does not exist. */
        if (strncmp(rest, ",\"ok\":true", 10) != 0 && id != OTHER + ASK_FORGET) {
            fprintf(stderr, "%.*s\n", (int)size, reply);
            lost(s, "a request was refused");
        }
        if (id == OTHER + ASK_FORGET) {
            s->forgotten = true;
        } else if (id < OTHER) {
            s->acknowledged[id] = true;
        }
    }
}

static int count_replies(const host *h)
{
    int replies = 0;
    uint32_t size = 0;
    for (size_t at = 0; at + sizeof size <= h->size; at += sizeof size + size) {
        memcpy(&size, h->output + at, sizeof size);
        replies += at + sizeof size + size <= h->size;
    }
    return replies;
}

/** Reads available output; false at its end. */
static bool drain(const soak *s, host *h)
{
    const ssize_t got = read(h->running.out, h->output + h->size, OUTPUT_MAX - h->size);
    if (got < 0 || h->size + (size_t)got == OUTPUT_MAX) {
        lost(s, "too much output");
    }
    h->size += (size_t)got;
    return got > 0;
}

static void end(soak *s, host *h, bool by_kill)
{
    int status = 0;
    if (by_kill) {
        (void)kill(h->running.pid, SIGKILL);
        s->kills++;
    }
    close(h->running.in);
    while (drain(s, h)) {
    }
    close(h->running.out);
    (void)waitpid(h->running.pid, &status, 0);
    h->running.pid = -1;
    if (!by_kill && !(WIFEXITED(status) && WEXITSTATUS(status) == 0)) {
        lost(s, "a host ended by itself");
    }
}

/** Waits for output or the next kill, and handles it. False after all hosts have ended. */
static bool go_on(soak *s, bool kills)
{
    struct pollfd fds[HOSTS_MAX];
    nfds_t count = 0;
    double next = now_ms() + 20e3;
    for (int i = 0; i < HOSTS_MAX; i++) {
        if (s->hosts[i].running.pid > 0) {
            fds[count++] = (struct pollfd){.fd = s->hosts[i].running.out, .events = POLLIN};
            next = kills && s->hosts[i].until < next ? s->hosts[i].until : next;
        }
    }
    if (count == 0) {
        return false;
    }
    const double wait = next - now_ms();
    const struct timespec timeout = {.tv_sec = (time_t)(wait > 0 ? wait / 1e3 : 0),
                                     .tv_nsec = wait > 0 ? (long)(wait * 1e6) % 1000000000L : 0};
    if (ppoll(fds, count, &timeout, NULL) == 0 && !kills) {
        lost(s, "a host does not answer");
    }
    count = 0;
    for (int i = 0; i < HOSTS_MAX; i++) {
        host *h = &s->hosts[i];
        if (h->running.pid <= 0) {
            continue;
        }
        const short seen = fds[count++].revents;
        if (seen != 0 && !drain(s, h)) {
            lost(s, "a host ended by itself");
        }
        if (kills && now_ms() >= h->until) {
            end(s, h, true);
        } else if (!kills && count_replies(h) == h->requests) {
            end(s, h, false);
        }
    }
    return true;
}

static host *begin(soak *s, int i, double until)
{
    host *h = &s->hosts[i];
    h->running = start(s->host_argv);
    if (h->running.pid <= 0) {
        give_up("the host does not start");
    }
    h->requests = 0;
    h->size = 0;
    h->until = until;
    return h;
}

static void play_round(soak *s)
{
    const int count = below(s, 3) == 0 ? 2 + (int)below(s, HOSTS_MAX - 1) : 1;
    const bool kills = below(s, 12) != 0;
    const double began = now_ms();
    process import = {.pid = -1};
    double import_until = 0;
    s->rounds++;
    if (below(s, 25) == 0) {
        import = start(s->import_argv);
        import_until = began + random_unit(&s->seed) * 2 * s->span;
        s->imports++;
    }
    for (int i = 0; i < count; i++) {
        host *h = begin(s, i, began + random_unit(&s->seed) * 1.3 * s->span * count);
        give_all(s, h, i + 1, count);
        if (i == 0 && below(s, 3) == 0) {
            give_other(s, h);
        }
    }
    while (go_on(s, kills)) {
    }
    if (!kills && count == 1) {
        s->span += (now_ms() - began - s->span) / 8;
    }
    for (int i = 0; i < count; i++) {
        take_replies(s, &s->hosts[i]);
    }
    if (import.pid > 0) {
        while (now_ms() < import_until) {
            const struct timespec pause = {.tv_nsec = 200000};
            nanosleep(&pause, NULL);
        }
        (void)kill(import.pid, SIGKILL);
        (void)stop(&import);
    }
}

/* ---- a generation ---- */

/** Sends all unacknowledged observations to a host that is not killed. */
static void settle(soak *s)
{
    bool owed = true;
    while (owed) {
        host *h = begin(s, 0, 0);
        owed = false;
        for (int n = 1; n <= s->sent; n++) {
            if (!s->acknowledged[n] && h->requests < REQUESTS_MAX) {
                give_observation(s, h, n);
            }
            owed = owed || !s->acknowledged[n];
        }
        while (owed && go_on(s, false)) {
        }
        if (!owed) {
            end(s, h, false);
        }
        take_replies(s, h);
    }
}

static int64_t query(const soak *s, sqlite3 *db, const char *sql)
{
    sqlite3_stmt *statement = NULL;
    if (sqlite3_prepare_v2(db, sql, -1, &statement, NULL) != SQLITE_OK ||
        sqlite3_step(statement) != SQLITE_ROW) {
        fprintf(stderr, "%s: %s\n", sql, sqlite3_errmsg(db));
        lost(s, "the database cannot be read");
    }
    const int64_t value = sqlite3_column_int64(statement, 0);
    (void)sqlite3_finalize(statement);
    return value;
}

static void expect(const soak *s, int64_t found, int64_t wanted, const char *what)
{
    if (found != wanted) {
        fprintf(stderr, "%s: %lld, not %lld\n", what, (long long)found, (long long)wanted);
        lost(s, what);
    }
}

static sqlite3 *look(const soak *s)
{
    char path[600];
    sqlite3 *db = NULL;
    snprintf(path, sizeof path, "%s/bussola/bussola.db", s->data);
    /* Read only; keeps the WAL as the hosts left it. */
    if (sqlite3_open_v2(path, &db, SQLITE_OPEN_READONLY, NULL) != SQLITE_OK ||
        sqlite3_db_config(db, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, NULL) != SQLITE_OK) {
        lost(s, "the database cannot be opened");
    }
    return db;
}

#define ARCHIVED "SELECT count(*) FROM tally WHERE source = 'archive'"

/** Checks the database after every observation was acknowledged. */
static void verify(const soak *s)
{
    sqlite3 *db = look(s);
    expect(s, query(s, db, "SELECT integrity_check = 'ok' FROM pragma_integrity_check"), 1,
           "integrity");
    expect(s, query(s, db, "SELECT count(*) FROM pragma_foreign_key_check"), 0, "loose rows");
    expect(s, query(s, db, "SELECT count(*) FROM request WHERE id LIKE 'counted-%'"), s->sent,
           "requests");
    /* Of a day the first and the last reading stay, because the values rise. */
    expect(s,
           query(s, db,
                 "SELECT coalesce(max(value), 100) - 100 FROM gauge"
                 " WHERE signal = 'connections' AND source = 'page'"),
           s->sent, "the last reading");
    expect(s,
           query(s, db,
                 "SELECT total(count) FROM tally WHERE signal = 'people_searches' "
                 "AND source = 'local'"),
           s->sent, "events");
    const int64_t archived = query(s, db, ARCHIVED);
    if (archived != 0) {
        expect(s, archived, s->archive_rows, "rows of half an import");
    }
    if (s->forgotten) {
        expect(s, query(s, db, "SELECT count(*) FROM profile WHERE key = 'olga-prova'"), 0,
               "forgotten members");
    }
    (void)sqlite3_close(db);
}

static int remove_one(const char *path, const struct stat *about, int type, struct FTW *place)
{
    (void)about;
    (void)type;
    (void)place;
    return remove(path);
}

static void begin_generation(soak *s)
{
    (void)nftw(s->data, remove_one, 8, FTW_DEPTH | FTW_PHYS);
    s->sent = 0;
    s->forgotten = false;
    s->generations++;
}

/** Measures the time of a round, and the rows after a whole import. */
static void learn(soak *s)
{
    begin_generation(s);
    const double began = now_ms();
    host *h = begin(s, 0, 0);
    give_all(s, h, 1, 1);
    while (go_on(s, false)) {
    }
    take_replies(s, h);
    s->span = now_ms() - began;
    process import = start(s->import_argv);
    char output[4096];
    while (import.pid > 0 && read(import.out, output, sizeof output) > 0) {
    }
    if (!stop(&import)) {
        give_up("the import failed");
    }
    sqlite3 *db = look(s);
    s->archive_rows = query(s, db, ARCHIVED);
    (void)sqlite3_close(db);
}

int main(int argc, char **argv)
{
    static soak s;
    if (argc != 8) {
        give_up("usage: kill HOST CLI ARCHIVE SCRATCH_DIR ROUNDS SECONDS SEED");
    }
    const long rounds = strtol(argv[5], NULL, 10);
    const double seconds = strtod(argv[6], NULL);
    const double until = now_ms() + seconds * 1e3;
    s.host_argv[0] = argv[1];
    memcpy(s.import_argv, (char *[]){argv[2], "import", "--profile", "ines-prova", argv[3], NULL},
           sizeof s.import_argv);
    s.began = (int64_t)time(NULL);
    s.first_seed = (uint32_t)strtoul(argv[7], NULL, 10);
    s.first_seed = s.first_seed != 0 ? s.first_seed : (uint32_t)(s.began ^ getpid());
    s.seed = s.first_seed;
    snprintf(s.data, sizeof s.data, "%s/kill", argv[4]);
    setenv("XDG_DATA_HOME", s.data, 1);
    signal(SIGPIPE, SIG_IGN);
    (void)setvbuf(stdout, NULL, _IOLBF, 0);
    learn(&s);
    printf("killing hosts, seed %u\n", s.first_seed);
    long left = 0;
    while ((rounds == 0 || s.rounds < rounds) && (seconds <= 0 || now_ms() < until)) {
        if (left-- == 0) {
            settle(&s);
            verify(&s);
            begin_generation(&s);
            left = below(&s, 3) == 0 ? below(&s, LONG_GENERATION) : below(&s, SHORT_GENERATION);
        }
        play_round(&s);
    }
    settle(&s);
    verify(&s);
    printf("%ld rounds, %ld hosts and %ld imports killed, %ld databases: %ld observations, all "
           "there, each once (%ld sent again), integrity ok; %.1f ms a round\n",
           s.rounds, s.kills, s.imports, s.generations, s.observations, s.retries, s.span);
    (void)nftw(s.data, remove_one, 8, FTW_DEPTH | FTW_PHYS);
    return 0;
}
