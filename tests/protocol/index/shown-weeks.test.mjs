/**
 * A closed week's report keeps the numbers that it has shown, whatever is learned about the week
 * later.
 */

import assert from "node:assert/strict";
import { copyFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import test from "node:test";
import { zip } from "../../fixtures/archives/zip.mjs";
import { home, run } from "../cli/lib.mjs";
import { tell } from "../cli/member.mjs";
import { SCHEMA } from "../../lib/versions.mjs";

const KEY = "ACoAAwEeKs";
const profile = { key: KEY, label: "vera-prova-31", aliases: ["vera-prova-31"] };
/** Monday and Sunday of the week that closes. */
const MONDAY = "2026-09-07";
const SUNDAY = "2026-09-13";
const CLOSED = "2026-09-14";

/** The same home at another moment. */
function at(place, day, time = "09:00:00") {
  const shift = Number(process.env.CLOCK_SHIFT) + (Date.parse(`${day}T${time}Z`) - Date.now()) / 1000;
  return { ...place, env: { ...place.env, CLOCK_SHIFT: String(Math.round(shift)) } };
}

let number = 0;
const observe = (day, page, fields, time = "09:00:00") => ({
  type: "observe",
  request: `week-${number++}`,
  profile,
  page,
  lang: "en",
  at: `${day}T${time}+00:00`,
  gauges: [],
  tallies: [],
  ...fields,
});
const level = (day, value) =>
  observe(day, "connections", { gauges: [{ signal: "connections", value, bound: "exact" }] });
const posts = (day, days) =>
  observe(day, "activity_posts", {
    tallies: [
      { signal: "posts", from: "2026-06-15", to: day, days: Object.fromEntries(days.map((d) => [d, 2])) },
    ],
  });
const ssi = (day, total) =>
  observe(day, "ssi", {
    official: { total, pillars: { brand: total - 39, people: 12, insights: 12, relationships: 15 } },
  });

const stateOn = (place, day, now) =>
  tell(at(place, now), [{ type: "state", profile: { key: KEY }, at: `${day}T23:59:59+00:00` }])[0].state;
const report = (place, now, ...more) => run(at(place, now), ["report", "--week", SUNDAY, ...more]).out;
const kept = (place) => {
  const db = new DatabaseSync(join(place.directory, ".local/share/bussola/bussola.db"));
  try {
    return db.prepare("SELECT * FROM shown_week ORDER BY monday").all();
  } finally {
    db.close();
  }
};

/** A week with a value of LinkedIn's, and acts after it. */
function week(t) {
  const place = home(t);
  tell(at(place, "2026-09-08"), [
    level("2026-09-08", 300),
    posts("2026-09-08", ["2026-09-01"]),
    ssi("2026-09-08", 57),
  ]);
  tell(at(place, "2026-09-12"), [
    level("2026-09-12", 310),
    posts("2026-09-12", ["2026-09-01", "2026-09-11"]),
  ]);
  return place;
}

/** The same after the next week has begun and LinkedIn's value has corrected the line. */
function corrected(t) {
  const place = week(t);
  tell(at(place, CLOSED), [level(CLOSED, 311)]);
  tell(at(place, "2026-09-16"), [posts("2026-09-16", ["2026-09-01", "2026-09-11"]), ssi("2026-09-16", 49)]);
  return place;
}

test("a week is stored as known when the next one began, and not before", (t) => {
  const place = week(t);
  const before = stateOn(place, SUNDAY, CLOSED);
  assert.equal(before.shown_week, undefined);
  assert.deepEqual(kept(place), []);
  tell(at(place, SUNDAY), [level(SUNDAY, 310)]);
  assert.deepEqual(kept(place), []);
  tell(at(place, CLOSED), [level(CLOSED, 900)]);
  const after = stateOn(place, SUNDAY, CLOSED);
  const { shown_week: shown } = after;
  assert.equal(shown.monday, MONDAY);
  assert.equal(shown.at, `${CLOSED}T09:00:00+00:00`);
  assert.deepEqual([shown.kind, shown.total], [before.kind, before.total]);
  for (const { id, score } of before.pillars) assert.equal(shown.pillars[id], score);
  tell(at(place, CLOSED, "10:00:00"), [level(CLOSED, 901)]);
  assert.equal(kept(place).length, 1);
  assert.equal(stateOn(place, "2026-09-12", CLOSED).shown_week, undefined, "of no other day");
});

test("its report keeps showing its numbers, and one line says what is known today", (t) => {
  const place = week(t);
  const thenReport = report(place, CLOSED);
  const number = /^(≈\d+) of 100$/m;
  const shown = number.exec(thenReport)[1];
  tell(at(place, CLOSED), [level(CLOSED, 310)]);
  assert.doesNotMatch(report(place, CLOSED), /As shown/);
  tell(at(place, "2026-09-16"), [posts("2026-09-16", ["2026-09-01", "2026-09-11"]), ssi("2026-09-16", 49)]);
  const now = report(place, "2026-09-17");
  const state = stateOn(place, SUNDAY, "2026-09-17");
  const today = Math.round(state.total);
  assert.notEqual(`≈${today}`, shown);
  assert.equal(number.exec(now)[1], shown);
  assert.ok(
    now
      .replace(/\s+/g, " ")
      .includes(
        `As shown on 14 Sep 2026. Bussola has corrected the line since: it would be ≈${today} today.`,
      ),
    now,
  );
  // The change shown, and its reasons, which add up to it.
  const reasons = (text) =>
    /[\s\S]*What changed it\n[\s\S]*?\n\n/
      .exec(text)[0]
      .split("\n")
      .filter((line) => /^ *[+−]/.test(line));
  assert.deepEqual(reasons(now), reasons(thenReport));
  assert.match(report(place, "2026-09-17", "--model", "bussola-1"), number);
  assert.doesNotMatch(report(place, "2026-09-17", "--model", "bussola-1"), /As shown/);
  const markdown = report(place, "2026-09-17", "--markdown");
  assert.ok(markdown.includes(`**${shown} of 100**`), markdown);
  assert.match(markdown, /^12 points to 70\. As shown on 14 Sep 2026\. /m);
});

test("acts of the week that another browser delivers late leave its numbers, and are mentioned", (t) => {
  const place = week(t);
  tell(at(place, CLOSED), [level(CLOSED, 310)]);
  const asked = { type: "why", profile: { key: KEY }, from: "2026-09-08", to: SUNDAY };
  const why = (shown) => tell(at(place, CLOSED), [{ ...asked, shown }])[0].why;
  const before = { total: stateOn(place, SUNDAY, CLOSED).total, why: why(true) };
  assert.deepEqual(before.why, why(false));
  assert.doesNotMatch(report(place, CLOSED), /As shown/);
  tell(at(place, CLOSED, "11:00:00"), [
    observe(
      CLOSED,
      "activity_posts",
      { tallies: [{ signal: "posts", from: "2026-09-09", to: CLOSED, days: { "2026-09-10": 1 } }] },
      "11:00:00",
    ),
  ]);
  const { total, shown_week: shown } = stateOn(place, SUNDAY, CLOSED);
  assert.notEqual(total, before.total);
  assert.equal(Math.round(total), Math.round(before.total));
  assert.equal(shown.total, before.total);
  const recount = why(true);
  assert.equal(recount.recounted, true);
  assert.deepEqual([recount.total_to, recount.total_delta], [before.why.total_to, before.why.total_delta]);
  assert.deepEqual(recount.pillars, before.why.pillars);
  assert.deepEqual(JSON.parse(report(place, CLOSED, "--json")).why, recount);
  assert.notDeepEqual(why(false).pillars, before.why.pillars);
  const sum = recount.items.reduce((points, { delta }) => points + delta, recount.rounding ?? 0);
  assert.ok(Math.abs(sum - recount.total_delta) < 0.05, JSON.stringify(recount.items));
  const page = report(place, CLOSED).replace(/\s+/g, " ");
  assert.ok(page.includes("As shown on 14 Sep 2026. Counts that arrived later changed the week."), page);
});

test("observations that waited close their weeks in order", (t) => {
  const [waited, lived] = [home(t), home(t)];
  const days = ["2026-09-03", "2026-09-08", "2026-09-15", "2026-09-22"];
  const observationsOf = (index) => [
    level(days[index], 300 + index * 20),
    posts(days[index], days.slice(0, index + 1)),
    ...(index === 0 ? [ssi(days[0], 57)] : []),
  ];
  const all = days.map((_, index) => observationsOf(index));
  for (const [index, day] of days.entries()) tell(at(lived, day), all[index]);
  tell(at(waited, "2026-09-23"), all.flat());
  const rows = kept(lived);
  assert.equal(rows.length, 3);
  assert.deepEqual(kept(waited), rows);
});

test("after an absence each week without a visit is stored too, if it has a number", (t) => {
  const place = week(t);
  tell(at(place, "2026-10-07"), [level("2026-10-07", 320)]);
  const mondays = kept(place).map(({ monday }) => new Date(monday * 86_400_000).toISOString().slice(0, 10));
  const all = [MONDAY, CLOSED, "2026-09-21", "2026-09-28"];
  assert.ok(mondays.length > 1);
  assert.deepEqual(mondays, all.slice(0, mondays.length));
});

/** Imports an archive made on a day, with a comment on each of these days. */
function bring(place, now, made, days) {
  const [year, month, day] = made.split("-");
  const path = join(place.root, `Complete_LinkedInDataExport_${month}-${day}-${year}.zip`);
  const link = "https://www.linkedin.com/feed/update/urn%3Ali%3Aactivity%3A7";
  const rows = days.flatMap((on, i) => [1, 2, 3, 4].map((n) => `${on} 10:00:0${n},${link}${i}${n},x\n`));
  writeFileSync(path, zip({ "Comments.csv": `Date,Link,Message\n${rows.join("")}` }));
  const done = run(at(place, now), ["import", path, "--profile", KEY]);
  assert.equal(done.code, 0, done.err);
}

for (const [what, write] of [
  [
    "an export",
    (t, place) => {
      const other = home(t);
      tell(at(other, "2026-09-11"), [level("2026-09-11", 420), posts("2026-09-11", ["2026-09-10"])]);
      const path = join(place.root, "other.json");
      writeFileSync(path, run(at(other, "2026-09-11"), ["export"]).out);
      assert.equal(run(at(place, CLOSED), ["import", path]).code, 0);
    },
  ],
  [
    "another model",
    (_, place) => assert.equal(run(at(place, CLOSED), ["model", "use", "bussola-1"]).code, 0),
  ],
  [
    "an archive of an earlier day",
    (_, place) => bring(place, CLOSED, "2026-09-10", ["2026-08-01", "2026-09-09"]),
  ],
])
  test(`${what}, first after the end of a week, leaves the week the numbers it had`, (t) => {
    const place = week(t);
    const before = stateOn(place, SUNDAY, CLOSED);
    write(t, place);
    const { total, shown_week: shown } = stateOn(place, SUNDAY, CLOSED);
    assert.deepEqual([shown.total, shown.kind], [before.total, before.kind]);
    assert.notEqual(total, before.total);
    assert.equal(kept(place).length, 1);
  });

test("a phone beside the browser, first after the end of a week, leaves the week the numbers it had", (t) => {
  const place = week(t);
  const before = stateOn(place, SUNDAY, CLOSED);
  tell(at(place, CLOSED), [{ type: "state", profile: { key: KEY }, set: { phone: "yes" } }]);
  const { shown_week: shown } = stateOn(place, SUNDAY, CLOSED);
  assert.deepEqual([shown.total, shown.kind], [before.total, before.kind]);
});

test("it is exported and imported, and an existing one stays", (t) => {
  const place = corrected(t);
  const now = "2026-09-17";
  const path = join(place.root, "out.json");
  const exported = (from) => run(at(from, now), ["export"]).out;
  writeFileSync(path, exported(place));
  const [{ shown_weeks: weeks }] = JSON.parse(exported(place)).records;
  assert.equal(weeks.length, 1);
  assert.deepEqual(weeks[0], stateOn(place, SUNDAY, now).shown_week);

  const fresh = home(t);
  assert.equal(run(at(fresh, now), ["import", path]).code, 0);
  assert.deepEqual(JSON.parse(exported(fresh)).records[0].shown_weeks, weeks);
  assert.equal(report(fresh, now), report(place, now));

  const document = JSON.parse(exported(place));
  document.records[0].shown_weeks[0].total = 12;
  writeFileSync(path, JSON.stringify(document));
  assert.equal(run(at(place, now), ["import", path]).code, 0);
  assert.deepEqual(JSON.parse(exported(place)).records[0].shown_weeks, weeks);
});

for (const [name, change] of [
  ["monday", { monday: "2026-09-08" }],
  ["total", { total: 101 }],
  ["pillars.brand", { pillars: { brand: 26, people: 12, insights: 12, relationships: 15 } }],
  ["kind", { kind: "learning" }],
  ["changes", { changes: { brand: null, people: null, insights: null, relationships: null } }],
  ["changes", { change: null }],
])
  test(`an export with an impossible ${name} of a closed week is refused`, (t) => {
    const place = corrected(t);
    const now = "2026-09-17";
    const document = JSON.parse(run(at(place, now), ["export"]).out);
    Object.assign(document.records[0].shown_weeks[0], change);
    const path = join(place.root, "bad.json");
    writeFileSync(path, JSON.stringify(document));
    const done = run(at(home(t), now), ["import", path]);
    assert.notEqual(done.code, 0);
    assert.match(done.err, new RegExp(`shown_weeks\\[0\\]\\.${name.replace(".", "\\.")}`));
  });

test("a stored change without those of the pillars is not reported", (t) => {
  const place = corrected(t);
  const now = "2026-09-17";
  const change = /since 8 Sep 2026|since 6 Sep 2026/;
  assert.match(report(place, now), change);
  const db = new DatabaseSync(join(place.directory, ".local/share/bussola/bussola.db"));
  db.exec("UPDATE shown_week SET brand_change = NULL");
  db.close();
  assert.doesNotMatch(report(place, now), change);
  const { why } = JSON.parse(report(place, now, "--json"));
  assert.deepEqual([why.total_delta, ...why.pillars.map(({ delta }) => delta)], Array(5).fill(null));
});

test("backup and recovery include it, forgetting removes it", (t) => {
  const place = corrected(t);
  const now = "2026-09-17";
  const rows = kept(place);
  assert.equal(rows.length, 1);
  const copy = join(place.root, "copy.db");
  assert.equal(run(at(place, now), ["backup", copy]).code, 0);

  const restored = home(t);
  assert.equal(run(at(restored, now), ["restore", copy]).code, 0);
  assert.deepEqual(kept(restored), rows);

  const database = join(restored.directory, ".local/share/bussola/bussola.db");
  const db = new DatabaseSync(copy);
  db.exec("CREATE TABLE stray (value)");
  db.close();
  copyFileSync(copy, database);
  assert.equal(run(at(restored, now), ["recover"]).code, 0);
  assert.deepEqual(kept(restored), rows);

  assert.match(run(at(place, now), ["doctor"]).out, new RegExp(`schema ${SCHEMA}, checked`));
  assert.equal(run(at(place, now), ["forget", "--source", "archive", "--profile", KEY, "--yes"]).code, 0);
  assert.deepEqual(kept(place), []);
  tell(at(restored, now), [{ type: "forget", profile: { key: KEY } }]);
  assert.deepEqual(kept(restored), []);
});

test("retention removes it with its days", (t) => {
  const place = corrected(t);
  assert.equal(run(at(place, "2027-01-30"), ["retention", "90", "--yes"]).code, 0);
  assert.deepEqual(kept(place), []);
});
