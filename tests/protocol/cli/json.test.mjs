/** --json of every command that prints facts: it parses, and has the members of the documented table. */

import assert from "node:assert/strict";
import { copyFileSync, mkdirSync, readFileSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";

import { ROOT } from "../../lib/paths.mjs";
import { home, run, tree } from "./lib.mjs";
import { DAY, KEY, OFFICIAL_DAY, SEEN, tell } from "./member.mjs";

const WEEK = ["--week", "2026-03-18"];

/** The table of native-host/cli/README.md: command → its members, and those it sometimes has. */
function documented() {
  const text = readFileSync(join(ROOT, "native-host/cli/README.md"), "utf8");
  const names = (cell) => [...cell.replaceAll(/\(.*?\)/g, "").matchAll(/`(\w+)`/g)].map(([, name]) => name);
  return new Map(
    [...text.matchAll(/^\| `([^`]+)` \| (.+?) \| (.*?) ?\|$/gm)].map(([, command, always, sometimes]) => [
      command,
      { always: names(always.replace("the `state` of", "")), sometimes: names(sometimes) },
    ]),
  );
}

function member(t) {
  const place = home(t);
  tell(place, SEEN.anchored);
  copyFileSync(join(ROOT, "include/contract/models/bussola-2.json"), join(place.directory, "model.json"));
  return place;
}

/** Runs with --json in Italian, which must change nothing for a program. */
function json(place, ...args) {
  return JSON.parse(run(place, [...args, "--json"], { env: { LC_ALL: "it_IT.UTF-8" } }).out);
}

/** What to run for each row of the table; `import`, `pull` and `push` have tests of their own beside their data. */
const RUNS = {
  status: ["status", "--at", DAY],
  "status --sources": ["status", "--sources", "--at", DAY],
  history: ["history"],
  why: ["why", OFFICIAL_DAY, DAY],
  report: ["report", ...WEEK],
  goal: ["goal", "comments", "5"],
  profiles: ["profiles"],
  backtest: ["backtest"],
  token: ["token"],
  sync: ["sync", "home"],
  team: ["team", "home"],
  backup: ["backup", "copy.db"],
  restore: ["restore", "copy.db"],
  recover: ["recover"],
  retention: ["retention"],
  doctor: ["doctor"],
  "model list": ["model", "list"],
  "model show": ["model", "show"],
  "model check": ["model", "check", "home/model.json"],
};

test("each has the documented members, and no others", (t) => {
  const place = member(t);
  mkdirSync(join(place.directory, ".config/bussola"), { recursive: true });
  run(place, ["token", "set"], { input: "AQXinvented\n" });
  const table = documented();
  assert.deepEqual(
    [...table.keys()].filter((command) => !["import", "pull", "push"].includes(command)).sort(),
    Object.keys(RUNS).sort(),
  );
  for (const [command, args] of Object.entries(RUNS)) {
    const printed = json(place, ...args);
    const { always, sometimes } = table.get(command);
    const names = Object.keys(Array.isArray(printed) ? printed[0] : printed);
    assert.deepEqual(names.filter((name) => !sometimes.includes(name)).sort(), always.sort(), command);
  }
});

test("--json is refused where no JSON would be printed, before anything is done", (t) => {
  const place = member(t);
  const refused = [
    ["token", "set"],
    ["token", "remove"],
    ["model", "use", "bussola-1"],
    ["pull", "--schedule", "daily"],
    ["pull", "--unschedule"],
    ["push", "--to", "http://127.0.0.1:9", "--yes"],
    ["push", "--show"],
    ["push", "--withdraw"],
    ["push", "--schedule", "hourly"],
    ["history", "--csv"],
    ["report", "--markdown"],
  ];
  const before = tree(place.directory);
  for (const args of refused) {
    const { code, out, err } = run(place, [...args, "--json"], { input: "AQXinvented\n" });
    assert.deepEqual([code, out], [2, ""], args.join(" "));
    assert.match(err, /“--json” cannot be used with/);
  }
  assert.match(
    run(place, ["token", "--json", "set", "AQXinvented"]).err,
    /“--json” cannot be used with “set”/,
  );
  assert.deepEqual(tree(place.directory), before);
});

test("every command with --json is in the table", (t) => {
  const place = home(t);
  const commands = [...documented().keys()].map((command) => command.split(" ")[0]);
  const overview = run(place, ["--help"], { env: { COLUMNS: "200" } }).out;
  for (const [, command] of overview.matchAll(/^ {2}([a-z]+) {2,}/gm))
    assert.equal(run(place, [command, "--help"]).out.includes("--json"), commands.includes(command), command);
});

test("report: the acts beside the usual ones, the goal, the state and the reasons", (t) => {
  const place = member(t);
  assert.equal(run(place, ["goal", "posts", "1"]).code, 0);
  const report = json(place, "report", ...WEEK);
  assert.deepEqual([report.from, report.to, report.so_far], ["2026-03-16", "2026-03-22", false]);
  assert.deepEqual(report.done[0], { signal: "posts", count: 1, usual: 1, weeks: 13 });
  assert.deepEqual(
    report.done.find(({ signal }) => signal === "reactions"),
    {
      signal: "reactions",
      count: 9,
      usual: null,
      weeks: null,
    },
  );
  assert.equal(report.goal, null, "the goal was set after that week");
  assert.equal(report.state.profile.key, KEY);
  assert.equal(report.why.from, OFFICIAL_DAY, "since the first day seen");
  assert.equal(report.weeks.series.day.at(-1), "2026-03-22");
  assert.deepEqual(report.badges, [
    { id: "first_reading", day: OFFICIAL_DAY },
    { id: "connections_500", day: DAY },
  ]);
  const now = json(place, "report", "--week", json(place, "goal").goal.since);
  assert.deepEqual(now.goal, { signal: "posts", count: 1, done: 0 });
});

test("report: what was there on the first day seen is no badge of its week", (t) => {
  const place = home(t);
  tell(place, SEEN.official);
  const connections = json(place, "status", "--at", DAY).milestones;
  assert.ok(connections.some(({ id, day }) => id === "connections_500" && day === DAY));
  assert.deepEqual(json(place, "report", ...WEEK).badges, [{ id: "first_reading", day: DAY }]);
  assert.doesNotMatch(run(place, ["report", ...WEEK]).out, /500 connections/);
});

test("backup, restore and recover say where the files are and what is in them", (t) => {
  const place = member(t);
  const contents = ({ profiles, unidentified, readings, newest }) => [
    profiles,
    unidentified,
    readings > 0,
    newest,
  ];
  const copy = json(place, "backup", "copy.db");
  assert.equal(copy.path, "copy.db");
  assert.deepEqual(contents(copy), [1, 0, true, DAY]);
  const restored = json(place, "restore", "copy.db");
  assert.equal(readFileSync(restored.aside).subarray(0, 15).toString(), "SQLite format 3");
  assert.deepEqual(contents(restored), [1, 0, true, DAY]);
  assert.deepEqual(json(place, "recover").whole, true);
  writeFileSync(join(place.directory, ".local/share/bussola/bussola.db"), "not a database");
  const recovered = json(place, "recover");
  assert.equal(recovered.whole, false);
  assert.equal(readFileSync(recovered.aside, "utf8"), "not a database");
});

test("retention: the days kept, and what a change removed", (t) => {
  const place = member(t);
  assert.deepEqual(json(place, "retention"), { days: null, first: null, removed: 0 });
  assert.ok(json(place, "history").series.day.length > 0);
  const kept = json(place, "retention", "365", "--yes");
  assert.equal(kept.days, 365);
  assert.match(kept.first, /^\d{4}-\d\d-\d\d$/);
  assert.ok(kept.removed > 0);
  assert.deepEqual(json(place, "retention"), { ...kept, removed: 0 });
});

test("token: its days, never the token", (t) => {
  const place = home(t);
  assert.equal(run(place, ["token", "--json"]).code, 3);
  assert.equal(run(place, ["token", "set"], { input: "AQXinvented\n" }).code, 0);
  // The file's time is the kernel's, which no test moves.
  utimesSync(join(place.directory, ".config/bussola/token"), new Date(), new Date());
  const token = run(place, ["token", "status", "--json"]);
  assert.doesNotMatch(token.out, /AQX/);
  const { since, until, expired } = JSON.parse(token.out);
  assert.equal(Date.parse(until) - Date.parse(since), 60 * 86_400_000);
  assert.equal(expired, false);
});
