/** model list and use, and --model: every day under either model, and no change without an act. */

import assert from "node:assert/strict";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { test } from "node:test";

import { Host } from "../../lib/host.mjs";
import { home, run } from "./lib.mjs";
import { SEEN, tell } from "./member.mjs";
import { ROOT } from "../../lib/paths.mjs";

const MODELS = ["bussola-1", "bussola-2"];

function member(t, seen = SEEN.anchored) {
  const place = home(t);
  tell(place, seen);
  return place;
}

const json = (place, ...args) => {
  const result = run(place, [...args, "--json"]);
  assert.equal(result.code, 0, result.err);
  return JSON.parse(result.out);
};
/** Today in the user's zone. */
const today = (place) => json(place, "status").at.slice(0, 10);
const inUse = (place) => json(place, "model", "list").find((of) => of.in_use).name;
const other = (model) => MODELS.find((id) => id !== model);
const totals = (place, ...args) => json(place, "history", "--step", "day", ...args).series.total;
const use = (place, model) => assert.equal(run(place, ["model", "use", model]).code, 0);
const database = (place) => new DatabaseSync(join(place.directory, ".local/share/bussola/bussola.db"));

/** Makes a database of the time before the model in use was stored. */
function forgetUse(place) {
  const db = database(place);
  db.exec("DELETE FROM setting WHERE name GLOB 'model.*'");
  db.close();
}

test("list, use and --model: every day under either model, and back again", (t) => {
  const place = member(t, SEEN.estimate);
  const first = inUse(place);
  const second = other(first);
  const before = totals(place);
  const passing = totals(place, "--model", second);
  assert.notDeepEqual(passing, before);
  assert.equal(inUse(place), first, "one run changes nothing");
  assert.deepEqual(totals(place), before);

  use(place, second);
  assert.equal(inUse(place), second);
  assert.match(run(place, ["model", "show"]).out, new RegExp(`Model ${second}`));
  assert.match(run(place, ["doctor"]).out, new RegExp(`Model: ${second}`));
  assert.deepEqual(totals(place), passing);
  assert.deepEqual(totals(place, "--model", first), before);

  use(place, first);
  assert.deepEqual(totals(place), before);
});

test("status, why, report, backtest and export score with the requested model", (t) => {
  const place = member(t, SEEN.estimate);
  const second = other(inUse(place));
  const state = (...args) => json(place, "status", "--at", "2026-03-20", ...args).pillars;
  const exported = (...args) =>
    JSON.parse(run(place, ["export", ...args]).out).records.filter((of) => of.record === "snapshot");
  const plain = { state: state(), exported: exported() };
  const asked = { state: state("--model", second), exported: exported("--model", second) };
  assert.notDeepEqual(asked.state, plain.state);
  assert.deepEqual(new Set(plain.exported.map((of) => of.model)), new Set([other(second)]));
  assert.deepEqual(new Set(asked.exported.map((of) => of.model)), new Set([second]));
  assert.deepEqual(
    asked.exported.map((of) => of.total ?? null),
    totals(place, "--model", second),
  );
  for (const command of ["why", "report"]) {
    assert.equal(run(place, [command, "--model", second]).code, 0, command);
  }
  assert.equal(run(place, ["backtest", "--model", second]).code, 3, "one reading or none");
  use(place, second);
  assert.deepEqual(state(), asked.state);
  assert.deepEqual(exported(), asked.exported);
});

test("days without an act between them are equal, whatever the model", (t) => {
  const again = { ...SEEN.estimate[0], request: "model-again", at: "2026-03-24T18:00:00+01:00" };
  const place = member(t, [...SEEN.estimate, again]);
  const still = (...args) =>
    totals(place, "--from", "2026-08-01", ...args).map((of, i, all) => of - all[Math.max(0, i - 1)]);
  for (const model of MODELS) {
    assert.ok(still("--model", model).every((of) => Math.abs(of) < 1e-9));
    use(place, model);
    assert.ok(still().every((of) => Math.abs(of) < 1e-9));
    assert.equal(json(place, "why").total_delta, 0);
  }
});

