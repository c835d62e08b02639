/** What `bussola install` leaves in the registry and on the disk, under Wine. */

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { test } from "node:test";

import { BUILD, CLI, ROOT } from "../lib/paths.mjs";
import { makeDirectory } from "../lib/host.mjs";
import { IDS } from "../protocol/lib/ids.mjs";

const { browsers } = JSON.parse(readFileSync(join(ROOT, "manifests/browsers.json"), "utf8"));
const rows = browsers.filter((row) => row.windows);
const names = ["org.bussola.host", "org.bussola.import"];

const PREFIX = join(BUILD, "../prefix");
const WINE = { WINEPREFIX: PREFIX, WINEDEBUG: "-all", PATH: "/usr/bin:/bin" };

/** The unnamed value of a key, or undefined. */
function read(key) {
  const { stdout } = spawnSync("/usr/lib/wine/wine64", ["reg", "query", key, "/ve"], {
    env: WINE,
    encoding: "utf8",
  });
  return /REG_SZ\s+(.*?)\r?\n/.exec(stdout)?.[1];
}

/** A path of Windows, as Linux has it. */
const onLinux = (path) => path.replace(/^Z:/i, "").replaceAll("\\", "/");

function run(home, ...args) {
  const env = { HOME: home, PATH: "/usr/bin:/bin", LC_ALL: "C.UTF-8" };
  const { status, stdout, stderr } = spawnSync(CLI, args, { env, encoding: "utf8" });
  return { code: status, out: stdout, err: stderr };
}

test("all browsers are registered in HKCU, equal on a second run, removed without a trace", (t) => {
  const home = makeDirectory(t, "bussola-windows-");
  const first = run(home, "install", "--all");
  assert.equal(first.code, 0, first.err);
  for (const row of rows) {
    for (const key of row.windows.keys) {
      for (const name of names) {
        const path = read(`${key}\\${name}`);
        assert.match(path ?? "", /^[A-Z]:\\/i, `${row.id}: ${key}\\${name}`);
        assert.ok(path.endsWith(`\\${row.family}\\${name}.json`), path);
        const manifest = JSON.parse(readFileSync(onLinux(path), "utf8"));
        assert.equal(manifest.name, name);
        assert.match(manifest.path, /^Z:\\.*\\bussola-(host|import)\.exe$/);
        assert.ok(existsSync(onLinux(manifest.path)), manifest.path);
        const callers = row.family === "firefox" ? manifest.allowed_extensions : manifest.allowed_origins;
        const expected =
          row.family === "firefox" ? IDS.firefox : IDS.chromium.map((id) => `chrome-extension://${id}/`);
        assert.deepEqual(callers, expected);
      }
    }
  }
  const second = run(home, "install", "--all");
  assert.equal(second.code, 0, second.err);
  assert.equal(second.out.match(/already/gi)?.length > 0, true, second.out);

  const gone = run(home, "uninstall");
  assert.equal(gone.code, 0, gone.err);
  for (const key of new Set(rows.flatMap((row) => row.windows.keys))) {
    for (const name of names) assert.equal(read(`${key}\\${name}`), undefined, key);
  }
});

test("a browser is found by what it left", (t) => {
  const home = makeDirectory(t, "bussola-windows-");
  const state = join(home, ".config/Microsoft/Edge/User Data/Local State");
  mkdirSync(dirname(state), { recursive: true });
  writeFileSync(state, "{}");
  const { code, out, err } = run(home, "install", "--dry-run");
  assert.equal(code, 0, err);
  assert.match(out, /Microsoft Edge/);
  assert.doesNotMatch(out, /Vivaldi/);
});

test("the host names the confinement that Windows has, and doctor says it", (t) => {
  const home = makeDirectory(t, "bussola-windows-");
  const { out } = run(home, "doctor", "--json");
  assert.match(out, /can start no other program/);
  assert.match(out, /no network code/);
});

test("pull says that it is not there yet", (t) => {
  const home = makeDirectory(t, "bussola-windows-");
  assert.match(run(home, "pull").err.replace(/\s+/g, " "), /does not work on this system yet|token/);
});
