/** Why the number moved, the goal, the backtest and the weekly report. */

import assert from "node:assert/strict";
import { test } from "node:test";

import { golden, home, run } from "./lib.mjs";
import { DAY, KEY, SEEN, tell } from "./member.mjs";

const LANGUAGES = [
  ["en", "en_GB.UTF-8"],
  ["it", "it_IT.UTF-8"],
];
const WEEK = ["--week", "2026-03-18"];

const reading = (day, brand, people, insights, relationships) => ({
  type: "observe",
  request: `reading-${day}`,
  profile: { key: KEY },
  page: "ssi",
  lang: "en",
  at: `${day}T08:00:00+01:00`,
  gauges: [],
  tallies: [],
  official: {
    total: brand + people + insights + relationships,
    pillars: { brand, people, insights, relationships },
  },
});

const member = (t) => {
  const place = home(t);
  tell(place, [reading("2026-01-20", 16, 6, 6, 15), reading("2026-02-15", 16.5, 6, 6, 16), ...SEEN.anchored]);
  return place;
};
const widest = (text) => Math.max(...text.split("\n").map((line) => [...line].length));

for (const [language, locale] of LANGUAGES)
  for (const columns of [40, 80]) {
    const env = { LC_ALL: locale, COLUMNS: String(columns) };
    for (const [name, args] of [
      ["why", ["why", "2026-03-17", DAY]],
      ["backtest", ["backtest"]],
      ["report", ["report", ...WEEK]],
    ])
      test(`${name}, ${language}, ${columns} columns`, (t) => {
        const result = run(member(t), args, { env });
        assert.equal(result.code, 0, result.err);
        // A link cannot be wrapped and may exceed the line.
        const text = result.out.replaceAll(/https:\S+/g, "LINK");
        assert.ok(widest(text) <= columns, `${widest(text)} columns of ${columns}`);
        assert.doesNotMatch(result.out, /\x1b|[ \t]\n|cli_/);
        golden(`${name}-${language}-${columns}`, result.out);
      });
  }

const tenths = (points) => Math.round(points * 10);

/** The items of a reply must add up to its pillars, and those and the rounding to its change. */
function assertAddsUp(why) {
  const moved = why.pillars.reduce((points, { delta }) => points + tenths(delta), tenths(why.rounding ?? 0));
  assert.equal(why.total_delta, moved / 10, `${why.from} – ${why.to}`);
  for (const { id, delta } of why.pillars) {
    const items = why.items.filter((item) => item.pillar === id);
    const sum = items.reduce((points, item) => points + tenths(item.delta), 0);
    assert.equal(sum, tenths(delta), `${why.from} – ${why.to}: ${id}`);
  }
}

const LINE = /^( *)([+−]?\d+\.\d)  /u;
const pointsOf = (text) => tenths(Number(text.replace("−", "-")));

/** The lines below each header must add up to it, and all headers to the change above them. */
function assertTextAddsUp(text, span) {
  let left = pointsOf(/\((.*)\)/.exec(text)[1]);
  let below = 0;
  for (const line of text.split("\n").reverse()) {
    const [, indent, points] = LINE.exec(line) ?? [];
    if (points === undefined) continue;
    if (indent.length >= 2 && !/^ {2}\d/.test(line)) below += pointsOf(points);
    else {
      if (!line.includes("rounds its total")) assert.equal(below, pointsOf(points), `${span}: ${line}`);
      left -= pointsOf(points);
      below = 0;
    }
  }
  assert.equal(left, 0, span);
}

test("why: between any two days lines add up to headers, and headers to the change", (t) => {
  const place = home(t);
  const rounded = (request, total) => ({ ...request, official: { ...request.official, total } });
  tell(place, [
    rounded(reading("2026-01-20", 16.44, 6.04, 6.26, 14.71), 43),
    rounded(reading("2026-02-15", 16.63, 6.04, 5.96, 15.86), 44),
    ...SEEN.anchored,
  ]);
  const before = (count) => new Date(Date.parse(DAY) - count * 86_400_000).toISOString().slice(0, 10);
  let roundings = 0;
  for (let days = 1; days < 60; days += 2) {
    const [from, to] = [before(days), before(days % 3)];
    if (from >= to) continue;
    assertTextAddsUp(run(place, ["why", from, to]).out, `${from} – ${to}`);
    const why = JSON.parse(run(place, ["why", from, to, "--json"]).out);
    assertAddsUp(why);
    roundings += Math.abs(why.rounding ?? 0) >= 0.2 ? 1 : 0;
  }
  assert.ok(roundings > 0);
});

