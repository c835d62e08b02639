/** @file tables.h All rows of all tables; those added by schema 2 are separate. */
#ifndef SOAK_TABLES_H
#define SOAK_TABLES_H

static const char *const all_rows[] = {
    "SELECT * FROM profile",
    "SELECT * FROM alias",
    "SELECT * FROM gauge",
    "SELECT * FROM tally",
    "SELECT * FROM cover",
    "SELECT * FROM official",
    "SELECT * FROM model",
    "SELECT * FROM snapshot",
    "SELECT * FROM series",
    "SELECT * FROM goal",
    "SELECT * FROM request",
    "SELECT * FROM milestone",
    NULL,
};

#endif
