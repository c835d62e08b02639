/** export and import: an export can be imported again, and invalid documents cannot. */

import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";

import { home, run } from "./lib.mjs";
import { KEY, SEEN, tell } from "./member.mjs";

const FIXTURE = new URL("../../fixtures/databases/schema-1.db", import.meta.url);

/** Two users with every kind of stored data, sent out of order too. */
function members(t) {
  const place = home(t);
  assert.equal(run(place, ["restore", FIXTURE.pathname]).code, 0);
  const late = structuredClone(SEEN.learning[0]);
  late.request = "00000000-0000-4000-9000-0000000000aa";
  late.at = "2026-03-10T08:00:00-05:00";
  late.gauges = [
    { signal: "connections", value: 480, bound: "exact" },
    { signal: "followers", value: 1200, bound: "approximate" },
  ];
  late.events = [{ signal: "people_searches", day: "2026-03-10", count: 3 }];
  const renamed = structuredClone(SEEN.learning[0]);
  renamed.request = "00000000-0000-4000-9000-0000000000ab";
  renamed.profile.aliases = Array.from({ length: 8 }, (_, i) => `vanity-${i}`);
  const again = structuredClone(renamed);
  again.request = "00000000-0000-4000-9000-0000000000ac";
  again.profile.aliases = Array.from({ length: 8 }, (_, i) => `another-${i}`);
  tell(place, [late, renamed, again]);
  return place;
}

const exported = (place) => JSON.parse(run(place, ["export"]).out).records;
const observed = (place) => exported(place).filter(({ record }) => record !== "snapshot");

function written(place, document, name = "in.json") {
  const path = join(place.root, name);
  writeFileSync(path, typeof document === "string" ? document : JSON.stringify(document));
  return path;
}

test("an export imported into an empty database exports the same", (t) => {
  const place = members(t);
  const path = join(place.root, "out.json");
  // Import scores past days, so the milestones must be in the export first.
  assert.equal(run(place, ["history", "--profile", KEY]).code, 0);
  assert.equal(run(place, ["export", "-o", path]).code, 0);
  const other = home(t);
  const done = run(other, ["import", "--json", path]);
  assert.equal(done.code, 0, done.err);
  const [report] = JSON.parse(done.out);
  const before = observed(place);
  assert.deepEqual(report, {
    document: "out.json",
    profiles: 2,
    records: before.length,
    stored: { created: 2, changed: report.stored.changed },
  });
  // The import adds milestones up to today, and the year since the first day may have passed by
  // now.
  const comes = ({ record, id }) => record !== "milestone" || id !== "year";
  assert.deepEqual(observed(other).filter(comes), before.filter(comes));
  for (const kind of ["gauge", "tally", "cover", "official", "milestone", "goal"])
    assert.ok(
      before.some(({ record }) => record === kind),
      kind,
    );
  assert.ok(before.find(({ key }) => key === KEY).aliases.length > 16);
  // The derived numbers must be equal too.
  const at = ["status", "--json", "--at", "2026-03-20", "--profile", KEY];
  const derived = (where) => JSON.parse(run(where, at).out);
  assert.ok(before.some(({ record, pages_read: pages }) => record === "profile" && pages?.own_profile));
  assert.deepEqual(derived(other), derived(place));
});

test("importing an export into its own database changes nothing", (t) => {
  const place = members(t);
  const path = join(place.root, "out.json");
  run(place, ["export", "-o", path]);
  const before = run(place, ["export"]).out;
  const done = run(place, ["import", path]);
  assert.equal(done.code, 0, done.err);
  assert.match(done.out, /stored already/);
  assert.equal(run(place, ["export"]).out, before);
});

test("two histories of one member are merged, by any of the names", (t) => {
  const place = members(t);
  const path = join(place.root, "out.json");
  run(place, ["export", "-o", path]);
  const other = home(t);
  const newer = structuredClone(SEEN.learning[0]);
  newer.at = "2026-04-02T08:00:00+02:00";
  newer.profile = { key: "vanity-3" };
  newer.gauges = [{ signal: "connections", value: 520, bound: "exact" }];
  tell(other, [newer]);
  assert.equal(run(other, ["import", path]).code, 0);
  const records = observed(other);
  assert.equal(records.filter(({ record }) => record === "profile").length, 2);
  const levels = records
    .filter(({ record, signal }) => record === "gauge" && signal === "connections")
    .map(({ value }) => value);
  assert.ok(levels.includes(520) && levels.includes(480), String(levels));
  const once = run(other, ["export"]).out;
  assert.match(run(other, ["import", path]).out, /stored already/);
  assert.equal(run(other, ["export"]).out, once);
});

