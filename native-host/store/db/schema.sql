-- Bussola's database, schema 9. Read it freely; write it through bussola alone.
--
-- day            the member's own calendar day, counted from 1970-01-01:
--                SELECT date(day * 86400, 'unixepoch') ...
-- at, seen, ...  a moment in UTC seconds; its *_offset is minutes east of UTC, where the member was
-- signal         a name of native-host/core/facts/signals.c, such as 'connections'
-- source         'page', 'typed', 'local', 'archive' or 'api'
-- bound          'exact', 'at_least' or 'approximate'
--
-- Observations (gauge, tally, cover, listing, official) are the truth; snapshot is derived from them,
-- and shown_week and redrawn are what was derived from those that were known at the time.
--
-- One source never counts an act twice. An archive and a full pull of the API list every act that
-- still stands: what they say of a day, from the first row of a file to the day they were made,
-- replaces what the same source said of that day before, unless a later one has listed it (table
-- listing). Older days stay. The change log of the API adds what was made and takes back what was
-- removed (table undone). An act's day comes from the second at which LinkedIn dates it and the
-- offset from UTC that is decided for that moment, once for all (table zone): read again in another
-- time zone, an archive puts every act where it was.
-- Replacing alone would not do: at both ends of the span an act moves to the day beside it.

-- A LinkedIn member who used this machine, or, while key is NULL, readings of an installation of the
-- extension (instance) that wait, for at most a day, for the page to say whose they are. Those that
-- came with an export have 'imported:' before the instance: they wait for the user.
CREATE TABLE profile (
    id           INTEGER PRIMARY KEY,
    key          TEXT UNIQUE,
    instance     TEXT UNIQUE,
    label        TEXT    NOT NULL DEFAULT '',
    first_seen   INTEGER NOT NULL,
    first_offset INTEGER NOT NULL,
    last_seen    INTEGER NOT NULL,
    last_offset  INTEGER NOT NULL,
    CHECK ((key IS NULL) <> (instance IS NULL))
) STRICT;

-- Further names of a profile: vanity names change, the member id does not.
CREATE TABLE alias (
    alias   TEXT    NOT NULL PRIMARY KEY,
    profile INTEGER NOT NULL REFERENCES profile ON DELETE CASCADE
) STRICT, WITHOUT ROWID;
CREATE INDEX alias_profile ON alias (profile);

-- A level: one row per changed reading, first read at at, last confirmed at seen. Of a day on which a
-- count changes many times, each source and bound keeps the first, last, lowest and highest reading.
CREATE TABLE gauge (
    profile     INTEGER NOT NULL REFERENCES profile ON DELETE CASCADE,
    signal      TEXT    NOT NULL,
    at          INTEGER NOT NULL,
    at_offset   INTEGER NOT NULL,
    seen        INTEGER NOT NULL,
    seen_offset INTEGER NOT NULL,
    value       INTEGER NOT NULL,
    bound       TEXT    NOT NULL,
    source      TEXT    NOT NULL,
    PRIMARY KEY (profile, signal, at)
) STRICT, WITHOUT ROWID;

-- A source's count for a day. A covered day without a row is 0. Which of several sources counts is
-- decided by native-host/core/points/standing.c.
CREATE TABLE tally (
    profile     INTEGER NOT NULL REFERENCES profile ON DELETE CASCADE,
    signal      TEXT    NOT NULL,
    day         INTEGER NOT NULL,
    source      TEXT    NOT NULL,
    count       INTEGER NOT NULL CHECK (count >= 0),
    bound       TEXT    NOT NULL,
    seen        INTEGER NOT NULL,
    seen_offset INTEGER NOT NULL,
    PRIMARY KEY (profile, signal, day, source)
) STRICT, WITHOUT ROWID;

-- What each device of the user has counted as it happened, once devices share a folder (bussola sync):
-- acts of a day, and those that were taken back. The day's 'local' tally is computed from all devices.
-- Both numbers only grow. The setting 'device' is this device.
CREATE TABLE device_tally (
    profile     INTEGER NOT NULL REFERENCES profile ON DELETE CASCADE,
    signal      TEXT    NOT NULL,
    day         INTEGER NOT NULL,
    device      INTEGER NOT NULL,
    count       INTEGER NOT NULL CHECK (count >= 0),
    taken       INTEGER NOT NULL CHECK (taken >= 0),
    seen        INTEGER NOT NULL,
    seen_offset INTEGER NOT NULL,
    PRIMARY KEY (profile, signal, day, device)
) STRICT, WITHOUT ROWID;

-- The days that a source has counted, both ends included; spans of one source never touch.
CREATE TABLE cover (
    profile     INTEGER NOT NULL REFERENCES profile ON DELETE CASCADE,
    signal      TEXT    NOT NULL,
    source      TEXT    NOT NULL,
    from_day    INTEGER NOT NULL,
    to_day      INTEGER NOT NULL CHECK (to_day >= from_day),
    seen        INTEGER NOT NULL,
    seen_offset INTEGER NOT NULL,
    PRIMARY KEY (profile, signal, source, from_day)
) STRICT, WITHOUT ROWID;

