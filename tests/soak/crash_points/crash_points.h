/**
 * @file once.h Shared by the programs that change a database once and are killed. If data is lost,
 * the test ends and keeps the files.
 */
#ifndef SOAK_ONCE_H
#define SOAK_ONCE_H

#include <sqlite3.h>

#include "../../bench/process.h"

#define PATH_SIZE 512
#define DATABASE "bussola.db"
#define LOG DATABASE "-wal"
#define KILL_EXIT 137 /**< exit code of a program that kill_points.c ended */

/** Progress of the change. */
typedef enum stage {
    BEFORE,
    BETWEEN, /**< the disk has traces of an unfinished change */
    AFTER
} stage;

typedef struct once once;

/** A program that changes a database. */
typedef struct writer {
    const char *name;
    uint32_t step;                   /**< a round ends at every so many calls that change a file */
    const char *beside;              /**< prefix of files that may be left; NULL: none */
    const char *const *before;       /**< queries: rows that must not change; NULL: not readable */
    const char *const *after;        /**< queries: rows after the change */
    void (*prepare)(once *o);        /**< creates the database */
    process (*begin)(const once *o); /**< starts it */
    bool (*work)(once *o, process *running); /**< until it is done; false: it has ended */
    stage (*inspect)(const once *o);         /**< after a kill */
    void (*verify)(const once *o);           /**< further checks after the change; NULL: none */
} writer;

/** Totals of a program. */
typedef struct act {
    const writer *writer;
    char origin[PATH_SIZE]; /**< a directory with the initial database of every round */
    uint64_t before, after; /**< hashes of the rows */
    double span;            /**< milliseconds of a run without a kill */
    long databases, kills;
    long calls;    /**< runs ended at a call */
    uint32_t call; /**< the last of these calls; 0: start again */
    long at_work;  /**< kills before it was done */
    long halfway;  /**< kills that left the database BETWEEN */
} act;

struct once {
    char *host, *importer, *cli, *archive, *old, *kill_points;
    char data[PATH_SIZE];   /**< XDG_DATA_HOME */
    char folder[PATH_SIZE]; /**< of the database in use */
    char copy[PATH_SIZE];   /**< of the copy to check */
    uint32_t seed, first_seed;
    act *act;                /**< the current one */
    struct timespec touched; /**< last write to the WAL before the current run */
    char text[1 << 20];      /**< a message */
};

extern const writer importing, recovering, restoring, migrating;

_Noreturn void lost(const once *o, const char *what);
void expect(const once *o, bool holds, const char *what);

/* ---- programs ---- */

/** Runs a program to its end; it must succeed. */
void run_whole(const once *o, char *const argv[]);

/** Waits for the reply to one request; false if the program has ended. */
bool ask(once *o, process *running, const char *request);

/** Starts a host and sends it a user's observations of some days. */
void observe(once *o);

/* ---- files ---- */

void path_of(char path[PATH_SIZE * 2], const char *folder, const char *name);
bool exists(const char *folder, const char *name);

/** True if both exist with the same bytes. */
bool is_same(const char *folder, const char *name, const char *other_folder,
             const char *other_name);

void empty_folder(const char *folder);

/** Copies the database and its WAL, and nothing else. */
void copy_database(const char *to, const char *from, const char *name);

/** Number of files in the database's folder with this prefix for which `is` returns true. */
int count_files(const once *o, const char *beginning, bool (*is)(const once *o, const char *name));

struct timespec log_touched(const once *o);

/* ---- rows ---- */

/** Opens a copy of a database in the folder, which must be undamaged; the caller closes it. */
sqlite3 *look(const once *o, const char *name);

int64_t query(const once *o, sqlite3 *db, const char *sql);

/** A hash of all rows of the queries, in their order. */
uint64_t print(const once *o, sqlite3 *db, const char *const *queries);

/** Checks that the rows of the current program's `before` are unchanged. */
void expect_before(const once *o, sqlite3 *db);
void expect_after(const once *o, sqlite3 *db);

#endif
