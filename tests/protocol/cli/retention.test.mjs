/**
 * retention: old rows are removed, levels that still hold stay, and a clock that jumps costs
 * little.
 */

import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { test } from "node:test";

import { day, moment } from "../../lib/host.mjs";
import { home, run, runOnTerminal } from "./lib.mjs";
import { tell } from "./member.mjs";

const KEY = "ines-prova";
const folderOf = (place) => join(place.directory, ".local/share/bussola");

let number = 0;
const observe = (parts, at = moment(-1, "09:00:00")) => ({
  type: "observe",
  request: `retention-${number++}`,
  profile: { key: KEY },
  page: "feed",
  lang: "en",
  at,
  gauges: [],
  tallies: [],
  ...parts,
});

const official = (total) => ({
  total,
  pillars: {
    brand: total / 4,
    people: total / 4,
    insights: total / 4,
    relationships: total / 4,
  },
});

/** Posts of every day for three years, a level unchanged since then, and old readings. */
function member(t) {
  const place = home(t);
  const days = Object.fromEntries(Array.from({ length: 1100 }, (_, i) => [day(-i), 1]));
  tell(place, [
    observe(
      {
        gauges: [{ signal: "connections", value: 260, bound: "exact" }],
        official: official(40),
      },
      moment(-1000),
    ),
    observe({ gauges: [{ signal: "connections", value: 268, bound: "exact" }] }, moment(-900)),
    observe(
      {
        gauges: [{ signal: "skills", value: 12, bound: "exact" }],
        official: official(44),
      },
      moment(-800),
    ),
    observe({
      tallies: [
        {
          signal: "posts",
          from: day(-1099),
          to: day(-1),
          days: { ...days, [day()]: undefined },
        },
      ],
    }),
    { type: "history", step: "day" },
  ]);
  return place;
}

const records = (place) => JSON.parse(run(place, ["export"]).out).records;
const of = (place, kind) => records(place).filter(({ record }) => record === kind);
const first = (list) => list.map((record) => record.day ?? record.from).sort()[0];
const state = (place) => JSON.parse(run(place, ["status", "--json"]).out).state;

test("everything is kept until a retention is set", (t) => {
  const place = member(t);
  assert.match(run(place, ["retention"]).out, /Everything is kept/);
  assert.equal(first(of(place, "tally")), day(-1099));
  for (const wrong of ["89", "0", "-365", "12.5", "a year", "365x", "99999999999999999999", ""])
    assert.equal(run(place, ["retention", "--", wrong]).code, 2, wrong);
  assert.equal(run(home(t), ["retention"]).code, 3);
});

test("a year: older days are removed, their counts one window later, and levels that still hold stay", (t) => {
  const place = member(t);
  const before = state(place);
  assert.equal(run(place, ["retention", "365"]).code, 4, "not without a yes");
  const declined = runOnTerminal(place, ["retention", "365"], {
    input: "no\n",
  });
  assert.equal(declined.code, 4);
  assert.equal(first(of(place, "tally")), day(-1099));
  const done = run(place, ["retention", "365", "--yes"]);
  assert.equal(done.code, 0, done.err);
  assert.match(done.out, /last 365 days/);
  assert.match(done.out, /Removed: [\d,]+ rows/);
  assert.equal(first(of(place, "snapshot")), day(-364));
  assert.equal(first(of(place, "tally")), day(-364 - 90));
  assert.equal(first(of(place, "cover")), day(-364 - 90));
  assert.deepEqual(
    of(place, "gauge").map(({ signal, value }) => [signal, value]),
    [
      ["skills", 12],
      ["connections", 268],
    ],
  );
  assert.deepEqual(
    of(place, "official").map(({ reading }) => reading.total),
    [44],
  );
  const after = state(place);
  assert.deepEqual({ ...after, at: 0 }, { ...before, at: 0 }, "the number is the same");
  assert.match(run(place, ["retention"]).out, /last 365 days/);
});

test("an archive does not restore what retention removed", (t) => {
  const place = member(t);
  const path = join(place.root, "all.json");
  run(place, ["export", "-o", path]);
  run(place, ["retention", "365", "--yes"]);
  assert.equal(run(place, ["import", path]).code, 0);
  assert.equal(first(of(place, "tally")), day(-364 - 90));
  const history = JSON.parse(run(place, ["history", "--json", "--step", "day"]).out);
  assert.equal(history.series.day[0], day(-364));
  assert.equal(run(place, ["retention", "forever"]).code, 0);
  assert.equal(run(place, ["import", path]).code, 0);
  assert.equal(first(of(place, "tally")), day(-1099));
});

test("it continues day by day, and leaves nothing in the files", (t) => {
  const place = member(t);
  assert.equal(run(place, ["backup"]).code, 0);
  const done = run(place, ["retention", "365", "--yes"]);
  const [backup] = readdirSync(folderOf(place)).filter((name) => name.includes(".backup-"));
  assert.ok(done.out.includes(backup), "a backup holds what was removed: it is named");
  const database = join(folderOf(place), "bussola.db");
  const size = readFileSync(database).length;
  assert.ok(size < readFileSync(join(folderOf(place), backup)).length, `${size} bytes`);
  // As if it had last run 10 days ago.
  const db = new DatabaseSync(database);
  db.exec("UPDATE setting SET value = value - 10 WHERE name IN ('believed', 'pruned')");
  db.close();
  tell(place, [observe({ gauges: [{ signal: "followers", value: 10, bound: "exact" }] }, moment(0))]);
  assert.equal(first(of(place, "snapshot")), day(-364));
});

test("a clock years ahead removes at most a month a day", (t) => {
  const place = member(t);
  run(place, ["retention", "365", "--yes"]);
  const database = join(folderOf(place), "bussola.db");
  // Either the last run was long ago, or the clock is wrong now; the program cannot know.
  const db = new DatabaseSync(database);
  db.exec("UPDATE setting SET value = value - 2000 WHERE name IN ('believed', 'pruned')");
  db.close();
  const before = first(of(place, "snapshot"));
  tell(place, [observe({ gauges: [{ signal: "followers", value: 10, bound: "exact" }] }, moment(0))]);
  assert.ok(first(of(place, "snapshot")) <= before, "2,000 days too early to remove anything");
  const read = new DatabaseSync(database);
  const believed = read.prepare("SELECT value FROM setting WHERE name = 'believed'").get().value;
  read.close();
  assert.equal(believed, Math.floor(Date.parse(day()) / 86_400_000) - 2000 + 31);
});
