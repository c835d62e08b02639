/**
 * A rollback journal beside the database, and a WAL of another database. SQLite would write either
 * into the database, and delete a file that the journal names. So nothing is opened, and bussola
 * recover sets them aside.
 */

import assert from "node:assert/strict";
import {
  existsSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import test from "node:test";
import { cliLine as cli } from "../../lib/command.mjs";
import { IMPORT } from "../../lib/paths.mjs";
import { inside } from "../../lib/database.mjs";
import { databaseOf, folderOf, makeHome, observation, startHost } from "../../lib/host.mjs";
import { LEVELS } from "../lib/levels.mjs";

const client = { name: "test", version: "1", browser: "none", instance: "journal" };

const readings = (path) => inside(path, (db) => db.prepare("SELECT count(*) AS n FROM gauge").get().n);

/** A user with `levels` readings; all files beside the database are removed. */
async function fill(t, levels) {
  const home = makeHome(t);
  const host = startHost(t, home);
  for (let i = 0; i < levels; i++) {
    const gauges = [{ signal: LEVELS[i], value: 30 + i, bound: "exact" }];
    assert.equal((await host.ask(observation({ gauges, at: `2026-03-01T00:00:0${i}+00:00` }))).ok, true);
  }
  await host.end();
  return home;
}

function checkpoint(home) {
  inside(databaseOf(home), (db) => db.exec("PRAGMA wal_checkpoint(TRUNCATE)"));
  for (const part of ["-wal", "-shm"]) rmSync(`${databaseOf(home)}${part}`, { force: true });
}

const number = (value) => {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
};
const MAGIC = Buffer.from("d9d505f920a163d7", "hex");

/**
 * A journal that replaces a database's pages, and names a super-journal
 * (https://www.sqlite.org/fileformat2.html#the_rollback_journal).
 */
function journalOf(database, superJournal) {
  const size = 4096;
  const pages = readFileSync(database).length / size;
  const page = Buffer.alloc(size, 0x5a);
  let sum = 7;
  for (let i = size - 200; i > 0; i -= 200) sum += page[i];
  const head = [MAGIC, ...[1, 7, pages, 512, size].map(number), Buffer.alloc(512 - 28)];
  const record = [number(2), page, number(sum)];
  const name = Buffer.from(superJournal ?? "");
  const end = [
    number(0x40000000 / size + 1),
    name,
    number(name.length),
    number(name.reduce((a, b) => a + b, 0)),
    MAGIC,
  ];
  return Buffer.concat([...head, ...record, ...(superJournal ? end : [])]);
}

const journals = {
  "a hot journal": (home) => journalOf(databaseOf(home)),
  "a journal that names another file": (home) => journalOf(databaseOf(home), join(home, "victim")),
  noise: () => Buffer.from("the rows before"),
};

const COMMANDS = [
  ["status"],
  ["history"],
  ["why"],
  ["report"],
  ["profiles"],
  ["export"],
  ["backup"],
  ["goal", "comments", "5"],
  ["retention", "forever"],
  ["forget", "--all", "--yes"],
];

/** Everything in the data directory that a refusal must leave unchanged. */
function stateOf(home) {
  const names = readdirSync(folderOf(home)).filter((name) => /^bussola\.db/.test(name));
  const kept = names.filter((name) => !/-(wal|shm)$/.test(name)).sort();
  return [join(home, "victim"), ...kept.map((name) => join(folderOf(home), name))].map((path) => [
    path,
    readFileSync(path, "base64"),
  ]);
}

async function isRefused(t, home, what, said = /rollback journal.*bussola recover/s) {
  const before = stateOf(home);
  const host = startHost(t, home);
  for (const message of [{ id: 1, type: "hello", client }, observation(), { id: 2, type: "profiles" }]) {
    const { ok, error } = await host.ask(message);
    assert.deepEqual([ok, error?.code, error?.field], [false, "storage", "damaged"], what);
    assert.match(error.message, /bussola recover/, what);
  }
  assert.equal(await host.end(), 0);
  const importer = startHost(t, home, { program: IMPORT });
  const reply = await importer.ask({ id: 1, type: "import", file: { name: "a.zip", size: 1000 } });
  assert.deepEqual([reply.error?.code, reply.error?.field], ["storage", "damaged"], what);
  assert.equal(await importer.end(), 0);
  for (const command of COMMANDS) {
    const { code, err } = cli(home, ...command);
    assert.equal(code, 1, `${what}: ${command.join(" ")}`);
    assert.match(err, said, `${what}: ${command.join(" ")}`);
  }
  assert.match(cli(home, "doctor").out, said, what);
  assert.deepEqual(stateOf(home), before, what);
}

for (const [what, make] of Object.entries(journals)) {
  test(`${what} is refused, and set aside by recover`, async (t) => {
    const home = await fill(t, 5);
    checkpoint(home);
    writeFileSync(join(home, "victim"), "mine");
    const journal = make(home);
    writeFileSync(`${databaseOf(home)}-journal`, journal);
    await isRefused(t, home, what);
    const done = cli(home, "recover");
    assert.equal(done.code, 0, done.err);
    assert.equal(existsSync(`${databaseOf(home)}-journal`), false);
    assert.equal(readFileSync(join(home, "victim"), "utf8"), "mine");
    assert.equal(readings(databaseOf(home)), 5);
    const aside = readdirSync(folderOf(home)).filter((name) => /\.damaged-.*Z(-journal)?$/.test(name));
    assert.equal(aside.length, 2);
    assert.ok(
      readFileSync(
        join(
          folderOf(home),
          aside.find((name) => /-journal$/.test(name)),
        ),
      ).equals(journal),
    );
    assert.match(cli(home, "recover").out, /is whole/);
    assert.equal(cli(home, "status").code, 0);
  });
}

test("a journal beside a database with a WAL, of a running or killed host", async (t) => {
  const home = await fill(t, 5);
  writeFileSync(join(home, "victim"), "mine");
  const running = startHost(t, home);
  assert.equal((await running.ask(observation())).ok, true);
  writeFileSync(`${databaseOf(home)}-journal`, journalOf(databaseOf(home), join(home, "victim")));
  assert.equal((await running.ask(observation())).ok, true, "it holds the log open");
  await isRefused(t, home, "beside a host");
  running.kill("SIGKILL");
  await running.exited;
  await isRefused(t, home, "after it");
  assert.equal(cli(home, "recover").code, 0);
  assert.equal(readings(databaseOf(home)), 5);
  assert.equal(readFileSync(join(home, "victim"), "utf8"), "mine");
});

test("restore replaces a database with a journal, and leaves no journal behind", async (t) => {
  const home = await fill(t, 5);
  writeFileSync(join(home, "victim"), "mine");
  const backup = join(home, "backup.db");
  assert.equal(cli(home, "backup", backup).code, 0);
  checkpoint(home);
  const journal = journalOf(databaseOf(home), join(home, "victim"));
  writeFileSync(`${databaseOf(home)}-journal`, journal);
  /* And one that would apply to the copy of the backup. */
  writeFileSync(`${databaseOf(home)}.new-journal`, journal);
  const done = cli(home, "restore", backup);
  assert.equal(done.code, 0, done.err);
  assert.equal(readings(databaseOf(home)), 5);
  assert.equal(readFileSync(join(home, "victim"), "utf8"), "mine");
  assert.deepEqual(
    readdirSync(folderOf(home)).filter((name) => /^bussola\.db(\.new)?-journal$/.test(name)),
    [],
  );
  assert.equal(cli(home, "status").code, 0);
});

test("a journal at the target of a link", async (t) => {
  const home = await fill(t, 5);
  writeFileSync(join(home, "victim"), "mine");
  checkpoint(home);
  const journal = journalOf(databaseOf(home), join(home, "victim"));
  renameSync(databaseOf(home), join(folderOf(home), "real"));
  symlinkSync("real", databaseOf(home));
  writeFileSync(join(folderOf(home), "real-journal"), journal);
  await isRefused(t, home, "a link");
});

test("a finished journal is no obstacle, nor is another journal mode", async (t) => {
  const home = await fill(t, 5);
  checkpoint(home);
  const ended = journalOf(databaseOf(home));
  ended.fill(0, 0, 28);
  for (const journal of ["", ended]) {
    writeFileSync(`${databaseOf(home)}-journal`, journal);
    assert.equal(cli(home, "profiles").code, 0);
  }
  for (const mode of ["DELETE", "PERSIST"]) {
    inside(databaseOf(home), (db) => db.exec(`PRAGMA journal_mode = ${mode}`));
    assert.equal(cli(home, "goal", "comments", "5").code, 0);
    inside(databaseOf(home), (db) => {
      assert.equal(db.prepare("PRAGMA journal_mode").get().journal_mode, "wal");
    });
  }
  const host = startHost(t, home);
  assert.equal((await host.ask(observation())).ok, true);
  await host.end();
});

test("a WAL of a database with other pages is never written into it", async (t) => {
  const other = await fill(t, 4);
  const home = await fill(t, 5);
  checkpoint(home);
  writeFileSync(join(home, "victim"), "mine");
  inside(databaseOf(home), (db) => {
    db.exec("PRAGMA journal_mode = DELETE; PRAGMA page_size = 1024; VACUUM; PRAGMA journal_mode = WAL");
  });
  for (const part of ["-wal", "-shm"]) rmSync(`${databaseOf(home)}${part}`, { force: true });
  const log = readFileSync(`${databaseOf(other)}-wal`);
  assert.ok(log.length > 4096);
  writeFileSync(`${databaseOf(home)}-wal`, log);
  await isRefused(t, home, "another's log", /bussola recover/);
  const done = cli(home, "recover");
  assert.equal(done.code, 0, done.err);
  assert.equal(readings(databaseOf(home)), 5);
  const aside = readdirSync(folderOf(home)).find((name) => /\.damaged-.*-wal$/.test(name));
  assert.ok(readFileSync(join(folderOf(home), aside)).equals(log));
});
