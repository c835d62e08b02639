/** forget --source: a wrong import can be undone. */

import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";

import { DAY, member, NAME } from "../../fixtures/archives/member.mjs";
import { zip } from "../../fixtures/archives/zip.mjs";
import { home, run, runOnTerminal } from "./lib.mjs";
import { KEY, SEEN, tell } from "./member.mjs";

function archive(place) {
  const path = join(place.root, NAME);
  writeFileSync(path, zip(member()));
  return path;
}

const exported = (place) => JSON.parse(run(place, ["export"]).out).records;
/** All records but those with the time when the account was last seen. */
const kept = (place) => exported(place).filter(({ record }) => record !== "profile" && record !== "snapshot");
const numbers = (place) =>
  run(place, ["history", "--csv", "--step", "day", "--profile", KEY, "--to", "2026-03-20"]).out;

/** A home with an account that was read, and one with another member's archive added to it. */
function wrong(t) {
  const place = home(t);
  tell(place, SEEN.anchored);
  numbers(place);
  const before = { kept: kept(place), numbers: numbers(place) };
  // In the time zone in which the pages were read: a journey would move the ends of days.
  const imported = run(place, ["import", "--profile", KEY, archive(place)], { env: { TZ: "UTC" } });
  assert.equal(imported.code, 0, imported.err);
  assert.notEqual(numbers(place), before.numbers);
  return { place, before };
}

test("the archive's counts are removed, and every number is as before", (t) => {
  const { place, before } = wrong(t);
  const done = run(place, ["forget", "--source", "archive", "--yes"]);
  assert.equal(done.code, 0, done.err);
  assert.match(done.out, /Removed: 0 profiles, \d+ rows/);
  assert.deepEqual(kept(place), before.kept);
  assert.equal(numbers(place), before.numbers);
  assert.ok(!JSON.stringify(exported(place)).includes("archive"));
  // The archive's owner is no longer taken for this account's.
  assert.equal(run(place, ["import", archive(place)]).code, 1);
  assert.match(run(place, ["forget", "--source", "archive", "--yes"]).out, / 0 rows/);
});

test("the host removes a source too, of one named profile", (t) => {
  const { place, before } = wrong(t);
  const forget = (fields) => tell(place, [{ type: "forget", ...fields }])[0];
  for (const fields of [
    { all: true, source: "archive" },
    { source: "archive" },
    { profile: { key: KEY }, source: "page" },
    { profile: { key: KEY }, source: 1 },
  ])
    assert.throws(() => forget(fields), /bad_request/, JSON.stringify(fields));
  const none = forget({ profile: { key: KEY }, source: "api" });
  assert.deepEqual(none.forgotten, { profiles: 0, rows: 0 });
  const reply = forget({ profile: { key: KEY }, source: "archive" });
  assert.equal(reply.ok, true);
  assert.equal(reply.forgotten.profiles, 0);
  assert.ok(reply.forgotten.rows > 0);
  assert.deepEqual(kept(place), before.kept);
});

test("a profile with nothing but the import is removed with it", (t) => {
  const place = home(t);
  assert.equal(run(place, ["import", archive(place)]).code, 0);
  assert.match(run(place, ["forget", "--source", "archive", "--yes"]).out, /Removed: 1 profiles/);
  assert.deepEqual(JSON.parse(run(place, ["profiles", "--json"]).out), []);
  assert.equal(run(place, ["status", "--at", DAY]).code, 3);
});

test("it asks for confirmation by source and profile, and requires a word without a terminal", (t) => {
  const { place } = wrong(t);
  assert.equal(run(place, ["forget", "--source", "archive"]).code, 4);
  const asked = runOnTerminal(place, ["forget", "--source", "archive", "--profile", KEY], { input: "no\n" });
  assert.match(asked.out.replaceAll(/\s+/g, " "), new RegExp(`source “LinkedIn archive” gave for “${KEY}”`));
  const named = runOnTerminal(place, ["forget", "--source", "api"], {
    input: "no\n",
  });
  assert.match(named.out, new RegExp(KEY));
  assert.equal(run(place, ["forget", "--source", "archive", "--all", "--yes"]).code, 2);
  assert.equal(run(place, ["forget", "--source", "page", "--yes"]).code, 2);
  assert.equal(run(place, ["forget", "--source", "archive", "--profile", "nobody", "--yes"]).code, 3);
  assert.ok(JSON.stringify(exported(place)).includes('"archive"'));
});
