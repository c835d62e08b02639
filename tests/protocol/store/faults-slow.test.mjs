/**
 * The disk fails under the programs at their n-th call of each kind, from the creation of the
 * database on: the failure is reported, nothing stored is lost, and the next attempt stores once.
 */

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import test from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { CLI, preloading } from "../../lib/paths.mjs";
import { member, NAME } from "../../fixtures/archives/member.mjs";
import { zip } from "../../fixtures/archives/zip.mjs";
import { CLOCK } from "../../lib/clock.mjs";
import { Disk, KINDS } from "../../lib/disk.mjs";
import { HOST, Host, day, makeHome, moment, observation, startHost } from "../../lib/host.mjs";

const dataOf = (home) => join(home, "data");

/** A few ordinary requests; the two observations count one search each. */
function requests() {
  const event = { signal: "people_searches", day: day(), count: 1 };
  return [
    { id: 1, type: "hello", client: { name: "test", version: "1", browser: "test", instance: "faults" } },
    observation({ id: 2, events: [event] }),
    observation({ id: 3, events: [event], gauges: [{ signal: "connections", value: 7, bound: "exact" }] }),
    { id: 4, type: "history" },
    { id: 5, type: "state" },
  ];
}

/** Asserts that a failed answer names its error and has a real failure as its cause. */
async function asked(host, message, disk, where, field) {
  const reply = await host.ask(message);
  if (!reply.ok && reply.error.code !== "unknown_profile") {
    const said = `${where}: ${JSON.stringify(reply)}`;
    assert.ok(["storage", "busy"].includes(reply.error.code), said);
    assert.ok(reply.error.message.length > 10, said);
    assert.ok(disk.failed, said);
    if (field !== undefined) assert.equal(reply.error.field, field, said);
  }
  return reply.ok;
}

/** Asserts that `searches` were stored in `requests` observations. */
function assertStored(home, searches, requests) {
  const db = new DatabaseSync(join(dataOf(home), "bussola/bussola.db"), { readOnly: true });
  const get = (sql) => Object.values(db.prepare(sql).get())[0];
  assert.equal(get("SELECT * FROM pragma_integrity_check"), "ok");
  const local = "signal = 'people_searches' AND source = 'local'";
  assert.equal(get(`SELECT total(count) FROM tally WHERE ${local}`), searches);
  assert.equal(get("SELECT count(*) FROM request"), requests);
  db.close();
}

/** Whether a directory exists and is private: a confined host can create or change neither. */
function isPrivate(directory) {
  return existsSync(directory) && (statSync(directory).mode & 0o77) === 0;
}

/** Runs a host through all requests; returns whether the n-th call of the kind was reached. */
async function liveWith(home, disk, kind, n, { once, code, field }) {
  const where = `${kind}, call ${n}, ${once ? "once" : "from then on"}`;
  disk.break(kind, n, { once, code });
  let host = new Host(home, { env: disk.env });
  try {
    const messages = requests();
    const first = [];
    for (const message of messages) first.push(await asked(host, message, disk, where, field));
    const failed = disk.failed;
    disk.mend();
    if (!isPrivate(join(dataOf(home), "bussola"))) {
      /*
       * A host confined without such a directory can never use one; the extension starts another
       * host.
       */
      assert.equal(await host.end(), 0, host.stderr);
      host = new Host(home, { env: disk.env });
    }
    for (const [i, message] of messages.entries()) {
      const reply = await host.ask(message);
      const said = `${where}, ${first[i] ? "acknowledged" : "refused"} before: ${JSON.stringify(reply)}`;
      assert.ok(reply.ok, said);
    }
    assert.equal(await host.end(), 0, host.stderr);
    return failed;
  } finally {
    await host.kill();
  }
}

/** A home with ten searches in a database and its WAL. */
async function makePast(t) {
  const home = makeHome(t);
  const host = new Host(home);
  const events = [{ signal: "people_searches", day: day(-1), count: 10 }];
  assert.ok((await host.ask(observation({ at: moment(-1), events }))).ok);
  await host.kill();
  return home;
}

for (const kind of KINDS.filter((kind) => kind !== "any")) {
  test(`the host reports, continues and loses nothing wherever ${kind} fails`, preloading, async (t) => {
    const past = await makePast(t);
    for (const from of [null, past]) {
      for (const once of [true, false]) {
        const home = makeHome(t);
        const disk = new Disk(home);
        for (let n = 1, failed = true; failed; n += 1) {
          rmSync(dataOf(home), { recursive: true, force: true });
          if (from) cpSync(dataOf(from), dataOf(home), { recursive: true });
          failed = await liveWith(home, disk, kind, n, { once });
          assertStored(home, from ? 12 : 2, from ? 3 : 2);
          assert.ok(failed || n > 1 || from, "no such call was met");
        }
      }
    }
  });
}

