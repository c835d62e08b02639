/**
 * recover sets a damaged database aside unchanged and saves its readable rows, and running hosts
 * continue.
 */

import assert from "node:assert/strict";
import {
  copyFileSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
  writeSync,
  closeSync,
} from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import test from "node:test";
import { cli } from "../../lib/command.mjs";
import { databaseOf, day, folderOf, makeHome, moment, observation, startHost } from "../../lib/host.mjs";
import { LEVELS } from "../lib/levels.mjs";

const logOf = (home) => `${databaseOf(home)}-wal`;

const SIGNALS = ["posts", "comments", "reactions", "messages_sent", "people_searches", "profiles_viewed"];
const DAYS = 800;

/** A user with enough days for tables of many pages; everything is in the database file itself. */
async function fill(t, home) {
  const host = startHost(t, home);
  const days = Object.fromEntries(Array.from({ length: DAYS }, (_, i) => [day(-i), 1 + (i % 7)]));
  const tallies = SIGNALS.map((signal) => ({
    signal,
    from: day(1 - DAYS),
    to: day(),
    days,
  }));
  const gauges = [{ signal: "connections", value: 268, bound: "exact" }];
  assert.equal((await host.ask(observation({ tallies, gauges }))).ok, true);
  await host.ask({ id: 1, type: "history", step: "day" });
  await host.end();
  const db = new DatabaseSync(databaseOf(home));
  db.exec("PRAGMA wal_checkpoint(TRUNCATE)");
  db.close();
}

/** Rows by table, through SQLite alone. */
function rows(home) {
  const db = new DatabaseSync(databaseOf(home));
  assert.equal(Object.values(db.prepare("PRAGMA integrity_check").get())[0], "ok");
  assert.deepEqual(db.prepare("PRAGMA foreign_key_check").all(), []);
  const count = (table) => Object.values(db.prepare(`SELECT count(*) FROM ${table}`).get())[0];
  const tables = ["profile", "gauge", "tally", "cover", "official", "snapshot", "request", "alias"];
  const found = Object.fromEntries(tables.map((table) => [table, count(table)]));
  db.close();
  return found;
}

function overwrite(path, from, bytes) {
  const file = openSync(path, "r+");
  writeSync(file, bytes, 0, bytes.length, from);
  closeSync(file);
}

const garbage = (size) => Buffer.from(Array.from({ length: size }, (_, i) => (i * 167 + 13) % 251));

const aside = (home) => readdirSync(folderOf(home)).filter((name) => name.includes(".damaged-"));

/** Recovers; asserts that the old file is set aside byte for byte, and that a host continues. */
async function recovered(t, home) {
  const before = readFileSync(databaseOf(home));
  const host = startHost(t, home);
  const reply = await host.ask(observation({ id: 7 }));
  assert.deepEqual([reply.ok, reply.error?.code], [false, "storage"]);
  const { field } = reply.error;
  const done = cli(home, "recover");
  assert.equal(done.code, 0, done.err);
  const [name] = aside(home);
  assert.match(name, /^bussola\.db\.damaged-\d{4}-\d\d-\d\dT\d{6}Z$/);
  assert.ok(done.out.includes(name), done.out);
  assert.ok(before.equals(readFileSync(join(folderOf(home), name))), "set aside, but not as it was");
  assert.equal(statSync(join(folderOf(home), name)).mode & 0o777, 0o600);
  assert.equal(statSync(databaseOf(home)).mode & 0o777, 0o600);
  const found = rows(home);
  // The same host, still running, and a second attempt at what it could not store.
  assert.equal((await host.ask(observation({ id: 8 }))).ok, true);
  assert.equal(await host.end(), 0);
  assert.match(cli(home, "recover").out, /whole/);
  return { found, field, out: done.out };
}

