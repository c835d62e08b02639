/** Help, manual pages, completions and the model: commands that need no data. */

import assert from "node:assert/strict";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { test } from "node:test";

import { ROOT } from "../../lib/paths.mjs";
import { CLI, home, run } from "./lib.mjs";

/** The commands in the overview, by the title of their group. */
function groupsOf(place) {
  const overview = run(place, ["--help"], { env: { COLUMNS: "200" } });
  assert.equal(overview.code, 0);
  const groups = overview.out
    .split("\n\n")
    .map((part) => part.split("\n").filter(Boolean))
    .map(([title, ...lines]) => [title, lines.map((line) => /^ {2}([a-z]+) {2,}\S/.exec(line)?.[1])])
    .filter(([, names]) => names.length > 0 && names.every(Boolean));
  return new Map(groups);
}
const commandsOf = (place) => [...groupsOf(place).values()].flat();

const LOCALES = ["en_GB.UTF-8", "it_IT.UTF-8"];

test("every command has help, a manual page and completions, in every language", (t) => {
  const place = home(t);
  const commands = commandsOf(place);
  assert.ok(commands.includes("status") && commands.includes("doctor"));
  const bash = run(place, ["completions", "bash"]).out;
  const zsh = run(place, ["completions", "zsh"]).out;
  const fish = run(place, ["completions", "fish"]).out;
  for (const command of commands)
    for (const locale of LOCALES) {
      const env = { LC_ALL: locale, COLUMNS: "100" };
      const help = run(place, [command, "--help"], { env });
      assert.equal(help.code, 0);
      assert.equal(run(place, ["help", command], { env }).out, help.out);
      assert.ok(help.out.includes(`bussola ${command}`));
      assert.ok(
        help.out.split("\n").every((line) => [...line].length <= 100),
        command,
      );
      // A missing text shows as its key, or as the name of the command or option.
      assert.doesNotMatch(help.out, new RegExp(`cli_|\\b${command}_`), command);
      const manual = run(place, ["manual", command], { env }).out;
      assert.match(manual, new RegExp(`^\\.TH "bussola-${command}" 1 `));
      for (const [, option] of help.out.matchAll(/^ {2}(?:-\w, )?--([\w-]+)/gm)) {
        assert.ok(manual.includes(`\\-\\-${option.replaceAll("-", "\\-")}`), `${command} --${option}`);
        assert.ok(bash.includes(`--${option}`), option);
        assert.ok(zsh.includes(`--${option}`), option);
        if (option !== "help") assert.ok(fish.includes(`-l ${option}`), option);
      }
    }
  assert.match(run(place, ["manual"]).out, /bussola\\-status \(1\)/);
  assert.match(run(place, ["manual", "host"]).out, /^\.TH "bussola-host" 1 [\s\S]*\\fBbussola\\-import\\fR/);
});

test("the overview groups the commands and gives examples", (t) => {
  const place = home(t);
  const groups = groupsOf(place);
  assert.deepEqual(
    [...groups.keys()],
    [
      "See your index:",
      "Bring in your past:",
      "Share with a team:",
      "Copy, keep and remove your data:",
      "If something is wrong:",
      "Set up:",
    ],
  );
  assert.deepEqual(groups.get("If something is wrong:"), ["doctor", "support", "recover"]);
  assert.match(run(place, ["--help"]).out, /^Examples:\n {2}bussola status +your index today$/m);
  assert.match(run(place, ["manual"]).out, /^\.SS See your index\n\.TP\n\.BR bussola\\-status \(1\)$/m);
});

test("every command's help and manual page have examples, which the command accepts", (t) => {
  const place = home(t);
  for (const command of commandsOf(place)) {
    const examples = run(place, [command, "--help"]).out.split("\nExamples:\n")[1];
    const lines = [...examples.matchAll(/^ {2}bussola (.+?)(?: {2,}.*)?$/gm)].map(([, words]) => words);
    assert.ok(lines.length > 0, command);
    const manual = run(place, ["manual", command]).out;
    for (const line of lines) {
      assert.ok(manual.includes(`.B bussola ${line.replaceAll("-", "\\-")}\n`), line);
      const words = line.replace(/ [|>].*/, "").split(" ");
      assert.equal(words[0], command);
      // With --help nothing is run, but unknown options and extra words are refused.
      const result = run(place, [...words, "--help"]);
      assert.equal(result.code, 0, `${line}: ${result.err}`);
    }
  }
});