-- The days for which an archive or a full pull of the API, made on day made, has the last word.
-- Spans of one source never overlap.
CREATE TABLE listing (
    profile  INTEGER NOT NULL REFERENCES profile ON DELETE CASCADE,
    signal   TEXT    NOT NULL,
    source   TEXT    NOT NULL,
    from_day INTEGER NOT NULL,
    to_day   INTEGER NOT NULL CHECK (to_day >= from_day),
    made     INTEGER NOT NULL,
    PRIMARY KEY (profile, signal, source, from_day)
) STRICT, WITHOUT ROWID;

-- The moment of the first act of a listing that begins on day: a later list that begins later on that
-- day does not replace what was done before.
CREATE TABLE list_start (
    profile INTEGER NOT NULL REFERENCES profile ON DELETE CASCADE,
    signal  TEXT    NOT NULL,
    source  TEXT    NOT NULL,
    day     INTEGER NOT NULL,
    at      INTEGER NOT NULL,
    PRIMARY KEY (profile, signal, source, day)
) STRICT, WITHOUT ROWID;

-- Acts of a day that were taken back at a moment, as an event ('local') or the change log ('api')
-- told: a list made before that moment, whenever it is read, still counts them.
CREATE TABLE undone (
    profile INTEGER NOT NULL REFERENCES profile ON DELETE CASCADE,
    signal  TEXT    NOT NULL,
    day     INTEGER NOT NULL,
    source  TEXT    NOT NULL,
    at      INTEGER NOT NULL,
    count   INTEGER NOT NULL CHECK (count >= 0),
    PRIMARY KEY (profile, signal, day, source, at)
) STRICT, WITHOUT ROWID;

-- Where the user was, as minutes east of UTC from a moment on (the first row holds before it too),
-- decided up to the moment until: by the time zone of the machine at the first import, and for what
-- came later by its time zone then. Rows are added, never changed.
CREATE TABLE zone (
    since   INTEGER PRIMARY KEY,
    until   INTEGER NOT NULL CHECK (until >= since),
    minutes INTEGER NOT NULL
) STRICT;

-- When each kind of page was first read: what it did not show then, the user does not have.
CREATE TABLE page_read (
    profile     INTEGER NOT NULL REFERENCES profile ON DELETE CASCADE,
    page        TEXT    NOT NULL,
    seen        INTEGER NOT NULL,
    seen_offset INTEGER NOT NULL,
    PRIMARY KEY (profile, page)
) STRICT, WITHOUT ROWID;

