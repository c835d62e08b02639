/** How the host reacts when its start, its file or its disk is not as it should be. */

import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import {
  chmodSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import test from "node:test";
import { CLI, IMPORT, whileLocked } from "../../lib/paths.mjs";
import { IDS } from "../lib/ids.mjs";
import { HOST, databaseOf, folderOf, makeHome, observation, startHost } from "../../lib/host.mjs";

const client = { name: "test", version: "1", browser: "none" };

test("only Bussola's own extension is served", async (t) => {
  const home = makeHome(t);
  const good = [
    [],
    [`chrome-extension://${IDS.chromium[0]}/`],
    [`chrome-extension://${IDS.chromium[0]}/`, "--parent-window=0"],
    ["/home/ines/.mozilla/native-messaging-hosts/org.bussola.host.json", IDS.firefox[0]],
  ];
  for (const args of good) {
    const host = startHost(t, home, { args });
    assert.equal((await host.ask({ id: 1, type: "profiles" })).ok, true, args.join(" "));
    assert.equal(await host.end(), 0);
  }
  const bad = [
    ["chrome-extension://abcdefghijklmnopabcdefghijklmnop/"],
    [`chrome-extension://${IDS.chromium[0]}`],
    [`chrome-extension://${IDS.chromium[0]}/x`],
    [`chrome-extension://${IDS.chromium[0]}x/`],
    ["https://www.linkedin.com/"],
    ["/some/manifest.json"],
    ["/some/manifest.json", "another@example.org"],
    [""],
  ];
  for (const args of bad) {
    const host = startHost(t, home, { args });
    assert.equal(await host.exited, 2, args.join(" "));
    assert.equal(host.unread, 0);
    assert.match(host.stderr, /extension/);
  }
});

async function refusedUntouched(t, home, code) {
  const before = readFileSync(databaseOf(home));
  const host = startHost(t, home);
  for (const message of [{ id: 1, type: "profiles" }, observation({ id: 1 }), { id: 1, type: "state" }]) {
    const reply = await host.ask(message);
    assert.deepEqual([reply.id, reply.ok, reply.error?.code], [1, false, code]);
  }
  assert.equal(await host.end(), 0);
  assert.ok(before.equals(readFileSync(databaseOf(home))), "the file was changed");
}

async function makeDatabase(t, home) {
  const host = startHost(t, home);
  assert.equal((await host.ask(observation())).ok, true);
  await host.end();
}

test("a newer schema is refused and left unchanged", async (t) => {
  const home = makeHome(t);
  await makeDatabase(t, home);
  const db = new DatabaseSync(databaseOf(home));
  db.exec("PRAGMA user_version = 99; CREATE TABLE of_the_future (x)");
  db.close();
  await refusedUntouched(t, home, "newer_schema");
});

test("a running host notices that a newer one has migrated", async (t) => {
  const home = makeHome(t);
  const host = startHost(t, home);
  assert.equal((await host.ask(observation())).ok, true);
  const db = new DatabaseSync(databaseOf(home));
  db.exec("PRAGMA user_version = 99");
  db.close();
  assert.equal((await host.ask(observation())).error.code, "newer_schema");
  await host.end();
});

test("a file that is not Bussola's is refused and left unchanged", async (t) => {
  for (const make of [
    (path) => writeFileSync(path, "not a database at all, but long enough to be one header ".repeat(40)),
    (path) => {
      const db = new DatabaseSync(path);
      db.exec("CREATE TABLE somebody_elses (x)");
      db.close();
    },
  ]) {
    const home = makeHome(t);
    mkdirSync(folderOf(home), { recursive: true, mode: 0o700 });
    make(databaseOf(home));
    await refusedUntouched(t, home, "storage");
  }
});

test("a damaged database is refused and left unchanged", async (t) => {
  const home = makeHome(t);
  await makeDatabase(t, home);
  const bytes = readFileSync(databaseOf(home));
  bytes.fill(0x5a, 100);
  writeFileSync(databaseOf(home), bytes);
  await refusedUntouched(t, home, "storage");
});

test("a full disk is reported, stored data stays, and storing resumes with free space", async (t) => {
  const home = makeHome(t);
  await makeDatabase(t, home);
  /* The blocks of ulimit are of 512 bytes: the WAL may grow to 64 KiB. */
  const host = startHost(t, home, { shell: "ulimit -f 128" });
  let stored = 0;
  let reply;
  for (;;) {
    const gauges = [{ signal: "connections", value: 100 + stored, bound: "exact" }];
    reply = await host.ask(observation({ gauges }));
    if (!reply.ok) break;
    stored += 1;
    assert.ok(stored < 1000, "the limit was never met");
  }
  assert.deepEqual([reply.error.code, reply.error.field], ["storage", "full"]);
  assert.match(reply.error.message, /size limit/);
  assert.equal((await host.ask({ id: 1, type: "profiles" })).ok, true);
  assert.equal(await host.end(), 0);
  const next = startHost(t, home);
  const { data } = await next.ask({ id: 1, type: "export", format: "csv" });
  assert.match(data, new RegExp(`,connections,.*,${99 + stored},exact`));
  assert.doesNotMatch(data, new RegExp(`,connections,.*,${100 + stored},exact`));
  assert.equal((await next.ask(observation())).ok, true);
  await next.end();
});

test(
  "with a file size limit of 0 host, importer and command report it, and none is killed",
  whileLocked,
  async (t) => {
    const shell = "ulimit -f 0";
    const host = startHost(t, makeHome(t), { shell });
    const reply = await host.ask(observation());
    assert.deepEqual([reply.ok, reply.error?.field], [false, "full"]);
    assert.equal(await host.end(), 0);
    const importer = startHost(t, makeHome(t), { shell, program: IMPORT });
    assert.equal((await importer.ask({ id: 1, type: "hello", client })).ok, true);
    assert.equal(await importer.end(), 0);
    const home = makeHome(t);
    await makeDatabase(t, home);
    for (const command of ["status", "backup", "goal comments 5", "doctor"]) {
      const { status, signal, stderr } = spawnSync("sh", ["-c", `${shell}; exec "${CLI}" ${command}`], {
        env: { HOME: home, XDG_DATA_HOME: join(home, "data") },
        encoding: "utf8",
      });
      assert.equal(signal, null, command);
      if (command === "backup") assert.deepEqual([status, /size limit/.test(stderr)], [1, true], stderr);
    }
  },
);

test("the host works with its error output closed", async (t) => {
  for (const program of [HOST, IMPORT]) {
    const home = makeHome(t);
    const host = startHost(t, home, { shell: "exec 2>&-", program });
    assert.equal((await host.ask({ id: 1, type: "hello", client })).ok, true);
    if (program === HOST) assert.equal((await host.ask(observation())).ok, true);
    assert.equal(await host.end(), 0);
  }
});

test("modes beyond 0600 are removed, and the log is created again", async (t) => {
  for (const mode of [0o644, 0o666, 0o700, 0o755, 0o4755]) {
    const home = makeHome(t);
    await makeDatabase(t, home);
    for (const name of ["", "-wal", "-shm"]) {
      if (name !== "") rmSync(databaseOf(home) + name, { force: true });
    }
    chmodSync(databaseOf(home), mode);
    chmodSync(folderOf(home), 0o755);
    const host = startHost(t, home);
    const stored = await host.ask(observation());
    assert.equal(stored.ok, true, `${mode.toString(8)}: ${stored.error?.message}`);
    await host.end();
    assert.equal(statSync(folderOf(home)).mode & 0o7777, 0o700);
    for (const name of readdirSync(folderOf(home))) {
      assert.equal(statSync(join(folderOf(home), name)).mode & 0o7777, 0o600, `${mode.toString(8)}: ${name}`);
    }
  }
});

test("a database locked by another program is busy, and used once it is free", async (t) => {
  const home = makeHome(t);
  await makeDatabase(t, home);
  const other = new DatabaseSync(databaseOf(home));
  other.exec("BEGIN IMMEDIATE");
  const host = startHost(t, home);
  const message = observation();
  assert.equal((await host.ask(message)).error.code, "busy");
  assert.equal((await host.ask({ id: 1, type: "state" })).ok, true);
  other.exec("ROLLBACK");
  other.close();
  assert.equal((await host.ask(message)).ok, true);
  await host.end();
});

test("a data directory that cannot be created is reported", async (t) => {
  const home = makeHome(t);
  writeFileSync(join(home, "data"), "in the way");
  const host = startHost(t, home);
  assert.equal((await host.ask(observation())).error.code, "storage");
  assert.equal(await host.end(), 0);
});

test("a database that cannot be opened is reported, and created once possible", async (t) => {
  const home = makeHome(t);
  mkdirSync(databaseOf(home), { recursive: true, mode: 0o700 });
  const host = startHost(t, home);
  assert.equal((await host.ask(observation())).error.code, "storage");
  rmdirSync(databaseOf(home));
  assert.equal((await host.ask(observation())).ok, true);
  await host.end();
});

test("a missing home is reported", async (t) => {
  const host = startHost(t, makeHome(t), { env: { HOME: "", XDG_DATA_HOME: "relative" } });
  assert.equal((await host.ask(observation())).error.code, "storage");
  await host.end();
});

test("a directory that others could read is made private", async (t) => {
  const home = makeHome(t);
  await makeDatabase(t, home);
  chmodSync(folderOf(home), 0o755);
  chmodSync(databaseOf(home), 0o644);
  await makeDatabase(t, home);
  const modes = execFileSync("stat", ["-c", "%a", folderOf(home), databaseOf(home)]).toString();
  assert.equal(modes, "700\n600\n");
});

test("a user's own model is used, and an invalid one is refused in words", async (t) => {
  const home = makeHome(t);
  const text = readFileSync(
    new URL("../../../include/contract/models/bussola-1.json", import.meta.url),
    "utf8",
  );
  const own = { ...JSON.parse(text), id: "mine-1" };
  const path = join(home, ".config/bussola/model.json");
  mkdirSync(join(home, ".config/bussola"), { recursive: true });
  const modelId = async () => {
    const host = startHost(t, home);
    const reply = await host.ask({ id: 1, type: "hello", client: { name: "a", version: "1", browser: "b" } });
    await host.end();
    return [reply.model.id, host.stderr];
  };
  writeFileSync(path, JSON.stringify(own));
  assert.deepEqual(await modelId(), ["mine-1", ""]);
  own.rows[3].points = 24;
  writeFileSync(path, JSON.stringify(own));
  const [id, stderr] = await modelId();
  assert.equal(id, "bussola-2");
  assert.match(stderr, /your model is not used: .*brand/);
});

test("the host is confined before it reads its first byte", whileLocked, async (t) => {
  const host = startHost(t, makeHome(t));
  const status = () => readFileSync(`/proc/${host.pid}/status`, "utf8");
  /* Nothing was sent, so it is waiting for its first byte, or about to. */
  while (!/^Seccomp:\t2$/m.test(status())) await new Promise((resolve) => setTimeout(resolve, 5));
  assert.match(status(), /^NoNewPrivs:\t1$/m);
  assert.match(readFileSync(`/proc/${host.pid}/limits`, "utf8"), /^Max core file size +0 +0 /m);
  assert.equal((await host.ask(observation())).ok, true);
  await host.end();
});

test("the host loads no network library", whileLocked, () => {
  assert.doesNotMatch(execFileSync("ldd", [HOST]).toString(), /curl|ssl|zip/);
});

test("standard output carries frames only", async (t) => {
  const home = makeHome(t);
  const host = startHost(t, home);
  assert.equal((await host.ask(observation())).ok, true);
  assert.equal(await host.end(), 0);
  assert.deepEqual([host.unread, host.stderr], [0, ""]);
  assert.deepEqual(readdirSync(home), ["data"]);
});