test("a mistyped command or option: the nearest one, or none", (t) => {
  const place = home(t);
  const err = (...args) => {
    const result = run(place, args);
    assert.equal(result.code, 2, args.join(" "));
    assert.equal(result.out, "");
    return result.err;
  };
  for (const [typed, meant] of [
    ["stauts", "status"],
    ["hist", "history"],
    ["Status", "status"],
    ["reprot", "report"],
    ["wy", "why"],
    ["exports", "export"],
  ]) {
    assert.ok(err(typed).includes(`Did you mean: bussola ${meant}\n`), typed);
    assert.ok(err("help", typed).includes(`Did you mean: bussola ${meant}\n`), typed);
    assert.ok(err("manual", typed).includes(`Did you mean: bussola ${meant}\n`), typed);
  }
  for (const typed of ["frobnicate", "x", "", "ssi", "x".repeat(300)])
    assert.doesNotMatch(err(typed), /Did you mean/, typed);
  assert.match(err("status", "--jsno"), /no option “--jsno”[\s\S]*Did you mean --json\?/);
  assert.match(err("history", "--form=2026-01-01"), /Did you mean --from\?/);
  assert.match(err("goal", "--hlep"), /Did you mean --help\?/);
  assert.doesNotMatch(err("status", "--nonsense"), /Did you mean/);
  assert.doesNotMatch(err("status", "-x"), /Did you mean/);
  // The options for tests are not offered.
  assert.doesNotMatch(err("pull", "--api-bas"), /Did you mean/);
  assert.match(
    run(place, ["stauts"], { env: { LC_ALL: "it_IT.UTF-8" } }).err,
    /Forse intendevi: bussola status/,
  );
});

test("Italian in every country, English in every other language", (t) => {
  const place = home(t);
  const help = (env) => run(place, ["--help"], { env: { COLUMNS: "100", ...env } }).out;
  const english = help({ LC_ALL: "en_GB.UTF-8" });
  const italian = help({ LC_ALL: "it_IT.UTF-8" });
  assert.notEqual(italian, english);
  for (const locale of ["it", "it.UTF-8", "it_CH.UTF-8"])
    assert.match(help({ LC_ALL: locale }), /^Bussola mostra/, locale);
  for (const locale of ["de_DE", "fr_CH", "pt_BR", "i", "ita"])
    assert.equal(help({ LC_ALL: "", LANG: `${locale}.UTF-8` }), english, locale);
  // In a character set without them, letters lose their accents.
  assert.match(help({ LC_ALL: "it_IT" }), /^Bussola mostra[^\x80-\uffff]*$/);
});

test("--help documents the exit codes; wrong arguments give 2", (t) => {
  const place = home(t);
  const overview = run(place, ["--help"]).out;
  for (const code of [0, 1, 2, 3, 4]) assert.match(overview, new RegExp(`^  ${code}   \\w`, "m"));
  assert.equal(run(place, []).code, 2);
  assert.equal(run(place, ["help", "nonsense"]).code, 2);
  assert.equal(run(place, ["completions"]).code, 2);
  assert.equal(run(place, ["completions", "tcsh"]).code, 2);
  assert.equal(run(place, ["manual", "nonsense"]).code, 2);
  assert.match(run(place, ["--version"]).out, /^bussola \d+\.\d+\.\d+\n$/);
});

test("help and manual name the address that the extension shows", (t) => {
  const place = home(t);
  const { contact } = JSON.parse(readFileSync(join(ROOT, "manifests/addresses.json"), "utf8"));
  for (const locale of LOCALES) {
    const env = { LC_ALL: locale };
    assert.ok(run(place, ["--help"], { env }).out.trimEnd().endsWith(contact), locale);
    assert.ok(run(place, ["manual"], { env }).out.includes(contact.replaceAll("-", "\\-")), locale);
  }
});

test(
  "manual pages are valid for man",
  { skip: spawnSync("mandoc", ["-V"]).error && spawnSync("groff", ["-v"]).error && "no roff here" },
  (t) => {
    const place = home(t);
    for (const command of [...commandsOf(place), "host"]) {
      const page = run(place, ["manual", command]).out;
      const result = spawnSync("groff", ["-man", "-Tutf8", "-ww", "-Kutf8"], {
        input: page,
        encoding: "utf8",
      });
      assert.equal(result.stderr, "", command);
    }
  },
);

