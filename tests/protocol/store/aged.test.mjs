/** A number is shown while its error is at most ten points: after LinkedIn's last value not for ever. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { home, run } from "../cli/lib.mjs";
import { KEY, LABEL, tell } from "../cli/member.mjs";

const FIRST = Date.parse("2026-01-10");
const date = (n) => new Date(FIRST + n * 86_400_000).toISOString().slice(0, 10);
const LOST = 200;

let requests = 0;
const observe = (n, page, parts) => ({
  type: "observe",
  request: `00000000-0000-4000-9100-${String(requests++).padStart(12, "0")}`,
  profile: { key: KEY, label: LABEL },
  page,
  lang: "en",
  at: `${date(n)}T18:00:00+01:00`,
  gauges: [],
  tallies: [],
  ...parts,
});
const shown = (n, total) =>
  observe(n, "ssi", {
    official: { total, pillars: { brand: total - 42, people: 14, insights: 13, relationships: 15 } },
  });
const nothing = (n) => observe(n, "own_profile", { gauges: [{ signal: "photo", value: 1, bound: "exact" }] });

/** What every place says of a day: all that have a number agree on it. */
function shownOn(place, n) {
  const day = date(n);
  const [{ state, badge }, { series }] = tell(place, [
    { type: "state", at: `${day}T23:59:59+01:00` },
    { type: "history", from: day, to: day, step: "day" },
  ]);
  const why = JSON.parse(run(place, ["why", date(n - 7), day, "--json"]).out);
  const status = JSON.parse(run(place, ["status", "--json", "--at", day]).out);
  const records = JSON.parse(run(place, ["export"]).out).records;
  const kept = records.find(({ record, day: of }) => record === "snapshot" && of === day);
  assert.equal(series.total[0], state.total, day);
  assert.equal(why.total_to, state.total, day);
  assert.equal(status.total, state.total, day);
  assert.equal(kept.total ?? null, state.total, day);
  assert.equal(badge.text === "…", state.total === null, day);
  return { state, badge, why };
}

test("an old value is shown with its date, and no number continues from it", (t) => {
  const place = home(t);
  tell(place, [shown(0, 57), nothing(LOST)]);
  assert.equal(shownOn(place, 5).state.kind, "anchored");
  const { state, badge, why } = shownOn(place, LOST);
  assert.equal(state.kind, "learning");
  assert.ok(state.error > 10);
  assert.equal(state.official.total, 57);
  assert.equal(state.week_delta, null);
  assert.equal(why.total_delta, null);
  assert.match(badge.title, /57 when read 200 days ago, too long ago/);
  const text = run(place, ["status"]).out.replace(/\s+/g, " ");
  assert.match(text, /LinkedIn showed 57 on 10 Jan 2026, too long ago to go on from\. LinkedIn's SSI page/);
  const report = run(place, ["report", "--week", date(LOST)]).out.replace(/\s+/g, " ");
  assert.match(report, /Index not known today.*LinkedIn showed 57 on 10 Jan 2026/);
  /* Once it is lost it stays so until LinkedIn shows a value. */
  const [{ series }] = tell(place, [{ type: "history", from: date(0), to: date(LOST), step: "day" }]);
  const last = series.total.findLastIndex((total) => total !== null);
  assert.ok(series.total.slice(0, last + 1).every((total) => total !== null));
  assert.ok(last > 20 && last < LOST - 1, `${last} days`);
});

test("without access nobody is sent to the page", (t) => {
  const place = home(t);
  tell(place, [shown(0, 57), observe(LOST, "ssi", { no_access: true })]);
  const text = run(place, ["status"]).out.replace(/\s+/g, " ");
  assert.match(text, /works from what you do\. LinkedIn showed 57 on 10 Jan 2026, too long ago/);
  assert.doesNotMatch(text, /own page|sales\/ssi|continues from/);
});

test("LinkedIn's next value brings it back", (t) => {
  const place = home(t);
  tell(place, [shown(0, 57), shown(LOST, 61)]);
  assert.equal(shownOn(place, LOST).state.total, 61);
  assert.equal(shownOn(place, 100).state.kind, "learning");
  assert.equal(shownOn(place, LOST - 5).state.kind, "anchored");
});

test("values that were met let a number go on for longer, missed ones for less", (t) => {
  const lasts = (totals) => {
    const place = home(t);
    tell(place, [...totals.map((total, i) => shown(7 * i, total)), nothing(LOST)]);
    const [{ series }] = tell(place, [{ type: "history", from: date(0), to: date(LOST), step: "day" }]);
    return series.total.findLastIndex((total) => total !== null);
  };
  assert.equal(lasts([57, 57, 57, 57]), LOST);
  const missed = lasts([57, 63, 57, 63]);
  assert.ok(missed > 21 + 7 && missed < 21 + 21, `${missed} days`);
});