test("damage costs only the damaged pages", async (t) => {
  const whole = makeHome(t);
  await fill(t, whole);
  const all = rows(whole);
  const bytes = readFileSync(databaseOf(whole));
  const pages = bytes.length / 4096;
  assert.ok(pages > 60, `${pages} pages are too few for this test`);
  const half = Math.floor(pages / 2);
  const cases = {
    "first page": [(home) => overwrite(databaseOf(home), 0, garbage(4096)), 1],
    header: [(home) => overwrite(databaseOf(home), 0, garbage(100)), 1],
    "pages in the middle": [(home) => overwrite(databaseOf(home), half * 4096, garbage(3 * 4096)), 0.9],
    "half a page": [(home) => overwrite(databaseOf(home), 4 * 4096, garbage(2048)), 0.9],
    truncated: [(home) => truncateSync(databaseOf(home), half * 4096 + 100), 0.3],
  };
  for (const [what, [damage, least]] of Object.entries(cases)) {
    const home = makeHome(t);
    mkdirSync(folderOf(home), { recursive: true, mode: 0o700 });
    copyFileSync(databaseOf(whole), databaseOf(home));
    damage(home);
    if (what === "pages in the middle" || what === "half a page") {
      // A host that reads none of these pages continues; the check finds them.
      const done = cli(home, "recover");
      assert.equal(done.code, 0, `${what}: ${done.err}`);
      assert.equal(aside(home).length, 1, what);
    } else {
      const { field } = await recovered(t, home);
      assert.equal(field, "damaged", what);
    }
    const found = rows(home);
    const sum = (counts) => counts.tally + counts.snapshot + counts.gauge;
    assert.ok(sum(found) >= least * sum(all), `${what}: ${JSON.stringify(found)} of ${JSON.stringify(all)}`);
    assert.equal(found.profile, 1, what);
  }
});

test("any single page may be lost, and the rest is recovered", async (t) => {
  const whole = makeHome(t);
  await fill(t, whole);
  const all = rows(whole);
  const pages = readFileSync(databaseOf(whole)).length / 4096;
  for (let page = 0; page < pages; page += 3) {
    const home = makeHome(t);
    mkdirSync(folderOf(home), { recursive: true, mode: 0o700 });
    copyFileSync(databaseOf(whole), databaseOf(home));
    overwrite(databaseOf(home), page * 4096, garbage(4096));
    const done = cli(home, "recover");
    assert.equal(done.code, 0, done.err);
    const found = rows(home);
    for (const table of ["tally", "snapshot"]) {
      assert.ok(found[table] >= all[table] - 150, `page ${page}: ${found[table]} of ${all[table]} ${table}`);
    }
    assert.equal(found.profile, 1, `page ${page}`);
    const db = new DatabaseSync(databaseOf(home));
    assert.equal(db.prepare("SELECT key FROM profile").get().key, "ines-prova", `page ${page}`);
    db.close();
  }
});

test("an empty file, and a WAL without its database, are not taken for a new start", async (t) => {
  for (const damage of [(home) => truncateSync(databaseOf(home), 0), (home) => rmSync(databaseOf(home))]) {
    const home = makeHome(t);
    const host = startHost(t, home);
    for (let i = 0; i < 5; i++) {
      const gauges = [{ signal: LEVELS[i], value: 30 + i, bound: "exact" }];
      assert.equal((await host.ask(observation({ gauges, at: `${day(-1)}T0${i}:00:00+00:00` }))).ok, true);
    }
    await host.kill();
    assert.ok(statSync(logOf(home)).size > 0);
    damage(home);
    const next = startHost(t, home);
    const reply = await next.ask(observation());
    assert.deepEqual([reply.error.code, reply.error.field], ["storage", "damaged"]);
    assert.equal(cli(home, "recover").code, 0);
    assert.equal(rows(home).gauge, 5);
    assert.equal(aside(home).filter((name) => name.endsWith("-wal")).length, 1);
    assert.equal((await next.ask(observation())).ok, true);
    await next.end();
  }
});

/** Ten acknowledged levels, each of a day of its own, all of them in the WAL alone. */
async function fillLog(t, home) {
  const host = startHost(t, home);
  for (let i = 0; i < 10; i++) {
    const gauges = [{ signal: "connections", value: 300 + i, bound: "exact" }];
    assert.equal((await host.ask(observation({ gauges, at: moment(i - 10) }))).ok, true);
  }
  await host.kill();
}