test("why --json is the host's reply; its items add up to each pillar's change", (t) => {
  const place = member(t);
  const [reply] = tell(place, [{ type: "why", from: "2026-02-15", to: DAY }]);
  const result = run(place, ["why", "2026-02-15", DAY, "--json"], {
    env: { LC_ALL: "it_IT.UTF-8" },
  });
  assert.equal(result.code, 0, result.err);
  const why = JSON.parse(result.out);
  assert.deepEqual(why, reply.why);
  assertAddsUp(why);
});

test("a day before LinkedIn's first value does not ask to open its page", (t) => {
  const place = member(t);
  const before = "2026-01-15";
  const first = "LinkedIn's value was first seen on 20 Jan 2026.";
  const env = { COLUMNS: "200" };
  assert.ok(run(place, ["status", "--at", before], { env }).out.includes(first));
  const report = run(place, ["report", "--week", "2026-01-11"], { env }).out;
  assert.ok(report.includes(first), report);
  assert.doesNotMatch(report.split("\nWhat changed it")[0], /not seen yet|sales\/ssi/);
  const [{ state }] = tell(place, [{ type: "state", at: `${before}T12:00:00+01:00` }]);
  assert.deepEqual([state.kind, state.official, state.first_read], ["estimate", null, "2026-01-20"]);
  const [{ state: later }] = tell(place, [{ type: "state", at: "2026-01-21T12:00:00+01:00" }]);
  assert.equal(later.first_read, undefined);
});

test("why: Italian writes dates as a native does", (t) => {
  const place = member(t);
  const title = (from, to) =>
    run(place, ["why", from, to], { env: { LC_ALL: "it_IT.UTF-8" } }).out.split("\n")[0];
  assert.equal(title("2026-02-08", "2026-02-11"), "Dall'8 feb 2026 all'11 feb 2026");
  assert.equal(title("2026-02-18", "2026-03-01"), "Dal 18 feb 2026 al 1º mar 2026");
});

test("Italian articles are shortened in the text only, not in the user's own words", (t) => {
  const place = home(t);
  const said = (args) => run(place, args, { env: { LC_ALL: "it_IT.UTF-8", COLUMNS: "200" } }).err;
  for (const name of ["dal 11 al 8.zip", "il 8", "8 del 11"])
    assert.ok(said(["import", name]).includes(name), said(["import", name]));
});

test("why: invalid days", (t) => {
  const place = member(t);
  assert.equal(run(place, ["why", "yesterday"]).code, 2);
  const reversed = run(place, ["why", DAY, "2026-03-01"], { env: { LC_ALL: "it_IT.UTF-8" } });
  assert.deepEqual([reversed.code, reversed.err], [2, "bussola: Il primo giorno viene dopo il secondo.\n"]);
  assert.equal(run(place, ["why", "2026-03-01", "2199-01-01"]).code, 2);
  assert.equal(run(place, ["why", DAY, DAY, DAY]).code, 2);
  assert.equal(run(home(t), ["why"]).code, 3);
});

test("backtest --json: every reading but the first is predicted, two pairs show no delay", (t) => {
  const place = member(t);
  const backtest = JSON.parse(run(place, ["backtest", "--json"]).out);
  assert.equal(backtest.readings, 3);
  assert.equal(backtest.total.anchored.count, 2);
  assert.equal(backtest.delay.supported, false);
  assert.equal(backtest.delay.errors.length, 5);
  for (const pillar of backtest.pillars) assert.ok(pillar.factor >= 0 && pillar.factor <= 1, pillar.id);

  assert.deepEqual(backtest.weights, []);

  const unread = home(t);
  tell(unread, SEEN.estimate);
  const none = run(unread, ["backtest"]);
  assert.equal(none.code, 3);
  assert.match(none.err, /sales\/ssi/);
});

