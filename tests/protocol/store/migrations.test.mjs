/**
 * Databases of every earlier schema, as the program of their time wrote them, are migrated to this
 * one. tests/fixtures/databases/schema-N.db was made by the last build of schema N from the
 * observations in tests/protocol/cli/member.mjs.
 */

import assert from "node:assert/strict";
import { copyFileSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import test from "node:test";
import { inside } from "../../lib/database.mjs";
import { databaseOf, folderOf, makeHome, observation, startHost } from "../../lib/host.mjs";

const FIXTURES = new URL("../../fixtures/databases/", import.meta.url);
const header = readFileSync(new URL("../../../include/bussola/store/store.h", import.meta.url), "utf8");
const SCHEMA = Number(/#define BS_STORE_SCHEMA (\d+)/.exec(header)[1]);

function place(t, schema) {
  const home = makeHome(t);
  mkdirSync(folderOf(home), { recursive: true, mode: 0o700 });
  copyFileSync(new URL(`schema-${schema}.db`, FIXTURES), databaseOf(home));
  return home;
}

const names = (db) =>
  db
    .prepare("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name")
    .all()
    .map(({ name }) => name);

/** Every row of every table. */
const content = (db) =>
  Object.fromEntries(names(db).map((name) => [name, db.prepare(`SELECT * FROM ${name}`).all()]));

/** Tables with their columns, and indexes, as SQLite reports them. */
const shape = (db) =>
  names(db).map((name) => [
    name,
    db.prepare(`SELECT * FROM pragma_table_xinfo('${name}')`).all(),
    db.prepare(`SELECT * FROM pragma_foreign_key_list('${name}')`).all(),
    db.prepare(`SELECT name, "unique", origin FROM pragma_index_list('${name}') ORDER BY name`).all(),
    db.prepare(`SELECT type, ncol, wr, strict FROM pragma_table_list('${name}')`).all(),
  ]);

const version = (db) => Object.values(db.prepare("PRAGMA user_version").get())[0];
const verdict = (db) => Object.values(db.prepare("PRAGMA integrity_check").get())[0];
const backups = (home) => readdirSync(folderOf(home)).filter((name) => name.includes(".backup-"));

test("a real file of every earlier schema exists", () => {
  const found = readdirSync(FIXTURES).sort();
  assert.deepEqual(
    found,
    Array.from({ length: SCHEMA - 1 }, (_, i) => `schema-${i + 1}.db`),
  );
  for (const name of found) {
    const file = readFileSync(new URL(name, FIXTURES));
    assert.equal(`schema-${file.readUInt32BE(60)}.db`, name);
  }
});

for (let schema = 1; schema < SCHEMA; schema++) {
  test(`schema ${schema} becomes ${SCHEMA}: every row stays, after a complete backup`, async (t) => {
    const home = place(t, schema);
    const before = inside(databaseOf(home), content);
    assert.ok(before.tally.length > 200 && before.official.length > 0 && before.goal.length > 0);
    const host = startHost(t, home);
    const { profiles } = await host.ask({ id: 1, type: "profiles" });
    assert.equal(profiles.length, before.profile.length);

    const after = inside(databaseOf(home), content);
    // The scoring progress is no observation: schemas 3 and 4 rescore all past days.
    for (const name of Object.keys(before))
      if (name !== "series") assert.deepEqual(after[name], before[name], name);
    assert.deepEqual(after.series, schema < 4 ? [] : before.series);
    assert.deepEqual(inside(databaseOf(home), version), SCHEMA);
    assert.equal(inside(databaseOf(home), verdict), "ok");

    const [backup, ...more] = backups(home);
    assert.deepEqual(more, []);
    assert.match(backup, new RegExp(`^bussola\\.db\\.backup-schema-${schema}-\\d{4}-`));
    const path = join(folderOf(home), backup);
    assert.equal(statSync(path).mode & 0o777, 0o600);
    assert.equal(inside(path, version), schema);
    assert.equal(inside(path, verdict), "ok");
    assert.deepEqual(inside(path, content), before);

    assert.equal((await host.ask(observation())).ok, true);
    await host.end();
    assert.equal(backups(home).length, 1, "a second start migrates nothing");

    const fresh = makeHome(t);
    const other = startHost(t, fresh);
    await other.ask({ id: 1, type: "profiles" });
    await other.end();
    assert.deepEqual(inside(databaseOf(home), shape), inside(databaseOf(fresh), shape));
  });

  test(`schema ${schema}: rows only in its WAL are migrated too`, async (t) => {
    const home = place(t, schema);
    const db = new DatabaseSync(databaseOf(home));
    db.exec("PRAGMA wal_autocheckpoint = 0; UPDATE profile SET label = 'only in the log' WHERE id = 1");
    const log = readFileSync(`${databaseOf(home)}-wal`);
    db.close();
    copyFileSync(new URL(`schema-${schema}.db`, FIXTURES), databaseOf(home));
    writeFileSync(`${databaseOf(home)}-wal`, log);
    const host = startHost(t, home);
    const { profiles } = await host.ask({ id: 1, type: "profiles" });
    assert.ok(profiles.some(({ label }) => label === "only in the log"));
    await host.end();
    const [backup] = backups(home);
    const kept = inside(join(folderOf(home), backup), content).profile;
    assert.ok(kept.some(({ label }) => label === "only in the log"));
  });

  test(`schema ${schema}: eight hosts at once migrate once`, async (t) => {
    const home = place(t, schema);
    const hosts = Array.from({ length: 8 }, () => startHost(t, home));
    /* On a busy machine some hosts time out before the migrating one is done. */
    const ask = async (host, message) => {
      let reply;
      do reply = await host.ask(message);
      while (reply.error?.code === "busy");
      return reply;
    };
    const replies = await Promise.all(hosts.map((host) => ask(host, observation())));
    assert.deepEqual(
      replies.map(({ error }) => error),
      hosts.map(() => undefined),
    );
    for (const host of hosts) await host.end();
    assert.equal(backups(home).length, 1);
    assert.equal(inside(databaseOf(home), version), SCHEMA);
  });
}
