/*
 * Kills programs that change a database once: an import through the options page's host, a recovery
 * of a damaged database, a restore of another one, and a migration from the oldest schema.
 *
 * crash_points IMPORT HOST CLI ARCHIVE OLD_DATABASE KILL_POINTS SCRATCH_DIR KILLS SECONDS SEED
 *
 * Each run starts with the same database. The program is killed at random moments of a run's usual
 * time and slightly beyond, or ended at one of its calls that change a file (kill_points.c), a
 * different one in each round. Stops after KILLS kills and as many ended calls of each program
 * before it was done, or after SECONDS, whichever is first (0: no limit); SEED 0 draws a seed.
 * After each kill no earlier row may be lost, and the change must be complete or absent. Then one
 * run is not killed; it must leave the same database as a run without kills, and no other file. A
 * failure keeps the files and prints the seed, which repeats all choices but not the system's
 * timing.
 */
#include <pthread.h>
#include <signal.h>
#include <sys/stat.h>

#include "../../unit/core/random.h"
#include "crash_points.h"

enum { WRITERS = 4, KILLS_MAX = 4 };

void lost(const once *o, const char *what)
{
    fprintf(stderr, "once: %s: %s, in database %ld with seed %u; the files are in %s\n",
            o->act->writer->name, what, o->act->databases, o->first_seed, o->data);
    exit(1);
}

void expect(const once *o, bool holds, const char *what)
{
    if (!holds) {
        lost(o, what);
    }
}

/* ---- a run ---- */

/**
 * Draws the moment of a kill, in milliseconds after the start: up to a fifth beyond the usual time,
 * and late rather than early, because all programs read first and write at the end.
 */
static double draw_moment(once *o)
{
    const double one = random_unit(&o->seed);
    const double other = random_unit(&o->seed);
    return (one > other ? one : other) * 1.2 * o->act->span;
}

typedef struct killer {
    pid_t pid;
    struct timespec at; /**< CLOCK_MONOTONIC */
} killer;

static void *strike(void *context)
{
    const killer *k = context;
    (void)clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &k->at, NULL);
    (void)kill(k->pid, SIGKILL);
    return NULL;
}

/** A run's time varies with the load of the machine. */
static void take_span(act *a, double took)
{
    a->span += a->span > 0 ? (took - a->span) / 8 : took;
}

/** Runs without a kill; returns its time in milliseconds. */
static double run_unharmed(once *o)
{
    const double began = now_ms();
    process running = o->act->writer->begin(o);
    expect(o, running.pid > 0 && o->act->writer->work(o, &running),
           "one that was not killed ended");
    const double took = now_ms() - began;
    expect(o, stop(&running), "one that was not killed failed");
    return took;
}

static int end(const process *running)
{
    int status = 0;
    close(running->in);
    close(running->out);
    (void)waitpid(running->pid, &status, 0);
    return status;
}

static void run_killed(once *o)
{
    act *a = o->act;
    pthread_t thread;
    o->touched = log_touched(o);
    const double began = now_ms();
    const double moment = began + draw_moment(o);
    process running = a->writer->begin(o);
    killer k = {
        .pid = running.pid,
        .at = {.tv_sec = (time_t)(moment / 1e3), .tv_nsec = (long)(moment * 1e6) % 1000000000L}};
    if (running.pid <= 0 || pthread_create(&thread, NULL, strike, &k) != 0) {
        give_up("nothing can be started");
    }
    const bool done = a->writer->work(o, &running);
    if (done) {
        take_span(a, now_ms() - began);
    }
    /* Reap it only now, so that its pid is not reused before the kill. */
    (void)pthread_join(thread, NULL);
    const int status = end(&running);
    expect(o, done || WIFSIGNALED(status), "one ended by itself");
    a->kills++;
    a->at_work += done ? 0 : 1;
}

/** Ends a run at a call that changes a file; false if it finishes before. */
static bool run_until(once *o, uint32_t call)
{
    char number[16];
    snprintf(number, sizeof number, "%u", call);
    setenv("KILL_POINT", number, 1);
    setenv("LD_PRELOAD", o->kill_points, 1);
    process running = o->act->writer->begin(o);
    unsetenv("LD_PRELOAD");
    expect(o, running.pid > 0, "nothing can be started");
    const bool done = o->act->writer->work(o, &running);
    const int status = end(&running);
    expect(o, done || (WIFEXITED(status) && WEXITSTATUS(status) == KILL_EXIT),
           "one ended by itself");
    return !done;
}

/** A host opens the database in between, and may find it damaged. */
static void visit(once *o)
{
    process host = start((char *[]){o->host, NULL});
    expect(o, host.pid > 0 && ask(o, &host, "{\"id\":1,\"type\":\"profiles\"}"),
           "a host does not answer");
    expect(o, stop(&host), "a host failed");
}

/* ---- a database ---- */

static void begin_database(once *o)
{
    empty_folder(o->folder);
    copy_database(o->folder, o->act->origin, DATABASE);
    o->act->databases++;
}

static bool is_foreign(const once *o, const char *name)
{
    static const char *const own[] = {DATABASE, LOG, DATABASE "-shm", "bussola.lock",
                                      "bussola.log"};
    const char *beside = o->act->writer->beside;
    bool known = beside != NULL && strncmp(name, beside, strlen(beside)) == 0 &&
                 strstr(name, ".part") == NULL;
    for (size_t i = 0; i < sizeof own / sizeof own[0]; i++) {
        known = known || strcmp(name, own[i]) == 0;
    }
    if (!known && name[0] != '.') {
        fprintf(stderr, "%s\n", name);
        return true;
    }
    return false;
}

