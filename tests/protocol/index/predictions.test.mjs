/**
 * The error of the number comes from the predictions of LinkedIn's earlier values. What is counted
 * late predicts them again; looking at the numbers never does.
 */

import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { zip } from "../../fixtures/archives/zip.mjs";
import { home, run } from "../cli/lib.mjs";
import { KEY, LABEL, tell } from "../cli/member.mjs";

const FIRST = Date.parse("2026-09-07");
const date = (n) => new Date(FIRST + n * 86_400_000).toISOString().slice(0, 10);
const LAST = 46;

let requests = 0;
const observe = (n, page, parts, time = "12:00:00") => ({
  type: "observe",
  request: `predicted-${requests++}`,
  profile: { key: KEY, label: LABEL, aliases: [LABEL] },
  page,
  lang: "en",
  at: `${date(n)}T${time}+00:00`,
  gauges: [],
  tallies: [],
  ...parts,
});
const level = (signal, value) => ({ gauges: [{ signal, value, bound: "exact" }] });
const counted = (signal, from, to, every, count) => {
  const days = {};
  for (let n = from; n <= to; n += every) days[date(n)] = count;
  return { tallies: [{ signal, from: date(from), to: date(to), days }] };
};
const act = (n, signal, count) => ({ events: [{ signal, day: date(n), count }] });
/** LinkedIn's value follows the acts, so that the model's change counts. */
const reading = (n) => {
  const pillars = { brand: 12, people: 9 + n / 10, insights: 11 + n / 8, relationships: 15 };
  const total = Math.round(Object.values(pillars).reduce((sum, points) => sum + points));
  return observe(n, "ssi", { official: { total, pillars } });
};

/** Values of LinkedIn's and acts every few days, and pages that are read for the first time late. */
function visits() {
  const seen = [];
  for (let n = 0; n <= LAST; n++) {
    seen.push(observe(n, "feed", act(n, "people_searches", n % 3)));
    if (n % 4 === 0) seen.push(reading(n));
    if (n % 5 === 2) seen.push(observe(n, "feed", act(n, "profiles_viewed", 4), "15:00:00"));
    if (n === 17) seen.push(observe(n, "activity_comments", counted("comments", n - 30, n, 3, 2)));
    if (n === 31) seen.push(observe(n, "connections", level("connections", 420)));
    if (n === 38) seen.push(observe(n, "own_profile", level("about", 1)));
    if (n === 41) seen.push(observe(n, "activity_posts", counted("posts", n - 5, n, 2, 1)));
  }
  return seen;
}

function lived(t) {
  const place = home(t);
  tell(place, visits());
  return place;
}

const AT = `${date(LAST)}T23:59:59+00:00`;
/** Without milestones, which may need the days that only the history computes. */
function state(place) {
  const [reply] = tell(place, [{ type: "state", at: AT, with: ["spark", "why", "goal", "profiles"] }]);
  delete reply.state.milestones;
  return reply;
}
const predicted = (place, ...args) =>
  JSON.parse(run(place, ["export", ...args]).out)
    .records.filter(({ record }) => record === "official")
    .map((record) => record.predicted);

/** Every way to look at the numbers. */
const views = (place) => {
  const json = (...args) => JSON.parse(run(place, [...args, "--json"]).out);
  return {
    history: tell(place, [{ type: "history", from: date(0), to: date(LAST), step: "day" }])[0],
    why: tell(place, [{ type: "why", from: date(LAST - 7), to: date(LAST) }])[0],
    report: json("report", "--week", date(LAST)).why,
    weeks: json("history", "--from", date(0), "--to", date(LAST)),
    status: json("status", "--at", date(LAST)).error,
    backtest: json("backtest"),
    predicted: predicted(place),
  };
};

test("looking at the numbers changes none of them", (t) => {
  const place = lived(t);
  const before = state(place);
  assert.ok(before.state.error > 0);
  assert.ok(before.state.week_error > 0);
  const seen = views(place);
  assert.deepEqual(state(place), before);
  assert.deepEqual(views(place), seen);
  assert.equal(seen.status, before.state.error);
});

