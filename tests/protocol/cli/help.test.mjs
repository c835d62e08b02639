/** Help, manual pages, completions and the model: commands that need no data. */

import assert from "node:assert/strict";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { test } from "node:test";

import { ROOT } from "../../browser/lib/paths.mjs";
import { CLI, home, run } from "./lib.mjs";

/** The commands in the overview. */
function commandsOf(place) {
  const overview = run(place, ["--help"], { env: { COLUMNS: "200" } });
  assert.equal(overview.code, 0);
  const section = overview.out.split("\n\n").find((part) => part.startsWith("Commands:"));
  return section
    .split("\n")
    .slice(1)
    .filter(Boolean)
    .map((line) => line.trim().split(/\s+/)[0]);
}

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
  const source = readFileSync(join(ROOT, "native-host/core/score/model-2.json"), "utf8");
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
  const source = readFileSync(join(ROOT, "native-host/core/score/model.json"), "utf8");
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
  const model = JSON.parse(readFileSync(join(ROOT, "native-host/core/score/model.json"), "utf8"));
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
