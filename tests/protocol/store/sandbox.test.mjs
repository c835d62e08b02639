/** Each program that a browser starts, tested from within: what it cannot do once confined. */

import assert from "node:assert/strict";
import { existsSync, lstatSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { test } from "node:test";
import { setTimeout as delay } from "node:timers/promises";
import { IMPORT, whileLocked } from "../../lib/paths.mjs";
import { preloaded } from "../../lib/clock.mjs";
import { HOST, databaseOf, folderOf, makeHome, startHost } from "../../lib/host.mjs";

const PROBE = join(dirname(HOST), "tests/probe.so");

/** A home with a file and a directory that do not belong to the program. */
function makeVictims(t) {
  const home = makeHome(t);
  writeFileSync(join(home, "victim"), "secret", { mode: 0o640 });
  mkdirSync(join(home, "victims"), { mode: 0o750 });
  return home;
}

/** All files in the home that a program could have changed outside of its data directory. */
function stateOf(home) {
  const files = [".", "victim", "victims"].map((name) => {
    const { mode, uid, gid, ino, mtimeMs } = lstatSync(join(home, name));
    return { name, mode, uid, gid, ino, mtimeMs };
  });
  const text = readFileSync(join(home, "victim"), "utf8");
  return { files, text, names: readdirSync(home), within: readdirSync(join(home, "victims")) };
}

/** The result of an attempt in the confined program, and how the program ended. */
async function attempt(t, program, home, name) {
  const env = { LD_PRELOAD: preloaded(PROBE), PROBE: name };
  const host = startHost(t, home, { program, env });
  const end = await host.end();
  return [host.stderr.trim(), end];
}

/** The attempts that probe.c knows, by whether they end the program. */
async function attempts(t, program, fatal) {
  const [names] = await attempt(t, program, makeVictims(t), "list");
  return names.split("\n").filter((name) => name.startsWith("fatal ") === fatal);
}

for (const [name, program] of Object.entries({ "bussola-host": HOST, "bussola-import": IMPORT })) {
  test(`${name} reaches only its data directory, and still works`, whileLocked, async (t) => {
    const home = makeVictims(t);
    const data = join(home, "data/bussola");
    assert.deepEqual(await attempt(t, program, home, "own"), ["through", 0]);
    const before = stateOf(home);
    const names = await attempts(t, program, false);
    assert.ok(names.length > 90, `${names.length} attempts`);
    for (const what of names) {
      const [refusal, end] = await attempt(t, program, home, what);
      const refusals = what.startsWith("a tebibyte") ? /^EFBIG$/ : /^(EPERM|EACCES|EXDEV|absent)$/;
      assert.match(refusal, refusals, what);
      assert.equal(end, 0, what);
      assert.deepEqual(stateOf(home), before, what);
      for (const file of readdirSync(data)) {
        const { mode, size } = lstatSync(join(data, file));
        assert.equal(mode & 0o7177, 0, `${what}: ${file}`);
        assert.ok(size < 1 << 20, `${what}: ${file}`);
      }
    }
  });

  test(`${name} is confined before it opens its database`, whileLocked, async (t) => {
    const home = makeHome(t);
    const host = startHost(t, home, { program });
    while (!/^Seccomp:\t2$/m.test(readFileSync(`/proc/${host.pid}/status`, "utf8"))) await delay(5);
    assert.equal(existsSync(folderOf(home)), true);
    assert.equal(existsSync(databaseOf(home)), false);
    assert.equal((await host.ask({ id: 1, type: "hello", client: {} })).id, 1);
    assert.equal(await host.end(), 0);
  });

  test(`${name} is killed for using a network, a program or another way in`, whileLocked, async (t) => {
    const home = makeVictims(t);
    const names = await attempts(t, program, true);
    assert.ok(names.length > 20, `${names.length} attempts`);
    for (const what of names) {
      const [refusal, end] = await attempt(t, program, home, what);
      assert.deepEqual([refusal, end], refusal === "absent" ? ["absent", 0] : ["", "SIGSYS"], what);
    }
  });
}
