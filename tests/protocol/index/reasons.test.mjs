/** The reasons are of the change that is shown, and call it steady exactly where the number does. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { home, run } from "../cli/lib.mjs";
import { KEY, LABEL, tell } from "../cli/member.mjs";

let requests = 0;
const shown = (at, brand) => ({
  type: "observe",
  request: `reasons-${requests++}`,
  profile: { key: KEY, label: LABEL, aliases: [LABEL] },
  page: "ssi",
  lang: "en",
  at,
  gauges: [],
  tallies: [],
  official: { total: brand + 30, pillars: { brand, people: 5, insights: 10, relationships: 15 } },
});
const week = (place, at) => {
  const [{ state, why }] = tell(place, [{ type: "state", at, with: ["why"] }]);
  return { state, why };
};

test("a week begins at the end of its first day, at whatever time it is looked at", (t) => {
  const place = home(t);
  tell(place, [
    shown("2026-03-08T08:00:00+00:00", 10),
    shown("2026-03-09T08:00:00+00:00", 12),
    shown("2026-03-10T08:00:00+00:00", 12),
  ]);
  for (const time of ["00:30:00", "12:00:00", "23:59:59"]) {
    const { state, why } = week(place, `2026-03-16T${time}+00:00`);
    assert.deepEqual([state.week_delta, state.week_from], [0, "2026-03-09"], time);
    assert.equal(why.total_delta, state.week_delta, time);
  }
});

for (const [from, to, delta, turn] of [
  [12.24, 12.66, 0.5, "up"],
  [12.66, 12.24, -0.5, "down"],
  [12.26, 12.74, 0.4, "steady"],
])
  test(`from ${from} to ${to} it is ${turn}, as the number shown`, (t) => {
    const place = home(t);
    tell(place, [shown("2026-03-09T08:00:00+00:00", from), shown("2026-03-16T08:00:00+00:00", to)]);
    const { state, why } = week(place, "2026-03-16T12:00:00+00:00");
    assert.equal(state.week_error, 0.5);
    assert.equal(state.week_delta, delta);
    assert.deepEqual([why.total_delta, why.turn], [delta, turn]);
    const said = run(place, ["why", "2026-03-09", "2026-03-16"]).out;
    assert.equal(said.includes("Steady"), turn === "steady", said);
  });
