/**
 * Several installed versions: which is current, what happens to the others, what manifests name.
 */

import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync, readFileSync, readlinkSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";

import { inPlace, ROOT } from "../../lib/paths.mjs";
import { LATER, VERSION, unpack } from "../../lib/versions.mjs";
import { home, touch, tree } from "./lib.mjs";

const MANIFEST = ".mozilla/native-messaging-hosts/org.bussola.host.json";
const FLATPAK = ".var/app/com.google.Chrome/data/bussola/bussola-host";

function machine(t) {
  const place = home(t);
  place.prefix = join(place.root, "prefix");
  place.lib = join(place.prefix, "lib/bussola");
  place.current = () => readlinkSync(join(place.lib, "current"));
  place.versions = () => readdirSync(place.lib).filter((name) => name !== "current");
  place.manifest = () => JSON.parse(readFileSync(join(place.directory, MANIFEST), "utf8"));
  return place;
}

function bussola(place, version, ...args) {
  const program = join(place.lib, version, "bussola");
  const { status, stdout, stderr } = spawnSync(program, args, {
    env: place.env,
    encoding: "utf8",
  });
  return { code: status, out: stdout, err: stderr };
}

/** A host of that version that runs until its input ends. */
function start(t, place, version) {
  const host = spawn(join(place.lib, version, "bussola-host"), [], {
    env: place.env,
    stdio: ["pipe", "pipe", "ignore"],
  });
  t.after(() => host.kill("SIGKILL"));
  return host;
}

test("program, extension and Makefile have one version", () => {
  const { version } = JSON.parse(readFileSync(join(ROOT, "extension/package.json"), "utf8"));
  assert.equal(version, VERSION);
});

test("manifests name the current version's link, and an update leaves them unchanged", inPlace, (t) => {
  const place = machine(t);
  unpack(place.prefix);
  mkdirSync(join(place.directory, ".var/app/com.google.Chrome/cache"), {
    recursive: true,
  });
  const dry = bussola(place, VERSION, "install", "--browser", "firefox", "--dry-run");
  assert.match(dry.out, new RegExp(`Version ${VERSION} would be in force`));
  assert.ok(!existsSync(join(place.lib, "current")));

  const browsers = ["--browser", "firefox", "--browser", "chrome-flatpak"];
  const first = bussola(place, VERSION, "install", ...browsers);
  assert.equal(first.code, 0, first.err);
  assert.equal(place.current(), VERSION);
  assert.equal(place.manifest().path, join(place.lib, "current/bussola-host"));
  const wrapper = readFileSync(join(place.directory, FLATPAK), "utf8");
  assert.ok(wrapper.includes(`'${join(place.lib, "current/bussola-host")}'`));
  const registered = tree(place.directory);

  unpack(place.prefix, LATER);
  const second = bussola(place, LATER, "install", ...browsers);
  assert.equal(second.code, 0, second.err);
  assert.equal(place.current(), LATER);
  assert.match(second.out, new RegExp(`Version ${VERSION} was removed`));
  assert.deepEqual(place.versions(), [LATER]);
  assert.deepEqual(tree(place.directory), registered);
  const through = spawnSync(join(place.lib, "current/bussola"), ["--version"], {
    env: place.env,
  });
  assert.match(String(through.stdout), new RegExp(LATER));
});

test("a version with a running program stays until it has ended", inPlace, async (t) => {
  const place = machine(t);
  unpack(place.prefix);
  assert.equal(bussola(place, VERSION, "install", "--browser", "firefox").code, 0);
  const host = start(t, place, "current");
  await once(host, "spawn");
  unpack(place.prefix, LATER);
  const update = bussola(place, LATER, "install", "--browser", "firefox");
  assert.equal(update.code, 0, update.err);
  assert.match(update.out, new RegExp(`Version ${VERSION} stays while a program runs from it`));
  assert.deepEqual(place.versions().sort(), [VERSION, LATER].sort());
  assert.equal(readlinkSync(`/proc/${host.pid}/exe`), join(place.lib, VERSION, "bussola-host"));
  host.stdin.end();
  assert.deepEqual(await once(host, "exit"), [0, null]);
  assert.equal(bussola(place, LATER, "install", "--browser", "firefox").code, 0);
  assert.deepEqual(place.versions(), [LATER]);
});

test("files that are not ours stay beside the versions and in them", inPlace, (t) => {
  const place = machine(t);
  unpack(place.prefix, LATER);
  touch(join(place.lib, LATER, "notes.txt"));
  touch(join(place.lib, "2020/photo.png"));
  touch(join(place.lib, "bussola.conf"));
  unpack(place.prefix);
  assert.equal(bussola(place, VERSION, "install", "--browser", "firefox").code, 0);
  assert.equal(place.current(), VERSION);
  assert.deepEqual(readdirSync(join(place.lib, LATER)), ["notes.txt"]);
  assert.ok(existsSync(join(place.lib, "2020/photo.png")));
  assert.ok(existsSync(join(place.lib, "bussola.conf")));
});

test("a version becomes current without any browser, and its timer follows it", inPlace, (t) => {
  const place = machine(t);
  unpack(place.prefix);
  // A root without the machine's own programs is a packager's: the versions are left alone.
  const nobody = bussola(place, VERSION, "install", "--root", place.root);
  assert.notEqual(nobody.code, 0);
  assert.ok(!existsSync(join(place.lib, "current")));
  assert.equal(bussola(place, VERSION, "install", "--browser", "firefox").code, 0);
  touch(join(place.directory, ".config/bussola/token"), 0o600);
  bussola(place, "current", "pull", "--schedule", "daily");
  const unit = readFileSync(join(place.directory, ".config/systemd/user/bussola-pull.service"), "utf8");
  assert.ok(unit.includes(`ExecStart="${join(place.lib, "current/bussola")}" pull`), unit);
});

test("a link that cannot be set is a failure with its path, and nothing is registered", inPlace, (t) => {
  const place = machine(t);
  unpack(place.prefix);
  mkdirSync(join(place.lib, "current"));
  writeFileSync(join(place.lib, "current/file"), "");
  const result = bussola(place, VERSION, "install", "--browser", "firefox");
  assert.equal(result.code, 1);
  assert.match(result.err, /lib\/bussola/);
  assert.deepEqual(tree(place.directory), []);
});