-- Since when LinkedIn's SSI page has said that the user has no SSI, and when it said so last. A later
-- official reading deletes the row.
CREATE TABLE no_access (
    profile      INTEGER NOT NULL PRIMARY KEY REFERENCES profile ON DELETE CASCADE,
    since        INTEGER NOT NULL,
    since_offset INTEGER NOT NULL,
    seen         INTEGER NOT NULL CHECK (seen >= since),
    seen_offset  INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- What LinkedIn's own page said; NULL where it did not show a value. predicted is what Bussola would
-- have shown for that day from the reading before.
CREATE TABLE official (
    profile                INTEGER NOT NULL REFERENCES profile ON DELETE CASCADE,
    at                     INTEGER NOT NULL,
    at_offset              INTEGER NOT NULL,
    total                  REAL    NOT NULL,
    brand                  REAL    NOT NULL,
    people                 REAL    NOT NULL,
    insights               REAL    NOT NULL,
    relationships          REAL    NOT NULL,
    predicted              REAL,
    industry_rank_pct      REAL,
    industry_average       REAL,
    industry_brand         REAL,
    industry_people        REAL,
    industry_insights      REAL,
    industry_relationships REAL,
    industry_week_change   REAL,
    network_rank_pct       REAL,
    network_average        REAL,
    network_brand          REAL,
    network_people         REAL,
    network_insights       REAL,
    network_relationships  REAL,
    network_week_change    REAL,
    PRIMARY KEY (profile, at)
) STRICT, WITHOUT ROWID;

-- The models that snapshots were made with; fingerprint is over everything that decides a score.
CREATE TABLE model (
    id          INTEGER PRIMARY KEY,
    name        TEXT    NOT NULL,
    fingerprint TEXT    NOT NULL,
    UNIQUE (name, fingerprint)
) STRICT;

-- A day's number: kind is 'official', 'anchored', 'estimate' or 'learning' (then no numbers).
CREATE TABLE snapshot (
    profile       INTEGER NOT NULL REFERENCES profile ON DELETE CASCADE,
    model         INTEGER NOT NULL REFERENCES model,
    day           INTEGER NOT NULL,
    kind          TEXT    NOT NULL,
    total         REAL,
    brand         REAL,
    people        REAL,
    insights      REAL,
    relationships REAL,
    coverage      REAL    NOT NULL,
    PRIMARY KEY (profile, model, day)
) STRICT, WITHOUT ROWID;

-- Up to which day a profile's snapshots of a model say what the observations say.
CREATE TABLE series (
    profile     INTEGER NOT NULL REFERENCES profile ON DELETE CASCADE,
    model       INTEGER NOT NULL REFERENCES model,
    clean_until INTEGER NOT NULL,
    PRIMARY KEY (profile, model)
) STRICT, WITHOUT ROWID;

-- What the report of a closed week has shown up to the moment shown, when something newer was stored
-- for the first time: the numbers of its Sunday, and their change since the Sunday before. What is
-- learned later redraws the line and leaves these rows as they are.
CREATE TABLE shown_week (
    profile              INTEGER NOT NULL REFERENCES profile ON DELETE CASCADE,
    monday               INTEGER NOT NULL,
    shown                INTEGER NOT NULL,
    shown_offset         INTEGER NOT NULL,
    kind                 TEXT    NOT NULL,
    total                REAL    NOT NULL,
    brand                REAL    NOT NULL,
    people               REAL    NOT NULL,
    insights             REAL    NOT NULL,
    relationships        REAL    NOT NULL,
    typical_error        REAL,
    change               REAL,
    brand_change         REAL,
    people_change        REAL,
    insights_change      REAL,
    relationships_change REAL,
    PRIMARY KEY (profile, monday)
) STRICT, WITHOUT ROWID;

-- On a day, the number of the day before, as shown until then and as known at the end of the day; NULL
-- for no number. cause is 'reading' (LinkedIn's value), 'sight' (counts that
-- became known) or 'removed' (counts of a source that was removed).
CREATE TABLE redrawn (
    profile INTEGER NOT NULL REFERENCES profile ON DELETE CASCADE,
    day     INTEGER NOT NULL,
    cause   TEXT    NOT NULL,
    before  REAL,
    after   REAL,
    PRIMARY KEY (profile, day)
) STRICT, WITHOUT ROWID;

-- Badges earned, with the day.
CREATE TABLE milestone (
    profile INTEGER NOT NULL REFERENCES profile ON DELETE CASCADE,
    id      TEXT    NOT NULL,
    day     INTEGER NOT NULL,
    PRIMARY KEY (profile, id)
) STRICT, WITHOUT ROWID;

-- What the member means to do each week: count of a signal, set on the day since.
CREATE TABLE goal (
    profile INTEGER NOT NULL PRIMARY KEY REFERENCES profile ON DELETE CASCADE,
    signal  TEXT    NOT NULL,
    count   INTEGER NOT NULL CHECK (count > 0),
    since   INTEGER NOT NULL
) STRICT;

-- Where a user's numbers go for a team (bussola push): the address of its server, and the random name
-- that the user has there; label is a name of their choice, or ''. parts has a bit for each part that
-- they share: 1 index, 2 error, 4 pillars, 8 counts. Days from since on are sent once the user has
-- agreed. withdrawn is when they withdrew, marked is 1 once the server knows; wait is the moment until
-- which the server asked to wait. These three moments are 0 until there is one.
CREATE TABLE push_target (
    profile   INTEGER NOT NULL PRIMARY KEY REFERENCES profile ON DELETE CASCADE,
    member    TEXT    NOT NULL,
    url       TEXT    NOT NULL,
    label     TEXT    NOT NULL,
    since     INTEGER NOT NULL,
    parts     INTEGER NOT NULL,
    agreed    INTEGER NOT NULL,
    withdrawn INTEGER NOT NULL,
    marked    INTEGER NOT NULL,
    wait      INTEGER NOT NULL
) STRICT;

-- What a team's server should have of a day, written with its snapshot; NULL for what is not shared or
-- not known. revision rises whenever a value changes; sent is the one that the server has accepted, or
-- -1. refused is the HTTP status with which the server refused this revision, or 0.
CREATE TABLE outbox (
    profile              INTEGER NOT NULL REFERENCES profile ON DELETE CASCADE,
    day                  INTEGER NOT NULL,
    revision             INTEGER NOT NULL,
    kind                 TEXT,
    total                REAL,
    error                REAL,
    brand                REAL,
    people               REAL,
    insights             REAL,
    relationships        REAL,
    posts                INTEGER,
    posts_bound          TEXT,
    comments             INTEGER,
    comments_bound       TEXT,
    connections          INTEGER,
    connections_bound    TEXT,
    inmail_replies       INTEGER,
    inmail_replies_bound TEXT,
    sent                 INTEGER NOT NULL,
    refused              INTEGER NOT NULL,
    PRIMARY KEY (profile, day)
) STRICT, WITHOUT ROWID;

-- What was applied in the last 90 days: a retry is answered, not stored twice.
CREATE TABLE request (
    id     TEXT    NOT NULL PRIMARY KEY,
    stored INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- What the member has set. 'retention': how many days of history are kept; without it all are.
-- 'believed': the day that it counts back from; 'pruned': the day on which it was applied last.
-- 'model.chosen': the id in table model of the one that the user chose. 'model.in_use': of the one
-- that days are scored with since the day 'model.since', 'model.before': of the one before it.
-- 'device': this device's number among those that share a folder.
CREATE TABLE setting (
    name  TEXT    NOT NULL PRIMARY KEY,
    value INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
