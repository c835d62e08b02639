/** The database is replaced while hosts use it, and the replacing command is killed. */

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import {
  closeSync,
  copyFileSync,
  linkSync,
  mkdirSync,
  openSync,
  readdirSync,
  rmSync,
  writeFileSync,
  writeSync,
} from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import test from "node:test";
import { environment } from "../../lib/command.mjs";
import { CLI } from "../../lib/paths.mjs";
import { databaseOf, day, folderOf, makeHome, observation, startHost } from "../../lib/host.mjs";

const search = () => observation({ events: [{ signal: "people_searches", day: day(), count: 1 }] });

/** Runs a command and kills it after `after` milliseconds. Resolves to its exit code or signal. */
function cli(home, args, after) {
  const child = spawn(CLI, args, { env: environment(home), stdio: ["ignore", "ignore", "pipe"] });
  let said = "";
  child.stderr.on("data", (bytes) => (said += bytes));
  if (after !== undefined) setTimeout(() => child.kill("SIGKILL"), after);
  return new Promise((resolve) =>
    child.on("close", (code, signal) => resolve({ code: signal ?? code, said })),
  );
}

function requests(path) {
  const db = new DatabaseSync(path);
  assert.equal(Object.values(db.prepare("PRAGMA integrity_check").get())[0], "ok", path);
  const ids = db
    .prepare("SELECT id FROM request")
    .all()
    .map(({ id }) => id);
  db.close();
  return new Set(ids);
}

/**
 * Damages the page of an empty table, which no request of these hosts reads: it held nothing
 * acknowledged, and only the check can find it.
 */
function damageUnusedTable(path) {
  const db = new DatabaseSync(path, { readOnly: true });
  const { rootpage } = db.prepare("SELECT rootpage FROM sqlite_schema WHERE name = 'no_access'").get();
  const { page_size } = db.prepare("PRAGMA page_size").get();
  db.close();
  const file = openSync(path, "r+");
  writeSync(file, Buffer.alloc(8, 0xff), 0, 8, (rootpage - 1) * page_size);
  closeSync(file);
}

const aside = (home, kind) =>
  readdirSync(folderOf(home))
    .filter((name) => name.includes(`.${kind}-`) && !/-(wal|shm)$/.test(name))
    .map((name) => join(folderOf(home), name));

for (const command of ["restore", "recover"]) {
  test(`${command} beside eight running hosts: every acknowledged row is in one file or the other`, async (t) => {
    const home = makeHome(t);
    const hosts = Array.from({ length: 8 }, () => startHost(t, home));
    const backup = join(home, "backup.db");
    assert.equal((await hosts[0].ask(search())).ok, true);
    assert.equal((await cli(home, ["backup", backup])).code, 0);
    const acknowledged = [];
    let replaced = false;
    let stop = false;
    const work = hosts.map(async (host) => {
      while (!stop) {
        const message = search();
        const after = replaced;
        const reply = await host.ask(message);
        if (reply.ok) acknowledged.push({ id: message.request, after });
        else assert.ok(["busy", "storage"].includes(reply.error.code), JSON.stringify(reply));
      }
    });
    /** Until the hosts have stored a row, since the replacement or before it. */
    const stored = async (since) => {
      while (!acknowledged.some(({ after }) => after === since))
        await new Promise((resolve) => setTimeout(resolve, 20));
    };
    await stored(false);
    if (command === "recover") damageUnusedTable(databaseOf(home));
    const done = await cli(home, command === "restore" ? ["restore", backup] : ["recover"]);
    assert.equal(done.code, 0, done.said);
    replaced = true;
    await stored(true);
    stop = true;
    await Promise.all(work);
    const now = requests(databaseOf(home));
    for (const { id, after } of acknowledged)
      if (after) assert.ok(now.has(id), `${id} went to the file before`);
    if (command === "restore") {
      const [before] = aside(home, "replaced").map(requests);
      for (const { id } of acknowledged) assert.ok(now.has(id) || before.has(id), `${id} is nowhere`);
    } else {
      assert.equal(aside(home, "damaged").length, 1);
      for (const { id } of acknowledged) assert.ok(now.has(id), `${id} was not recovered`);
    }
    for (const host of hosts) assert.equal(await host.end(), 0);
  });
}

