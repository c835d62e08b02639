#include <stddef.h>

#include "bussola/store/store.h"
#include "migrate.h"

const char *const bs_migrations[BS_STORE_SCHEMA] = {
    NULL,
    /* 1 to 2: settings */
    "CREATE TABLE setting ("
    "    name  TEXT    NOT NULL PRIMARY KEY,"
    "    value INTEGER NOT NULL"
    ") STRICT, WITHOUT ROWID",
    /* 2 to 3: days listed by archives, UTC offsets, and pages that were read. Past days are scored
       again. */
    "CREATE TABLE listing ("
    "    profile  INTEGER NOT NULL REFERENCES profile ON DELETE CASCADE,"
    "    signal   TEXT    NOT NULL,"
    "    source   TEXT    NOT NULL,"
    "    from_day INTEGER NOT NULL,"
    "    to_day   INTEGER NOT NULL CHECK (to_day >= from_day),"
    "    made     INTEGER NOT NULL,"
    "    PRIMARY KEY (profile, signal, source, from_day)"
    ") STRICT, WITHOUT ROWID;"
    "CREATE TABLE zone ("
    "    since   INTEGER PRIMARY KEY,"
    "    until   INTEGER NOT NULL CHECK (until >= since),"
    "    minutes INTEGER NOT NULL"
    ") STRICT;"
    "CREATE TABLE page_read ("
    "    profile     INTEGER NOT NULL REFERENCES profile ON DELETE CASCADE,"
    "    page        TEXT    NOT NULL,"
    "    seen        INTEGER NOT NULL,"
    "    seen_offset INTEGER NOT NULL,"
    "    PRIMARY KEY (profile, page)"
    ") STRICT, WITHOUT ROWID;"
    "DELETE FROM series",
    /* 3 to 4: acts taken back, and the start of a listing within its first day. Past days are
       scored again. */
    "CREATE TABLE list_start ("
    "    profile INTEGER NOT NULL REFERENCES profile ON DELETE CASCADE,"
    "    signal  TEXT    NOT NULL,"
    "    source  TEXT    NOT NULL,"
    "    day     INTEGER NOT NULL,"
    "    at      INTEGER NOT NULL,"
    "    PRIMARY KEY (profile, signal, source, day)"
    ") STRICT, WITHOUT ROWID;"
    "CREATE TABLE undone ("
    "    profile INTEGER NOT NULL REFERENCES profile ON DELETE CASCADE,"
    "    signal  TEXT    NOT NULL,"
    "    day     INTEGER NOT NULL,"
    "    source  TEXT    NOT NULL,"
    "    at      INTEGER NOT NULL,"
    "    count   INTEGER NOT NULL CHECK (count >= 0),"
    "    PRIMARY KEY (profile, signal, day, source, at)"
    ") STRICT, WITHOUT ROWID;"
    "DELETE FROM series",
    /* 4 to 5: whether LinkedIn's page says that the user has no SSI */
    "CREATE TABLE no_access ("
    "    profile      INTEGER NOT NULL PRIMARY KEY REFERENCES profile ON DELETE CASCADE,"
    "    since        INTEGER NOT NULL,"
    "    since_offset INTEGER NOT NULL,"
    "    seen         INTEGER NOT NULL CHECK (seen >= since),"
    "    seen_offset  INTEGER NOT NULL"
    ") STRICT, WITHOUT ROWID",
    /* 5 to 6: the numbers in the reports of closed weeks */
    "CREATE TABLE shown_week ("
    "    profile              INTEGER NOT NULL REFERENCES profile ON DELETE CASCADE,"
    "    monday               INTEGER NOT NULL,"
    "    shown                INTEGER NOT NULL,"
    "    shown_offset         INTEGER NOT NULL,"
    "    kind                 TEXT    NOT NULL,"
    "    total                REAL    NOT NULL,"
    "    brand                REAL    NOT NULL,"
    "    people               REAL    NOT NULL,"
    "    insights             REAL    NOT NULL,"
    "    relationships        REAL    NOT NULL,"
    "    typical_error        REAL,"
    "    change               REAL,"
    "    brand_change         REAL,"
    "    people_change        REAL,"
    "    insights_change      REAL,"
    "    relationships_change REAL,"
    "    PRIMARY KEY (profile, monday)"
    ") STRICT, WITHOUT ROWID",
    /* 6 to 7: what became known on a day and redrew earlier ones */
    "CREATE TABLE redrawn ("
    "    profile INTEGER NOT NULL REFERENCES profile ON DELETE CASCADE,"
    "    day     INTEGER NOT NULL,"
    "    cause   TEXT    NOT NULL,"
    "    before  REAL,"
    "    after   REAL,"
    "    PRIMARY KEY (profile, day)"
    ") STRICT, WITHOUT ROWID",
    /* 7 to 8: what each device has counted as it happened */
    "CREATE TABLE device_tally ("
    "    profile     INTEGER NOT NULL REFERENCES profile ON DELETE CASCADE,"
    "    signal      TEXT    NOT NULL,"
    "    day         INTEGER NOT NULL,"
    "    device      INTEGER NOT NULL,"
    "    count       INTEGER NOT NULL CHECK (count >= 0),"
    "    taken       INTEGER NOT NULL CHECK (taken >= 0),"
    "    seen        INTEGER NOT NULL,"
    "    seen_offset INTEGER NOT NULL,"
    "    PRIMARY KEY (profile, signal, day, device)"
    ") STRICT, WITHOUT ROWID",
};
