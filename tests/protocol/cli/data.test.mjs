/** profiles, export and forget: what is stored, exported and removed. */

import assert from "node:assert/strict";
import { existsSync, readFileSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";

import { home, run, runOnTerminal } from "./lib.mjs";
import { DAY, KEY, LABEL, SEEN, tell } from "./member.mjs";

const OTHER = "ACoAAOtr0Pr0va";

/** Two users on one machine. */
function members(t) {
  const place = home(t);
  const other = structuredClone(SEEN.learning[0]);
  other.request = "00000000-0000-4000-9000-000000000000";
  other.profile = { key: OTHER, label: "=teo-prova" };
  tell(place, [...SEEN.anchored, other]);
  return place;
}

test("profiles: a table for people, JSON for programs", (t) => {
  const place = members(t);
  const table = run(place, ["profiles"], { env: { COLUMNS: "120" } });
  assert.equal(table.code, 0, table.err);
  assert.match(table.out, new RegExp(`${KEY} +${LABEL} +20 Mar 2026 +17 Mar 2026`));
  const json = JSON.parse(run(place, ["profiles", "--json"]).out);
  const [reply] = tell(place, [{ type: "profiles" }]);
  assert.deepEqual(json, reply.profiles);
  assert.equal(json.length, 2);
  assert.equal(run(home(t), ["profiles"]).code, 3);
});

test("export: valid JSON, to standard output or to a complete file", (t) => {
  const place = members(t);
  const all = run(place, ["export"]);
  assert.equal(all.code, 0, all.err);
  const document = JSON.parse(all.out);
  assert.equal(document.format, "bussola");
  const keys = document.records.filter((record) => record.record === "profile").map((record) => record.key);
  assert.deepEqual(keys.sort(), [KEY, OTHER].sort());

  const path = join(place.root, "out.json");
  const written = run(place, ["export", "--profile", KEY, "-o", path]);
  assert.equal(written.code, 0, written.err);
  assert.equal(statSync(path).mode & 0o777, 0o600);
  const one = JSON.parse(readFileSync(path, "utf8"));
  assert.deepEqual(
    one.records.filter((record) => record.record === "profile").map((record) => record.key),
    [KEY],
  );
  assert.ok(
    one.records.some(
      (record) => record.record === "gauge" && record.signal === "connections" && record.value === 500,
    ),
  );
  assert.deepEqual(readdirSync(place.root).sort(), ["bin", "home", "out.json"]);

  const refused = run(place, ["export", "-o", join(place.root, "nowhere/out.json")]);
  assert.equal(refused.code, 1);
  assert.match(refused.err, /nowhere\/out\.json/);
});

test("export: CSV with one shape, and no cell that a spreadsheet would compute", (t) => {
  const place = members(t);
  const csv = run(place, ["export", "--format=csv"]);
  assert.equal(csv.code, 0, csv.err);
  const lines = csv.out.trimEnd().split("\r\n");
  const columns = lines[0].split(",").length;
  for (const line of lines.slice(1)) assert.equal(line.split(",").length, columns, line);
  assert.doesNotMatch(csv.out, /(^|,)=/m);
  assert.equal(run(place, ["export", "--format", "xml"]).code, 2);
});

test("forget: asks on a terminal, and accepts only the whole word", (t) => {
  const place = members(t);
  const count = () => JSON.parse(run(place, ["profiles", "--json"]).out).length;
  const declined = runOnTerminal(place, ["forget", "--profile", OTHER], { input: "y\n" });
  assert.equal(declined.code, 4);
  assert.match(declined.out, /nothing was removed/i);
  assert.equal(count(), 2);
  const confirmed = runOnTerminal(place, ["forget", "--profile", OTHER], { input: "remove\n" });
  assert.equal(confirmed.code, 0, confirmed.out);
  assert.equal(count(), 1);
  const italian = runOnTerminal(place, ["forget", "--all"], {
    env: { LC_ALL: "it_IT.UTF-8" },
    input: "rimuovi\n",
  });
  assert.equal(italian.code, 0, italian.out);
  assert.equal(run(place, ["status", "--at", DAY]).code, 3);
});

test("forget: without a terminal only with --yes, and nothing of the profile stays in the file", (t) => {
  const place = members(t);
  const database = join(place.directory, ".local/share/bussola/bussola.db");
  assert.ok(readFileSync(database).includes(LABEL) || existsSync(`${database}-wal`));
  const refused = run(place, ["forget", "--all"], { input: "remove\n" });
  assert.equal(refused.code, 4);
  assert.match(refused.err, /--yes/);
  const done = run(place, ["forget", "--profile", KEY, "--yes"]);
  assert.equal(done.code, 0, done.err);
  for (const file of readdirSync(join(database, "..")))
    assert.ok(!readFileSync(join(database, "..", file)).includes(LABEL), file);
  assert.equal(run(place, ["forget", "--all", "--yes"]).code, 0);
});

test("forget: requires a profile and lists the choices", (t) => {
  const place = members(t);
  assert.equal(run(place, ["forget"]).code, 2);
  assert.equal(run(place, ["forget", "--all", "--profile", KEY]).code, 2);
  assert.equal(run(place, ["forget", "--profile", "nobody", "--yes"]).code, 3);
  assert.equal(run(home(t), ["forget", "--all", "--yes"]).code, 3);
});
