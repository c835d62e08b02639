/** What moves the line though nothing was done is marked once, on its day; nothing else is. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { home, run } from "../cli/lib.mjs";
import { DAY, observe, SEEN, tell } from "../cli/member.mjs";

const shown = (day, brand, insights) =>
  observe(
    "ssi",
    {
      official: {
        total: Math.round(brand + insights + 20),
        pillars: { brand, people: 5, insights, relationships: 15 },
      },
    },
    day,
  );
const history = (place, from, to) => tell(place, [{ type: "history", from, to, step: "day" }])[0];

test("what a value shows beyond the model is marked only where no act can take it", (t) => {
  const place = home(t);
  const seen = { from: "2026-01-01", to: "2026-03-20" };
  tell(place, [
    shown("2026-03-01", 12, 4),
    observe("activity_comments", {
      tallies: [{ signal: "comments", ...seen, days: { "2026-03-05": 4, "2026-03-08": 4 } }],
    }),
    shown("2026-03-10", 12, 9),
    shown("2026-03-20", 15, 9),
  ]);
  const { corrections, series } = history(place, "2026-03-01", "2026-03-20");
  assert.deepEqual(corrections, [{ day: "2026-03-20", cause: "reading", points: 3 }]);
  /* The first one is spread over the days with comments, half on each. */
  const rises = series.insights.map((points, i) => (i === 0 ? 0 : points - series.insights[i - 1]));
  assert.ok(Math.abs(rises[4] - 2.5) < 0.3 && Math.abs(rises[7] - 2.5) < 0.3, `${rises}`);
});

test("a value too old to go on from ends with a mark, and is compared with nothing after", (t) => {
  const place = home(t);
  tell(place, [
    ...SEEN.estimate,
    shown("2026-03-01", 4, 4),
    shown("2026-03-02", 13, 4),
    shown("2026-03-03", 4, 4),
  ]);
  const { corrections, series } = history(place, "2026-03-01", DAY);
  const ends = corrections.filter(({ cause }) => cause === "age");
  assert.equal(ends.length, 1);
  const at = series.day.indexOf(ends[0].day);
  assert.ok(at > 2 && at < 10, ends[0].day);
  assert.ok(Math.abs(ends[0].points - (series.total[at] - series.total[at - 1])) < 0.011);
  const why = JSON.parse(run(place, ["why", series.day[at - 1], series.day[at], "--json"]).out);
  assert.equal(why.total_delta, null);
  assert.equal(why.total_to, series.total[at]);
  assert.match(run(place, ["why", series.day[at - 1], series.day[at]]).out, /are\s+not\s+compared/);
  assert.match(
    run(place, ["history", "--from", "2026-03-01", "--to", DAY], { env: { COLUMNS: "160" } }).out,
    /LinkedIn's value is too old/,
  );
});

test("another model marks its day, by as much as it changed the number", (t) => {
  const place = home(t);
  tell(place, SEEN.estimate);
  const before = history(place, undefined, undefined).series;
  run(place, ["model", "use", "bussola-1"]);
  const after = history(place, undefined, undefined);
  const points = after.series.total.at(-1) - before.total.at(-1);
  assert.ok(Math.abs(points) >= 0.5, "the two differ");
  const [mark, ...others] = after.corrections;
  assert.deepEqual([mark.cause, mark.day, others], ["model", after.model.since, []]);
  assert.ok(Math.abs(mark.points - points) < 0.011);
});
