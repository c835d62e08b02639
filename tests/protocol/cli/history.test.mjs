import assert from "node:assert/strict";
import { test } from "node:test";

import { golden, home, run } from "./lib.mjs";
import { DAY, SEEN, tell } from "./member.mjs";

const RANGE = ["--from", "2026-03-12", "--to", DAY];

const member = (t) => {
  const place = home(t);
  tell(place, SEEN.anchored);
  return place;
};

for (const [language, locale] of [
  ["en", "en_GB.UTF-8"],
  ["it", "it_IT.UTF-8"],
])
  for (const columns of [40, 80, 120])
    test(`the table, ${language}, ${columns} columns`, (t) => {
      const result = run(member(t), ["history", ...RANGE], {
        env: { LC_ALL: locale, COLUMNS: String(columns) },
      });
      assert.equal(result.code, 0, result.err);
      assert.ok(Math.max(...result.out.split("\n").map((line) => [...line].length)) <= columns);
      golden(`history-${language}-${columns}`, result.out);
    });

test("days without a number say what is unknown", (t) => {
  const place = home(t);
  tell(place, SEEN.learning);
  const shown = (from, to) => run(place, ["history", "--from", from, "--to", to]).out;
  assert.match(
    shown("2025-12-11", DAY).replaceAll(/\s+/g, " "),
    /No index up to 20 Mar 2026\. Not known for those days: Acceptance rate, Profiles opened, /i,
  );
  const known = member(t);
  assert.doesNotMatch(run(known, ["history", "--from", "2025-12-11", "--to", DAY]).out, /Not known/);
});

test("--json is the host's reply, --csv has the same numbers", (t) => {
  const place = member(t);
  const [reply] = tell(place, [{ type: "history", from: "2026-03-12", to: DAY, step: "day" }]);
  const json = run(place, ["history", ...RANGE, "--step", "day", "--json"], {
    env: { LC_ALL: "it_IT.UTF-8" },
  });
  assert.equal(json.code, 0, json.err);
  const history = JSON.parse(json.out);
  assert.deepEqual(history, { series: reply.series, official: reply.official });

  const csv = run(place, ["history", ...RANGE, "--step", "day", "--csv"], { env: { LC_ALL: "it_IT.UTF-8" } });
  assert.equal(csv.code, 0, csv.err);
  const [header, ...lines] = csv.out
    .trimEnd()
    .split("\n")
    .map((line) => line.split(","));
  assert.deepEqual(header, [
    "day",
    "kind",
    "total",
    "brand",
    "people",
    "insights",
    "relationships",
    "coverage",
    "linkedin",
  ]);
  assert.equal(lines.length, history.series.day.length);
  const number = (text) => (text === "" ? null : Number(text));
  lines.forEach((line, i) => {
    assert.equal(line[0], history.series.day[i]);
    for (const [column, name] of ["total", "brand", "people", "insights", "relationships"].entries())
      assert.equal(number(line[column + 2]), history.series[name][i], `${line[0]} ${name}`);
    assert.equal(line[8], line[0] === "2026-03-17" ? "46.30" : "");
  });
});

test("steps: the last day of each week or month", (t) => {
  const place = member(t);
  const days = (...args) =>
    JSON.parse(run(place, ["history", "--json", "--to", DAY, ...args]).out).series.day;
  assert.deepEqual(days("--from", "2026-03-02", "--step", "week"), ["2026-03-08", "2026-03-15", DAY]);
  assert.deepEqual(days("--from", "2026-01-20", "--step", "month").slice(-2), ["2026-02-28", DAY]);
  assert.deepEqual(days("--from", DAY, "--step", "auto"), [DAY]);
});

test("wrong values and empty ranges", (t) => {
  const place = member(t);
  const step = run(place, ["history", "--step", "year"]);
  assert.equal(step.code, 2);
  assert.match(step.err, /year[\s\S]*auto day week month/);
  assert.equal(run(place, ["history", "--from", "2026-3-1"]).code, 2);
  const empty = run(place, ["history", "--from", "2004-01-01", "--to", "2004-02-01"]);
  assert.equal(empty.code, 3);
  assert.match(empty.err, /no day in this range/);
  assert.equal(run(home(t), ["history"]).code, 3);
});