test("an overwritten WAL is detected before anything writes over it", async (t) => {
  const size = (home) => statSync(logOf(home)).size;
  const cases = {
    "its header": [(home) => overwrite(logOf(home), 0, garbage(32)), 10],
    "all of it": [(home) => overwrite(logOf(home), 0, garbage(size(home))), 0],
    "a frame in the middle": [
      (home) => overwrite(logOf(home), 32 + 4120 * Math.floor((size(home) - 32) / 4120 / 2), garbage(600)),
      8,
    ],
  };
  for (const [what, [damage, least]] of Object.entries(cases)) {
    const home = makeHome(t);
    await fillLog(t, home);
    damage(home);
    const log = readFileSync(logOf(home));
    const host = startHost(t, home);
    const reply = await host.ask(observation());
    assert.deepEqual([reply.error?.code, reply.error?.field], ["storage", "damaged"], what);
    assert.ok(log.equals(readFileSync(logOf(home))), `${what}: the log was touched`);
    const done = cli(home, "recover");
    assert.equal(done.code, 0, done.err);
    const name = aside(home).find((file) => file.endsWith("-wal"));
    assert.ok(log.equals(readFileSync(join(folderOf(home), name))), what);
    assert.ok(rows(home).gauge >= least, `${what}: ${rows(home).gauge}`);
    assert.equal((await host.ask(observation())).ok, true, what);
    await host.end();
  }
});

test("a truncated WAL is damage when its end was acknowledged, else a crash", async (t) => {
  const home = makeHome(t);
  await fillLog(t, home);
  truncateSync(logOf(home), statSync(logOf(home)).size - 1000);
  const crashed = makeHome(t);
  mkdirSync(folderOf(crashed), { recursive: true, mode: 0o700 });
  for (const path of [databaseOf, logOf]) copyFileSync(path(home), path(crashed));
  const host = startHost(t, home);
  assert.equal((await host.ask(observation())).error.field, "damaged");
  assert.equal(cli(home, "recover").code, 0);
  assert.equal((await host.ask(observation())).ok, true);
  await host.end();
  assert.ok(rows(home).gauge >= 9);
  // Without the index the last transaction is unknown: it may never have reached the disk.
  const other = startHost(t, crashed);
  assert.equal((await other.ask(observation())).ok, true);
  await other.end();
  assert.equal(rows(crashed).gauge, 9);
});

test("a garbled WAL index is rebuilt", async (t) => {
  const home = makeHome(t);
  await fillLog(t, home);
  writeFileSync(`${databaseOf(home)}-shm`, garbage(32768));
  const host = startHost(t, home);
  assert.equal((await host.ask(observation())).ok, true);
  await host.end();
  assert.equal(rows(home).gauge, 10);
});

test("another program's file is set aside unchanged, and nothing is taken from it", async (t) => {
  for (const make of [
    (path) => writeFileSync(path, "not a database at all, but long enough to be one header ".repeat(400)),
    (path) => {
      const db = new DatabaseSync(path);
      db.exec(
        "CREATE TABLE model (id INTEGER PRIMARY KEY, a TEXT, b TEXT); INSERT INTO model VALUES (1, 'x', 'y')",
      );
      db.close();
    },
  ]) {
    const home = makeHome(t);
    mkdirSync(folderOf(home), { recursive: true, mode: 0o700 });
    make(databaseOf(home));
    const { found, out } = await recovered(t, home);
    assert.deepEqual([found.profile, found.gauge, found.tally], [0, 0, 0]);
    assert.match(out, /Nothing in it could be read/);
  }
});

