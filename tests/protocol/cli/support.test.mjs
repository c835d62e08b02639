/** The support report: what helps, and nothing that identifies the user. */

import assert from "node:assert/strict";
import {
  appendFileSync,
  chmodSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { hostname } from "node:os";
import { join } from "node:path";
import { test } from "node:test";

import { inPlace, ROOT } from "../../lib/paths.mjs";
import { observation } from "../../lib/host.mjs";
import { golden, home, run } from "./lib.mjs";
import { tell } from "./member.mjs";

const CONTACT = JSON.parse(readFileSync(join(ROOT, "manifests/addresses.json"), "utf8")).contact;
const DATA = ".local/share/bussola";
const MARKED = {
  key: "ACoAAMARKEDKEY0123",
  label: "Ünal Markedname",
  aliases: ["marked-vanity-7"],
};

/** Stores a user with marked names and one number, 8765432. */
const seen = (place) =>
  tell(place, [
    observation({
      profile: MARKED,
      gauges: [{ signal: "followers", value: 8765432, bound: "exact" }],
    }),
  ]);

const report = (place, ...args) => {
  const result = run(place, ["support", "--output", "-", ...args]);
  assert.equal(result.code, 0, result.err);
  return result.out;
};

test("it takes in what the check of a real system wrote, redacted too", inPlace, async (t) => {
  const place = home(t);
  await seen(place);
  const check = `  ok    first reply: 14 ms\n  FAIL  rights: ${place.directory}/x of ${MARKED.label}\n`;
  writeFileSync(join(place.directory, DATA, "system-check.txt"), check);
  const text = report(place);
  assert.match(
    text,
    /\nCheck of this system\n {2}ok {4}first reply: 14 ms\n {2}FAIL {2}rights: ~\/x of <profile>\n/,
  );
  assert.ok(!text.includes("Markedname"));
});

test("it has versions, machine, browsers, counts, findings and the end of the log", inPlace, async (t) => {
  const place = home(t);
  await seen(place);
  writeFileSync(join(place.bin, "vivaldi"), "#!/bin/sh\necho Vivaldi 7.7.1; echo more\n");
  chmodSync(join(place.bin, "vivaldi"), 0o755);
  const text = report(place);
  assert.match(text, /^Bussola \d+\.\d+\.\d+, support report of \d{4}-/);
  assert.match(text, /\n {2}Linux \d+\.\S+ \S+\n {2}glibc \d\.\d+\n/);
  assert.match(text, /\n {2}Vivaldi: Vivaldi 7\.7\.1 \(\/.+\/vivaldi\)\n/);
  assert.ok(!text.includes("more"));
  assert.match(text, /\n {2}schema \d+, \d+ bytes\n {2}rows: profiles 1, waiting 0, gauges 1, /);
  assert.match(text, /\n {2}failure browser: Vivaldi: not registered/);
  assert.match(text, /\n {10}mend: bussola install --browser vivaldi\n/);
  assert.match(text, /\nLog\n.+ info bussola-host\[\d+\] start: version /);
});

test("it has no name, id or number of the user's, nor the home directory", inPlace, async (t) => {
  const place = home(t);
  await seen(place);
  // A line that no program writes today, but a later one might.
  appendFileSync(
    join(place.directory, DATA, "bussola.log"),
    `x urn:li:fsd_profile:ACoAAOTHERID99 https://www.linkedin.com/in/other-vanity/ mail other.mail@example.org müller@mail.example.org
x ${place.directory}/secret-of-theirs /home/someone-else/x UNAL ünal markedname on ${hostname()}
`,
  );
  writeFileSync(join(place.bin, "vivaldi"), `#!/bin/sh\necho "Vivaldi of ${MARKED.label}"\n`);
  chmodSync(join(place.bin, "vivaldi"), 0o755);
  const text = report(place);
  for (const hidden of [
    place.directory,
    "MARKED",
    "Markedname",
    "marked-vanity",
    "8765432",
    "OTHERID",
    "other-vanity",
    "other.mail",
    "müller",
    "mail.example",
    "someone-else",
    "LinkedIn.com/in/o",
  ])
    assert.ok(!text.toLowerCase().includes(hidden.toLowerCase()), `${hidden} in:\n${text}`);
  // Compared as a word, because two letters may be part of any random name.
  assert.ok(!text.split(/[^\w.-]+/).includes(hostname()), `the machine's name in:\n${text}`);
  assert.ok(text.includes("~/.local/share/bussola/bussola.db"), text);
  assert.ok(text.includes("<profile>"));
});

test("the numbers are in it only on request, still without a name", inPlace, async (t) => {
  const place = home(t);
  await seen(place);
  const text = report(place, "--numbers");
  assert.match(text, /"value":\s*8765432/);
  assert.ok(!/marked/i.test(text), text);
});

test("it is written to a private file, with the advice to read it first", async (t) => {
  const place = home(t);
  await seen(place);
  const cwd = join(place.directory, "Desktop");
  mkdirSync(cwd);
  const result = run(place, ["support"], { cwd, env: { COLUMNS: "200" } });
  assert.equal(result.code, 0, result.err);
  const [name] = readdirSync(cwd);
  assert.match(name, /^bussola-support-\d{4}-\d\d-\d\d\.txt$/);
  assert.equal(result.out, `Written to ~/Desktop/${name}. Read it, then send it to ${CONTACT}.\n`);
  assert.equal(statSync(join(cwd, name)).mode & 0o777, 0o600);
  const other = run(place, ["support", "-o", "/nowhere/at/all.txt"]);
  assert.equal(other.code, 1);
  assert.match(other.err, /\/nowhere\/at\/all\.txt could not be written/);
});

test("a damaged database is reported, and a missing one is not created", async (t) => {
  const place = home(t);
  assert.match(report(place), /\nDatabase\n {2}none yet\n/);
  await seen(place);
  truncateSync(join(place.directory, DATA, "bussola.db"), 100);
  assert.match(report(place), /\nDatabase\n {2}.*(damaged|malformed)/);
});

test("a browser that hangs does not block it for ever", { timeout: 60_000 }, (t) => {
  const place = home(t);
  writeFileSync(join(place.bin, "vivaldi"), "#!/bin/sh\n/bin/sleep 600\n");
  chmodSync(join(place.bin, "vivaldi"), 0o755);
  assert.match(report(place), /Vivaldi: tells no version/);
});

test("the report ends with whole lines of the log, the last 200", async (t) => {
  const place = home(t);
  await seen(place);
  const line = (i) => `2026-01-01T00:00:00Z info bussola-host[1] line ${i}`;
  const lines = Array.from({ length: 500 }, (_, i) => line(i));
  const log = join(place.directory, DATA, "bussola.log");
  writeFileSync(`${log}.1`, `${lines.slice(0, 400).join("\n")}\n`);
  writeFileSync(log, `${lines.slice(400).join("\n")}\n`);
  const logLines = report(place).split("\nLog\n")[1].trimEnd().split("\n");
  assert.equal(logLines.length, 200);
  assert.equal(logLines.filter((text) => text.endsWith(" line 399")).length, 1);
});

for (const [language, locale] of [
  ["en", "en_GB.UTF-8"],
  ["it", "it_IT.UTF-8"],
])
  test(`help, ${language}`, (t) => {
    const help = run(home(t), ["support", "--help"], { env: { LC_ALL: locale, COLUMNS: "80" } });
    golden(`support-help-${language}-80`, help.out);
  });