test("an act of today predicts no value of an earlier day again", (t) => {
  const place = lived(t);
  const before = predicted(place);
  tell(place, [observe(LAST, "feed", act(LAST, "people_searches", 9), "18:00:00")]);
  views(place);
  assert.deepEqual(predicted(place).slice(0, -1), before.slice(0, -1));
});

test("an archive with comments of weeks ago predicts the values since then again", (t) => {
  const place = lived(t);
  const before = state(place).state;
  const [known, first] = [predicted(place), 20];
  const lines = [];
  for (let n = first; n < LAST; n += 2)
    for (let i = 0; i < 6; i++)
      lines.push(
        `${date(n)} 10:00:0${i},https://www.linkedin.com/feed/update/urn%3Ali%3Aactivity%3A7${n}${i},x`,
      );
  const [year, month, day] = date(LAST).split("-");
  const path = join(place.root, `Complete_LinkedInDataExport_${month}-${day}-${year}.zip`);
  writeFileSync(path, zip({ "Comments.csv": `Date,Link,Message\n${lines.join("\n")}\n` }));
  const done = run(place, ["import", path, "--profile", LABEL]);
  assert.equal(done.code, 0, done.err);

  const now = predicted(place);
  const earlier = Math.ceil(first / 4);
  assert.deepEqual(now.slice(0, earlier), known.slice(0, earlier));
  assert.ok(
    now.slice(earlier + 1).some((value, i) => value !== known[earlier + 1 + i]),
    JSON.stringify([known, now]),
  );
  const after = state(place);
  assert.notEqual(after.state.error, before.error);
  views(place);
  assert.deepEqual(state(place), after);
});

test("another model predicts every value again, at once", (t) => {
  const place = lived(t);
  const known = predicted(place);
  assert.equal(run(place, ["model", "use", "bussola-1"]).code, 0);
  const after = state(place);
  views(place);
  assert.deepEqual(state(place), after);
  assert.notDeepEqual(predicted(place), known);
  assert.equal(run(place, ["model", "use", "bussola-2"]).code, 0);
  const back = state(place);
  views(place);
  assert.deepEqual(state(place), back);
});

test("a model of one run predicts every value in every view, and stores none", (t) => {
  const place = lived(t);
  const json = (...args) => JSON.parse(run(place, [...args, "--json"]).out);
  const days = [date(LAST - 7), date(LAST)];
  const seen = (...model) => ({
    status: json("status", "--at", date(LAST), ...model).error,
    week: json("status", "--at", date(LAST), ...model).week_error,
    why: json("why", ...days, ...model),
    report: json("report", "--week", date(LAST), ...model).why,
    history: json("history", "--from", date(0), "--to", date(LAST), ...model).corrections,
    exported: predicted(place, ...model),
  });
  const [known, own, once] = [predicted(place), seen(), seen("--model", "bussola-1")];
  assert.deepEqual(predicted(place), known);
  assert.deepEqual(seen(), own);
  assert.equal(run(place, ["model", "use", "bussola-1"]).code, 0);
  const chosen = seen();
  delete chosen.history;
  delete once.history;
  assert.deepEqual(once, chosen);
  assert.notEqual(once.status, own.status);
  assert.notDeepEqual(once.exported, known);
});

test("an update's model predicts every value before anything is saved", (t) => {
  const place = home(t);
  const first = new URL("../../../include/contract/models/bussola-1.json", import.meta.url);
  const before = { ...place, env: { ...place.env, BUSSOLA_MODEL: fileURLToPath(first) } };
  tell(before, visits());
  const old = state(before);
  const updated = state(place);
  views(place);
  assert.deepEqual(state(place), updated);
  assert.notEqual(updated.state.error, old.state.error);
});

test("an export brings its predictions along", (t) => {
  const place = lived(t);
  const path = join(place.root, "out.json");
  writeFileSync(path, run(place, ["export"]).out);
  const other = home(t);
  assert.equal(run(other, ["import", path]).code, 0);
  assert.deepEqual(predicted(other), predicted(place));
  assert.equal(state(other).state.error, state(place).state.error);
});