test("a newer schema is left alone by every command, in the WAL too", async (t) => {
  const home = makeHome(t);
  await fillLog(t, home);
  const db = new DatabaseSync(databaseOf(home));
  db.exec("PRAGMA wal_autocheckpoint = 0; PRAGMA user_version = 99; CREATE TABLE of_the_future (x)");
  const copy = makeHome(t);
  mkdirSync(folderOf(copy), { recursive: true, mode: 0o700 });
  for (const path of [databaseOf, logOf]) copyFileSync(path(home), path(copy));
  db.close();
  const before = [databaseOf, logOf].map((path) => readFileSync(path(copy)));
  const backup = join(copy, "backup.db");
  writeFileSync(backup, "");
  for (const args of [["recover"], ["backup", backup], ["status"], ["forget", "--all", "--yes"]]) {
    const done = cli(copy, ...args);
    assert.notEqual(done.code, 0, args.join(" "));
    assert.match(done.err, /newer/, args.join(" "));
    assert.deepEqual(
      [databaseOf, logOf].map((path) => readFileSync(path(copy)).equals(before.shift())),
      [true, true],
      args.join(" "),
    );
    before.push(...[databaseOf, logOf].map((path) => readFileSync(path(copy))));
  }
});

/** Cuts `bytes` off the end: every command sees damage, and recover loses only what was cut. */
async function cutBy(t, whole, bytes) {
  const home = makeHome(t);
  mkdirSync(folderOf(home), { recursive: true, mode: 0o700 });
  copyFileSync(databaseOf(whole), databaseOf(home));
  truncateSync(databaseOf(home), statSync(databaseOf(whole)).size - bytes);
  const checked = cli(home, "doctor");
  assert.notEqual(checked.code, 0, `${bytes}: ${checked.out}`);
  assert.match(checked.out, /bussola recover/, `${bytes}`);
  const { field, found } = await recovered(t, home);
  assert.equal(field, "damaged", `${bytes}`);
  return found;
}

test("a database cut by any number of bytes is damaged", async (t) => {
  const whole = makeHome(t);
  await fill(t, whole);
  const all = rows(whole);
  const sum = (counts) => counts.tally + counts.snapshot + counts.gauge;
  for (const bytes of [1, 9, 2048, 4095, 4096, 4097, 3 * 4096]) {
    const found = await cutBy(t, whole, bytes);
    assert.equal(found.profile, 1, `${bytes}`);
    assert.ok(sum(found) >= sum(all) - bytes / 8 - 2, `${bytes}: ${sum(found)} of ${sum(all)}`);
  }
});

test("a database that ends within a page is damaged", async (t) => {
  const home = makeHome(t);
  await fill(t, home);
  const all = rows(home);
  const { size } = statSync(databaseOf(home));
  overwrite(databaseOf(home), size, garbage(100));
  const { field, found } = await recovered(t, home);
  assert.equal(field, "damaged");
  assert.deepEqual([found.tally, found.snapshot], [all.tally, all.snapshot]);
});

test("a database with its last pages in the WAL is complete, also after a crash during the checkpoint", async (t) => {
  const home = makeHome(t);
  await fill(t, home);
  const { size } = statSync(databaseOf(home));
  const db = new DatabaseSync(databaseOf(home));
  db.exec(`PRAGMA wal_autocheckpoint = 0;
    WITH RECURSIVE many(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM many WHERE n < 2000)
    INSERT INTO request SELECT printf('request-%032d', n), 1700000000 FROM many`);
  for (const written of [0, 1000, 4096, 4097]) {
    const other = makeHome(t);
    mkdirSync(folderOf(other), { recursive: true, mode: 0o700 });
    for (const path of [databaseOf, logOf]) copyFileSync(path(home), path(other));
    overwrite(databaseOf(other), size, garbage(written));
    const host = startHost(t, other);
    assert.equal((await host.ask(observation())).ok, true, `${written}`);
    await host.end();
    assert.match(cli(other, "recover").out, /whole/, `${written}`);
  }
  db.close();
});

test("a truncated backup is not restored", async (t) => {
  const home = makeHome(t);
  await fill(t, home);
  const before = rows(home);
  const backup = join(home, "backup.db");
  assert.equal(cli(home, "backup", backup).code, 0);
  const { size } = statSync(backup);
  for (const bytes of [1, 4095, 4096]) {
    truncateSync(backup, size - bytes);
    const done = cli(home, "restore", backup);
    assert.equal(done.code, 1, `${bytes}: ${done.out}`);
    assert.match(done.err, /nothing was replaced/i, `${bytes}`);
  }
  assert.deepEqual(rows(home), before);
});
