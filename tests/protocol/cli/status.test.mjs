import assert from "node:assert/strict";
import { join } from "node:path";
import { test } from "node:test";

import { inside } from "../../lib/database.mjs";
import { golden, home, run, runOnTerminal } from "./lib.mjs";
import { DAY, KEY, LABEL, SEEN, tell } from "./member.mjs";

const member = (t, seen) => {
  const place = home(t);
  tell(place, SEEN[seen]);
  return place;
};
const widest = (text) => Math.max(...text.split("\n").map((line) => [...line].length));

test("without data: says what to do, creates nothing, exits with 3", (t) => {
  const place = home(t);
  const result = run(place, ["status"]);
  assert.equal(result.code, 3);
  assert.equal(result.out, "");
  assert.match(result.err, /Nothing seen yet[\s\S]*bussola install[\s\S]*bussola status --sample/);
  const again = run(place, ["status"], { env: { LC_ALL: "it_IT.UTF-8" } });
  assert.match(again.err, /Ancora nessun dato/);
});

for (const seen of Object.keys(SEEN))
  for (const [language, locale] of [
    ["en", "en_GB.UTF-8"],
    ["it", "it_IT.UTF-8"],
  ])
    test(`the card, ${seen}, ${language}`, (t) => {
      const place = member(t, seen);
      for (const columns of seen === "anchored" ? [40, 80, 120] : [80]) {
        const env = { LC_ALL: locale, COLUMNS: String(columns) };
        const result = run(place, ["status", "--at", DAY], { env });
        assert.equal(result.code, 0, result.err);
        assert.ok(widest(result.out) <= columns, `${widest(result.out)} columns of ${columns}`);
        assert.doesNotMatch(result.out, /\x1b|[ \t]\n/);
        golden(`status-${seen}-${language}-${columns}`, result.out);
      }
    });

test("pillars have the names that the user's own page has shown last", (t) => {
  const place = member(t, "anchored");
  const greet = (instance, pillars) => ({
    type: "hello",
    client: { name: "bussola", version: "0", browser: "test", instance, ...(pillars ? { pillars } : {}) },
  });
  const names = {
    brand: "Eine professionelle Marke aufbauen, die wirklich jeder kennt",
    people: "Die richtigen Personen finden",
    insights: "Durch Einblicke überzeugen",
    relationships: "Beziehungen aufbauen",
  };
  tell(place, [greet("one", names)]);
  tell(place, [greet("other")]);
  for (const [command, ...args] of [
    ["status"],
    ["why", "--sample"],
    ["report", "--week", DAY],
    ["report", "--week", DAY, "--markdown"],
  ]) {
    const sample = args.includes("--sample");
    const { out } = run(place, [command, ...args], { env: { COLUMNS: "200" } });
    assert.equal(out.includes("Beziehungen aufbauen"), !sample, out);
    assert.equal(out.includes("Build relationships"), sample, out);
  }
  for (const columns of [40, 80]) {
    const { out } = run(place, ["status", "--at", DAY], { env: { COLUMNS: String(columns) } });
    assert.match(out, /Personen finden/);
    assert.ok(widest(out) <= columns, out);
  }
});

test("an ASCII terminal gets ASCII only", (t) => {
  const place = member(t, "anchored");
  const result = run(place, ["status", "--at", DAY], { env: { LC_ALL: "it_IT", COLUMNS: "80" } });
  assert.match(result.out, /^[\n\x20-\x7e]*$/);
  assert.match(result.out, />= 500/);
  assert.match(result.out, /Localita/);
});

test("language: the list in LANGUAGE; the C locale is always English", (t) => {
  const place = home(t);
  const said = (env) => run(place, ["status"], { env }).err;
  assert.match(said({ LC_ALL: "", LANG: "it_IT.UTF-8" }), /Ancora/);
  assert.match(said({ LC_ALL: "", LC_MESSAGES: "it_CH.UTF-8", LANG: "en_GB.UTF-8" }), /Ancora/);
  assert.match(said({ LC_ALL: "en_GB.UTF-8", LANGUAGE: "xx:it:en" }), /Ancora/);
  assert.match(said({ LC_ALL: "C", LANGUAGE: "it" }), /Nothing seen yet/);
  assert.match(said({ LC_ALL: "xx_YY.UTF-8" }), /Nothing seen yet/);
});

test("--json is the host's state", (t) => {
  const place = member(t, "anchored");
  const at = `${DAY}T23:59:59+01:00`;
  const [reply] = tell(place, [{ type: "state", at }]);
  const result = run(place, ["status", "--json", "--at", at]);
  assert.equal(result.code, 0, result.err);
  assert.deepEqual(JSON.parse(result.out), reply.state);
  const byDay = run(place, ["status", "--json", "--at", DAY, "--profile", LABEL]);
  assert.deepEqual(JSON.parse(byDay.out), reply.state);
  assert.equal(reply.state.profile.key, KEY);
});