static void end_database(once *o)
{
    sqlite3 *db = look(o, DATABASE);
    expect_after(o, db);
    (void)sqlite3_close(db);
    const writer *by = o->act->writer;
    expect(o, by->inspect(o) == AFTER, "it ended well, and nothing is done");
    if (by->verify != NULL) {
        by->verify(o);
    }
    expect(o, count_files(o, "", is_foreign) == 0, "a file that nobody removes");
}

static void play_database(once *o)
{
    act *a = o->act;
    stage at = BEFORE;
    begin_database(o);
    for (uint32_t kills = 1 + random_below(&o->seed, KILLS_MAX); kills > 0 && at != AFTER;
         kills--) {
        run_killed(o);
        at = a->writer->inspect(o);
        a->halfway += at == BETWEEN ? 1 : 0;
        if (random_below(&o->seed, 4) == 0) {
            visit(o);
            at = a->writer->inspect(o);
        }
    }
    const double took = run_unharmed(o);
    if (at != AFTER) { /* finishing an almost complete change takes less time */
        take_span(a, took);
    }
    end_database(o);
}

/** Ends a run some calls after the last one; starts again after the last call. */
static void play_step(once *o)
{
    act *a = o->act;
    begin_database(o);
    a->call += a->call == 0 ? 1 + random_below(&o->seed, a->writer->step) : a->writer->step;
    if (run_until(o, a->call)) {
        a->calls++;
        (void)a->writer->inspect(o);
    } else {
        a->call = 0;
    }
    (void)run_unharmed(o);
    end_database(o);
}

/** Records the database before and after a run without a kill, and its time. */
static void learn(once *o, const char *scratch, int number)
{
    act *a = o->act;
    sqlite3 *db = NULL;
    snprintf(a->origin, sizeof a->origin, "%s/once-origin-%d", scratch, number);
    empty_folder(a->origin);
    empty_folder(o->folder);
    a->writer->prepare(o);
    copy_database(a->origin, o->folder, DATABASE);
    if (a->writer->before != NULL) {
        db = look(o, DATABASE);
        a->before = print(o, db, a->writer->before);
        (void)sqlite3_close(db);
    }
    begin_database(o);
    take_span(a, run_unharmed(o));
    db = look(o, DATABASE);
    a->after = print(o, db, a->writer->after);
    (void)sqlite3_close(db);
    end_database(o);
}

static bool is_enough(const act *acts, long kills)
{
    bool enough = kills > 0;
    for (int i = 0; i < WRITERS; i++) {
        enough = enough && acts[i].at_work >= kills && acts[i].calls >= kills;
    }
    return enough;
}

int main(int argc, char **argv)
{
    static once o;
    act acts[WRITERS] = {{.writer = &importing},
                         {.writer = &recovering},
                         {.writer = &restoring},
                         {.writer = &migrating}};
    if (argc != 11) {
        give_up("usage: crash_points IMPORT HOST CLI ARCHIVE OLD_DATABASE KILL_POINTS SCRATCH_DIR "
                "KILLS "
                "SECONDS SEED");
    }
    o.importer = argv[1];
    o.host = argv[2];
    o.cli = argv[3];
    o.archive = argv[4];
    o.old = argv[5];
    o.kill_points = argv[6];
    const char *scratch = argv[7];
    const long kills = strtol(argv[8], NULL, 10);
    const double seconds = strtod(argv[9], NULL);
    o.first_seed = (uint32_t)strtoul(argv[10], NULL, 10);
    o.first_seed = o.first_seed != 0 ? o.first_seed : (uint32_t)(time(NULL) ^ getpid());
    o.seed = o.first_seed;
    snprintf(o.data, sizeof o.data, "%s/once", scratch);
    snprintf(o.folder, sizeof o.folder, "%s/once/bussola", scratch);
    snprintf(o.copy, sizeof o.copy, "%s/once-copy", scratch);
    empty_folder(o.data);
    setenv("XDG_DATA_HOME", o.data, 1);
    signal(SIGPIPE, SIG_IGN);
    (void)setvbuf(stdout, NULL, _IOLBF, 0);
    for (int i = 0; i < WRITERS; i++) {
        o.act = &acts[i];
        learn(&o, scratch, i);
    }
    const double until = now_ms() + seconds * 1e3;
    printf("killing each writer of a database once, seed %u\n", o.first_seed);
    while (!is_enough(acts, kills) && (seconds <= 0 || now_ms() < until)) {
        for (int i = 0; i < WRITERS; i++) {
            o.act = &acts[i];
            play_database(&o);
            play_step(&o);
        }
    }
    for (int i = 0; i < WRITERS; i++) {
        const act *a = &acts[i];
        printf("%s: ended at %ld calls, killed %ld times, %ld before they were done, %ld with "
               "something of it on the disk; %ld databases: all rows there, each once, integrity "
               "ok, no other file; %.1f ms a run\n",
               a->writer->name, a->calls, a->kills, a->at_work, a->halfway, a->databases, a->span);
    }
    return 0;
}