test("a full disk is reported as such at every call", async (t) => {
  const past = await makePast(t);
  const home = makeHome(t);
  const disk = new Disk(home);
  for (const from of [null, past]) {
    for (let n = 1, failed = true; failed; n += 1) {
      rmSync(dataOf(home), { recursive: true, force: true });
      if (from) cpSync(dataOf(from), dataOf(home), { recursive: true });
      failed = await liveWith(home, disk, "any", n, { code: "ENOSPC", field: "full" });
      assertStored(home, from ? 12 : 2, from ? 3 : 2);
    }
  }
});

/** Everything that an import stores. */
function archived(home) {
  const db = new DatabaseSync(join(dataOf(home), "bussola/bussola.db"), { readOnly: true });
  const rows = (table) =>
    db.prepare(`SELECT * FROM ${table} WHERE source = 'archive' ORDER BY 1, 2, 3, 4`).all();
  const all = JSON.stringify(["gauge", "tally", "cover"].map(rows));
  db.close();
  return all;
}

test("an import reports and stores all or nothing wherever the disk fails", preloading, async (t) => {
  const past = await makePast(t);
  const archive = join(past, NAME);
  writeFileSync(archive, zip(member()));
  const bring = (home, env = {}) =>
    spawnSync(CLI, ["import", "--profile", "ines-prova", archive], {
      env: { PATH: "", HOME: home, XDG_DATA_HOME: dataOf(home), LC_ALL: "C", ...CLOCK, ...env },
      encoding: "utf8",
    });
  const begin = (home) => {
    rmSync(dataOf(home), { recursive: true, force: true });
    cpSync(dataOf(past), dataOf(home), { recursive: true });
  };
  const home = makeHome(t);
  begin(home);
  const nothing = archived(home);
  assert.equal(bring(home).status, 0);
  const wanted = archived(home);
  assert.notEqual(wanted, nothing);
  const disk = new Disk(home);
  for (const kind of ["write", "sync"]) {
    for (let n = 1, failed = true; failed; n += 1) {
      begin(home);
      disk.break(kind, n);
      const { status, stderr } = bring(home, disk.env);
      ({ failed } = disk);
      disk.mend();
      const where = `${kind}, call ${n}: ${stderr}`;
      if (status !== 0) assert.match(stderr, /^bussola: .{10}/, where);
      assert.ok([nothing, wanted].includes(archived(home)), where);
      if (status !== 0) assert.equal(bring(home).status, 0, where);
      assert.equal(archived(home), wanted, where);
      assertStored(home, 10, 1);
    }
  }
});

/*
 * A small disk of its own, visible to the host only; its filler is removed when `room` is
 * requested.
 */
const SMALL_DISK = `
mount -t tmpfs -o size=640k tmpfs "$XDG_DATA_HOME" || exit 1
head -c 320k /dev/zero >"$XDG_DATA_HOME/ballast"
(
  while [ ! -e "$HOME/room" ]; do sleep 0.02; done
  rm "$XDG_DATA_HOME/ballast"
  : >"$HOME/roomy"
) >/dev/null 2>&1 </dev/null &
exec "$0"`;
const namespaces = spawnSync("unshare", ["-rm", "true"]).status === 0;

test(
  "a full disk is reported, the host continues, and storing resumes with free space",
  { skip: !namespaces && "the kernel gives no namespaces to make a small disk in" },
  async (t) => {
    const home = makeHome(t);
    mkdirSync(dataOf(home));
    const host = startHost(t, home, { program: "unshare", args: ["-rm", "sh", "-c", SMALL_DISK, HOST] });
    const search = () =>
      observation({
        events: [{ signal: "people_searches", day: day(), count: 1 }],
        gauges: [{ signal: "connections", value: 100 + stored, bound: "exact" }],
      });
    let stored = 0;
    let refused = null;
    while (refused === null) {
      const message = search();
      const reply = await host.ask(message);
      if (reply.ok) stored += 1;
      else refused = { message, error: reply.error };
      assert.ok(stored < 1000, "the disk was never full");
    }
    assert.deepEqual([refused.error.code, refused.error.field], ["storage", "full"]);
    assert.match(refused.error.message, /disk is full/);
    const searches = async () => {
      const { state } = await host.ask({ id: 1, type: "state" });
      return state.pillars[1].signals[0].value;
    };
    assert.equal(await searches(), stored);
    assert.equal((await host.ask(refused.message)).error.field, "full");
    writeFileSync(join(home, "room"), "");
    while (!existsSync(join(home, "roomy"))) await sleep(10);
    assert.equal((await host.ask(refused.message)).ok, true);
    assert.equal((await host.ask(refused.message)).ok, true);
    assert.equal(await searches(), stored + 1);
    assert.equal(await host.end(), 0);
  },
);