test("any past day is available", (t) => {
  const place = member(t, "anchored");
  const at = (day) => JSON.parse(run(place, ["status", "--json", "--at", day]).out);
  assert.equal(at("2026-03-17").kind, "official");
  assert.equal(at("2026-03-17").total, 46.3);
  assert.equal(at("2026-03-18").kind, "anchored");
  // Present knowledge applies to earlier days too, from the first counted day on.
  assert.equal(at("2026-03-16").kind, "estimate");
  assert.equal(at("2025-12-14").kind, "estimate");
  assert.equal(at("2025-12-01").kind, "learning");
});

test("the status writes nothing, and does not wait for a program that writes", (t) => {
  const place = member(t, "anchored");
  const database = join(place.directory, ".local/share/bussola/bussola.db");
  const shown = run(place, ["status", "--at", DAY]).out;
  inside(database, (db) => {
    db.exec("DELETE FROM snapshot");
    db.exec("BEGIN IMMEDIATE");
    const meanwhile = run(place, ["status", "--at", DAY]);
    db.exec("ROLLBACK");
    assert.equal(meanwhile.code, 0, meanwhile.err);
    assert.equal(meanwhile.out, shown);
    assert.equal(run(place, ["status", "--at", DAY]).out, shown);
    assert.equal(db.prepare("SELECT count(*) AS rows FROM snapshot").get().rows, 0);
  });
});

test("what soon leaves the 90 days, and the usual weeks, are shown with their days", (t) => {
  const place = member(t, "anchored");
  const { leaving, usual } = JSON.parse(run(place, ["status", "--json", "--at", DAY]).out);
  assert.deepEqual(
    leaving.map(({ signal, count, needed }) => [signal, count, needed]),
    [
      ["people_searches", 14, 14],
      ["days_active", 7, 7],
      ["profiles_viewed", 21, 21],
      ["posts", 2, 2],
      ["comments", 8, 8],
      ["messages_sent", 4, 4],
    ],
  );
  assert.deepEqual([leaving[4].first, leaving[4].last], ["2026-03-23", "2026-04-01"]);
  assert.deepEqual(
    usual.map(({ pillar, week, usual: often, weeks }) => [pillar, week, often, weeks]),
    [
      ["brand", 2, 1, 13],
      ["people", 20, 15, 13],
    ],
  );
});

test("--sources: each source's value, and where two disagree", (t) => {
  const place = home(t);
  const typed = structuredClone(SEEN.learning[1]);
  typed.request = "00000000-0000-4000-a000-000000000000";
  typed.source = "typed";
  typed.at = `${DAY}T19:00:00+01:00`;
  typed.tallies = [
    { signal: "comments", from: DAY, to: DAY, days: { [DAY]: 7 } },
    { signal: "posts", from: DAY, to: DAY, days: { [DAY]: 1 } },
  ];
  typed.gauges = [{ signal: "connections", value: 730, bound: "exact" }];
  tell(place, [...SEEN.learning, typed]);
  const json = run(place, ["status", "--sources", "--json", "--at", DAY]);
  assert.equal(json.code, 0, json.err);
  const of = (signal) =>
    JSON.parse(json.out)
      .filter((row) => row.signal === signal)
      .map((row) => [row.source, row.value, row.days, row.differs_from]);
  // A tally compares a day that both have counted: 2 on the page, 7 typed.
  assert.deepEqual(of("comments"), [
    ["page", 60, 90, ["typed"]],
    ["typed", 7, 1, ["page"]],
  ]);
  assert.deepEqual(of("posts"), [
    ["page", 15, 90, []],
    ["typed", 1, 1, []],
  ]);
  // "At least 500" and 730 agree.
  assert.deepEqual(of("connections"), [
    ["page", 500, null, []],
    ["typed", 730, null, []],
  ]);
  for (const columns of [40, 80])
    golden(
      `sources-${columns}`,
      run(place, ["status", "--sources", "--at", DAY], { env: { COLUMNS: `${columns}` } }).out,
    );
});

test("wrong values are refused with the reason", (t) => {
  const place = member(t, "estimate");
  const cases = [
    [["status", "--at", "2026-02-30"], 2, /2026-02-30/],
    [["status", "--at", "yesterday"], 2, /yesterday/],
    [["status", "--at"], 2, /needs a value/],
    [["status", "--json=yes"], 2, /takes no value/],
    [["status", "--nonsense"], 2, /--nonsense/],
    [["status", "-x"], 2, /-x/],
    [["status", "today"], 2, /Too many arguments/],
    [["status", "--profile", "nobody"], 3, /nobody/],
    [["stauts"], 2, /stauts/],
  ];
  for (const [args, code, message] of cases) {
    const result = run(place, args);
    assert.equal(result.code, code, args.join(" "));
    assert.match(result.err, message);
    assert.equal(result.out, "");
  }
});

