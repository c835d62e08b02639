/** A machine for the doctor: a home in which browsers have run, and nothing of the real machine. */

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdirSync } from "node:fs";
import { join } from "node:path";

import { writeFrame } from "../../lib/frames.mjs";
import { home, HOST, run, touch } from "./lib.mjs";

/** Vivaldi has run there (and with `firefox` Waterfox). */
export function machine(t, { firefox = false } = {}) {
  const place = home(t);
  place.other = join(place.root, "root");
  mkdirSync(place.other);
  touch(join(place.directory, ".config/vivaldi/Local State"));
  if (firefox) touch(join(place.directory, ".waterfox/profiles.ini"));
  return place;
}

export function doctor(place, ...args) {
  return doctorOn(place, {}, ...args);
}

/** The same with options of `run`. */
export function doctorOn(place, options, ...args) {
  const result = run(place, ["doctor", "--json", "--root", place.other, ...args], options);
  const { findings } = JSON.parse(result.out);
  const of = (check) => findings.filter((finding) => finding.check === check);
  return { code: result.code, of, browser: (name) => of("browser").filter((f) => f.text.startsWith(name)) };
}

/** Level and remedy of each finding, without its words. */
export const verdicts = (findings) => findings.map(({ level, remedy }) => [level, remedy]);

export const install = (place, ...args) => {
  const result = run(place, ["install", "--browser", "vivaldi", "--browser", "waterfox", ...args]);
  assert.equal(result.code, 0, result.err);
};

/** Greets the host as an installation of the extension does. */
export function greet(place, client) {
  const hello = { id: 1, type: "hello", client: { name: "bussola", ...client } };
  const { status } = spawnSync(HOST, [], { env: place.env, input: writeFrame(hello) });
  assert.equal(status, 0);
}
