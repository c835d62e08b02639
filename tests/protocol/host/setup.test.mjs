/** `.ci/setup`: installs what is missing and shows progress; without root it names the command. */

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { chmodSync, cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { test } from "node:test";

const ROOT = resolve(import.meta.dirname, "../../..");

/** The packages of the group that the tests ask for. */
const LINT = /^lint="(.+)"$/m.exec(readFileSync(join(ROOT, ".ci/setup"), "utf8"))[1].split(" ");

/** The output of apt-get for `count` packages, the first of them large. */
const installing = (count) =>
  [
    "Reading package lists...",
    `2 upgraded, ${count - 2} newly installed, 0 to remove and 0 not upgraded.`,
    "Need to get 180 MB of archives.",
    "Get:1 http://deb.debian.org/debian bookworm/main amd64 chromium amd64 156.0 [173 MB]",
    "Get:2 http://deb.debian.org/debian bookworm/main amd64 gcc amd64 4:12.2.0-3 [5216 B]",
    ...Array.from({ length: count }, (_, i) => `Setting up package${i} (1.0) ...`),
  ].join("\n");

/**
 * Runs setup for `group` with fake commands: the user id is `uid`, nothing is installed, and
 * apt-get runs `apt`.
 */
function setup(t, { uid, apt, installed = "" }) {
  const bin = mkdtempSync(join(tmpdir(), "bussola-setup-"));
  t.after(() => rmSync(bin, { recursive: true }));
  const put = (name, body) => {
    writeFileSync(join(bin, name), `#!/bin/sh\n${body}\n`);
    chmodSync(join(bin, name), 0o755);
  };
  put("id", `echo ${uid}`);
  put("dpkg-query", `printf '%s' '${installed}'`);
  put("apt-get", `echo "$@" >>"${bin}/calls"\n${apt}`);
  // A project with its npm packages installed.
  for (const folder of [".ci", "extension/node_modules"]) mkdirSync(join(bin, folder), { recursive: true });
  cpSync(join(ROOT, ".ci/setup"), join(bin, ".ci/setup"));
  for (const lock of ["package-lock.json", "node_modules/.bussola-lock"])
    writeFileSync(join(bin, "extension", lock), "{}");
  const { status, stdout, stderr } = spawnSync(join(bin, ".ci/setup"), ["lint"], {
    encoding: "utf8",
    env: { ...process.env, PATH: [bin, dirname(process.execPath), process.env.PATH].join(":") },
  });
  const calls = () => readFileSync(join(bin, "calls"), "utf8").trim().split("\n");
  return { status, stdout, stderr, calls };
}

test("as root it installs, with a line for a large package and for each tenth of the total", (t) => {
  const { status, stdout, calls } = setup(t, { uid: 0, apt: `cat <<'END'\n${installing(40)}\nEND` });
  assert.equal(status, 0);
  assert.match(calls()[0], new RegExp(`^install -y --no-install-recommends ${LINT.join(" ")}$`));
  const lines = stdout.trim().split("\n");
  assert.equal(lines[0], `Installing: ${LINT.join(" ")}`);
  assert.equal(lines[1], "  fetching chromium, 173 MB");
  assert.deepEqual(
    lines.slice(2),
    Array.from({ length: 10 }, (_, i) => `  ${(i + 1) * 4} of 40 packages are set up`),
  );
});

test("outdated lists are updated; a failure shows apt's own words", (t) => {
  const { status, stdout, stderr, calls } = setup(t, { uid: 0, apt: `echo "E: no such package"; exit 100` });
  assert.equal(status, 1);
  assert.deepEqual(
    calls().map((call) => call.split(" ")[0]),
    ["install", "update", "install"],
  );
  assert.match(stdout, /updating the package lists/);
  assert.match(stderr, /E: no such package/);
});

test("without root it names the one command and stops", (t) => {
  const { status, stderr } = setup(t, { uid: 1000, apt: "exit 1" });
  assert.equal(status, 1);
  assert.match(stderr, new RegExp(`Run this, then try again: sudo apt-get install -y ${LINT.join(" ")}\n$`));
});

test("with everything installed it prints nothing", (t) => {
  const installed = LINT.map((name) => `installed ${name}\n`).join("");
  const { status, stdout, stderr } = setup(t, { uid: 1000, apt: "exit 1", installed });
  assert.deepEqual([status, stdout, stderr], [0, "", ""]);
});