const asDocument = (records) => ({ format: "bussola", version: 1, records });

test("a member that is twice in a document, and seen later than read, is stored once", (t) => {
  const place = home(t);
  const member = (names, at, seen) => [
    { ...{ record: "profile", label: "Ines" }, ...names, first_seen: at, last_seen: seen },
    { ...{ record: "gauge", signal: "photo", value: 1, bound: "exact", source: "page" }, at, seen },
  ];
  const later = member({ key: KEY, aliases: [] }, "2026-04-24T09:00:00+02:00", "2026-04-24T10:00:00+02:00");
  const earlier = member(
    { key: "ACoAAB2", aliases: [KEY] },
    "2026-04-24T08:00:00+02:00",
    "2026-04-24T08:30:00+02:00",
  );
  const path = written(place, asDocument([...later, ...earlier]));
  assert.equal(run(place, ["import", path]).code, 0);
  const once = observed(place);
  const [gauge] = once.filter(({ record }) => record === "gauge");
  assert.deepEqual([gauge.at, gauge.seen], [earlier[1].at, later[1].seen]);
  for (const document of [path, written(place, asDocument(once), "out.json")]) {
    const [{ stored }] = JSON.parse(run(place, ["import", "--json", document]).out);
    assert.equal(stored.changed, 0, document);
  }
  assert.deepEqual(observed(place), once);
});

test("a late reading replaces later ones with the same values", (t) => {
  const place = home(t);
  const read = (n, at) => {
    const message = structuredClone(SEEN.learning[0]);
    const gauges = [{ signal: "photo", value: 1, bound: "exact" }];
    return { ...message, request: `00000000-0000-4000-9000-0000000000b${n}`, at, gauges, tallies: [] };
  };
  tell(place, [read(1, "2026-03-10T08:00:00+01:00"), read(2, "2026-03-09T08:00:00+01:00")]);
  const before = observed(place);
  const path = written(place, asDocument(exported(place)));
  const [{ stored }] = JSON.parse(run(place, ["import", "--json", path]).out);
  assert.equal(stored.changed, 0);
  assert.deepEqual(observed(place), before);
});

test("half a year of unchanged rows changes nothing when imported again", (t) => {
  const place = home(t);
  const at = (day) => `${new Date(Date.UTC(2025, 9, day)).toISOString().slice(0, 10)}T09:00:00+02:00`;
  const gauges = Array.from({ length: 180 }, (_, day) => ({
    ...{ record: "gauge", signal: "photo", value: 1, bound: "exact", source: "page" },
    ...{ at: at(day), seen: at(day) },
  }));
  const member = { record: "profile", key: KEY, label: "", aliases: [] };
  const records = [{ ...member, first_seen: at(0), last_seen: at(179) }, ...gauges];
  assert.equal(run(place, ["import", written(place, asDocument(records))]).code, 0);
  const once = observed(place);
  for (const name of ["in.json", "out.json"]) {
    const path = name === "in.json" ? join(place.root, name) : written(place, asDocument(once), name);
    const [{ stored }] = JSON.parse(run(place, ["import", "--json", path]).out);
    assert.equal(stored.changed, 0, name);
  }
  assert.deepEqual(observed(place), once);
});

test("--dry-run stores nothing", (t) => {
  const place = members(t);
  const path = join(place.root, "out.json");
  run(place, ["export", "-o", path]);
  const other = home(t);
  const done = run(other, ["import", "--dry-run", path]);
  assert.equal(done.code, 0, done.err);
  assert.match(done.out, /2 profiles/);
  assert.equal(run(other, ["profiles"]).code, 3);
});

