/** share and team: the file that a user gives a team, and what the program says of such files. */

import assert from "node:assert/strict";
import { mkdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";

import { day, startHost } from "../../lib/host.mjs";
import { golden, home, run, tree } from "./lib.mjs";
import { SEEN, tell } from "./member.mjs";

const IN_A_WEEK = day(7);
const PARTS = ["index", "error", "pillars", "counts", "weeks"];

/** A user, and the bytes that the host would have the extension save. */
function user(t) {
  const place = home(t);
  tell(place, SEEN.anchored);
  const start = () => startHost(t, place.directory, { env: { ...place.env, XDG_DATA_HOME: "" } });
  const host = start();
  const shared = async (label, parts = PARTS) =>
    (await host.ask({ id: 1, type: "share", label, parts })).data;
  return { place, start, host, shared };
}

const week = (day, total) => ({ day, total });
/** A whole file, and changes to it. */
const file = (label, changes = {}) => ({
  format: "bussola-team",
  version: 1,
  label,
  day: "2026-03-20",
  kind: "anchored",
  total: 47.2,
  error: 2.4,
  pillars: { brand: 17.2, people: 6.1, insights: 6.4, relationships: 17.5 },
  counts: [
    { signal: "posts", value: 12, bound: "exact" },
    { signal: "comments", value: 40, bound: "at_least" },
    { signal: "connections", value: 512, bound: "exact" },
    { signal: "inmail_replies", value: null, bound: "exact" },
  ],
  weeks: [week("2026-03-01", 41), week("2026-03-08", 44.5), week("2026-03-15", 46), week("2026-03-20", 47.2)],
  ...changes,
});

const TEAM = {
  "mina.json": file("Mina"),
  "abel.json": file("Abel", {
    kind: "official",
    total: 61,
    error: 0,
    pillars: { brand: 20.1, people: 12, insights: 9.3, relationships: 19.7 },
    weeks: [week("2026-03-08", 58), week("2026-03-15", 61)],
  }),
  "only-index.json": {
    format: "bussola-team",
    version: 1,
    label: "zoe",
    day: "2026-03-19",
    kind: "estimate",
    total: 38,
  },
  "learning.json": file("Ben", { kind: "learning", total: null, error: 14, pillars: null, weeks: [] }),
};

/** The reason of each wrong file: its content, and the code and field that the program gives. */
const WRONG = {
  "newer.json": [file("Newer", { version: 2 }), "newer_schema", "version"],
  "sums.json": [file("Sums", { total: 80 }), "out_of_range", "pillars"],
  "pillar.json": [
    file("Pillar", { pillars: { brand: 26, people: 6, insights: 6, relationships: 9 } }),
    "out_of_range",
    "pillars.brand",
  ],
  "total.json": [file("Total", { total: 147 }), "out_of_range", "total"],
  "posts.json": [
    file("Posts", { counts: [{ signal: "posts", value: 10_000_000, bound: "exact" }] }),
    "out_of_range",
    "counts[0].value",
  ],
  "twice.json": [
    file("Twice", { counts: Array(4).fill({ signal: "posts", value: 1, bound: "exact" }) }),
    "bad_request",
    "counts[1].signal",
  ],
  "reversed.json": [
    file("Reversed", { weeks: [week("2026-03-15", 46), week("2026-03-08", 44)] }),
    "out_of_range",
    "weeks[1].day",
  ],
  "future.json": [file("Future", { day: IN_A_WEEK }), "out_of_range", "day"],
  "nameless.json": [file(""), "bad_request", "label"],
  "kind.json": [file("Kind", { kind: "guessed" }), "bad_request", "kind"],
  "other.json": [{ format: "bussola", version: 1, records: [] }, "bad_request", "format"],
  "cut.json": [JSON.stringify(file("Cut")).slice(0, 300), "bad_json", null],
  "empty.json": ["", "bad_json", null],
  "large.json": [JSON.stringify(file("Large", { note: "x".repeat(9000) })), "too_large", null],
};

function write(folder, files) {
  mkdirSync(folder, { recursive: true });
  for (const [name, content] of Object.entries(files))
    writeFileSync(join(folder, name), typeof content === "string" ? content : JSON.stringify(content));
}

test("share prints the bytes that the host gives the extension, about 1 kB", async (t) => {
  const { place, shared } = user(t);
  const { code, out, err } = run(place, ["share", "Ines"]);
  assert.equal(code, 0, err);
  assert.equal(out, await shared("Ines"));
  assert.ok(out.length > 500 && out.length < 1500, String(out.length));
  const parsed = JSON.parse(out);
  assert.deepEqual(Object.keys(parsed).slice(0, 4), ["format", "version", "label", "day"]);
  assert.ok(!out.includes("ACoAA"), "no key of LinkedIn's");
  const sum = Object.values(parsed.pillars).reduce((all, points) => all + points, 0);
  assert.ok(Math.abs(sum - parsed.total) <= 2);
  assert.deepEqual(
    parsed.counts.map(({ signal }) => signal),
    ["posts", "comments", "connections", "inmail_replies"],
  );
  const status = JSON.parse(run(place, ["status", "--json"]).out);
  assert.equal(parsed.kind, status.kind);
  assert.equal(parsed.total, status.total === null ? null : Math.round(status.total * 10) / 10);
});

test("only the named parts are shared, and the file is the owner's", async (t) => {
  const { place, shared } = user(t);
  const args = ["share", "--only", "index", "--only", "error", "-o", "i.json", "I. P."];
  assert.equal(run(place, args).code, 0);
  const path = join(place.root, "i.json");
  assert.equal(readFileSync(path, "utf8"), await shared("I. P.", ["index", "error"]));
  assert.equal(statSync(path).mode & 0o777, 0o600);
  assert.deepEqual(Object.keys(JSON.parse(readFileSync(path, "utf8"))), [
    "format",
    "version",
    "label",
    "day",
    "kind",
    "total",
    "error",
  ]);
});

test("share without a name, without data, with an unknown part", async (t) => {
  const { place, host } = user(t);
  for (const args of [["share"], ["share", ""], ["share", "x".repeat(65)], ["share", "--only", "all", "I"]])
    assert.equal(run(place, args).code, 2, args.join(" "));
  assert.equal(run(home(t), ["share", "Ines"]).code, 3);
  for (const wrong of [
    { label: "I", parts: [] },
    { label: "I", parts: ["all"] },
    { label: "", parts: PARTS },
  ]) {
    const { ok, error } = await host.ask({ id: 2, type: "share", ...wrong });
    assert.deepEqual([ok, error.code], [false, "bad_request"]);
  }
});

for (const [language, locale] of [
  ["en", "en_GB.UTF-8"],
  ["it", "it_IT.UTF-8"],
  ["ascii", "en_GB"],
])
  test(`team shows a folder as one table by name, ${language}`, (t) => {
    const place = home(t);
    write(join(place.root, "team"), { ...TEAM, "notes.txt": "no file of the team", ".hidden.json": "{" });
    const env = { LC_ALL: locale, COLUMNS: "80" };
    const { code, out, err } = run(place, ["team", "team"], { env });
    assert.deepEqual([code, err], [0, ""]);
    golden(`team.${language}`, out);
  });

test("team ranks only when asked", (t) => {
  const place = home(t);
  write(join(place.root, "team"), TEAM);
  const labels = (...args) =>
    JSON.parse(run(place, ["team", "--json", ...args]).out).members.map(({ label }) => label);
  assert.deepEqual(labels("team"), ["Abel", "Ben", "Mina", "zoe"]);
  assert.deepEqual(labels("--sort", "index", "team"), ["Abel", "Mina", "zoe", "Ben"]);
  assert.deepEqual(labels("team/mina.json", "team/abel.json"), ["Abel", "Mina"]);
});

test('a name that would turn the direction of the terminal\'s line shows it as "?"', (t) => {
  const place = home(t);
  write(join(place.root, "team"), { "turned.json": file("Ada\u202eevil\u2066") });
  const { out } = run(place, ["team", "team"], { env: { LC_ALL: "en_GB.UTF-8" } });
  assert.match(out, /^Ada\?evil\? /m);
});

test("team gives a program each file's members as they were shared", async (t) => {
  const { place, shared } = user(t);
  write(join(place.root, "team"), { "ines.json": await shared("Ines") });
  const { format, version, ...members } = JSON.parse(await shared("Ines"));
  assert.deepEqual([format, version], ["bussola-team", 1]);
  assert.deepEqual(JSON.parse(run(place, ["team", "--json", "team"]).out), {
    refused: [],
    members: [members],
  });
});

test("a wrong file is named with its reason, and the rest goes on; host and command agree", async (t) => {
  const { place, host } = user(t);
  const contents = Object.fromEntries(Object.entries(WRONG).map(([name, [content]]) => [name, content]));
  write(join(place.root, "team"), { ...TEAM, ...contents });
  const { code, out, err } = run(place, ["team", "--json", "team"], { env: { COLUMNS: "200" } });
  assert.equal(code, 1);
  const { members, refused } = JSON.parse(out);
  assert.equal(members.length, Object.keys(TEAM).length);
  const expected = Object.entries(WRONG).map(([name, [, code, field]]) => ({
    file: `team/${name}`,
    code,
    field,
  }));
  const byFile = (a, b) => a.file.localeCompare(b.file);
  assert.deepEqual(refused.sort(byFile), expected.sort(byFile));
  for (const name of Object.keys(WRONG)) assert.match(err, new RegExp(`team/${name} is left out: `));
  assert.match(err, /newer\.json is left out: a newer Bussola wrote it/);
  assert.match(err, /sums\.json is left out: pillars cannot be right/);
  assert.match(err, /cut\.json is left out: it is no team file, or it was cut/);

  const files = Object.values(contents).map((content) =>
    typeof content === "string" ? content : JSON.stringify(content),
  );
  const { files: answers } = await host.ask({ id: 3, type: "team", files });
  assert.deepEqual(
    answers.map(({ error }) => [error.code, error.field ?? null]),
    Object.values(WRONG).map(([, code, field]) => [code, field]),
  );
});

test("a folder without a team file, one that is missing, and no folder", (t) => {
  const place = home(t);
  mkdirSync(join(place.root, "nothing"));
  assert.equal(run(place, ["team", "nothing"]).code, 3);
  const missing = run(place, ["team", "nowhere"]);
  assert.equal(missing.code, 1);
  assert.match(missing.err, /nowhere is left out: it does not exist/);
  assert.equal(run(place, ["team"]).code, 2);
});

test("nothing of other people's files is stored or logged", async (t) => {
  const { place, start, host: first } = user(t);
  assert.equal(await first.end(), 0);
  write(join(place.root, "team"), { ...TEAM, "cut.json": WRONG["cut.json"][0] });
  const before = tree(place.directory);
  run(place, ["team", "team"], { env: { BUSSOLA_LOG: "debug" } });
  assert.deepEqual(tree(place.directory), before);
  const host = start();
  await host.ask({
    id: 4,
    type: "team",
    files: Object.values(TEAM).map((content) => JSON.stringify(content)),
  });
  await host.ask({ id: 5, type: "team", files: ["{", 7] });
  assert.equal(await host.end(), 0);
  for (const [path, , content] of tree(place.directory))
    for (const name of ["Mina", "Abel"]) assert.ok(!content.includes(name), `${name} in ${path}`);
});

test("more files than one request takes are refused", async (t) => {
  const { host } = user(t);
  const { ok, error } = await host.ask({ id: 6, type: "team", files: Array(51).fill("{}") });
  assert.deepEqual([ok, error.code, error.field], [false, "out_of_range", "files"]);
});
