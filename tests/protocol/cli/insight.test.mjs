/** Why the number moved, the goal, the backtest and the weekly report. */

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
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
        // A link is one word: it may stand out at the right.
        const text = result.out.replaceAll(/https:\S+/g, "LINK");
        assert.ok(widest(text) <= columns, `${widest(text)} columns of ${columns}`);
        assert.doesNotMatch(result.out, /\x1b|[ \t]\n|cli_/);
        golden(`${name}-${language}-${columns}`, result.out);
      });
  }

test("why --json is what the host gives; its items add up to each pillar's change", (t) => {
  const place = member(t);
  const [reply] = tell(place, [{ type: "why", from: "2026-02-15", to: DAY }]);
  const result = run(place, ["why", "2026-02-15", DAY, "--json"], {
    env: { LC_ALL: "it_IT.UTF-8" },
  });
  assert.equal(result.code, 0, result.err);
  const why = JSON.parse(result.out);
  assert.deepEqual(why, reply.why);
  for (const pillar of why.pillars) {
    const items = why.items.filter((item) => item.pillar === pillar.id);
    const sum = items.reduce((total, item) => total + item.delta, 0);
    // Each of a pillar's parts below 0.05 is left out; there are never more than a few.
    assert.ok(Math.abs(sum - pillar.delta) < 0.3, `${pillar.id}: ${sum} of ${pillar.delta}`);
  }
});

test("why: days that make no sense", (t) => {
  const place = member(t);
  assert.equal(run(place, ["why", "yesterday"]).code, 2);
  assert.equal(run(place, ["why", DAY, "2026-03-01"]).code, 2);
  assert.equal(run(place, ["why", "2026-03-01", "2199-01-01"]).code, 2);
  assert.equal(run(place, ["why", DAY, DAY, DAY]).code, 2);
  assert.equal(run(home(t), ["why"]).code, 3);
});

test("backtest --json: every reading but the first is predicted, nothing is claimed from two pairs", (t) => {
  const place = member(t);
  const backtest = JSON.parse(run(place, ["backtest", "--json"]).out);
  assert.equal(backtest.readings, 3);
  assert.equal(backtest.total.anchored.count, 2);
  assert.equal(backtest.delay.supported, false);
  assert.equal(backtest.delay.errors.length, 5);
  for (const pillar of backtest.pillars) assert.equal(pillar.gain.supported, false);

  const unread = home(t);
  tell(unread, SEEN.estimate);
  const none = run(unread, ["backtest"]);
  assert.equal(none.code, 3);
  assert.match(none.err, /sales\/ssi/);
});

test("goal: set, shown with a proposal, replaced, cleared", (t) => {
  const place = member(t);
  const goal = (...args) => run(place, ["goal", ...args]);
  assert.match(goal().out, /^No goal is set\.\nProposed: .* bussola goal \w+ \d+\n$/s);
  assert.match(goal("comments", "5").out, /This week, until .*: 0 of 5 comments/);
  const json = JSON.parse(goal("--json").out);
  assert.deepEqual([json.goal.signal, json.goal.count, json.goal.done], ["comments", 5, 0]);
  assert.match(goal("endorsements", "2").out, /0 of Endorsements \+2/);
  assert.match(goal("--clear").out, /^No goal is set/);
  for (const args of [["photo", "1"], ["comments"], ["comments", "0"], ["comments", "many"], ["smiles", "2"]])
    assert.equal(goal(...args).code, 2, args.join(" "));
  assert.match(goal("photo", "1").err, /These can: .*comments/);
});

test("report --html: one page that needs nothing else, in the language asked for", (t) => {
  const place = member(t);
  for (const [language, locale] of LANGUAGES) {
    const path = join(place.root, `${language}.html`);
    const result = run(place, ["report", ...WEEK, "--html", path], {
      env: { LC_ALL: locale },
    });
    assert.equal(result.code, 0, result.err);
    const page = readFileSync(path, "utf8");
    assert.match(page, new RegExp(`<html lang="${language}">`));
    assert.doesNotMatch(page, /<script|<link|<img|@import|url\(|cli_|NaN|\bnan\b/);
    assert.match(page, /default-src 'none'/);
    assert.match(page, /@page \{\s+size: A4/);
    assert.match(page, /screen and \(prefers-color-scheme: dark\)/);
    assert.match(page, /ines-prova-77/);
    assert.equal(page.match(/<svg class="bar"/g).length, 4);
    const [chart] = page.match(/<svg class="chart"[^]*?<\/svg>/);
    assert.equal(chart.match(/<circle/g).length, 3, "a circle a reading");
    assert.equal(chart.match(/stroke-dasharray/g).length, 2, "industry and network");
    assert.equal(page.match(/<tr><th scope="row">\d/g).length, 12);
    assert.doesNotMatch(
      page,
      /rowgroup">[^<]*<\/th><\/tr>\s*(<tr><th|<\/table)/,
      "a pillar without a reason",
    );
  }
});

test("report: weeks without a number, weeks to come", (t) => {
  const place = member(t);
  const early = run(place, ["report", "--week", "2020-01-01"]);
  assert.equal(early.code, 0, early.err);
  assert.match(early.out, /Still learning/);
  const path = join(place.root, "early.html");
  assert.equal(run(place, ["report", "--week", "2020-01-01", "--html", path]).code, 0);
  assert.doesNotMatch(readFileSync(path, "utf8"), /NaN|\bnan\b/);
  assert.equal(run(place, ["report", "--week", "2199-01-01"]).code, 2);
  assert.equal(run(place, ["report", "--html", "/nowhere/page.html"]).code, 1);
});

test("history --json carries ranks and averages of industry and network with each reading", (t) => {
  const history = JSON.parse(run(member(t), ["history", "--json", "--from", "2026-03-12", "--to", DAY]).out);
  const [official] = history.official;
  assert.equal(official.industry.rank_pct, 18);
  assert.equal(official.industry.average, 34.3);
  assert.equal(official.network.pillars.people, 8.2);
});
