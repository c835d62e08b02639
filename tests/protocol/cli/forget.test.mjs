/** forget: no file holds the removed data, and copies that do are named. */

import assert from "node:assert/strict";
import { readdirSync, readFileSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";

import { startHost } from "../../lib/host.mjs";
import { home, run, runOnTerminal } from "./lib.mjs";
import { KEY, SEEN, tell } from "./member.mjs";

const MARK = "zyxw-4711-marked";
const folderOf = (place) => join(place.directory, ".local/share/bussola");

/** Every file in the data directory, whatever its name, that holds the text. */
const holding = (place, text) =>
  readdirSync(folderOf(place)).filter((name) => readFileSync(join(folderOf(place), name)).includes(text));

/** A second user with names in many pages, between those of the first. */
function manyProfiles(t) {
  const place = home(t);
  const requests = [...SEEN.anchored];
  for (let i = 0; i < 400; i++) {
    const request = structuredClone(SEEN.learning[0]);
    const mine = i % 2 === 0;
    request.request = `00000000-0000-4000-9000-${String(i).padStart(12, "0")}`;
    request.profile = mine
      ? { key: KEY, aliases: [`kept-name-${i}-${"k".repeat(60)}`] }
      : { key: MARK, label: MARK, aliases: [`${MARK}-${i}-${"f".repeat(60)}`] };
    requests.push(request);
  }
  tell(place, requests);
  assert.ok(holding(place, MARK).length > 0);
  return place;
}

test("no file holds the removed data, while a host has the database open", async (t) => {
  const place = manyProfiles(t);
  const host = startHost(t, place.directory, {
    env: { ...place.env, XDG_DATA_HOME: "" },
  });
  assert.equal((await host.ask({ id: 1, type: "state" })).ok, true);
  const done = run(place, ["forget", "--profile", MARK, "--yes"]);
  assert.equal(done.code, 0, done.err);
  assert.deepEqual(holding(place, MARK), []);
  assert.ok(holding(place, "kept-name-398").length > 0);
  const { profiles } = await host.ask({ id: 2, type: "profiles" });
  assert.deepEqual(
    profiles.map(({ key }) => key),
    [KEY],
  );
  assert.equal((await host.ask({ id: 3, type: "forget", all: true })).ok, true);
  assert.deepEqual(holding(place, "kept-name"), []);
  await host.end();
});

test("copies that hold it are named, and removed on request", async (t) => {
  const place = manyProfiles(t);
  assert.equal(run(place, ["backup"]).code, 0);
  const elsewhere = join(place.root, "elsewhere.db");
  assert.equal(run(place, ["backup", elsewhere]).code, 0);
  truncateSync(join(folderOf(place), "bussola.db"), 40960);
  assert.equal(run(place, ["recover"]).code, 0);
  writeFileSync(join(folderOf(place), "notes.txt"), "not Bussola's");
  const copies = readdirSync(folderOf(place)).filter((name) => /\.(backup|damaged)-/.test(name));
  assert.ok(copies.length >= 2);

  const done = run(place, ["forget", "--all", "--yes"]);
  assert.equal(done.code, 0, done.err);
  for (const name of copies) assert.ok(done.out.includes(name), name);
  assert.match(done.out, /bussola forget --backups/);
  const host = startHost(t, place.directory, {
    env: { ...place.env, XDG_DATA_HOME: "" },
  });
  const reply = await host.ask({ id: 1, type: "forget", all: true });
  assert.equal(reply.forgotten.copies, copies.length);
  await host.end();

  assert.equal(run(place, ["forget", "--backups"]).code, 4, "not without a yes");
  const declined = runOnTerminal(place, ["forget", "--backups"], {
    input: "no\n",
  });
  assert.equal(declined.code, 4);
  assert.match(declined.out, /every backup/);
  assert.equal(run(place, ["forget", "--backups", "--yes"]).code, 0);
  assert.deepEqual(
    readdirSync(folderOf(place)).filter((name) => /\.(backup|damaged)-/.test(name)),
    [],
  );
  assert.deepEqual(holding(place, MARK), []);
  assert.ok(readFileSync(elsewhere).includes(MARK), "a copy elsewhere is the member's own");
  assert.equal(readFileSync(join(folderOf(place), "notes.txt"), "utf8"), "not Bussola's");
});

test("profile and backups in one command", (t) => {
  const place = manyProfiles(t);
  assert.equal(run(place, ["backup"]).code, 0);
  const done = run(place, ["forget", "--profile", MARK, "--backups", "--yes"]);
  assert.equal(done.code, 0, done.err);
  assert.match(done.out, /1 copy/);
  assert.deepEqual(holding(place, MARK), []);
});
