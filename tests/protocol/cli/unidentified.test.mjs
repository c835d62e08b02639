/**
 * Counts of an account that no page has identified yet: shown, exported, and given to no other
 * account.
 */

import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";

import { home, run } from "./lib.mjs";
import { KEY, SEEN, tell } from "./member.mjs";

const HOUR = 3_600_000;
const moment = (ago) => `${new Date(Date.now() - ago).toISOString().slice(0, 19)}Z`;

/** What the extension sends after the SSI page alone, with the account unknown. */
const hello = (instance) => ({
  type: "hello",
  client: {
    name: "bussola",
    version: "1",
    browser: "chromium",
    instance,
    pages: { ssi: moment(0) },
  },
});
let number = 0;
const observe = (page, ago, parts) => ({
  type: "observe",
  request: `unidentified-${String(number++)}`,
  page,
  lang: "en",
  at: moment(ago),
  gauges: [],
  tallies: [],
  ...parts,
});
const official = {
  total: 57.1,
  pillars: { brand: 17.2, people: 16.9, insights: 6.4, relationships: 16.6 },
};
const ssi = (ago = HOUR) => observe("ssi", ago, { official });
const connections = (value, ago = HOUR) =>
  observe("network", ago, {
    gauges: [{ signal: "connections", value, bound: "exact" }],
  });
const named = (key, ago = 0) => observe("own_profile", ago, { profile: { key } });

/** A home where each browser has seen one page. */
function seen(t, pages) {
  const place = home(t);
  for (const [instance, page] of Object.entries(pages)) {
    const replies = tell(place, [hello(instance), page]);
    assert.ok(
      replies.every(({ ok }) => ok),
      JSON.stringify(replies),
    );
  }
  return place;
}

const WORDS = {
  "en_GB.UTF-8": "Account not identified yet",
  "it_IT.UTF-8": "Account non ancora identificato",
};
const COMMANDS = [
  ["status"],
  ["status", "--sources"],
  ["history"],
  ["report"],
  ["report", "--markdown"],
  ["why"],
  ["goal"],
  ["backtest"],
  ["profiles"],
];

for (const [locale, words] of Object.entries(WORDS))
  test(`${locale}: every command shows what the popup shows after the first page`, (t) => {
    const place = seen(t, { one: ssi() });
    const env = { LC_ALL: locale, COLUMNS: "120" };
    for (const command of COMMANDS) {
      const { code, out, err } = run(place, command, { env });
      assert.equal(code, 0, `${command.join(" ")}: ${err}`);
      assert.ok(out.includes(words), `${command.join(" ")}: ${out}`);
    }
    assert.match(run(place, ["status"], { env }).out, /57/);
    const exported = run(place, ["export", "-o", join(place.root, "out.json")], { env });
    assert.equal(exported.code, 0);
    assert.ok(exported.err.includes(words));
  });

test("programs get a mark and no key", (t) => {
  const place = seen(t, { one: ssi() });
  const json = (...command) => JSON.parse(run(place, [...command, "--json"]).out);
  const status = json("status");
  assert.equal(status.identified, false);
  assert.equal(status.profile, null);
  assert.equal(status.total, 57.1);
  for (const command of ["history", "why", "goal", "backtest"])
    assert.equal(json(command).identified, false, command);
  // Two days where the reading's hour lies before midnight.
  assert.deepEqual([...new Set(json("history").series.total)], [57.1]);
  const [profile] = json("profiles");
  assert.equal(profile.key, null);
  assert.equal(profile.identified, false);
  assert.equal(json("status", "--profile", profile.name).total, 57.1);
  const [record] = JSON.parse(run(place, ["export"]).out).records;
  assert.deepEqual([record.record, record.key, record.instance], ["profile", null, "one"]);
  assert.match(run(place, ["export", "--format", "csv"]).out, /^official,unidentified:\d+,/m);
  // An identified account has no such mark.
  tell(place, SEEN.anchored);
  assert.equal("identified" in json("status"), false);
  assert.equal("identified" in json("history"), false);
});

test("doctor, backup and support agree with it", (t) => {
  const place = seen(t, { one: ssi() });
  const doctor = run(place, ["doctor"]).out;
  assert.match(doctor, /Account not identified yet: last count/);
  assert.match(doctor, /Open your own LinkedIn profile in the same browser within 24 hours/);
  assert.match(doctor, /pages read: Your SSI page/);
  assert.doesNotMatch(doctor, /Nothing was read yet/);
  assert.match(run(place, ["backup"]).out.replaceAll("\n", " "), /accounts not identified yet: 1/);
  const file = join(place.root, "support.txt");
  assert.equal(run(place, ["support", "-o", file]).code, 0);
  assert.match(readFileSync(file, "utf8"), /Account not identified yet: last count/);
});

test("several browsers: the one seen last is shown, --profile chooses, forget takes one", (t) => {
  const place = seen(t, {
    one: connections(100, 3 * HOUR),
    two: connections(200, HOUR),
    three: ssi(2 * HOUR),
  });
  const value = (...options) =>
    JSON.parse(run(place, ["status", "--json", ...options]).out)
      .pillars.flatMap(({ signals }) => signals)
      .find(({ id }) => id === "connections").value;
  assert.equal(value(), 200);
  const profiles = JSON.parse(run(place, ["profiles", "--json"]).out);
  assert.deepEqual(
    profiles.map(({ name }) => value("--profile", name)),
    [200, null, 100],
  );
  assert.equal(run(place, ["forget", "--yes", "--profile", profiles[0].name]).code, 0);
  assert.equal(value(), null);
  assert.equal(run(place, ["status", "--profile", profiles[0].name]).code, 3);
  for (const name of [
    "unidentified:",
    "unidentified:0",
    "unidentified:1x",
    "unidentified:-1",
    "unidentified:99999999999999999999",
  ])
    assert.equal(run(place, ["status", "--profile", name]).code, 3, name);
});

