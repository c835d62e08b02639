/** Runs `bussola` like a user: a temporary home, a fixed locale, nothing of the real machine. */

import { spawnSync } from "node:child_process";
import {
  chmodSync,
  closeSync,
  existsSync,
  lstatSync,
  mkdirSync,
  openSync,
  readFileSync,
  readdirSync,
  writeFileSync,
} from "node:fs";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import assert from "node:assert/strict";

import { CLI, HOST, withPaths } from "../../lib/paths.mjs";
import { SANITIZER } from "../../lib/command.mjs";
import { CLOCK } from "../../lib/clock.mjs";
import { makeDirectory } from "../../lib/host.mjs";

export { CLI, HOST, SANITIZER };

/** Runs a program as on a kernel that lacks a system call: `WITHOUT CALL PROGRAM …`. */
const WITHOUT = join(dirname(CLI), "tests/without");

/** A command that waits for more input than it was given must fail its test, not stop the suite. */
const TERMINAL_TIMEOUT = 60_000;

/** A home that is removed when the test `t` ends; `bin` is the only directory on its PATH. */
export function home(t) {
  const root = makeDirectory(t, "bussola-cli-");
  const directory = join(root, "home");
  const bin = join(root, "bin");
  mkdirSync(directory);
  mkdirSync(bin);
  const env = {
    HOME: directory,
    PATH: bin,
    LC_ALL: "en_GB.UTF-8",
    ...CLOCK,
    ...SANITIZER,
  };
  return { root, directory, bin, env };
}

/** A command may end before it has read its input (EPIPE); any other error kept it from running. */
function assertRan({ error }) {
  if (error?.code !== "EPIPE") assert.equal(error, undefined);
}

/**
 * Runs a command to its end; standard streams are pipes, or `stdout` a file, never a terminal.
 * `lacking`: a system call that the kernel does not have.
 */
export function run(place, args, { env = {}, input = "", cwd, stdout, lacking } = {}) {
  const output = stdout === undefined ? "pipe" : openSync(stdout, "w");
  const command = lacking === undefined ? [CLI, ...args] : [WITHOUT, lacking, CLI, ...args];
  const result = spawnSync(command[0], command.slice(1), {
    env: { ...place.env, ...env },
    input,
    cwd: cwd ?? place.root,
    stdio: ["pipe", output, "pipe"],
    encoding: "utf8",
    maxBuffer: 1 << 26,
  });
  if (stdout !== undefined) closeSync(output);
  assertRan(result);
  assert.equal(result.signal, null, result.stderr);
  return { code: result.status, out: withPaths(result.stdout), err: withPaths(result.stderr) };
}

/** Runs a command on a pseudo-terminal (script of util-linux); `input` is typed. */
export function runOnTerminal(place, args, { env = {}, input = "" } = {}) {
  const command = [CLI, ...args].map((word) => `'${word.replaceAll("'", "'\\''")}'`).join(" ");
  // Without echo, because typed text could appear in the middle of a prompt.
  const result = spawnSync("/usr/bin/script", ["--echo", "never", "-qec", command, "/dev/null"], {
    env: { TERM: "xterm-256color", SHELL: "/bin/sh", ...place.env, ...env },
    input,
    cwd: place.root,
    encoding: "utf8",
    timeout: TERMINAL_TIMEOUT,
  });
  assertRan(result);
  return { code: result.status, out: result.stdout.replaceAll("\r\n", "\n") };
}

/** Every path below `directory` with its kind, mode and content: equal trees give equal lists. */
export function tree(directory) {
  const entries = [];
  const visit = (path) => {
    for (const name of readdirSync(path).sort()) {
      const child = join(path, name);
      const about = lstatSync(child);
      const mode = (about.mode & 0o7777).toString(8);
      const kind = about.isDirectory() ? "directory" : readFileSync(child, "utf8");
      entries.push([relative(directory, child), mode, kind]);
      if (about.isDirectory()) visit(child);
    }
  };
  visit(directory);
  return entries;
}

/** The files that `after` has and `before` lacks, as path → { mode, text }. */
export function added(before, after) {
  const known = new Set(before.map(([path]) => path));
  const fresh = after.filter(([path, , kind]) => !known.has(path) && kind !== "directory");
  return new Map(fresh.map(([path, mode, text]) => [path, { mode, text }]));
}

export function touch(path, mode = 0o644) {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, mode & 0o111 ? "#!/bin/sh\n" : "");
  chmodSync(path, mode);
}

/** An executable to use as the host where only its path matters. */
export function program(place, name = "bussola-host") {
  const path = join(place.root, "lib", name);
  touch(path, 0o755);
  return path;
}

const GOLDEN = join(dirname(fileURLToPath(import.meta.url)), "golden");

/**
 * Compares a screen with golden/NAME.txt. `UPDATE_GOLDEN=1` writes the file instead: read the diff
 * before committing it.
 */
export function golden(name, text) {
  const path = join(GOLDEN, `${name}.txt`);
  if (process.env.UPDATE_GOLDEN || !existsSync(path)) {
    assert.ok(process.env.UPDATE_GOLDEN, `there is no ${path}`);
    writeFileSync(path, text);
  }
  assert.equal(text, readFileSync(path, "utf8"));
}
