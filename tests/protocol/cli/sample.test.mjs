/** The invented user of --sample, and what only a user of today shows: the spark line, the last 14 days. */

import assert from "node:assert/strict";
import { mkdirSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";

import { home, run, tree } from "./lib.mjs";
import { SEEN, tell } from "./member.mjs";

const COMMANDS = ["status", "history", "why", "report"];
const NAMES = {
  brand: "Establish your professional brand",
  people: "Find the right people",
  insights: "Engage with insights",
  relationships: "Build relationships",
};
const LEVELS = /[▁-█]{2,}/;

/** A home with a temporary directory of its own. */
function place80(t, locale = "en_GB.UTF-8") {
  const place = home(t);
  const temporary = join(place.root, "tmp");
  mkdirSync(temporary);
  Object.assign(place.env, { TMPDIR: temporary, COLUMNS: "80", LC_ALL: locale });
  return { ...place, temporary };
}

/** The rows of the history's table: a day, the total, the change. */
const rowsOf = (out) =>
  [...out.matchAll(/^(\d+ \w{3} \d{4}) +≈?([\d.]+)(?: +([+−]?[\d.]+))?/gm)].map(([, day, total, change]) => ({
    day,
    total: Math.round(Number(total)),
    change: change === undefined ? undefined : Number(change.replace("−", "-")),
  }));

test("--sample shows an invented user, and neither creates nor reads the user's data", (t) => {
  const place = place80(t);
  for (const command of COMMANDS) {
    const result = run(place, [command, "--sample"]);
    assert.equal(result.code, 0, result.err);
    assert.match(result.err, /^Sample: an invented user\./);
    assert.ok(result.out.length > 100, command);
  }
  assert.deepEqual(tree(place.directory), []);

  tell(place, SEEN.anchored);
  const before = tree(place.directory);
  const { out } = run(place, ["status", "--sample"]);
  assert.match(out, /^Mira Olsen \(invented\)/);
  assert.doesNotMatch(out, /ines-prova/);
  assert.equal(
    JSON.parse(run(place, ["status", "--sample", "--json"]).out).profile.label,
    "Mira Olsen (invented)",
  );
  assert.deepEqual(tree(place.directory), before);
  assert.deepEqual(readdirSync(place.temporary), []);
  assert.match(
    run(place, ["status", "--sample"], { env: { LC_ALL: "it_IT.UTF-8" } }).out,
    /^Mira Olsen \(inventata\)/,
  );
});

test("--sample without a temporary directory says so", (t) => {
  const place = place80(t);
  const result = run(place, ["status", "--sample"], { env: { TMPDIR: join(place.root, "gone") } });
  assert.equal(result.code, 1);
  assert.match(result.err, /gone/);
  assert.equal(result.out, "");
});

test("status has a spark line of 28 days and its ends in words; without UTF-8 the words only", (t) => {
  const place = place80(t);
  const { out } = run(place, ["status", "--sample"]);
  const [, levels, from, to] = /^([▁-█]+) {2}\d+ \w+ – \d+ \w+: from (\d+) to (\d+)$/m.exec(out);
  assert.equal(levels.length, 28);
  const { series } = JSON.parse(run(place, ["history", "--sample", "--step", "day", "--json"]).out);
  const last = series.total.slice(-28);
  assert.deepEqual([Number(from), Number(to)], [Math.round(last[0]), Math.round(last.at(-1))]);
  // The sample rises: the lowest level is on the lowest day, and the highest on the highest.
  assert.equal(levels[last.indexOf(Math.min(...last))], "▁");
  assert.equal(levels[last.indexOf(Math.max(...last))], "█");
  const ascii = run(place, ["status", "--sample"], { env: { LC_ALL: "C" } }).out;
  assert.match(ascii, /^[\n\x20-\x7e]*$/);
  assert.match(ascii, /^\d+ \w+ - \d+ \w+: from \d+ to \d+$/m);
});

test("no spark line before a second day was seen", (t) => {
  const place = place80(t);
  tell(place, SEEN.official);
  const { out } = run(place, ["status", "--at", "2026-03-20"]);
  assert.match(out, /46 of 100/);
  assert.doesNotMatch(out, /: from \d+ to \d+/);
});

test("history without a range: the last 14 days with their changes, and how to see more", (t) => {
  const place = place80(t);
  const { out } = run(place, ["history", "--sample"]);
  const { series } = JSON.parse(run(place, ["history", "--sample", "--step", "day", "--json"]).out);
  assert.ok(series.day.length > 14, "programs get every day");
  const rows = rowsOf(out);
  assert.equal(rows.length, 14);
  assert.match(out, LEVELS);
  rows.forEach((row, i) => {
    assert.equal(row.total, Math.round(series.total.at(i - 14)), row.day);
    const before = i > 0 ? rows[i - 1].total : Math.round(series.total.at(-15));
    assert.equal(row.change, row.total - before, row.day);
  });
  const [, more] = /^Earlier days: bussola history --from (\S+)$/m.exec(out);
  assert.ok(rowsOf(run(place, ["history", "--sample", "--from", more]).out).length > 14);
  assert.doesNotMatch(run(place, ["history", "--sample", "--step", "week"]).out, /Earlier days/);
});

test("history without a last day begins with the weakest pillar and status's first step", (t) => {
  const place = place80(t);
  const shown = (...args) => run(place, [...args, "--sample"], { env: { COLUMNS: "200" } }).out;
  const [head] = shown("history").split("\n\n");
  const [, pillar, step, gain] = /^Weakest: (.+) · Next step: (.+) \((.+)\)$/m.exec(head);
  const [, first] = /^Best next steps\n(.+)$/m.exec(shown("status"));
  assert.ok(first.startsWith(step) && first.includes(gain), first);
  const { pillars } = JSON.parse(shown("status", "--json"));
  const [weakest] = pillars.sort((one, other) => one.score - other.score);
  assert.equal(NAMES[weakest.id], pillar);
  const today = JSON.parse(shown("history", "--json")).series.day.at(-1);
  assert.doesNotMatch(shown("history", "--to", today), /Next step/);
});

test("history: no change between an estimate and a number that continues LinkedIn's", (t) => {
  const place = place80(t);
  tell(place, SEEN.learning);
  const { out } = run(place, ["history", "--from", "2026-03-10", "--to", "2026-03-20"]);
  assert.ok(rowsOf(out).every(({ change }) => change === undefined));
  assert.doesNotMatch(out, LEVELS);
});