test("a document with an error is refused whole, and the error is named", (t) => {
  const place = members(t);
  const good = JSON.parse(run(place, ["export"]).out);
  const index = (kind) => good.records.findIndex(({ record }) => record === kind);
  const changed = (kind, fields) => {
    const records = structuredClone(good.records);
    Object.assign(records[index(kind)], fields);
    return { ...good, records };
  };
  const cases = [
    ["not JSON", "{ nothing", /Line 1/],
    ["cut short", run(place, ["export"]).out.slice(0, -40), /Line \d{2,}/],
    ["a name twice", '{"format":"bussola",\n"format":"bussola","version":1,"records":[]}', /Line 2/],
    ["an array", "[]", /object/],
    ["another format", { ...good, format: "compass" }, /format/],
    ["a later version", { ...good, version: 2 }, /version/],
    ["no records", { format: "bussola", version: 1 }, /records/],
    ["no profile first", { ...good, records: good.records.slice(1) }, /records\[0\]\.record/],
    ["an unknown kind", changed("gauge", { record: "guess" }), /record/],
    ["an unknown signal", changed("gauge", { signal: "charisma" }), /signal/],
    ["a level of a count", changed("gauge", { signal: "posts" }), /signal/],
    ["a count of a level", changed("tally", { signal: "connections" }), /signal/],
    ["a negative count", changed("tally", { count: -1 }), /count/],
    ["a count beyond belief", changed("tally", { count: 1e12 }), /count/],
    ["a fraction", changed("gauge", { value: 1.5 }), /value/],
    ["a text for a number", changed("gauge", { value: "500" }), /value/],
    ["no such day", changed("tally", { day: "2026-02-30" }), /day/],
    ["before LinkedIn", changed("tally", { day: "1999-01-01" }), /day/],
    ["a day to come", changed("tally", { day: "2199-01-01" }), /day/],
    ["a moment to come", changed("gauge", { seen: "2199-01-01T00:00:00Z" }), /seen/],
    ["seen before it was there", changed("gauge", { seen: "2004-01-01T00:00:00Z" }), /seen/],
    ["a span that ends before it begins", changed("cover", { to: "2004-01-01" }), /to/],
    ["an unknown bound", changed("gauge", { bound: "roughly" }), /bound/],
    ["an unknown source", changed("tally", { source: "rumour" }), /source/],
    ["no key", changed("profile", { key: "" }), /key/],
    ["a key without end", changed("profile", { key: "x".repeat(200) }), /key/],
    ["aliases that are numbers", changed("profile", { aliases: [1] }), /aliases/],
    ["a total of 200", changed("official", { reading: { total: 200 } }), /total/],
    ["a goal of nothing", changed("goal", { count: 0 }), /count/],
  ];
  const other = home(t);
  tell(other, [SEEN.learning[0]]);
  const before = run(other, ["export"]).out;
  for (const [what, document, where] of cases) {
    const refused = run(other, ["import", written(other, document)]);
    assert.equal(refused.code, 1, what);
    assert.match(refused.err, where, what);
    assert.ok(refused.err.includes("in.json"), what);
    assert.equal(run(other, ["export"]).out, before, what);
  }
  // Records that a later version may add are skipped.
  const later = {
    ...changed("gauge", { mood: "good" }),
    extra: [1, { a: null }],
  };
  assert.equal(run(other, ["import", written(other, later)]).code, 0);
});

test("ten years by day, exported and imported", (t) => {
  const place = home(t);
  const days = Object.fromEntries(
    Array.from({ length: 3600 }, (_, i) => [
      new Date(Date.UTC(2026, 2, 20) - i * 86_400_000).toISOString().slice(0, 10),
      1 + (i % 9),
    ]),
  );
  const signals = ["posts", "comments", "reactions", "messages_sent"];
  const tell4 = signals.map((signal, i) => ({
    ...structuredClone(SEEN.learning[1]),
    request: `ten-years-${i}`,
    tallies: [
      {
        signal,
        from: "2016-06-01",
        to: "2026-03-20",
        days: Object.fromEntries(Object.entries(days).filter(([day]) => day >= "2016-06-01")),
      },
    ],
  }));
  tell(place, tell4);
  const path = join(place.root, "out.json");
  assert.equal(run(place, ["export", "-o", path]).code, 0);
  assert.ok(readFileSync(path).length > 1 << 20);
  const other = home(t);
  const done = run(other, ["import", path]);
  assert.equal(done.code, 0, done.err);
  assert.deepEqual(observed(other), observed(place));
});
