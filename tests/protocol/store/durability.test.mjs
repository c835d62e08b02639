/** What is on the disk, with which permissions, and what of it is exported. */

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { copyFileSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import test from "node:test";
import { day, makeHome, observation, startHost } from "../../lib/host.mjs";
import { SCHEMA } from "../../lib/versions.mjs";

const databaseOf = (home) => join(home, "data/bussola/bussola.db");

function search(count) {
  return observation({ events: [{ signal: "people_searches", day: day(), count }] });
}

test("files are private to their owner, and nothing else is written", async (t) => {
  const home = makeHome(t);
  const host = startHost(t, home, { shell: "umask 000" });
  await host.ask(search(1));
  const list = execFileSync("find", [home, "-mindepth", "1", "-printf", "%m %y %P\n"]).toString();
  assert.deepEqual(list.trim().split("\n").sort(), [
    "600 f data/bussola/bussola.db",
    "600 f data/bussola/bussola.db-shm",
    "600 f data/bussola/bussola.db-wal",
    "600 f data/bussola/bussola.lock",
    "600 f data/bussola/bussola.log",
    "700 d data",
    "700 d data/bussola",
  ]);
  await host.end();
});

test("the database file identifies itself", async (t) => {
  const home = makeHome(t);
  const host = startHost(t, home);
  await host.ask(search(1));
  await host.end();
  const db = new DatabaseSync(databaseOf(home));
  const get = (name) => Object.values(db.prepare(`PRAGMA ${name}`).get())[0];
  assert.equal(get("application_id"), 0x42757373);
  assert.equal(get("user_version"), SCHEMA);
  assert.equal(get("journal_mode"), "wal");
  const loose = db.prepare(
    "SELECT name FROM pragma_table_list WHERE schema='main' AND NOT strict AND name NOT LIKE 'sqlite_%'",
  );
  assert.deepEqual(loose.all(), []);
  db.close();
});

test("no file holds forgotten data", async (t) => {
  const home = makeHome(t);
  const mark = "forgetme-zyxw-4711";
  const kept = "keepme-abcd-1234";
  const host = startHost(t, home);
  const other = startHost(t, home);
  await host.ask(observation({ profile: { key: kept, aliases: [`alias-${kept}`] } }));
  for (let i = 0; i < 30; i++) {
    await host.ask(
      observation({
        profile: { key: mark, aliases: [`${mark}-${i}`], label: `Label ${mark}` },
        gauges: [{ signal: "connections", value: 100 + i, bound: "exact" }],
      }),
    );
  }
  await other.ask({ id: 1, type: "state" });
  const reply = await host.ask({ id: 2, type: "forget", profile: { key: `${mark}-7` } });
  assert.equal(reply.forgotten.profiles, 1);
  assert.ok(reply.forgotten.rows > 30);
  const holds = (text) =>
    readdirSync(join(home, "data/bussola")).filter((name) =>
      readFileSync(join(home, "data/bussola", name)).includes(text),
    );
  assert.deepEqual(holds(mark), []);
  assert.deepEqual(holds(kept), ["bussola.db"]);
  assert.deepEqual(
    (await other.ask({ id: 3, type: "profiles" })).profiles.map(({ key }) => key),
    [kept],
  );
  assert.deepEqual((await host.ask({ id: 4, type: "forget", all: true })).forgotten.profiles, 1);
  assert.deepEqual(holds(kept), []);
  await host.end();
  await other.end();
});

test("an export in parts is one document, and holds every row", async (t) => {
  const home = makeHome(t);
  const host = startHost(t, home);
  const days = Object.fromEntries(Array.from({ length: 2000 }, (_, i) => [day(-i), 1 + (i % 7)]));
  const signals = ["posts", "comments", "reactions"];
  const tallies = signals.map((signal) => ({ signal, from: day(-1999), to: day(), days }));
  await host.ask(observation({ profile: { key: "=cmd|'x'!A1" }, tallies }));
  await host.ask({ id: 1, type: "history", step: "day" });
  const documents = {};
  for (const format of ["json", "csv"]) {
    let text = "";
    let pieces = 0;
    let cursor;
    do {
      const reply = await host.ask({ id: 2, type: "export", format, ...(cursor ? { cursor } : {}) });
      assert.equal(reply.ok, true);
      text += reply.data;
      cursor = reply.cursor;
      pieces += 1;
    } while (cursor !== null);
    assert.ok(pieces > 1, "this export is large enough for several pieces");
    documents[format] = text;
  }
  const { format, version, records } = JSON.parse(documents.json);
  assert.deepEqual([format, version], ["bussola", 1]);
  const count = (kind) => records.filter(({ record }) => record === kind).length;
  assert.deepEqual(["profile", "tally", "cover", "snapshot"].map(count), [1, 6000, 3, 2000]);
  const lines = documents.csv.trimEnd().split("\r\n");
  assert.equal(lines.length, 1 + records.length);
  assert.match(lines[1], /^profile,"'=cmd\|'x'!A1",/);
  await host.end();
});

test("ten years of days fit one reply, thinned to months unless another step is requested", async (t) => {
  const home = makeHome(t);
  const host = startHost(t, home);
  const span = { signal: "posts", from: day(-3652), to: day(), days: { [day(-3652)]: 1, [day()]: 2 } };
  await host.ask(observation({ tallies: [span] }));
  const daily = await host.ask({ id: 1, type: "history", step: "day" });
  assert.equal(daily.series.day.length, 3653);
  for (const column of Object.values(daily.series)) assert.equal(column.length, 3653);
  const auto = await host.ask({ id: 2, type: "history" });
  const months = new Set(daily.series.day.map((text) => text.slice(0, 7)));
  assert.deepEqual(
    auto.series.day,
    [...months].map((month) => daily.series.day.findLast((text) => text.startsWith(month))),
  );
  const weekly = await host.ask({ id: 3, type: "history", step: "week" });
  for (const text of weekly.series.day.slice(0, -1)) assert.equal(new Date(text).getUTCDay(), 0);
  await host.end();
});

test("a WAL that grew beside a reader is truncated when the reader has gone", async (t) => {
  const home = makeHome(t);
  const host = startHost(t, home);
  await host.ask(search(1));
  const size = () => statSync(`${databaseOf(home)}-wal`).size;
  const reader = new DatabaseSync(databaseOf(home));
  reader.exec("BEGIN; SELECT count(*) FROM gauge");
  while (size() < 2 ** 20) assert.equal((await host.ask(search(1))).ok, true);
  assert.equal((await host.ask({ id: 1, type: "state" })).ok, true);
  reader.exec("COMMIT");
  reader.close();
  assert.equal((await host.ask({ id: 2, type: "state" })).ok, true);
  assert.equal((await host.ask({ id: 3, type: "profiles" })).ok, true);
  assert.equal(size(), 0);
  assert.equal((await host.ask(search(1))).ok, true);
});

test("two hosts keep the WAL short, and copy it to the database when they are idle", async (t) => {
  const home = makeHome(t);
  const hosts = [startHost(t, home), startHost(t, home)];
  const size = () => statSync(`${databaseOf(home)}-wal`).size;
  let saves = 0;
  const save = async () => assert.equal((await hosts[saves++ % 2].ask(search(1))).ok, true);
  while (saves < 200) await save();
  assert.ok(size() < 0.8 * 2 ** 20, `${size()} bytes`);

  /* Beside a reader nothing can be copied. */
  const reader = new DatabaseSync(databaseOf(home));
  reader.exec("BEGIN; SELECT count(*) FROM request");
  while (size() < 0.9 * 2 ** 20) await save();
  reader.exec("COMMIT");
  reader.close();
  for (const type of ["state", "profiles"]) {
    for (const host of hosts) assert.equal((await host.ask({ id: 1, type })).ok, true);
  }
  const alone = join(home, "without-the-wal.db");
  copyFileSync(databaseOf(home), alone);
  const copy = new DatabaseSync(alone);
  assert.equal(copy.prepare("SELECT count(*) AS saves FROM request").get().saves, saves);
  copy.close();
});