test("bash completes commands, options and their values", (t) => {
  const place = home(t);
  const complete = (...words) => {
    const script = `source <("$1" completions bash); shift; COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); compopt() { :; }
      _bussola; printf '%s\\n' "\${COMPREPLY[@]}"`;
    const result = spawnSync("/bin/bash", ["-c", script, "bash", CLI, "bussola", ...words], {
      env: { ...place.env, PATH: "/usr/bin:/bin", LC_ALL: "C" },
      encoding: "utf8",
    });
    assert.equal(result.stderr, "");
    return result.stdout.trim().split("\n");
  };
  assert.deepEqual(complete("sta"), ["status"]);
  assert.deepEqual(complete("history", "--st"), ["--step"]);
  assert.deepEqual(complete("history", "--step", ""), ["auto", "day", "week", "month"]);
  assert.deepEqual(complete("install", "-b", "firefox-e"), ["firefox-esr"]);
  assert.deepEqual(complete("model", "ch"), ["check"]);
});

test("model: the one in use, and a file that is checked", (t) => {
  const place = home(t);
  const source = readFileSync(join(ROOT, "include/contract/models/bussola-2.json"), "utf8");
  assert.equal(run(place, ["model", "show", "--json"]).out, source);
  assert.doesNotMatch(source, /fitted|validated|leave-one-out/i);
  const table = run(place, ["model", "show"]).out;
  assert.match(table, /Model bussola-2: counts over 90 days/);
  assert.match(table, /Endorsements +3\.0 +in steps +100/);
  assert.match(table, /Acceptance rate +10\.0 +in steps +100%/);

  const path = join(place.directory, "mine.json");
  const model = JSON.parse(source);
  writeFileSync(path, JSON.stringify({ ...model, id: "mine" }));
  const good = run(place, ["model", "check", path]);
  assert.equal(good.code, 0, good.err);
  assert.match(good.out, /mine/);
  const off = { ...model, rows: model.rows.map((row, i) => (i === 3 ? { ...row, points: 9 } : row)) };
  for (const text of [
    JSON.stringify(off),
    "{",
    "",
    '{"id":"x","id":"y"}',
    JSON.stringify({ ...model, rows: [] }),
  ]) {
    writeFileSync(path, text);
    const bad = run(place, ["model", "check", path]);
    assert.equal(bad.code, 1, text.slice(0, 40));
    assert.match(bad.err, /mine\.json is not a model/);
  }
  assert.equal(run(place, ["model", "check", "/nowhere.json"]).code, 1);
  assert.equal(run(place, ["model", "check"]).code, 2);
  assert.equal(run(place, ["model", "mend"]).code, 2);
});

test("model: the first one is printed, and is used once saved as the user's own", (t) => {
  const place = home(t);
  const source = readFileSync(join(ROOT, "include/contract/models/bussola-1.json"), "utf8");
  const table = run(place, ["model", "show", "bussola-1"]).out;
  assert.equal(run(place, ["model", "show", "bussola-1", "--json"]).out, source);
  assert.match(table, /Model bussola-1: counts over 90 days/);
  assert.match(table, /Endorsements +3\.0 +logarithmic +100/);
  assert.match(table, /Acceptance rate +3\.0 +linear +60%/);
  const second = run(place, ["model", "show"], { env: { COLUMNS: "80" } }).out;
  assert.match(second, /Model bussola-2/);
  assert.match(second, /Based on\n/);
  assert.match(
    run(place, ["model", "show"], { env: { COLUMNS: "80", LC_ALL: "it_IT.UTF-8" } }).out,
    /Base\n[\s\S]*LinkedIn[\s\S]*ipotesi/,
  );
  assert.match(second, /Comments +[\d.]+ +in steps +\d+ +\S/);
  assert.equal(run(place, ["model", "show", "bussola-0"]).code, 2);
  assert.doesNotMatch(source, /fitted|validated|leave-one-out/i);

  const path = join(place.directory, ".config/bussola/model.json");
  mkdirSync(join(path, ".."), { recursive: true });
  writeFileSync(path, source);
  assert.match(run(place, ["model", "show"]).out, /Model bussola-1/);
  const graded = source.replace('"signal":', '"grade": "certain", "signal":');
  writeFileSync(path, graded);
  assert.match(run(place, ["model", "check", path]).err, /grade/);
});

test("model: a user's own is used, a bad one is skipped with a warning", (t) => {
  const place = home(t);
  const path = join(place.directory, ".config/bussola/model.json");
  const model = JSON.parse(readFileSync(join(ROOT, "include/contract/models/bussola-1.json"), "utf8"));
  mkdirSync(join(path, ".."), { recursive: true });
  writeFileSync(path, JSON.stringify({ ...model, id: "mine" }));
  const own = run(place, ["model", "show"]);
  assert.match(own.out, /Model mine:[\s\S]*model\.json/);
  writeFileSync(path, "{}");
  const bad = run(place, ["model", "show"]);
  assert.equal(bad.code, 0);
  assert.match(bad.out, /Model bussola-2/);
  assert.match(bad.err, /is not a model/);
});