test("the history mentions the change of model once, with its day", (t) => {
  const place = member(t);
  const first = inUse(place);
  const change = (...args) => json(place, "history", ...args).model;
  assert.equal(change(), undefined);
  use(place, other(first));
  assert.deepEqual(change(), { id: other(first), since: today(place), before: first });
  assert.equal(change("--model", first), undefined);
  use(place, first);
  assert.equal(change(), undefined, "back on the same day");
});

test("a database of an earlier version that used another model mentions it too", (t) => {
  const place = member(t);
  const first = inUse(place);
  const before = totals(place);
  forgetUse(place);
  use(place, other(first));
  const history = json(place, "history");
  assert.deepEqual(history.model, { id: other(first), since: today(place), before: first });
  assert.equal(history.series.day[0], json(place, "history", "--model", first).series.day[0]);
  assert.deepEqual(totals(place, "--model", first), before);
});

test("a user who starts with a model has no change", (t) => {
  const place = member(t);
  forgetUse(place);
  assert.equal(json(place, "history").model, undefined);
});

test("a running host follows, and its first reply does not wait for the rescoring", async (t) => {
  const place = member(t, SEEN.estimate);
  const host = new Host(place.directory, { env: { ...place.env, XDG_DATA_HOME: "" } });
  t.after(() => host.end());
  const first = inUse(place);
  const hello = { type: "hello", client: { name: "bussola", version: "0", browser: "test" } };
  const state = { type: "state", at: "2026-03-20T20:00:00+01:00" };
  const greeted = await host.ask({ id: 1, ...hello });
  assert.equal(greeted.model.id, first);
  const before = (await host.ask({ id: 2, ...state })).state.pillars;
  use(place, other(first));
  assert.equal((await host.ask({ id: 3, ...hello })).model.id, other(first));
  assert.notDeepEqual((await host.ask({ id: 4, ...state })).state.pillars, before);
  const drawn = () =>
    database(place).prepare("SELECT count(DISTINCT model) AS models FROM snapshot").get().models;
  assert.equal(drawn(), 1, "days are scored when the history is asked for");
  await host.ask({ id: 5, type: "history" });
  assert.equal(drawn(), 2);
  use(place, first);
  assert.deepEqual((await host.ask({ id: 6, ...state })).state.pillars, before);
});

test("a user's own model is used, left and taken up again", (t) => {
  const place = member(t);
  assert.equal(run(place, ["model", "use", "own"]).code, 3);
  const folder = join(place.directory, ".config/bussola");
  const model = JSON.parse(readFileSync(join(ROOT, "include/contract/models/bussola-1.json"), "utf8"));
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "model.json"), JSON.stringify({ ...model, id: "mine" }));
  assert.equal(inUse(place), "own");
  use(place, "bussola-2");
  assert.equal(inUse(place), "bussola-2");
  use(place, "own");
  assert.match(run(place, ["model", "list"]).out, /own +\S+model\.json +in use/);
  assert.equal(run(place, ["status", "--model", "own"]).code, 0);
});

test("a recovered database keeps the model; an unknown one is refused or skipped", (t) => {
  const place = member(t);
  const first = inUse(place);
  use(place, other(first));
  const history = json(place, "history");
  const altered = database(place);
  altered.exec("CREATE TABLE other (value)");
  altered.close();
  assert.equal(run(place, ["status"]).code, 1);
  assert.equal(run(place, ["recover"]).code, 0);
  assert.equal(inUse(place), other(first));
  assert.deepEqual(json(place, "history").model, history.model);
  for (const args of [
    ["model", "use", "bussola-9"],
    ["status", "--model", "bussola-9"],
    ["model", "use"],
  ]) {
    assert.equal(run(place, args).code, 2, args.join(" "));
  }
  const db = database(place);
  db.exec("INSERT INTO model (name, fingerprint) VALUES ('bussola-9', '0')");
  db.exec("UPDATE setting SET value = last_insert_rowid() WHERE name = 'model.chosen'");
  db.close();
  assert.equal(inUse(place), first, "chosen with a newer version");
});