test("with an identified account: that one is shown, as in the popup, the other is listed", (t) => {
  const place = seen(t, { one: { ...named(KEY, HOUR) }, two: ssi() });
  assert.equal(JSON.parse(run(place, ["status", "--json"]).out).profile.key, KEY);
  const listed = run(place, ["profiles"], { env: { COLUMNS: "120" } })
    .out.trim()
    .split("\n");
  assert.equal(listed.length, 3);
  assert.match(listed[1], new RegExp(`^${KEY}`));
  assert.match(listed[2], /^unidentified:\d+ +Account not identified yet/);
  const doctor = run(place, ["doctor"]).out;
  assert.match(doctor, new RegExp(`${KEY}: last count`));
  assert.match(doctor, /Account not identified yet: last count/);
  const exported = run(place, ["export"]);
  assert.equal(JSON.parse(exported.out).records.filter(({ record }) => record === "profile").length, 2);
  assert.match(exported.err, /Account not identified yet/);
  assert.equal(run(place, ["export", "--profile", KEY]).err, "");
});

test("after a day without a name nothing is left, and doctor says why", (t) => {
  const place = seen(t, { one: ssi(25 * HOUR) });
  for (const command of ["status", "history", "report", "profiles", "export"])
    assert.equal(run(place, [command]).code, 3, command);
  assert.deepEqual(JSON.parse(run(place, ["profiles", "--json"]).out), []);
  const doctor = run(place, ["doctor"]).out.replaceAll(/\s+/g, " ");
  assert.doesNotMatch(doctor, /Nothing was read yet/);
  assert.match(
    doctor,
    /Pages were read, but no count is stored: the account was not identified within 24 hours/,
  );
});

test("a goal set before the account is known goes to the account", (t) => {
  const place = seen(t, { one: ssi() });
  assert.equal(run(place, ["goal", "posts", "3"]).code, 0);
  tell(place, [hello("one"), named(KEY)]);
  const { goal } = JSON.parse(run(place, ["goal", "--json", "--profile", KEY]).out);
  assert.deepEqual([goal.signal, goal.count], ["posts", 3]);
  assert.equal(JSON.parse(run(place, ["profiles", "--json"]).out).length, 1);
});

/* ---- exported and imported again ---- */

const exported = (place) => run(place, ["export"]).out;

function carry(from, change = (document) => document) {
  const path = join(from.root, "out.json");
  writeFileSync(path, change(exported(from)));
  return path;
}

test("its export can be imported again, here and elsewhere, and exports the same", (t) => {
  const place = seen(t, { one: ssi(), two: connections(310) });
  assert.equal(run(place, ["goal", "posts", "3"]).code, 0);
  const before = exported(place);
  const path = carry(place);
  const again = run(place, ["import", path]);
  assert.equal(again.code, 0, again.err);
  assert.match(again.out, /stored already/);
  assert.equal(exported(place), before);
  const other = home(t);
  for (let times = 0; times < 2; times++) {
    const done = run(other, ["import", path]);
    assert.equal(done.code, 0, done.err);
    assert.equal(exported(other), before);
  }
  assert.match(run(other, ["doctor"]).out.replaceAll(/\s+/g, " "), /import the export again with --profile/);
});

test("imported unidentified counts wait for the user: no account takes them, no day ends them", (t) => {
  const place = seen(t, { one: ssi() });
  const old = (document) => document.replaceAll(/"20\d\d-\d\d-\d\dT[^"]*"/g, '"2026-03-01T10:00:00+00:00"');
  for (const change of [undefined, old]) {
    const other = home(t);
    assert.equal(run(other, ["import", carry(place, change)]).code, 0);
    const before = exported(other);
    // The browser that saw it may belong to another account by now.
    tell(other, [hello("one"), observe("signed_out", 0, {}), named("another-member")]);
    tell(other, [hello("one"), connections(7), named("another-member")]);
    assert.deepEqual(JSON.parse(exported(other)).records.slice(0, 2), JSON.parse(before).records.slice(0, 2));
    const status = JSON.parse(run(other, ["status", "--json", "--profile", "another-member"]).out);
    assert.equal(status.official, null);
  }
});

test("an export of one account never joins the next one in the same browser", (t) => {
  const place = seen(t, { one: ssi(2 * HOUR) });
  const path = carry(place);
  tell(place, [hello("one"), observe("signed_out", HOUR, {}), connections(7, 0)]);
  assert.equal(run(place, ["import", path]).code, 0);
  tell(place, [hello("one"), named("another-member")]);
  const status = JSON.parse(run(place, ["status", "--json", "--profile", "another-member"]).out);
  assert.equal(status.official, null);
  const profiles = JSON.parse(run(place, ["profiles", "--json"]).out);
  assert.deepEqual(
    profiles.map(({ key }) => key),
    ["another-member", null],
  );
  assert.equal(JSON.parse(run(place, ["status", "--json", "--profile", profiles[1].name]).out).total, 57.1);
});

test("a record without key and instance is refused by its name", (t) => {
  const place = seen(t, { one: ssi() });
  for (const [from, to] of [
    ['"instance":"one",', ""],
    ['"key":null,', ""],
    ['"instance":"one"', `"instance":"${"x".repeat(65)}"`],
    ['"instance":"one"', '"instance":""'],
  ]) {
    const done = run(home(t), ["import", carry(place, (document) => document.replace(from, to))]);
    assert.equal(done.code, 1, to);
    assert.match(done.err, /records\[0\]\.(instance|key)/);
  }
});
