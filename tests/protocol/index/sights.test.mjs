/** What becomes known redraws the line: marked once, on its day. */

import assert from "node:assert/strict";
import { copyFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { test } from "node:test";
import { zip } from "../../fixtures/archives/zip.mjs";
import { home, run } from "../cli/lib.mjs";
import { LABEL, observe, tell } from "../cli/member.mjs";
import { dice } from "../lib/dice.mjs";

/** Day 0 is so long ago that an archive imported now is first read on day NOW. */
const NOW = 24;
const now = new Date();
const date = (n) =>
  new Date(Date.UTC(now.getFullYear(), now.getMonth(), now.getDate() - NOW + n)).toISOString().slice(0, 10);
const gauge = (signal, value) => ({ signal, value, bound: "exact" });
const seen = (n, page, parts = {}) => observe(page, parts, date(n));

const none = (signal) => ({ signal, from: date(-120), to: date(0), days: {} });
const levels = (ids, value) => ids.map((id) => gauge(id, value));

/** What no page shows, so that little is unknown. */
const typed = () =>
  seen(0, "other", {
    source: "typed",
    tallies: [
      ...["messages_sent", "days_active", "threads_started", "threads_answered"].map(none),
      { ...none("invitations_sent"), days: { [date(0)]: 4 } },
      { ...none("invitations_accepted"), days: { [date(0)]: 2 } },
    ],
  });
/** All but cover, about, endorsements and groups, so that there is an estimate from day 0 on. */
const lived = () => [
  seen(0, "own_profile", {
    gauges: [
      ...levels(["photo", "position", "education", "location"], 1),
      ...levels(["publications", "volunteering", "recommendations", "followers"], 0),
    ],
  }),
  seen(0, "connections", { gauges: levels(["connections", "vp_connections", "company_connections"], 600) }),
  seen(0, "activity_posts", { tallies: ["posts", "reposts", "engagement_received"].map(none) }),
  seen(0, "activity_comments", { tallies: [none("comments")] }),
  seen(0, "activity_reactions", { tallies: [none("reactions")] }),
  seen(0, "feed", { tallies: ["people_searches", "advanced_searches", "profiles_viewed"].map(none) }),
  typed(),
  seen(19, "feed"),
];
/** Worth 5 points; 2.75 are usual. */
const skillsPage = (n) =>
  seen(n, "skills", { gauges: [gauge("skills", 0), gauge("endorsements", 100), gauge("groups", 10)] });

const end = (n) => `${date(n)}T23:59:59+01:00`;
const stateOf = (place, n) => tell(place, [{ type: "state", at: end(n), with: ["why"] }])[0];
const marksOf = (place, from = 0, to = NOW) =>
  tell(place, [{ type: "history", from: date(from), to: date(to), step: "day" }])[0].corrections ?? [];
const said = (place, locale, ...words) =>
  run(place, words, { env: { LC_ALL: locale, COLUMNS: "200" } }).out.replaceAll(/\s+/g, " ");

/** Asserts one mark on day `n`, by as much as the number of the day before has changed. */
function assertMarked(place, n, before) {
  const [mark, ...others] = marksOf(place);
  assert.deepEqual([mark?.day, mark?.cause, others], [date(n), "sight", []]);
  const after = stateOf(place, n - 1).state.total;
  assert.ok(Math.abs(mark.points - (after - before)) < 0.011, `${mark.points}, ${before} → ${after}`);
  return mark;
}

test("a page read for the first time marks its day: history, popup and command line", (t) => {
  const place = home(t);
  tell(place, lived());
  assert.deepEqual(marksOf(place), []);
  const { state } = stateOf(place, 19);
  assert.equal(state.kind, "estimate");
  tell(place, [skillsPage(20), seen(21, "feed"), skillsPage(22)]);
  const mark = assertMarked(place, 20, state.total);

  /* The line itself does not jump. */
  assert.equal(stateOf(place, 20).state.week_delta, 0);
  assert.deepEqual(marksOf(place, 20, 20), [mark]);
  assert.deepEqual(marksOf(place, 21), []);
  assert.deepEqual(stateOf(place, 20).why.redrawn, mark);
  for (const n of [19, 21, 22]) assert.equal(stateOf(place, n).why.redrawn, undefined, `day ${n}`);

  const points = Math.round(mark.points);
  const week = (n) => ["why", date(n - 7), date(n)];
  assert.match(said(place, "en_US.UTF-8", ...week(20)), new RegExp(`were redrawn by \\+${points}, too\\.`));
  assert.match(said(place, "it_IT.UTF-8", ...week(20)), new RegExp(`ridisegnati di \\+${points}\\.`));
  assert.doesNotMatch(said(place, "en_US.UTF-8", ...week(21)), /redrawn/);
  const days = ["history", "--from", date(0), "--to", date(NOW)];
  const history = said(place, "en_US.UTF-8", ...days);
  const label = `line redrawn by +${points}: more is known`;
  assert.equal(history.split(label).length, 2, history);
  for (const format of [[], ["--markdown"]]) {
    const week = (n) => said(place, "en_US.UTF-8", "report", "--week", date(n), ...format);
    assert.equal(week(20).split(label).length, 2, week(20));
    assert.doesNotMatch(week(13), /redrawn/);
  }
});

test("an export brings the mark along", (t) => {
  const place = home(t);
  tell(place, [...lived(), skillsPage(20), seen(21, "feed")]);
  const path = join(place.root, "export.json");
  writeFileSync(path, run(place, ["export"]).out);
  const other = home(t);
  const result = run(other, ["import", path, "--profile", "me"]);
  assert.equal(result.code, 0, result.err);
  const marks = marksOf(place);
  assert.equal(marks.length, 1);
  assert.deepEqual(marksOf(other), marks);
});

test("backup and recovery include the mark", (t) => {
  const place = home(t);
  tell(place, [...lived(), skillsPage(20), seen(21, "feed")]);
  const marks = marksOf(place);
  assert.equal(marks.length, 1);
  const copy = join(place.root, "copy.db");
  assert.equal(run(place, ["backup", copy]).code, 0);
  const other = home(t);
  assert.equal(run(other, ["restore", copy]).code, 0);
  assert.deepEqual(marksOf(other), marks);
  const db = new DatabaseSync(copy);
  db.exec("CREATE TABLE stray (value)");
  db.close();
  copyFileSync(copy, join(other.directory, ".local/share/bussola/bussola.db"));
  assert.equal(run(other, ["recover"]).code, 0);
  assert.deepEqual(marksOf(other), marks);
});

test("nothing is marked where the number stays, or none was shown before", (t) => {
  const usual = home(t);
  /* 2.6 points; 2.55 are usual. */
  tell(usual, [...lived(), seen(20, "skills", { gauges: [gauge("skills", 5), gauge("endorsements", 5)] })]);
  tell(usual, [seen(21, "feed")]);
  assert.deepEqual(marksOf(usual), []);

  const together = home(t);
  tell(together, [seen(-1, "feed"), skillsPage(0), ...lived(), seen(20, "feed")]);
  assert.deepEqual(marksOf(together, -5), []);

  const read = home(t);
  const pillars = { brand: 12, people: 5, insights: 8, relationships: 15 };
  tell(read, [seen(0, "ssi", { official: { total: 40, pillars } }), ...lived(), skillsPage(20)]);
  assert.equal(stateOf(read, 19).state.kind, "anchored");
  tell(read, [seen(21, "feed")]);
  assert.deepEqual(marksOf(read), []);
  assert.equal(stateOf(read, 20).state.total, 40);
});

const readOn = (n, total, pillars) => seen(n, "ssi", { official: { total, pillars } });
const PILLARS = { brand: 12, people: 5, insights: 8, relationships: 15 };

test("LinkedIn's first value after estimates marks its day as a correction of ours", (t) => {
  const place = home(t);
  tell(place, lived());
  const before = stateOf(place, 19).state.total;
  tell(place, [readOn(20, 40, PILLARS), seen(21, "feed")]);
  const after = stateOf(place, 19).state.total;
  assert.ok(Math.abs(after - before) > 1, `${before} → ${after}`);
  const [mark, ...others] = marksOf(place);
  assert.deepEqual([mark?.day, mark?.cause, others], [date(20), "reading", []]);
  assert.ok(Math.abs(mark.points - (after - before)) < 0.011, `${mark.points}, ${before} → ${after}`);
  /* Said once: as what redrew the line, not as a missed prediction too. */
  const { why } = stateOf(place, 20);
  assert.deepEqual([why.redrawn, why.corrected], [mark, undefined]);
  assert.equal(stateOf(place, 21).why.redrawn, undefined);
  const points = Math.round(Math.abs(mark.points));
  const words = said(place, "en_US.UTF-8", "why", date(13), date(20));
  assert.match(words, new RegExp(`corrected our estimate: earlier days were redrawn by .${points}, too\\.`));
  const history = said(place, "en_US.UTF-8", "history", "--from", date(0), "--to", date(NOW));
  assert.equal(history.split(`our estimate was ${points} too ${mark.points > 0 ? "low" : "high"}`).length, 2);
});

test("a page read before LinkedIn's value on its day has no label of its own", (t) => {
  const place = home(t);
  tell(place, lived());
  const before = stateOf(place, 19).state.total;
  tell(place, [skillsPage(20), readOn(20, 40, PILLARS), seen(20, "feed"), seen(21, "feed")]);
  const [mark, ...others] = marksOf(place);
  assert.deepEqual([mark?.day, mark?.cause, others], [date(20), "reading", []]);
  assert.ok(Math.abs(mark.points - (stateOf(place, 19).state.total - before)) < 0.011);
});

test("a list counted again marks the day on which uncounted days are known", (t) => {
  const place = home(t);
  const comments = (from, to, days) =>
    seen(to, "activity_comments", {
      tallies: [{ signal: "comments", from: date(from), to: date(to), days }],
    });
  const others = lived().filter(({ page }) => page !== "activity_comments");
  tell(place, [...others.slice(0, -1), comments(-20, 0, { [date(-3)]: 2 }), others.at(-1)]);
  const before = stateOf(place, 19).state.total;
  const often = Object.fromEntries(Array.from({ length: 18 }, (_, i) => [date(i + 1), 6]));
  tell(place, [comments(-5, 20, often), seen(21, "feed")]);
  const after = stateOf(place, 19).state.total;
  assert.ok(after - before > 0.5, `${before} → ${after}`);
  const mark = marksOf(place).find(({ day }) => day === date(20));
  assert.equal(mark?.cause, "sight");
  assert.ok(Math.abs(mark.points - (after - before)) < 0.011);
  assert.deepEqual(stateOf(place, 20).why.redrawn, mark);
});

test("a number that becomes too uncertain to show is said to, without points", (t) => {
  const place = home(t);
  tell(
    place,
    lived().filter(({ page }) => page !== "connections"),
  );
  assert.ok(stateOf(place, 19).state.error < 10);
  tell(place, [skillsPage(20), seen(21, "feed")]);
  assert.equal(stateOf(place, 19).state.total, null);
  const mark = { day: date(20), cause: "unsure", points: 0 };
  assert.deepEqual(marksOf(place), [mark]);
  const { state, why } = stateOf(place, 20);
  assert.deepEqual([state.total, why.redrawn], [null, mark]);
  assert.ok(
    state.unseen.some(({ id }) => id === "see_connections"),
    "what is missing is named",
  );
  assert.equal(stateOf(place, 21).why.redrawn, undefined);
  assert.match(said(place, "en_US.UTF-8", "why", date(13), date(20)), /uncertain by more than 10 points/);
  const history = said(place, "it_IT.UTF-8", "history", "--from", date(0), "--to", date(NOW));
  assert.match(history, /indice non più mostrato/);
});

test("LinkedIn's value, read later, leaves the mark where it is", (t) => {
  const place = home(t);
  tell(place, [...lived(), skillsPage(20), seen(21, "feed")]);
  const [mark] = marksOf(place);
  const pillars = { brand: 12, people: 5, insights: 8, relationships: 15 };
  tell(place, [seen(22, "ssi", { official: { total: 40, pillars } })]);
  assert.deepEqual(
    marksOf(place).filter(({ cause }) => cause === "sight"),
    [mark],
  );
});

test("what the extension counts itself marks the day on which it is known, the 7th", (t) => {
  const place = home(t);
  const events = ["people_searches", "profiles_viewed"].map((signal) => ({
    signal,
    day: date(3),
    count: 100,
  }));
  const early = lived().filter(({ page }) => page !== "feed");
  tell(place, [...early, seen(3, "people_search", { events })]);
  const counted = [4, 5, 6, 7, 8].map((n) => seen(n, "feed"));
  tell(place, counted);
  const before = stateOf(place, 8).state.total;
  assert.deepEqual(marksOf(place), []);
  tell(place, [seen(9, "feed")]);
  tell(place, [seen(10, "feed"), seen(19, "feed")]);
  const mark = assertMarked(place, 9, before);
  assert.ok(mark.points > 2, `${mark.points}`);
  assert.deepEqual(stateOf(place, 9).why.redrawn, mark);
  assert.equal(stateOf(place, 10).why.redrawn, undefined);
});

const SKILLED = {
  "Skills.csv": `Name\n${Array.from({ length: 30 }, (_, i) => `Skill ${i}`).join("\n")}\n`,
  "Profile.csv": "First Name,Last Name,Summary\nIda,Prova,Weaver\n",
};
/** Imports an archive that LinkedIn made five days ago. */
function importArchive(place, files) {
  const [year, month, day] = date(NOW - 5).split("-");
  const path = join(place.root, `Complete_LinkedInDataExport_${month}-${day}-${year}.zip`);
  writeFileSync(path, zip(files));
  const result = run(place, ["import", path, "--profile", LABEL]);
  assert.equal(result.code, 0, result.err);
}

test("an archive marks the day of its import, until its counts are removed", (t) => {
  const place = home(t);
  tell(place, lived());
  const before = stateOf(place, NOW - 1).state.total;
  importArchive(place, SKILLED);
  const mark = assertMarked(place, NOW, before);
  assert.ok(Math.abs(mark.points) >= 0.5);
  assert.deepEqual(stateOf(place, NOW).why.redrawn, mark);
  assert.equal(run(place, ["forget", "--source", "archive", "--yes"]).code, 0);
  assert.deepEqual(marksOf(place), []);
  assert.equal(stateOf(place, NOW).why.redrawn, undefined);
  assert.equal(stateOf(place, NOW - 1).state.total, before);
});

/** The same home some days later. */
const later = (place, days) => {
  const shift = Number(process.env.CLOCK_SHIFT) + days * 86_400;
  return { ...place, env: { ...place.env, CLOCK_SHIFT: String(shift) } };
};

test("removing an archive's counts marks its day instead of the import's", (t) => {
  const place = home(t);
  tell(place, lived());
  importArchive(place, SKILLED);
  const [imported] = marksOf(place);
  assert.ok(Math.abs(imported.points) >= 0.5, `${imported.points}`);
  const after = later(place, 2);
  tell(after, [seen(NOW + 1, "feed")]);
  assert.equal(run(after, ["forget", "--source", "archive", "--yes"]).code, 0);
  const [mark, ...others] = marksOf(after, 0, NOW + 2);
  assert.deepEqual([mark?.day, mark?.cause, others], [date(NOW + 2), "removed", []]);
  assert.ok(Math.abs(mark.points + imported.points) < 0.1, `${imported.points}, ${mark.points}`);
  const words = said(after, "en_US.UTF-8", "why", date(NOW - 5), date(NOW + 2));
  assert.match(
    words,
    new RegExp(
      `Counts were removed on .*: earlier days were redrawn by .${Math.round(Math.abs(mark.points))}, too`,
    ),
  );
  const history = said(after, "it_IT.UTF-8", "history", "--from", date(0), "--to", date(NOW + 2));
  assert.match(history, /linea ridisegnata di .*: dati rimossi/);
});

test("an answer that leaves no number marks its day", (t) => {
  const place = home(t);
  tell(
    place,
    lived().filter(({ page }) => page !== "connections"),
  );
  const [{ state }] = tell(place, [{ type: "state", set: { phone: "no" } }]);
  assert.equal(state.kind, "estimate");
  assert.deepEqual(marksOf(place), []);
  tell(place, [{ type: "state", set: { phone: "yes" } }]);
  const mark = { day: date(NOW), cause: "unsure", points: 0 };
  assert.deepEqual(marksOf(place), [mark]);
  const { state: unsure, why } = tell(place, [{ type: "state", with: ["why"] }])[0];
  assert.deepEqual([unsure.total, why.redrawn], [null, mark]);
  /* Taken back on the same day, nothing was redrawn. */
  tell(place, [{ type: "state", set: { phone: "no" } }]);
  assert.deepEqual(marksOf(place), []);
});

test("counts of an export mark the day on which they are added", (t) => {
  const [place, other] = [home(t), home(t)];
  tell(place, lived());
  tell(other, [skillsPage(18)]);
  const path = join(other.root, "export.json");
  writeFileSync(path, run(other, ["export"]).out);
  const before = stateOf(place, NOW - 1).state.total;
  const result = run(place, ["import", path]);
  assert.equal(result.code, 0, result.err);
  assertMarked(place, NOW, before);
});

/** Pages of a random user without acts; every one is read again, and again without acts. */
const PAGES = [
  ["own_profile", levels(["photo", "cover", "about", "position", "education", "location"], 1), []],
  ["own_profile", levels(["publications", "volunteering", "recommendations", "followers"], 0), []],
  ["skills", [gauge("skills", 2), gauge("endorsements", 60)], []],
  ["network", [gauge("groups", 9)], []],
  ["connections", levels(["connections", "vp_connections", "company_connections"], 60), []],
  ["activity_posts", [], ["posts", "reposts", "engagement_received"]],
  ["activity_comments", [], ["comments"]],
  ["activity_reactions", [], ["reactions"]],
];
const counted = (n) => (signal) => ({ signal, from: date(n - 120), to: date(n), days: {} });
const event = (n) => (signal) => ({ signal, day: date(n), count: 200 });

/** What happens on each day: pages in random order, and searches that begin on a random day. */
function randomDays(roll) {
  const days = Array.from({ length: NOW }, (_, n) => [seen(n, "feed")]);
  days[0].push(typed());
  for (const [page, gauges, signals] of PAGES)
    for (let n = roll(3) === 0 ? 0 : roll(NOW); n < NOW; n += 1 + roll(9))
      days[n].push(seen(n, page, { gauges, tallies: signals.map(counted(n)) }));
  const begin = roll(NOW);
  const events = ["people_searches", "profiles_viewed", "advanced_searches"].map(event(begin));
  days[begin].push(seen(begin, "people_search", { events }));
  return days;
}

test("whatever is seen first, a day is marked if and only if the day before was redrawn", (t) => {
  let marked = 0;
  for (let seed = 1; seed <= 12; seed++) {
    const place = home(t);
    const days = randomDays(dice(seed));
    const before = (n) => ({ type: "state", at: end(n - 1) });
    const replies = tell(
      place,
      days.flatMap((today, n) => [before(n), ...today, before(n)]),
    );
    const marks = new Map(marksOf(place).map(({ day, points }) => [day, points]));
    let next = 0;
    for (let n = 0; n < NOW; n++) {
      const then = replies[next].state;
      next += days[n].length + 1;
      const now = replies[next++].state;
      /* A number may become too uncertain, or certain enough; neither redraws one that was shown. */
      const points = n === 0 || then.total === null || now.total === null ? 0 : now.total - then.total;
      const what = `seed ${seed}, day ${n}: ${then.total} → ${now.total}, ${marks.get(date(n))}`;
      if (Math.abs(points) >= 0.52) assert.ok(Math.abs(marks.get(date(n)) - points) < 0.03, what);
      else assert.ok(!(Math.abs(marks.get(date(n))) >= 0.53), what);
      marked += marks.has(date(n)) ? 1 : 0;
    }
  }
  assert.ok(marked > 12, `${marked} marks`);
});
