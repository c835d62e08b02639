/**
 * @file once.h
 * Programs that change a database once: what they have in common when they are killed. Where
 * something is lost the whole program ends, and the files stay.
 */
#ifndef SOAK_ONCE_H
#define SOAK_ONCE_H

#include <sqlite3.h>

#include "../../bench/process.h"

#define PATH_SIZE 512
#define DATABASE "bussola.db"
#define LOG DATABASE "-wal"
#define DEADLY_EXIT 137 /**< of a program that deadly.c ended */

/** How far the database is. */
typedef enum stage {
    BEFORE,
    BETWEEN, /**< the disk holds something of what was under way */
    AFTER
} stage;

typedef struct once once;

/** One that changes a database. */
typedef struct writer {
    const char *name;
    uint32_t step;             /**< a call of so many that change a file is taken in a round */
    const char *beside;        /**< how the names of files begin that may stay; NULL: none may */
    const char *const *before; /**< queries: the rows that may never change; NULL: not readable */
    const char *const *after;  /**< queries: the rows that are there once it is done */
    void (*prepare)(once *o);  /**< makes the database before */
    process (*begin)(const once *o);         /**< starts it */
    bool (*work)(once *o, process *running); /**< until it is done; false: it ended */
    stage (*inspect)(const once *o);         /**< after a kill */
    void (*verify)(const once *o);           /**< what else holds once it is done; NULL: no more */
} writer;

/** A writer's figures. */
typedef struct act {
    const writer *writer;
    char origin[PATH_SIZE]; /**< a directory: the database before, as every round begins */
    uint64_t before, after; /**< prints of the rows */
    double span;            /**< milliseconds of one that is not killed */
    long databases, kills;
    long calls;    /**< at which it was ended */
    uint32_t call; /**< the last of them; 0: begins again */
    long at_work;  /**< kills before it was done */
    long halfway;  /**< kills after which the database was BETWEEN */
} act;

struct once {
    char *host, *importer, *cli, *archive, *old, *deadly;
    char data[PATH_SIZE];   /**< XDG_DATA_HOME */
    char folder[PATH_SIZE]; /**< of the database that is worked on */
    char copy[PATH_SIZE];   /**< of the copy that is looked at */
    uint32_t seed, first_seed;
    act *act;                /**< the present one */
    struct timespec touched; /**< when the log was written last before the present run */
    char text[1 << 20];      /**< a message */
};

extern const writer importing, recovering, restoring, migrating;

_Noreturn void lost(const once *o, const char *what);
void expect(const once *o, bool holds, const char *what);

/* ---- programs ---- */

/** Lets a program run to its end, which must be a good one. */
void run_whole(const once *o, char *const argv[]);

/** Waits for a program's answer to one request; false: it ended before. */
bool ask(once *o, process *running, const char *request);

/** A host that is told what a member did on some days. */
void observe(once *o);

/* ---- files ---- */

void path_of(char path[PATH_SIZE * 2], const char *folder, const char *name);
bool exists(const char *folder, const char *name);

/** Whether both are there, with the same bytes. */
bool is_same(const char *folder, const char *name, const char *other_folder,
             const char *other_name);

void empty_folder(const char *folder);

/** The database and its log, and nothing else. */
void copy_database(const char *to, const char *from, const char *name);

/** How many files of the database's folder have a name that begins so and are such. */
int count_files(const once *o, const char *beginning, bool (*is)(const once *o, const char *name));

struct timespec log_touched(const once *o);

/* ---- rows ---- */

/** Opens a copy of one of the folder's databases, which must be whole; to be closed. */
sqlite3 *look(const once *o, const char *name);

int64_t query(const once *o, sqlite3 *db, const char *sql);

/** A number that stands for all rows of the queries, in their order. */
uint64_t print(const once *o, sqlite3 *db, const char *const *queries);

/** Whether the rows of the present writer's `before` are what they were. */
void expect_before(const once *o, sqlite3 *db);
void expect_after(const once *o, sqlite3 *db);

#endif
