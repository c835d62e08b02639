/** Completions and manual pages in the programs that read them: zsh, fish and man. */

import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";

import { CLI } from "../lib/paths.mjs";

const env = { PATH: "/usr/bin:/bin", LC_ALL: "C.UTF-8", TERM: "dumb" };
const bussola = (...words) =>
  execFileSync(CLI, words, { env: { ...env, HOME: "/nonexistent" }, encoding: "utf8" });

/** The completions of a line with the cursor at its end. */
const CASES = [
  ["bussola sta", ["status"]],
  ["bussola history --step ", ["auto", "day", "month", "week"]],
  ["bussola install -b firefox-e", ["firefox-esr"]],
  ["bussola model ch", ["check"]],
  ["bussola support -o /etc/os-rel", ["/etc/os-release"]],
];

describe("in the shells", () => {
  let directory;
  before(() => {
    directory = mkdtempSync(join(tmpdir(), "bussola-shells-"));
    mkdirSync(join(directory, "bin"));
    symlinkSync(CLI, join(directory, "bin/bussola"));
    env.PATH = `${join(directory, "bin")}:/usr/bin:/bin`;
    env.HOME = directory;
  });

  after(() => rmSync(directory, { recursive: true, force: true }));

  test("fish completes", () => {
    const file = join(directory, "bussola.fish");
    writeFileSync(file, bussola("completions", "fish"));
    for (const [line, expected] of CASES) {
      const out = execFileSync("fish", ["-c", `source ${file}; complete -C "${line}"`], {
        env,
        encoding: "utf8",
      });
      const words = out
        .trim()
        .split("\n")
        .map((offer) => offer.split("\t")[0]);
      assert.deepEqual(words.sort(), expected, line);
    }
  });

  test("zsh completes", () => {
    const functions = join(directory, "functions");
    mkdirSync(functions);
    writeFileSync(join(functions, "_bussola"), bussola("completions", "zsh"));
    // A shell on a terminal of its own; its output after the tab is read until it is quiet.
    const ask = `
      zmodload zsh/zpty
      zpty shell 'zsh -f -i'
      tell() { zpty -w shell $1; zpty -r shell answer "*ready-$2*"; }
      tell 'PS1=; fpath=(${functions} $fpath); autoload -Uz compinit; compinit -u -D; unsetopt zle_bracketed_paste; echo ready-$((1))' 1
      zpty -w -n shell "$1"$'\\t'
      sleep 2
      while zpty -r -t shell line; do print -r -- $line; done
      zpty -d shell`;
    for (const [line, expected] of CASES) {
      const { stdout } = spawnSync("zsh", ["-f", "-c", ask, "zsh", line], { env, encoding: "utf8" });
      for (const word of expected) assert.ok(stdout.includes(word), `${line}: ${JSON.stringify(stdout)}`);
    }
  });

  test("man formats every page without a warning", () => {
    const pages = join(directory, "man1");
    mkdirSync(pages);
    bussola("manual", "--directory", pages);
    const names = readdirSync(pages);
    assert.ok(names.includes("bussola.1") && names.includes("bussola-host.1"));
    for (const name of names) {
      const result = spawnSync(
        "man",
        ["--warnings", "-E", "UTF-8", "-l", "-Tutf8", "-Z", join(pages, name)],
        {
          env: { ...env, MANWIDTH: "80" },
          encoding: "utf8",
          maxBuffer: 1 << 24,
        },
      );
      assert.deepEqual([name, result.status, result.stderr], [name, 0, ""]);
    }
  });
});
