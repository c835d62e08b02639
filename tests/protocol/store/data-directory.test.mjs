/**
 * The data directory is missing, lost, full or read-only: the reason is reported, and nothing is
 * lost.
 */

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import {
  chmodSync,
  chownSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import test from "node:test";
import { cliWith, environment } from "../../lib/command.mjs";
import { Disk } from "../../lib/disk.mjs";
import { CLI, preloading, whileLocked } from "../../lib/paths.mjs";
import { HOST, databaseOf, folderOf, makeHome, moment, observation, startHost } from "../../lib/host.mjs";

const NOBODY = 65534;
const isRoot = process.getuid() === 0;
const mounts = isRoot && spawnSync("unshare", ["-m", "true"]).status === 0;

/** A host without root's rights, because root ignores permissions. */
function startUnprivileged(t, home) {
  return isRoot
    ? startHost(t, home, { program: "/usr/bin/setpriv", args: [`--reuid=${NOBODY}`, "--clear-groups", HOST] })
    : startHost(t, home);
}

function makeOwnHome(t) {
  const home = makeHome(t);
  if (isRoot) chownSync(home, NOBODY, NOBODY);
  return home;
}

async function refused(host, field) {
  for (const message of [{ id: 1, type: "state" }, observation({ id: 1 }), { id: 1, type: "profiles" }]) {
    const { ok, error } = await host.ask(message);
    assert.deepEqual([ok, error?.code, error?.field], [false, "storage", field]);
    assert.ok(error.message.length > 10);
  }
}

test("no home", async (t) => {
  for (const env of [
    { HOME: "", XDG_DATA_HOME: "" },
    { HOME: "relative", XDG_DATA_HOME: "relative" },
  ]) {
    const host = startHost(t, makeHome(t), { env });
    await refused(host, "no_home");
    assert.equal(await host.end(), 0);
  }
});

test("a file in place of a directory, and its removal", async (t) => {
  for (const name of ["data", "data/bussola"]) {
    const home = makeHome(t);
    if (name.includes("/")) mkdirSync(join(home, "data"));
    writeFileSync(join(home, name), "in the way");
    const host = startHost(t, home);
    await refused(host, "blocked");
    assert.equal(readFileSync(join(home, name), "utf8"), "in the way");
    rmSync(join(home, name));
    // The host was confined before the directory existed: the next host can use it.
    await host.end();
    const next = startHost(t, home);
    assert.equal((await next.ask(observation())).ok, true);
    await next.end();
  }
});

test("a directory in place of the database", async (t) => {
  const home = makeHome(t);
  mkdirSync(databaseOf(home), { recursive: true, mode: 0o700 });
  writeFileSync(join(databaseOf(home), "kept"), "");
  const host = startHost(t, home);
  await refused(host, "blocked");
  assert.deepEqual(readdirSync(databaseOf(home)), ["kept"]);
  await host.end();
});

test("a data directory that is a link to another disk is used", async (t) => {
  const home = makeHome(t);
  const elsewhere = makeHome(t);
  mkdirSync(join(home, "data"));
  mkdirSync(join(elsewhere, "real"));
  symlinkSync(join(elsewhere, "real"), folderOf(home));
  const host = startHost(t, home);
  assert.equal((await host.ask(observation())).ok, true);
  await host.end();
  assert.ok(readdirSync(join(elsewhere, "real")).includes("bussola.db"));
});

test("a database that is a link to a file on another disk is used", async (t) => {
  const home = makeHome(t);
  const elsewhere = makeHome(t);
  const first = startHost(t, home);
  assert.equal((await first.ask(observation())).ok, true);
  await first.end();
  for (const part of ["", "-wal", "-shm"])
    renameSync(`${databaseOf(home)}${part}`, join(elsewhere, `real.db${part}`));
  symlinkSync(join(elsewhere, "real.db"), databaseOf(home));
  const host = startHost(t, home);
  assert.equal((await host.ask(observation())).ok, true);
  assert.equal((await host.ask({ id: 1, type: "profiles" })).profiles.length, 1);
  await host.end();
});

test("a file system without modes is named", preloading, async (t) => {
  const home = makeHome(t);
  const first = startHost(t, home);
  assert.equal((await first.ask(observation())).ok, true);
  await first.end();
  chmodSync(folderOf(home), 0o755);
  const disk = new Disk(home);
  disk.break("chmod", 1, { code: "EPERM" });
  await refused(startHost(t, home, { env: disk.env }), "denied");
  const { code, err } = cliWith(disk.env, home, "status");
  assert.equal(code, 1);
  assert.match(err.replace(/\s+/g, " "), /is on a file system without permissions.*umask=077/);
});

test("a path that SQLite cannot open is named", async (t) => {
  const home = makeHome(t);
  const data = join(home, ...Array.from({ length: 5 }, () => "d".repeat(100)));
  const host = startHost(t, home, { env: { XDG_DATA_HOME: data } });
  const { error } = await host.ask(observation());
  assert.deepEqual([error.code, error.field], ["storage", undefined]);
  assert.match(error.message, /too long/);
  await host.end();
  mkdirSync(join(data, "bussola"), { recursive: true });
  writeFileSync(join(data, "bussola/bussola.db"), "");
  const { code, err } = cliWith({ XDG_DATA_HOME: data }, home, "status");
  assert.equal(code, 1);
  assert.match(err.replace(/\s+/g, " "), /too long for SQLite.*Set XDG_DATA_HOME/);
});

test("too many open files are named", whileLocked, async (t) => {
  const home = makeHome(t);
  for (const limit of [6, 7, 8]) {
    const host = startHost(t, home, { shell: `ulimit -n ${limit}` });
    const { error } = await host.ask(observation());
    assert.deepEqual([error.code, error.field], ["storage", undefined], String(limit));
    assert.match(error.message, /Too many files are open/);
    await host.end();
  }
});

test("a removal on a full disk does not speak of storing", { skip: !mounts && "needs root" }, async (t) => {
  const other = makeHome(t);
  const home = makeHome(t);
  const first = startHost(t, other);
  assert.equal((await first.ask(observation())).ok, true);
  await first.end();
  mkdirSync(join(home, "data"));
  const script = `mount -t tmpfs -o size=300k tmpfs "$XDG_DATA_HOME" && cp -a "${folderOf(other)}" "$XDG_DATA_HOME";
    head -c 1M /dev/zero >"$XDG_DATA_HOME/ballast" 2>/dev/null; "${CLI}" forget --all --yes`;
  const { status, stderr } = spawnSync("unshare", ["-m", "sh", "-c", script], {
    env: environment(home),
    encoding: "utf8",
  });
  assert.equal(status, 1, stderr);
  assert.match(stderr.replace(/\s+/g, " "), /The disk is full.*Nothing was changed/);
});

test("permissions removed, and restored", async (t) => {
  const cases = {
    "a home that may not be written": (home) => chmodSync(home, 0o500),
    "a directory that may not be entered": (home) => chmodSync(folderOf(home), 0o000),
    "a database that may not be written": (home) => chmodSync(databaseOf(home), 0o400),
    "a lock that may not be written": (home) => chmodSync(join(folderOf(home), "bussola.lock"), 0o400),
  };
  for (const [what, take] of Object.entries(cases)) {
    const home = makeOwnHome(t);
    const made = !what.startsWith("a home");
    if (made) {
      const first = startUnprivileged(t, home);
      assert.equal((await first.ask(observation())).ok, true, what);
      await first.end();
    }
    take(home);
    const host = startUnprivileged(t, home);
    const reply = await host.ask(observation());
    assert.deepEqual([reply.ok, reply.error?.code, reply.error?.field], [false, "storage", "denied"], what);
    await host.end();
    for (const path of [
      home,
      ...(made ? [folderOf(home), databaseOf(home), join(folderOf(home), "bussola.lock")] : []),
    ])
      chmodSync(path, 0o700);
    const next = startUnprivileged(t, home);
    assert.equal((await next.ask(observation())).ok, true, what);
    const { profiles } = await next.ask({ id: 2, type: "profiles" });
    assert.equal(profiles.length, 1, what);
    await next.end();
  }
});

test("permissions removed while a host is running", async (t) => {
  const home = makeOwnHome(t);
  const host = startUnprivileged(t, home);
  assert.equal((await host.ask(observation())).ok, true);
  chmodSync(folderOf(home), 0o000);
  const { ok, error } = await host.ask(observation());
  assert.deepEqual([ok, error?.code, error?.field], [false, "storage", "denied"]);
  chmodSync(folderOf(home), 0o700);
  assert.equal((await host.ask(observation())).ok, true);
  await host.end();
});

test("a directory of another user", { skip: !isRoot && "needs root" }, async (t) => {
  const home = makeOwnHome(t);
  mkdirSync(folderOf(home), { recursive: true, mode: 0o755 });
  const host = startUnprivileged(t, home);
  await refused(host, "denied");
  await host.end();
});

test("a database that is moved away while a host has it open is not written to", whileLocked, async (t) => {
  const home = makeHome(t);
  const host = startHost(t, home);
  assert.equal(
    (await host.ask(observation({ gauges: [{ signal: "connections", value: 268, bound: "exact" }] }))).ok,
    true,
  );
  const away = join(home, "away");
  renameSync(folderOf(home), away);
  const before = readdirSync(away).map((name) => readFileSync(join(away, name)).toString("base64"));
  // The host is confined to the removed directory: the next host creates another one.
  assert.equal((await host.ask(observation())).error.code, "storage");
  await host.end();
  assert.deepEqual(
    readdirSync(away).map((name) => readFileSync(join(away, name)).toString("base64")),
    before,
  );
  renameSync(away, folderOf(home));
  const next = startHost(t, home);
  assert.match((await next.ask({ id: 1, type: "export", format: "csv" })).data, /connections,.*,268,exact/);
  await next.end();
});

/** A host with a small disk of its own for its data; its files are reached through /proc. */
function startOnDisk(t, home, then = "", size = "size=600k") {
  mkdirSync(join(home, "data"), { recursive: true });
  const script = `mount -t tmpfs -o ${size} tmpfs "$XDG_DATA_HOME" && ${then} exec "${HOST}"`;
  const host = startHost(t, home, { program: "/usr/bin/unshare", args: ["-m", "sh", "-c", script] });
  return { host, disk: () => join(`/proc/${host.pid}/root`, home, "data") };
}

test("a full disk, and free space again", { skip: !mounts && "needs root" }, async (t) => {
  const { host, disk } = startOnDisk(t, makeHome(t));
  const level = (value) =>
    observation({ at: moment(value - 6000), gauges: [{ signal: "connections", value, bound: "exact" }] });
  assert.equal((await host.ask(level(100))).ok, true);
  const ballast = join(disk(), "ballast");
  try {
    writeFileSync(ballast, Buffer.alloc(1 << 20));
  } catch (error) {
    assert.equal(error.code, "ENOSPC");
  }
  let reply;
  let stored = 100;
  do {
    reply = await host.ask(level(stored + 1));
    if (reply.ok) stored += 1;
  } while (reply.ok && stored < 2000);
  assert.deepEqual([reply.error?.code, reply.error?.field], ["storage", "full"]);
  rmSync(ballast);
  assert.equal((await host.ask(level(5000))).ok, true);
  const { data } = await host.ask({ id: 1, type: "export", format: "csv" });
  assert.match(data, new RegExp(`connections,.*,${stored},exact`));
  assert.match(data, /connections,.*,5000,exact/);
  await host.end();
});

test("a disk that is full from the start", { skip: !mounts && "needs root" }, async (t) => {
  const { host, disk } = startOnDisk(
    t,
    makeHome(t),
    'head -c 1M /dev/zero >"$XDG_DATA_HOME/ballast" 2>/dev/null;',
  );
  const { ok, error } = await host.ask(observation());
  assert.deepEqual([ok, error?.code, error?.field], [false, "storage", "full"]);
  rmSync(join(disk(), "ballast"));
  await host.end();
});

test("a disk with space but no inodes is full", { skip: !mounts && "needs root" }, async (t) => {
  let ok = false;
  // The directory, the lock, the new database, its WAL, the WAL index: room for none, for all but
  // the last, for all.
  for (let inodes = 1; !ok; inodes += 1) {
    assert.ok(inodes < 20);
    const { host } = startOnDisk(t, makeHome(t), "", `size=6m,nr_inodes=${inodes}`);
    const reply = await host.ask(observation());
    ({ ok } = reply);
    if (!ok) {
      assert.deepEqual([reply.error.code, reply.error.field], ["storage", "full"], `${inodes} inodes`);
      assert.equal((await host.ask(observation())).error.field, "full", `${inodes} inodes`);
    }
    await host.end();
  }
});

test("a read-only disk", { skip: !mounts && "needs root" }, async (t) => {
  const home = makeHome(t);
  const then = `"${HOST}" <"${join(home, "first")}" >/dev/null; mount -o remount,ro "$XDG_DATA_HOME";`;
  const text = JSON.stringify(observation());
  writeFileSync(
    join(home, "first"),
    Buffer.concat([Buffer.from(new Uint32Array([text.length]).buffer), Buffer.from(text)]),
  );
  const { host } = startOnDisk(t, home, then);
  await refused(host, "read_only");
  await host.end();
});
