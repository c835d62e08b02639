/** Each program that a browser starts, from within: what it cannot do once it has been locked. */

import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { test } from "node:test";
import { IMPORT, whileLocked } from "../browser/lib/paths.mjs";
import { HOST, makeHome, startHost } from "./lib/host.mjs";

const PROBE = join(dirname(HOST), "tests/probe.so");

/** What came of an attempt made in the locked program, and how that ended. */
async function attempt(t, program, name) {
  const env = { LD_PRELOAD: PROBE, PROBE: name };
  const host = startHost(t, makeHome(t), { program, env });
  const end = await host.end();
  return [host.stderr.trim(), end];
}

for (const [name, program] of Object.entries({ "bussola-host": HOST, "bussola-import": IMPORT })) {
  test(`${name} reaches no file but the data directory's`, whileLocked, async (t) => {
    for (const file of ["passwords", "elsewhere", "directory"]) {
      const [told, end] = await attempt(t, program, file);
      assert.match(told, /^(EACCES|EPERM)$/, file);
      // It works on.
      assert.equal(end, 0, file);
    }
    assert.ok(!existsSync("/tmp/bussola-probe-escaped"));
    assert.deepEqual(await attempt(t, program, "own"), ["through", 0]);
  });

  test(`${name} signals nobody`, whileLocked, async (t) => {
    assert.deepEqual(await attempt(t, program, "signal"), ["EPERM", 0]);
  });

  test(`${name} is ended over a network or a program`, whileLocked, async (t) => {
    for (const call of ["socket", "shell", "fork", "ptrace"]) {
      assert.deepEqual(await attempt(t, program, call), ["", "SIGSYS"], call);
    }
  });
}
