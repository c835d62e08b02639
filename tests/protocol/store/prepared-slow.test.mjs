/**
 * Manipulated databases: with triggers, views, indexes or other tables, or with endless values.
 * Such a backup is not restored; such a database acknowledges nothing, and bussola recover moves
 * its rows to a new database.
 */

import assert from "node:assert/strict";
import { copyFileSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import test from "node:test";
import { cliLine as cli } from "../../lib/command.mjs";
import { IMPORT, withinBudget } from "../../lib/paths.mjs";
import { inside } from "../../lib/database.mjs";
import { databaseOf, day, folderOf, makeHome, observation, startHost } from "../../lib/host.mjs";
import { LEVELS } from "../lib/levels.mjs";

const header = readFileSync(new URL("../../../include/bussola/store/store.h", import.meta.url), "utf8");
const SCHEMA = Number(/#define BS_STORE_SCHEMA (\d+)/.exec(header)[1]);
const DAYS = 60;

/** A user with rows in several tables, all of them in the file itself. */
async function fill(t) {
  const home = makeHome(t);
  const host = startHost(t, home);
  const days = Object.fromEntries(Array.from({ length: DAYS }, (_, i) => [day(-i), 1 + (i % 7)]));
  const tallies = [{ signal: "posts", from: day(1 - DAYS), to: day(), days }];
  for (let i = 0; i < LEVELS.length; i++) {
    const gauges = [{ signal: LEVELS[i], value: 30 + i, bound: "exact" }];
    const at = `${day(-1)}T0${i}:00:00+00:00`;
    assert.equal((await host.ask(observation({ tallies, gauges, at }))).ok, true);
  }
  await host.end();
  inside(databaseOf(home), (db) => db.exec("PRAGMA wal_checkpoint(TRUNCATE)"));
  return home;
}

const ENDLESS = "WITH RECURSIVE c(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM c) SELECT count(*) FROM c";

/** The statements that manipulate a sound database. */
const prepared = {
  "a trigger that ignores every row":
    "CREATE TRIGGER t BEFORE INSERT ON gauge BEGIN SELECT RAISE(IGNORE); END",
  "a trigger that deletes": "CREATE TRIGGER t AFTER INSERT ON gauge BEGIN DELETE FROM tally; END",
  "a trigger on an update": "CREATE TRIGGER t AFTER UPDATE OF seen ON gauge BEGIN DELETE FROM cover; END",
  "a trigger on a deletion": "CREATE TRIGGER t BEFORE DELETE ON request BEGIN SELECT RAISE(FAIL, 'no'); END",
  "a trigger that never ends": `CREATE TRIGGER t AFTER INSERT ON request BEGIN INSERT INTO setting SELECT 'x', (${ENDLESS}); END`,
  "a trigger that takes memory":
    "CREATE TRIGGER t AFTER INSERT ON request BEGIN INSERT INTO setting VALUES (hex(zeroblob(200000000)), 1); END",
  "a trigger instead of writing a view":
    "ALTER TABLE gauge RENAME TO levels; CREATE VIEW gauge AS SELECT * FROM levels;" +
    "CREATE TRIGGER t INSTEAD OF INSERT ON gauge BEGIN SELECT 1; END",
  "a view in a table's place":
    "ALTER TABLE gauge RENAME TO levels; CREATE VIEW gauge AS SELECT * FROM levels",
  "a view that never ends": `CREATE VIEW more AS ${ENDLESS}`,
  "a table more": "CREATE TABLE more (a)",
  "a table with autoincrement": "CREATE TABLE more (a INTEGER PRIMARY KEY AUTOINCREMENT)",
  "a table less": "DROP TABLE milestone",
  "a column more": "ALTER TABLE gauge ADD COLUMN more INTEGER",
  "a computed column":
    "ALTER TABLE gauge ADD COLUMN more INTEGER AS (length(hex(zeroblob(100000000)))) VIRTUAL",
  "a column of another name": "ALTER TABLE gauge RENAME COLUMN value TO worth",
  "an index more": "CREATE INDEX more ON gauge (seen)",
  "an index less": "DROP INDEX alias_profile",
  "an index on an expression": "CREATE INDEX more ON gauge (abs(value + length(hex(zeroblob(1000000)))))",
  "an index on some rows": "CREATE INDEX more ON gauge (value) WHERE value > 1",
  "statistics that Bussola never makes": "ANALYZE",
  "a virtual table": "CREATE VIRTUAL TABLE more USING fts5(a)",
};

/** Statements of the schema, replaced in the file; both have the same length. */
const rewritten = {
  "another type": ["value       INTEGER", "value       ANY    "],
  "a check": ["value       INTEGER NOT NULL", "value INT CHECK (random())"],
  "a default that is computed": ["TEXT    NOT NULL DEFAULT ''", "TEXT DEFAULT(hex(random()))"],
  "a table that is not strict": [") STRICT, WITHOUT ROWID", ")         WITHOUT ROWID"],
  "a comment": ["gauge (\n    profile", "gauge (\n/**/profile"],
  "an invalid statement": ["CREATE TABLE milestone (", "CREATE TABLE milestone ["],
};

function prepare(path, what) {
  if (what in prepared) {
    inside(path, (db) => db.exec(prepared[what]));
  } else {
    const bytes = readFileSync(path, "latin1");
    const [from, to] = rewritten[what];
    assert.ok(bytes.includes(from), what);
    writeFileSync(path, bytes.replaceAll(from, to.padEnd(from.length).slice(0, from.length)), "latin1");
  }
  rmSync(`${path}-wal`, { force: true });
  rmSync(`${path}-shm`, { force: true });
}

/** The same tables in UTF-16. */
function toUtf16(path) {
  const made = inside(path, (db) => db.prepare("SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL").all());
  rmSync(path);
  inside(path, (db) => {
    db.exec("PRAGMA encoding = 'UTF-16'");
    for (const { sql } of made) db.exec(sql);
    db.exec(`PRAGMA application_id = ${0x42757373}; PRAGMA user_version = ${SCHEMA}`);
  });
}

/** A data directory with a copy of a database. */
function place(t, database) {
  const home = makeHome(t);
  mkdirSync(folderOf(home), { recursive: true, mode: 0o700 });
  copyFileSync(database, databaseOf(home));
  return home;
}

const count = (db, table) => Object.values(db.prepare(`SELECT count(*) FROM ${table}`).get())[0];

const KINDS = [...Object.keys(prepared), ...Object.keys(rewritten)];

test("restore refuses a manipulated backup and leaves the database unchanged", async (t) => {
  const home = await fill(t);
  const backup = join(home, "backup.db");
  assert.equal(cli(home, "backup", backup).code, 0);
  const before = readFileSync(databaseOf(home));
  const files = readdirSync(folderOf(home)).sort();
  for (const what of KINDS) {
    const file = join(home, "prepared.db");
    copyFileSync(backup, file);
    prepare(file, what);
    const { code, err } = cli(home, "restore", file);
    assert.equal(code, 1, what);
    assert.match(err, /prepared\.db/, what);
    if (what !== "an invalid statement") assert.match(err, /restore another backup/, what);
    assert.ok(before.equals(readFileSync(databaseOf(home))), `${what}: the database was touched`);
    assert.deepEqual(readdirSync(folderOf(home)).sort(), files, what);
  }
  assert.equal(cli(home, "restore", backup).code, 0, "the backup itself");
});

test("a manipulated database acknowledges nothing, doctor names it, recover saves its rows", async (t) => {
  const whole = await fill(t);
  for (const what of KINDS) {
    const home = place(t, databaseOf(whole));
    prepare(databaseOf(home), what);
    const before = readFileSync(databaseOf(home));
    const host = startHost(t, home);
    const reason = what === "an invalid statement" ? "damaged" : "altered";
    for (const request of [
      observation(),
      { id: 1, type: "profiles" },
      { id: 2, type: "export", format: "json" },
    ]) {
      const { ok, error } = await host.ask(request);
      assert.deepEqual([ok, error?.code, error?.field], [false, "storage", reason], what);
    }
    assert.equal(cli(home, "status").code, 1, what);
    const { out } = cli(home, "doctor");
    assert.match(out, /bussola recover/, what);
    assert.ok(before.equals(readFileSync(databaseOf(home))), `${what}: the database was touched`);

    const done = cli(home, "recover");
    assert.equal(done.code, 0, `${what}: ${done.err}`);
    if (reason === "altered") assert.match(done.out, /Another program .* set aside as/, what);
    const aside = readdirSync(folderOf(home)).find((name) => name.includes(".damaged-"));
    assert.ok(before.equals(readFileSync(join(folderOf(home), aside))), what);
    inside(databaseOf(home), (db) => {
      assert.deepEqual(
        [count(db, "gauge"), count(db, "tally"), count(db, "profile")],
        [LEVELS.length, DAYS, 1],
        what,
      );
      assert.deepEqual(
        db.prepare("SELECT name FROM sqlite_schema WHERE name IN ('t', 'more')").all(),
        [],
        what,
      );
    });
    assert.equal((await host.ask(observation())).ok, true, what);
    assert.equal(await host.end(), 0);
    assert.match(cli(home, "recover").out, /is whole/, what);
  }
});

test("a trigger added beside a running host stops its saves", async (t) => {
  const home = await fill(t);
  const host = startHost(t, home);
  assert.equal((await host.ask(observation())).ok, true);
  inside(databaseOf(home), (db) => db.exec(prepared["a trigger that ignores every row"]));
  const reply = await host.ask(observation());
  assert.deepEqual([reply.ok, reply.error?.field], [false, "altered"]);
  inside(databaseOf(home), (db) => db.exec("DROP TRIGGER t"));
  assert.equal((await host.ask(observation())).ok, true);
  await host.end();
});

test("the importer and every command refuse a manipulated database", async (t) => {
  const home = await fill(t);
  prepare(databaseOf(home), "a trigger that deletes");
  const before = readFileSync(databaseOf(home));
  const importer = startHost(t, home, { program: IMPORT });
  const reply = await importer.ask({ id: 1, type: "import", file: { name: "a.zip", size: 1000 } });
  assert.deepEqual([reply.error?.code, reply.error?.field], ["storage", "altered"]);
  await importer.end();
  const commands = [
    ["status"],
    ["history"],
    ["why"],
    ["profiles"],
    ["export"],
    ["backup", join(home, "copy.db")],
    ["goal"],
    ["retention"],
    ["forget", "--all", "--yes"],
  ];
  for (const command of commands) {
    const { code, err } = cli(home, ...command);
    assert.equal(code, 1, command[0]);
    assert.match(err.replace(/\s+/g, " "), /Another program .* bussola recover/, command[0]);
  }
  assert.ok(before.equals(readFileSync(databaseOf(home))));
});

test("every page size is accepted, and recovered", async (t) => {
  const whole = await fill(t);
  for (const size of [512, 65536]) {
    const home = makeHome(t);
    const backup = join(home, "backup.db");
    copyFileSync(databaseOf(whole), backup);
    inside(backup, (db) => db.exec(`PRAGMA journal_mode = DELETE; PRAGMA page_size = ${size}; VACUUM`));
    assert.equal(cli(home, "restore", backup).code, 0, String(size));
    inside(databaseOf(home), (db) => {
      assert.equal(Object.values(db.prepare("PRAGMA page_size").get())[0], size);
      db.exec(prepared["a trigger that deletes"]);
    });
    const done = cli(home, "recover");
    assert.equal(done.code, 0, done.err);
    inside(databaseOf(home), (db) => {
      assert.deepEqual(
        [count(db, "gauge"), count(db, "tally"), count(db, "profile")],
        [LEVELS.length, DAYS, 1],
      );
    });
  }
});

test("a backup with a journal beside it is refused", async (t) => {
  const home = await fill(t);
  const backup = join(home, "backup.db");
  assert.equal(cli(home, "backup", backup).code, 0);
  writeFileSync(`${backup}-journal`, "the rows before");
  const { code, err } = cli(home, "restore", backup);
  assert.equal(code, 1);
  assert.match(err, /journal/);
  rmSync(`${backup}-journal`);
  assert.equal(cli(home, "restore", backup).code, 0);
});

test("text of another encoding is refused", async (t) => {
  const home = await fill(t);
  const file = join(home, "utf16.db");
  assert.equal(cli(home, "backup", file).code, 0);
  toUtf16(file);
  const { code, err } = cli(home, "restore", file);
  assert.equal(code, 1);
  assert.match(err, /restore another backup/);
});

test("a name of 100 MB is refused, and takes no memory", withinBudget, async (t) => {
  const home = await fill(t);
  const backup = join(home, "long.db");
  assert.equal(cli(home, "backup", backup).code, 0);
  const long = "UPDATE profile SET label = hex(zeroblob(50000000))";
  inside(backup, (db) => db.exec(long));
  assert.equal(cli(home, "restore", backup).code, 1);
  copyFileSync(backup, databaseOf(home));
  const host = startHost(t, home);
  const { error } = await host.ask({ id: 1, type: "profiles" });
  assert.deepEqual([error?.code, error?.field], ["storage", "damaged"]);
  const status = readFileSync(`/proc/${host.pid}/status`, "utf8");
  const peak = Number(/^VmHWM:\s+(\d+) kB$/m.exec(status)[1]);
  t.diagnostic(`${peak} KB at its most`);
  assert.ok(peak <= 16 * 1024, `${peak} KB`);
  const done = cli(home, "recover");
  assert.equal(done.code, 0, done.err);
  inside(databaseOf(home), (db) => {
    assert.deepEqual([count(db, "gauge"), count(db, "tally")], [LEVELS.length, DAYS]);
    assert.equal(db.prepare("SELECT key FROM profile").get().key, "ines-prova");
  });
  assert.equal((await host.ask(observation())).ok, true);
  await host.end();
});

const TOO_LARGE = "9223372036854775807";
const TOO_SMALL = "-9223372036854775808";
const text = (hex) => `CAST(x'${hex}' AS TEXT)`;
const official = (value) =>
  `INSERT INTO official (profile, at, at_offset, total, brand, people, insights, relationships)
   SELECT id, first_seen, 0, ${value}, 1, 1, 1, 1 FROM profile`;

/** Values that Bussola never stores, by the statement that adds them. */
const implausible = {
  "a label that is not UTF-8": `UPDATE profile SET label = ${text("ff22fe5c")}`,
  "half a character": `UPDATE profile SET label = ${text("41e282")}`,
  "a surrogate": `UPDATE profile SET label = ${text("eda080")}`,
  "a label with a NUL": "UPDATE profile SET label = 'a' || char(0) || 'b'",
  "a label of many characters": "UPDATE profile SET label = replace(hex(zeroblob(200)), '00', '€')",
  "a key that is not UTF-8": `UPDATE profile SET key = ${text("616cff")}`,
  "a model of another encoding": `INSERT INTO model VALUES (99, ${text("ff")}, 'x')`,
  "a value beyond all": `UPDATE gauge SET value = ${TOO_LARGE}`,
  "a value below zero": "UPDATE gauge SET value = -1",
  "a count beyond all": `UPDATE tally SET count = ${TOO_LARGE}`,
  "days beyond the calendar": "UPDATE tally SET day = day + 9000000000",
  "days before the calendar": "UPDATE tally SET day = day - 9000000000",
  "a cover without end": `UPDATE cover SET from_day = ${TOO_SMALL}, to_day = ${TOO_LARGE}`,
  "moments beyond the calendar": `UPDATE gauge SET at = at + 9000000000000000000, seen = ${TOO_LARGE}`,
  "offsets of weeks": "UPDATE gauge SET at_offset = 32767, seen_offset = -32768",
  "a profile seen before time began": `UPDATE profile SET first_seen = ${TOO_SMALL}`,
  "a time zone since ever": `INSERT INTO zone VALUES (${TOO_SMALL}, ${TOO_LARGE}, 60)`,
  "an infinite number": official("9e999"),
  "a number below infinity": official("1e308"),
  "a number above 100": official("5000"),
  "a goal beyond all": `INSERT INTO goal SELECT id, 'comments', ${TOO_LARGE}, ${TOO_LARGE} FROM profile`,
};

/** The cases about text: not even the damaged database makes an export that cannot be imported. */
const texts = Object.keys(implausible).slice(0, Object.keys(implausible).indexOf("a value beyond all"));

function readsBack(t, home, what) {
  const file = join(home, "all.json");
  assert.equal(cli(home, "export", "-o", file).code, 0, what);
  const { code, err } = cli(makeHome(t), "import", "--profile", "me", file);
  assert.equal(code, 0, `${what}: ${err}`);
}

test("impossible values are not restored; replies stay UTF-8 and recover drops them", async (t) => {
  const whole = await fill(t);
  for (const [what, sql] of Object.entries(implausible)) {
    const home = place(t, databaseOf(whole));
    inside(databaseOf(home), (db) => db.exec(sql));
    inside(databaseOf(home), (db) => db.exec("PRAGMA wal_checkpoint(TRUNCATE)"));
    const other = place(t, databaseOf(whole));
    const before = readFileSync(databaseOf(other));
    const refused = cli(other, "restore", databaseOf(home));
    assert.equal(refused.code, 1, what);
    assert.match(refused.err, /nothing was replaced/, what);
    assert.ok(before.equals(readFileSync(databaseOf(other))), what);

    const host = startHost(t, home);
    for (const request of [
      { id: 1, type: "profiles" },
      { id: 2, type: "state" },
      { id: 3, type: "export", format: "json" },
    ]) {
      const reply = await host.ask(request);
      assert.doesNotMatch(JSON.stringify(reply), /\uFFFD/, `${what}: ${request.type}`);
    }
    assert.equal(await host.end(), 0, what);
    if (texts.includes(what)) readsBack(t, home, what);
    assert.match(cli(home, "doctor").out, /damaged.*bussola recover/, what);
    assert.match(cli(home, "recover").out, /set aside/, what);
    inside(databaseOf(home), (db) => assert.equal(count(db, "profile"), 1, what));
    assert.match(cli(home, "recover").out, /is whole/, what);
    readsBack(t, home, what);
    assert.equal(cli(home, "status").code, 0, what);
  }
});
