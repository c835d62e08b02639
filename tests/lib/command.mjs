/** Runs `bussola` to its end on the data below a home, with nothing of the real machine. */

import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { CLOCK } from "./clock.mjs";
import { CLI, withPaths } from "./paths.mjs";

/** A sanitized build finds leaks with ptrace, which import and pull give up. */
export const SANITIZER = {
  ASAN_OPTIONS: [process.env.ASAN_OPTIONS, "detect_leaks=0"].filter(Boolean).join(":"),
};

/** The environment of a user with data below `home`. */
export const environment = (home, more = {}) => ({
  PATH: "/usr/bin:/bin",
  HOME: home,
  XDG_DATA_HOME: join(home, "data"),
  LC_ALL: "C.UTF-8",
  ...SANITIZER,
  ...CLOCK,
  ...more,
});

/** Bytes; an export of ten years is more than Node's 1 MiB. */
const OUTPUT_MAX = 1 << 26;

/** The exit code of a command and what it wrote; `more` is added to its environment. */
export function cliWith(more, home, ...args) {
  const options = { env: environment(home, more), encoding: "utf8", maxBuffer: OUTPUT_MAX };
  const { status, stdout, stderr } = spawnSync(CLI, args, options);
  return { code: status, out: withPaths(stdout), err: withPaths(stderr) };
}

export const cli = (home, ...args) => cliWith({}, home, ...args);

/** The same, with what it wrote on one line each. */
export function cliLine(home, ...args) {
  const { code, out, err } = cli(home, ...args);
  return { code, out: out.replace(/\s+/g, " "), err: err.replace(/\s+/g, " ") };
}