test("colours on a terminal only, and not with NO_COLOR or TERM=dumb", (t) => {
  const place = member(t, "anchored");
  const args = ["status", "--at", DAY];
  const coloured = runOnTerminal(place, args).out;
  assert.match(coloured, /\x1b\[38;5;32m/);
  assert.match(runOnTerminal(place, args, { env: { TERM: "xterm" } }).out, /\x1b\[36m/);
  assert.doesNotMatch(runOnTerminal(place, args, { env: { NO_COLOR: "1" } }).out, /\x1b/);
  assert.doesNotMatch(runOnTerminal(place, args, { env: { TERM: "dumb" } }).out, /\x1b/);
  const plain = run(place, args, { env: { COLUMNS: "80" } }).out;
  assert.equal(
    runOnTerminal(place, args, { env: { COLUMNS: "80" } }).out.replaceAll(/\x1b\[[\d;]*m/g, ""),
    plain,
  );
});

test("a label cannot send control characters to the terminal", (t) => {
  const place = home(t);
  const nasty = structuredClone(SEEN.learning);
  nasty[0].profile.label = "ines\u001b]0;title\u0007\u009b31m";
  tell(place, nasty.slice(0, 1));
  const result = runOnTerminal(place, ["status", "--at", DAY], { env: { NO_COLOR: "1" } });
  assert.doesNotMatch(result.out, /[\x1b\x07\u009b]/);
  assert.match(result.out, /ines/);
});

test("an output that cannot be written is a failure", (t) => {
  const place = member(t, "learning");
  const result = runOnTerminal(place, ["status", "--at", DAY, "--json"], {});
  assert.equal(result.code, 0);
  const full = run(place, ["status", "--at", DAY], { stdout: "/dev/full" });
  assert.equal(full.code, 1);
  assert.match(full.err, /could not be written/);
});

test("a phone beside the browser widens the error, and the line changes with it", (t) => {
  const place = member(t, "estimate");
  const state = () => JSON.parse(run(place, ["status", "--json", "--at", DAY]).out);
  const total = () => tell(place, [{ type: "history", from: DAY, to: DAY, step: "day" }])[0].series.total[0];
  const before = state();
  assert.equal(before.phone, null);
  assert.equal(total(), before.total);
  for (const phone of ["yes", "no"]) {
    tell(place, [{ type: "state", set: { phone } }]);
    const after = state();
    assert.equal(after.phone, phone);
    assert.equal(total(), after.total);
    if (phone === "yes") assert.ok(after.error > before.error + 0.5, `${after.error}`);
    else assert.equal(after.error, before.error);
    const { out } = run(place, ["status", "--at", DAY]);
    assert.equal(out.includes("on your phone, where Bussola sees nothing"), phone === "yes");
    for (const args of [
      ["why", "2026-03-13", DAY],
      ["report", "--week", DAY],
      ["report", "--markdown", "--week", DAY],
    ]) {
      const printed = run(place, args).out.replaceAll(/\s+/g, " ");
      assert.equal(printed.includes("your real counts may be higher"), phone === "yes", args[0]);
    }
  }
});

test("what nobody has seen is a dash, never 0", (t) => {
  const place = home(t);
  const [profile] = SEEN.learning;
  tell(place, [{ ...profile, request: "photo-only", gauges: profile.gauges.slice(0, 1) }]);
  const learning = run(place, ["status", "--at", DAY]).out;
  assert.match(learning, /^Establish your professional brand +2 \/ 25/m);
  assert.match(learning, /^Find the right people +– \/ 25 /m);
  tell(place, [SEEN.anchored[0]]);
  const { out } = run(place, ["status", "--at", DAY]);
  assert.match(out, /^ +LinkedIn +Counts alone /m);
  assert.match(out, /^Brand +17\.2 +2\.0 /m);
  assert.match(out, /^People +6\.1 +– /m);
});

test("half a percent is rounded up, as in the popup", (t) => {
  const place = home(t);
  const [profile] = SEEN.learning;
  const count = (signal, days) => ({ signal, from: "2025-12-01", to: DAY, days });
  const tallies = [
    count("invitations_sent", { "2026-03-01": 8 }),
    count("invitations_accepted", { "2026-03-02": 1 }),
  ];
  tell(place, [{ ...profile, request: "an-eighth", tallies }]);
  assert.match(run(place, ["status", "--at", DAY]).out, /Acceptance rate +13% /);
});