test("a killed restore leaves either database, complete", async (t) => {
  const home = makeHome(t);
  const host = startHost(t, home);
  const first = search();
  await host.ask(first);
  const backup = join(home, "backup.db");
  assert.equal((await cli(home, ["backup", backup])).code, 0);
  // Killed at moments within the time that a whole run takes here.
  const begun = performance.now();
  assert.equal((await cli(home, ["restore", backup])).code, 0);
  const whole = performance.now() - begun;
  let killed = 0;
  for (let round = 0; round < 40; round++) {
    const message = search();
    assert.equal((await host.ask(message)).ok, true);
    const { code } = await cli(home, ["restore", backup], Math.max(1, (whole * (round % 20)) / 20));
    killed += code === "SIGKILL" ? 1 : 0;
    assert.equal((await host.ask({ id: 1, type: "profiles" })).ok, true);
    const now = requests(databaseOf(home));
    assert.ok(now.has(first.request));
    const kept = aside(home, "replaced").some((path) => requests(path).has(message.request));
    assert.ok(now.has(message.request) || kept, `round ${round}: ${code}`);
    for (const path of aside(home, "replaced"))
      for (const end of ["", "-wal", "-shm"]) rmSync(path + end, { force: true });
  }
  assert.ok(killed > 5, `${killed} of 40 were killed`);
  await host.end();
  const next = startHost(t, home);
  assert.equal((await next.ask({ id: 1, type: "profiles" })).ok, true);
  await next.end();
  const left = readdirSync(folderOf(home)).filter((name) => /\.(new|next)/.test(name));
  assert.deepEqual(left, []);
});

test("the next program to open the database completes a pending replacement", async (t) => {
  const home = makeHome(t);
  const host = startHost(t, home);
  const before = search();
  await host.ask(before);
  const next = makeHome(t);
  const other = startHost(t, next);
  const after = search();
  await other.ask(after);
  await other.end();
  const copy = join(next, "copy.db");
  assert.equal((await cli(next, ["backup", copy])).code, 0);
  assert.equal((await cli(next, ["restore", copy])).code, 0);
  for (const left of ["decided", "log removed", "nothing decided"]) {
    const place = makeHome(t);
    mkdirSync(folderOf(place), { recursive: true, mode: 0o700 });
    for (const end of ["", "-wal", "-shm"]) copyFileSync(databaseOf(home) + end, databaseOf(place) + end);
    copyFileSync(databaseOf(next), `${databaseOf(place)}.${left === "nothing decided" ? "new" : "next"}`);
    if (left === "log removed") for (const end of ["-wal", "-shm"]) rmSync(databaseOf(place) + end);
    const opened = startHost(t, place);
    assert.equal((await opened.ask({ id: 1, type: "profiles" })).ok, true);
    await opened.end();
    const ids = requests(databaseOf(place));
    assert.deepEqual([...ids], [left === "nothing decided" ? before.request : after.request], left);
    assert.deepEqual(
      readdirSync(folderOf(place)).filter((name) => /\.(new|next)/.test(name)),
      [],
    );
  }
  await host.end();
});

test("files left by a killed replacement or backup are removed, and the database stays, whatever runs next", async (t) => {
  const home = makeHome(t);
  const host = startHost(t, home);
  const message = search();
  await host.ask(message);
  // The state after restore or recover was killed between setting aside and deciding.
  const leave = () => {
    for (const end of ["", "-wal", "-shm"])
      linkSync(databaseOf(home) + end, `${databaseOf(home)}.replaced-2026-01-01T000000Z${end}`);
    for (const end of ["", "-journal"])
      writeFileSync(`${databaseOf(home)}.backup-2026-01-01T000000Z.part${end}`, "half a backup");
  };
  const left = () => readdirSync(folderOf(home)).filter((name) => /2026-01-01/.test(name));
  const whole = async () => {
    assert.ok(requests(databaseOf(home)).has(message.request));
    assert.equal((await host.ask({ id: 1, type: "profiles" })).profiles.length, 1);
  };
  leave();
  assert.equal((await cli(home, ["forget", "--backups", "--yes"])).code, 0);
  assert.deepEqual(left(), []);
  await whole();
  leave();
  assert.equal((await cli(home, ["recover"])).code, 0);
  assert.deepEqual(left(), []);
  await whole();
  leave();
  await host.end();
  const next = startHost(t, home);
  assert.equal((await next.ask({ id: 1, type: "profiles" })).profiles.length, 1);
  await next.end();
  assert.deepEqual(left(), []);
});
