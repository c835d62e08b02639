/** backup and restore: the copy is complete, and restore keeps the previous database. */

import assert from "node:assert/strict";
import {
  copyFileSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { test } from "node:test";

import { startHost } from "../../lib/host.mjs";
import { SCHEMA } from "../../lib/versions.mjs";
import { home, run } from "./lib.mjs";
import { KEY, SEEN, tell } from "./member.mjs";

const FIXTURE = new URL("../../fixtures/databases/schema-1.db", import.meta.url);
const folderOf = (place) => join(place.directory, ".local/share/bussola");
const databaseOf = (place) => join(folderOf(place), "bussola.db");
const names = (place, kind) => readdirSync(folderOf(place)).filter((name) => name.includes(`.${kind}-`));
const keysOf = (place) => JSON.parse(run(place, ["profiles", "--json"]).out).map(({ key }) => key);
const exported = (place) => run(place, ["export"]).out;

function member(t) {
  const place = home(t);
  tell(place, SEEN.anchored);
  return place;
}

test("backup: one file without a WAL, checked, private to its owner, while a host is running", async (t) => {
  const place = member(t);
  const host = startHost(t, place.directory, {
    env: { ...place.env, XDG_DATA_HOME: "" },
  });
  assert.equal((await host.ask({ id: 1, type: "profiles" })).ok, true);
  const done = run(place, ["backup"]);
  assert.equal(done.code, 0, done.err);
  const [name, ...more] = names(place, "backup");
  assert.deepEqual(more, []);
  assert.match(name, /^bussola\.db\.backup-\d{4}-\d\d-\d\dT\d{6}Z$/);
  assert.ok(
    done.out.includes(name) && /profiles: 1, counts: \d+, newest: 20 Mar 2026/.test(done.out),
    done.out,
  );
  const path = join(folderOf(place), name);
  assert.equal(statSync(path).mode & 0o777, 0o600);
  const db = new DatabaseSync(path, { readOnly: true });
  assert.equal(db.prepare("PRAGMA integrity_check").get().integrity_check, "ok");
  assert.equal(db.prepare("PRAGMA journal_mode").get().journal_mode, "delete");
  assert.equal(db.prepare("SELECT key FROM profile").get().key, KEY);
  db.close();
  assert.equal(run(place, ["backup"]).code, 0);
  assert.equal(names(place, "backup").length, 2, "a second one takes another name");
  await host.end();
});

test("backup: to a named file, which is either complete or unchanged", (t) => {
  const place = member(t);
  const path = join(place.root, "mine.db");
  assert.equal(run(place, ["backup", path]).code, 0);
  assert.equal(run(place, ["backup", "mine.db"]).code, 0, "relative to the working directory");
  assert.equal(readFileSync(path).subarray(0, 15).toString(), "SQLite format 3");
  assert.deepEqual(readdirSync(place.root).sort(), ["bin", "home", "mine.db"]);
  const nowhere = join(place.root, "nowhere");
  for (const [wrong, named] of [
    [databaseOf(place), databaseOf(place)],
    [place.root, place.root],
    [join(nowhere, "x.db"), nowhere],
  ]) {
    const before = readFileSync(databaseOf(place));
    const refused = run(place, ["backup", wrong]);
    assert.notEqual(refused.code, 0, wrong);
    assert.ok(refused.err.includes(named), refused.err);
    assert.ok(before.equals(readFileSync(databaseOf(place))));
  }
  assert.equal(run(home(t), ["backup"]).code, 3);
});

test("restore: puts a backup back, and keeps the previous database", async (t) => {
  const place = member(t);
  const path = join(place.root, "mine.db");
  assert.equal(run(place, ["backup", path]).code, 0);
  const before = exported(place);
  const host = startHost(t, place.directory, {
    env: { ...place.env, XDG_DATA_HOME: "" },
  });
  assert.equal((await host.ask({ id: 1, type: "forget", all: true })).ok, true);
  const emptied = readFileSync(databaseOf(place));
  const done = run(place, ["restore", path]);
  assert.equal(done.code, 0, done.err);
  const [name] = names(place, "replaced");
  assert.ok(done.out.includes(name), done.out);
  assert.ok(emptied.equals(readFileSync(join(folderOf(place), name))));
  assert.equal(statSync(databaseOf(place)).mode & 0o777, 0o600);
  assert.equal(exported(place), before);
  // The host that ran all the time answers from the restored database.
  const { profiles } = await host.ask({ id: 2, type: "profiles" });
  assert.deepEqual(
    profiles.map(({ key }) => key),
    [KEY],
  );
  await host.end();
  const back = run(place, ["restore", join(folderOf(place), name)]);
  assert.equal(back.code, 0, back.err);
  assert.equal(run(place, ["status"]).code, 3, "what was set aside can be restored as well");
});

test("restore: into an empty home, and from an older schema", (t) => {
  const place = home(t);
  const done = run(place, ["restore", FIXTURE.pathname]);
  assert.equal(done.code, 0, done.err);
  assert.ok(keysOf(place).includes(KEY));
  assert.deepEqual(names(place, "replaced"), []);
  const db = new DatabaseSync(databaseOf(place));
  assert.equal(db.prepare("PRAGMA user_version").get().user_version, SCHEMA);
  assert.equal(db.prepare("PRAGMA journal_mode").get().journal_mode, "wal");
  db.close();
});

test("backup: replaces an earlier backup or an empty file, and no other file", (t) => {
  const place = member(t);
  const file = join(place.root, "copy.db");
  writeFileSync(file, "");
  for (const when of ["empty", "a backup"]) assert.equal(run(place, ["backup", file]).code, 0, when);
  writeFileSync(file, "my only letter");
  const { code, out, err } = run(place, ["backup", file], { env: { LC_ALL: "it_IT.UTF-8" } });
  assert.deepEqual([code, out], [2, ""]);
  assert.match(err, /copy\.db esiste e non è una copia/);
  assert.equal(readFileSync(file, "utf8"), "my only letter");
});

test("restore: refuses anything but a complete Bussola database, and replaces nothing", (t) => {
  const place = member(t);
  const whole = join(place.root, "whole.db");
  assert.equal(run(place, ["backup", whole]).code, 0);
  const wrong = {
    "missing.db": null,
    "empty.db": (path) => writeFileSync(path, ""),
    "text.db": (path) => writeFileSync(path, "no database ".repeat(1000)),
    "cut.db": (path) => {
      copyFileSync(whole, path);
      truncateSync(path, statSync(whole).size / 2);
    },
    "flipped.db": (path) => {
      const bytes = readFileSync(whole);
      bytes.fill(0x5a, 3 * 4096, 5 * 4096);
      writeFileSync(path, bytes);
    },
    "foreign.db": (path) => {
      const db = new DatabaseSync(path);
      db.exec("CREATE TABLE x (y)");
      db.close();
    },
    "folder.db": (path) => mkdirSync(path),
  };
  const before = readFileSync(databaseOf(place));
  for (const [name, make] of Object.entries(wrong)) {
    const path = join(place.root, name);
    make?.(path);
    const refused = run(place, ["restore", path]);
    assert.equal(refused.code, 1, name);
    assert.ok(refused.err.includes(name), refused.err);
  }
  const newer = join(place.root, "newer.db");
  copyFileSync(whole, newer);
  const db = new DatabaseSync(newer);
  db.exec("PRAGMA user_version = 99");
  db.close();
  assert.match(run(place, ["restore", newer]).err, /newer/);
  assert.equal(run(place, ["restore", databaseOf(place)]).code, 1, "the database itself");
  assert.equal(run(place, ["restore"]).code, 2);
  assert.ok(before.equals(readFileSync(databaseOf(place))));
  assert.deepEqual(
    readdirSync(folderOf(place)).filter((name) => /new|next|replaced/.test(name)),
    [],
  );
});

test("recover: names the newest backup that can be restored", (t) => {
  const place = member(t);
  assert.equal(run(place, ["backup"]).code, 0);
  const [backup] = names(place, "backup");
  writeFileSync(
    join(folderOf(place), `${backup.slice(0, -18)}2099-01-01T000000Z`),
    "a newer one, but no database",
  );
  truncateSync(databaseOf(place), 8192);
  const done = run(place, ["recover"]);
  assert.equal(done.code, 0, done.err);
  assert.ok(done.out.includes(`bussola restore '${join(folderOf(place), backup)}'`), done.out);
  assert.equal(run(home(t), ["recover"]).code, 3);
});

test("restore and recover keep the old database on a file system without hard links", (t) => {
  const place = member(t);
  const copy = join(place.root, "copy.db");
  assert.equal(run(place, ["backup", copy]).code, 0);
  const before = readFileSync(databaseOf(place));
  const restored = run(place, ["restore", copy], { lacking: "link" });
  assert.equal(restored.code, 0, restored.err);
  const [kept, ...more] = names(place, "replaced").filter((name) => !/-(wal|shm)$/.test(name));
  assert.deepEqual(more, []);
  assert.ok(readFileSync(join(folderOf(place), kept)).equals(before));
  assert.equal(statSync(join(folderOf(place), kept)).mode & 0o777, 0o600);
  assert.deepEqual(keysOf(place), [KEY]);
  truncateSync(databaseOf(place), 4096);
  const damaged = readFileSync(databaseOf(place));
  const recovered = run(place, ["recover"], { lacking: "link" });
  assert.equal(recovered.code, 0, recovered.err);
  const [aside] = names(place, "damaged").filter((name) => !/-(wal|shm)$/.test(name));
  assert.ok(readFileSync(join(folderOf(place), aside)).equals(damaged));
});