/** A user with an index that continues a reading; the next one is 3 below the estimate. */
function corrected(last) {
  const day = (number) => new Date(Date.UTC(2026, 7, 3 + number)).toISOString().slice(0, 10);
  const seen = { from: day(-150), to: day(20) };
  let requests = 0;
  const ask = (number, page, more) => ({
    type: "observe",
    request: `00000000-0000-4000-a000-${String(requests++).padStart(12, "0")}`,
    profile: { key: "ACoAAB1mended" },
    page,
    lang: "en",
    at: `${day(number)}T18:00:00+02:00`,
    gauges: [],
    tallies: [],
    ...more,
  });
  const ssi = (number, insights) =>
    ask(number, "ssi", {
      official: {
        total: 32 + insights,
        pillars: { brand: 12, people: 5, insights, relationships: 15 },
      },
    });
  const tallies = ["posts", "reactions", "reposts"].map((signal) => ({ signal, ...seen, days: {} }));
  tallies.push({ signal: "comments", ...seen, days: { [day(12)]: 40, [day(-80)]: 20 } });
  return [ssi(6, 8), ask(20, "activity_comments", { tallies }), ...last.map((insights) => ssi(20, insights))];
}

test("why: a change in a sentence of acts, an estimate's correction as such", (t) => {
  const place = home(t);
  const why = (locale, ...days) =>
    run(place, ["why", ...days], { env: { LC_ALL: locale } }).out.replaceAll(/\s+/g, " ");
  tell(place, corrected([]));
  assert.match(
    why("en_US.UTF-8", "2026-08-09", "2026-08-16"),
    /Up about 1: you wrote 40 comments\. 20 comments from May no longer count\./,
  );
  assert.match(
    why("it_IT.UTF-8", "2026-08-09", "2026-08-16"),
    /In aumento di circa 1: hai scritto 40 commenti\. 20 commenti di maggio non contano più\./,
  );
  assert.match(
    why("en_US.UTF-8", "2026-08-09", "2026-08-14"),
    /Down about 1\. 20 comments from May no longer count\./,
  );
  tell(place, corrected([6.5]));
  const output = why("en_US.UTF-8", "2026-08-22", "2026-08-23");
  assert.match(output, /Our estimate was 3 too high; LinkedIn's value of 23 Aug 2026 corrected it\./);
  assert.match(
    why("it_IT.UTF-8", "2026-08-22", "2026-08-23"),
    /La nostra stima era troppo alta di 3: il valore di LinkedIn del 23 ago 2026 l'ha corretta\./,
  );
  const { corrected: mended, turn } = JSON.parse(
    run(place, ["why", "2026-08-09", "2026-08-23", "--json"]).out,
  );
  assert.equal(mended.day, "2026-08-23");
  assert.equal(turn, "down");

  /* Comments lie in between, so that the value bends the line there; only their list is marked. */
  const history = ["history", "--from", "2026-08-21", "--to", "2026-08-23"];
  const { corrections } = JSON.parse(run(place, [...history, "--json"]).out);
  assert.deepEqual(
    corrections.map(({ cause }) => cause),
    ["sight"],
  );
});

/** Weekly readings with an industry average near 31, until LinkedIn changes it. */
test("a move of LinkedIn's averages is named as such, with its date", (t) => {
  const place = home(t);
  const day = (week) => new Date(Date.UTC(2026, 5, 1 + 7 * week)).toISOString().slice(0, 10);
  const averages = [31, 31, 32, 31, 31, 32, 32, 31, 38, 38];
  tell(
    place,
    averages.map((average, week) => ({
      type: "observe",
      request: `00000000-0000-4000-b000-${String(week).padStart(12, "0")}`,
      profile: { key: "ACoAAB1group" },
      page: "ssi",
      lang: "en",
      at: `${day(week)}T18:00:00+02:00`,
      gauges: [],
      tallies: [],
      official: {
        total: 40,
        pillars: { brand: 12, people: 5, insights: 8, relationships: 15 },
        industry: { rank_pct: 20, average },
        network: { rank_pct: 20, average: 40 },
      },
    })),
  );
  const said = /LinkedIn's average of your industry went from 31 to 38 on 27 Jul 2026\./g;
  const words = (...args) => run(place, args).out.replaceAll(/\s+/g, " ");
  assert.equal(words("history", "--from", day(0)).match(said).length, 1);
  assert.match(words("why", day(7), day(9)), said);
  assert.doesNotMatch(words("why", day(8), day(9)), /average of your/);
  assert.doesNotMatch(words("why", day(0), day(7)), /average of your/);
  const { group_moves: moves } = JSON.parse(run(place, ["history", "--json"]).out);
  assert.deepEqual(moves, [{ day: day(8), group: "industry", from: 31, to: 38 }]);
});

test("goal: set, shown with a suggestion, replaced, cleared", (t) => {
  const place = member(t);
  const goal = (...args) => run(place, ["goal", ...args]);
  assert.match(goal().out, /^No goal is set\.\nSuggestion: .* bussola goal\s\w+ \d+\n$/s);
  assert.match(goal("comments", "5").out, /This week, until .*: 0 of 5 comments/);
  const json = JSON.parse(goal("--json").out);
  assert.deepEqual([json.goal.signal, json.goal.count, json.goal.done], ["comments", 5, 0]);
  assert.match(goal("endorsements", "2").out, /0 of 2 more endorsements/);
  assert.match(goal("--clear").out, /^No goal is set/);
  for (const args of [["photo", "1"], ["comments"], ["comments", "0"], ["comments", "many"], ["smiles", "2"]])
    assert.equal(goal(...args).code, 2, args.join(" "));
  assert.match(goal("photo", "1").err, /These can: skills \(Skills\), .*comments \(Comments\)/);
  const italian = run(place, ["goal", "foto", "1"], { env: { LC_ALL: "it_IT.UTF-8" } }).err;
  assert.match(italian, /Possono esserlo: skills \(Competenze\), .*comments \(Commenti\)/);
});

for (const [language, locale] of LANGUAGES)
  test(`report --markdown, ${language}`, (t) => {
    const result = run(member(t), ["report", ...WEEK, "--markdown"], { env: { LC_ALL: locale } });
    assert.equal(result.code, 0, result.err);
    assert.doesNotMatch(result.out, /cli_|NaN|\bnan\b|[ \t]\n/);
    golden(`report-markdown-${language}`, result.out);
  });

test("report --markdown: facts first, every row of a table as wide as its title, labels escaped", (t) => {
  const place = home(t);
  const profile = { key: KEY, label: "Ines_[Prova]|*" };
  tell(
    place,
    SEEN.anchored.map((message) => ({ ...message, profile })),
  );
  const week = run(place, ["report", ...WEEK, "--markdown"]).out;
  assert.match(week, /^Ines\\_\\\[Prova\\\]\\\|\\\*$/m);
  const heads = [...week.matchAll(/^## (.+)$/gm)].map(([, head]) => head);
  assert.deepEqual(heads.slice(0, 2), ["What you did", "Index"]);
  const widths = week
    .split("\n\n")
    .filter((part) => part.startsWith("|"))
    .map((part) =>
      part
        .trim()
        .split("\n")
        .map((row) => row.split(" |").length),
    );
  assert.equal(widths.length, 2);
  for (const rows of widths) assert.equal(new Set(rows).size, 1, rows.join(" "));
  assert.match(week, /^- \[Add volunteering\]\(https:\/\/\S+\): \+0\.\d$/m);
});

test("report: the current week, compared with the usual one, and its goal that was reached", (t) => {
  const place = home(t);
  const now = new Date();
  const sinceMonday = (now.getUTCDay() + 6) % 7;
  const day = (back) => new Date(now - back * 86_400_000).toISOString().slice(0, 10);
  const days = Object.fromEntries(
    Array.from({ length: 105 }, (_, back) => [day(back), back <= sinceMonday ? 3 : 4]),
  );
  tell(place, [
    {
      type: "observe",
      request: "comments",
      profile: { key: KEY },
      page: "activity_comments",
      lang: "en",
      at: now.toISOString(),
      gauges: [],
      tallies: [{ signal: "comments", from: day(104), to: day(0), days }],
    },
    { type: "goal", profile: { key: KEY }, set: { signal: "comments", count: 1 } },
  ]);
  const done = 3 * (sinceMonday + 1);
  for (const args of [[], ["--markdown"]]) {
    const said = run(place, ["report", "--week", day(0), ...args]).out;
    assert.match(said, /20\d\d, so far\n/);
    assert.match(said, new RegExp(`^- ${done} comments, usually 28$`, "m"));
    assert.match(said, new RegExp(`^Goal reached: ${done} comments, 1 planned$`, "m"));
    assert.doesNotMatch(run(place, ["report", "--week", day(7), ...args]).out, /so far/);
  }
  /* The extension's report gets the same figures. */
  const { done: printed } = JSON.parse(run(place, ["report", "--week", day(0), "--json"]).out);
  const [{ done: told }, plain] = tell(place, [{ type: "state", with: ["done"] }, { type: "state" }]);
  assert.deepEqual(told, [{ signal: "comments", count: done, usual: 28, weeks: 13 }]);
  assert.deepEqual(printed, told);
  assert.equal("done" in plain, false);
});

test("fewer than 13 weeks seen: status and report say once of how many the usual week is made", (t) => {
  const place = home(t);
  const day = (back) => new Date(Date.parse(DAY) - back * 86_400_000).toISOString().slice(0, 10);
  const days = Object.fromEntries(Array.from({ length: 49 }, (_, back) => [day(back), 2]));
  tell(place, [
    {
      type: "observe",
      request: "comments",
      profile: { key: KEY },
      page: "activity_comments",
      lang: "en",
      at: `${DAY}T20:00:00+01:00`,
      gauges: [],
      tallies: [{ signal: "comments", from: day(48), to: DAY, days }],
    },
  ]);
  const status = (...args) => run(place, ["status", "--at", DAY, ...args]);
  const compared = "Compared with 6 of the last 13 weeks; the others are not known.";
  const timesSaid = (text) => text.split(compared).length - 1;
  assert.match(status().out, /Activities in 7 days: 14, as usual \(14\)/);
  assert.equal(timesSaid(status().out), 1);
  assert.deepEqual(
    JSON.parse(status("--json").out).usual.map(({ weeks }) => weeks),
    [6],
  );
  const report = (...args) => run(place, ["report", "--week", DAY, ...args]).out;
  assert.match(report(), /^- 10 comments, usually 14$/m);
  assert.deepEqual([report(), report("--markdown")].map(timesSaid), [1, 1]);
  assert.deepEqual(
    JSON.parse(report("--json")).done.map(({ signal, weeks }) => [signal, weeks]),
    [["comments", 6]],
  );
});

test("report --html names the page that replaced it, and writes nothing", (t) => {
  const place = member(t);
  for (const [, locale] of LANGUAGES)
    for (const args of [["--html", "week.html"], ["--html=week.html"], ["--html"]]) {
      const { code, out, err } = run(place, ["report", ...args], { env: { LC_ALL: locale } });
      assert.deepEqual([code, out], [2, ""]);
      assert.match(err, /“(Weekly report|Rapporto settimanale)”.*--markdown/);
    }
  assert.match(run(place, ["report", "--pdf", "x"]).err, /no option “--pdf”/);
  assert.doesNotMatch(run(place, ["report", "--help"]).out, /--html/);
});

test("report: weeks without a number, weeks to come", (t) => {
  const place = member(t);
  const early = run(place, ["report", "--week", "2020-01-01"]);
  assert.equal(early.code, 0, early.err);
  assert.match(early.out, /No index yet/);
  const markdown = run(place, ["report", "--week", "2020-01-01", "--markdown"]);
  assert.match(markdown.out, /No index yet/);
  assert.doesNotMatch(markdown.out, /NaN|\bnan\b/);
  assert.equal(run(place, ["report", "--week", "2199-01-01"]).code, 2);
});

test("history --json has ranks and averages of industry and network with each reading", (t) => {
  const history = JSON.parse(run(member(t), ["history", "--json", "--from", "2026-03-12", "--to", DAY]).out);
  const [official] = history.official;
  assert.equal(official.industry.rank_pct, 18);
  assert.equal(official.industry.average, 34.3);
  assert.equal(official.network.pillars.people, 8.2);
});
