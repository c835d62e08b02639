/**
 * A pipe, a device, a directory or a socket in place of a file is named, and no program waits for
 * it.
 */

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { lstatSync, mkdirSync, rmSync, symlinkSync, unlinkSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import test from "node:test";
import { environment } from "../../lib/command.mjs";
import { CLI, IMPORT } from "../../lib/paths.mjs";
import { makeHome, observation, startHost } from "../../lib/host.mjs";

const LIMIT_MS = 20_000;
const dataOf = (home) => join(home, "data/bussola");
const client = { name: "test", version: "1", browser: "none", instance: "blocked" };
const isRoot = process.getuid() === 0;

const pipe = (path) => assert.equal(spawnSync("mkfifo", [path]).status, 0);
const KINDS = {
  "a pipe": pipe,
  "a link to a pipe": (path) => {
    pipe(`${path}-pipe`);
    symlinkSync(`${path}-pipe`, path);
  },
  "a directory": (path) => mkdirSync(path),
  "a socket": (path) =>
    new Promise((resolve) => {
      const server = createServer().listen(path, () => server.unref() && resolve());
    }),
  ...(isRoot && {
    "a device": (path) => assert.equal(spawnSync("mknod", [path, "c", "1", "5"]).status, 0),
  }),
};

/** A home with a database of one day. */
async function makePast(t) {
  const home = makeHome(t);
  const host = startHost(t, home);
  assert.equal((await host.ask(observation())).ok, true);
  await host.end();
  return home;
}

function run(home, ...args) {
  const result = spawnSync(CLI, args, {
    env: environment(home),
    encoding: "utf8",
    timeout: LIMIT_MS,
    input: "",
  });
  assert.equal(result.signal, null, `${args.join(" ")} was waited for in vain`);
  return result;
}

/** The host's answer; asserts that the host ends with its input. */
async function served(t, home, program) {
  const host = startHost(t, home, program && { program });
  const stuck = setTimeout(() => host.kill(), LIMIT_MS);
  const hello = await host.ask({ id: 1, type: "hello", client });
  const reply = program ? hello : await host.ask(observation());
  assert.equal(await host.end(), 0);
  clearTimeout(stuck);
  return { hello, reply, stderr: host.stderr };
}

const READING = [["status"], ["history"], ["why"], ["profiles"], ["export"], ["report"], ["doctor"]];
const WRITING = [["backup"], ["recover"], ["goal", "comments", "5"], ["retention", "forever"]];

for (const [kind, make] of Object.entries(KINDS)) {
  for (const name of [
    "bussola.db",
    "bussola.db-wal",
    "bussola.db-shm",
    "bussola.db-journal",
    "bussola.lock",
  ]) {
    test(`${kind} in place of ${name}`, async (t) => {
      const home = await makePast(t);
      const path = join(dataOf(home), name);
      rmSync(path, { force: true });
      await make(path);
      const { hello, reply } = await served(t, home);
      assert.equal(hello.error?.field, "blocked");
      assert.deepEqual([reply.ok, reply.error?.code, reply.error?.field], [false, "storage", "blocked"]);
      assert.match(
        reply.error.message,
        new RegExp(`${path.replaceAll(".", "\\.")}( is not a file\\.| cannot be opened:)`),
      );
      await served(t, home, IMPORT);
      for (const command of [...READING, ...WRITING]) {
        const { status, stderr } = run(home, ...command);
        if (command[0] === "doctor") continue;
        assert.equal(status, 1, `${command.join(" ")}: ${stderr}`);
        assert.ok(stderr.includes(name), `${command.join(" ")}: ${stderr}`);
      }
      assert.equal(lstatSync(path).isFile(), false, "it is left where it is");
    });
  }

  test(`${kind} in place of the log, a note or an unfinished file`, async (t) => {
    for (const name of [
      "bussola.log",
      ".extension-blocked.json.new",
      "extension-blocked.json",
      "bussola.db.new",
      "bussola.db.new-wal",
      "bussola.db.backup-2026-11-01T000000Z",
    ]) {
      const home = await makePast(t);
      const path = join(dataOf(home), name);
      rmSync(path, { force: true });
      await make(path);
      const { reply } = await served(t, home);
      assert.equal(reply.ok, true, name);
      for (const command of [...READING, ...WRITING, ["restore"], ["forget", "--all", "--yes"]]) {
        run(home, ...command);
      }
    }
  });

  test(`${kind} in place of a pending replacement`, async (t) => {
    const home = await makePast(t);
    const path = join(dataOf(home), "bussola.db.next");
    await make(path);
    const { reply } = await served(t, home);
    assert.deepEqual([reply.ok, reply.error?.field], [false, "blocked"]);
    for (const command of [...READING, ...WRITING]) run(home, ...command);
    if (kind === "a directory") rmSync(path, { recursive: true });
    else unlinkSync(path);
    assert.equal((await served(t, home)).reply.ok, true);
    assert.match(run(home, "profiles").stdout, /ines/);
  });

  test(`${kind} in place of model.json, the token or pull.json`, async (t) => {
    const home = await makePast(t);
    const config = join(home, ".config/bussola");
    mkdirSync(config, { recursive: true });
    await make(join(config, "model.json"));
    const { reply, stderr } = await served(t, home);
    assert.equal(reply.ok, true);
    assert.match(stderr, /your model is not used: .*model\.json is not a file/);
    await served(t, home, IMPORT);
    assert.match(run(home, "status").stderr, /model\.json is not a file/);
    assert.match(run(home, "model", "check", join(config, "model.json")).stderr, /is not a file/);
    await make(join(config, "token"));
    const pull = run(home, "pull");
    assert.equal(pull.status, 1);
    assert.match(pull.stderr, /bussola\/token.*not a file/);
    await make(join(dataOf(home), "pull.json"));
    run(home, "doctor");
  });

  test(`${kind} given to restore`, async (t) => {
    const home = await makePast(t);
    const path = join(home, "given");
    await make(path);
    const { status, stderr } = run(home, "restore", path);
    assert.notEqual(status, 0);
    assert.match(stderr, /given/);
    assert.equal((await served(t, home)).reply.ok, true);
  });
}
