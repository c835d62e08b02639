/**
 * Homes of other users: root leaves no file in them, and a read-only command writes nothing
 * anywhere.
 */

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { chownSync, lstatSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import test from "node:test";
import { CLI, IMPORT } from "../../lib/paths.mjs";
import { HOST, makeHome, observation, startHost } from "../../lib/host.mjs";

const OWNER = 1002;
const isRoot = process.getuid() === 0;
const asRoot = { skip: !isRoot && "needs root" };
const client = { name: "test", version: "1", browser: "none", instance: "homes" };
const SETPRIV = "/usr/bin/setpriv";
const asOwner = [`--reuid=${OWNER}`, `--regid=${OWNER}`, "--clear-groups"];

/** Everything below a directory: names, owners, modes, times and bytes. */
function treeOf(directory) {
  return readdirSync(directory, { recursive: true })
    .sort()
    .concat("")
    .map((name) => {
      const path = join(directory, name);
      const { mode, uid, gid, mtimeMs } = lstatSync(path);
      const bytes = lstatSync(path).isFile() ? readFileSync(path).toString("base64") : "";
      return [name, mode, uid, gid, mtimeMs, bytes].join(" ");
    });
}

function run(env, args, prefix = []) {
  const [program, ...rest] = [...prefix, CLI, ...args];
  return spawnSync(program, rest, {
    env: { PATH: "/usr/bin:/bin", LC_ALL: "C.UTF-8", ...env },
    encoding: "utf8",
    input: "token\n",
    cwd: "/",
  });
}

const LOOKING = [
  ["status"],
  ["status", "--json"],
  ["history"],
  ["why"],
  ["report"],
  ["profiles"],
  ["export"],
  ["backtest"],
  ["goal"],
  ["retention"],
  ["doctor"],
  ["doctor", "--json"],
  ["support", "-o", "-"],
  ["model", "show"],
  ["token"],
  ["pull"],
  ["push"],
  ["install", "--dry-run"],
  ["uninstall", "--dry-run"],
  ["completions", "bash"],
  ["manual"],
  ["--help"],
  ["status", "--help"],
  ["--version"],
];
const CHANGING = [
  ["goal", "comments", "5"],
  ["retention", "forever"],
  ["backup"],
  ["restore"],
  ["recover"],
  ["forget", "--all", "--yes"],
  ["token", "set"],
  ["pull", "--schedule=daily"],
  ["push", "--withdraw"],
  ["doctor", "--fix"],
  ["install", "--host", HOST, "--browser", "firefox"],
  ["uninstall"],
];
const UNTOUCHED = ["completions", "manual", "--help", "--version"];

/** The home of another user, filled by that user's host. */
async function makeOthersHome(t, filled = true) {
  const home = makeHome(t);
  chownSync(home, OWNER, OWNER);
  if (filled) {
    const host = startHost(t, home, {
      program: SETPRIV,
      args: [...asOwner, HOST],
      env: { XDG_DATA_HOME: "" },
    });
    assert.equal((await host.ask(observation())).ok, true);
    await host.end();
  }
  return home;
}

test("read-only commands create nothing in an empty home", (t) => {
  for (const [who, prefix] of [["oneself", []], ...(isRoot ? [["a user", [SETPRIV, ...asOwner]]] : [])]) {
    const home = makeHome(t);
    if (prefix.length > 0) chownSync(home, OWNER, OWNER);
    const before = treeOf(home);
    for (const args of [
      ...LOOKING,
      ["recover"],
      ["restore", "/nonexistent.db"],
      ["forget", "--all", "--yes"],
    ]) {
      const result = run({ HOME: home }, args, prefix);
      assert.deepEqual(treeOf(home), before, `${who}: ${args.join(" ")}`);
      if (["status", "history", "profiles"].includes(args[0]) && args.length === 1) {
        assert.match(result.stderr, /Nothing seen yet/);
        assert.equal(result.status, 3);
      }
      if (args[0] === "doctor" && args.length === 1) {
        assert.match(result.stdout, /No database yet/);
        assert.doesNotMatch(result.stdout, /No answer|could not be started/);
      }
    }
  }
});

test("the doctor starts the host without a database, and removes what it made", (t) => {
  const home = makeHome(t);
  const temporary = makeHome(t);
  const env = { HOME: home, TMPDIR: temporary };
  assert.equal(run(env, ["install", "--host", HOST, "--browser", "firefox"]).status, 0);
  const before = treeOf(home);
  const { findings } = JSON.parse(run(env, ["doctor", "--json"]).stdout);
  assert.ok(findings.some(({ check, level }) => check === "host" && level === "ok"));
  assert.deepEqual(treeOf(home), before);
  assert.deepEqual(readdirSync(temporary), []);
});

const variables = {
  HOME: (home) => ({ HOME: home }),
  XDG_DATA_HOME: (home) => ({ HOME: "/root", XDG_DATA_HOME: join(home, ".local/share") }),
  XDG_CONFIG_HOME: (home) => ({ HOME: "/root", XDG_CONFIG_HOME: join(home, ".config") }),
  XDG_STATE_HOME: (home) => ({ HOME: "/root", XDG_STATE_HOME: join(home, ".local/state/deeper") }),
};
for (const [variable, env] of Object.entries(variables)) {
  test(`root with another user's ${variable} is refused, and leaves it alone`, asRoot, async (t) => {
    for (const filled of [false, true]) {
      const home = await makeOthersHome(t, filled);
      const before = treeOf(home);
      for (const args of [...LOOKING, ...CHANGING]) {
        const { status, stderr } = run(env(home), args);
        const said = `${args.join(" ")}: ${stderr}`;
        assert.deepEqual(treeOf(home), before, said);
        if (args.some((word) => UNTOUCHED.includes(word))) assert.equal(status, 0, said);
        else if (args[0] !== "doctor") assert.equal(status, 2, said);
        if (status === 2) assert.match(stderr, /as (that|your)/, said);
      }
    }
  });
}

test(
  "a host that root starts with another user's home reports it, and leaves it alone",
  asRoot,
  async (t) => {
    for (const filled of [false, true]) {
      for (const program of [HOST, IMPORT]) {
        const home = await makeOthersHome(t, filled);
        const before = treeOf(home);
        const host = startHost(t, home, { program, env: { XDG_DATA_HOME: "" } });
        if (program === HOST) {
          for (const message of [{ id: 1, type: "hello", client }, observation(), { id: 2, type: "state" }]) {
            const { ok, error } = await host.ask(message);
            assert.deepEqual([ok, error?.code, error?.field], [false, "storage", "not_yours"]);
            assert.ok(error.message.includes(home) && error.message.includes("as that user"), error.message);
          }
        } else {
          assert.equal((await host.ask({ id: 1, type: "hello", client })).ok, true);
        }
        assert.equal(await host.end(), 0);
        assert.deepEqual(treeOf(home), before);
      }
    }
  },
);

test("root registers for all users with any HOME, and leaves that home alone", asRoot, async (t) => {
  const home = await makeOthersHome(t);
  const root = makeHome(t);
  for (const program of [HOST, IMPORT]) {
    mkdirSync(join(root, dirname(program)), { recursive: true });
    writeFileSync(join(root, program), "", { mode: 0o755 });
  }
  const before = treeOf(home);
  for (const command of [["install", "--host", HOST, "--browser", "firefox"], ["uninstall"]]) {
    const { status, stderr } = run({ HOME: home }, [...command, "--system", "--root", root]);
    assert.equal(status, 0, stderr);
    assert.deepEqual(treeOf(home), before);
  }
});

test("another user's data directory within root's home is left alone", asRoot, async (t) => {
  const home = makeHome(t);
  const data = join(home, ".local/share/bussola");
  mkdirSync(data, { recursive: true });
  chownSync(data, OWNER, OWNER);
  writeFileSync(join(data, "note"), "");
  const before = treeOf(home);
  assert.equal(run({ HOME: home }, ["recover"]).status, 1);
  assert.deepEqual(treeOf(home), before);
});
