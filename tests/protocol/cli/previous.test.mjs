/** The previous release: its host with our hello, its registration in our commands. */

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";

import { readFrames, writeFrame } from "../../lib/frames.mjs";
import { PREVIOUS, VERSION } from "../../lib/versions.mjs";
import { doctor, machine, verdicts } from "./diagnosis.mjs";
import { HOST, home, run, tree } from "./lib.mjs";

const skip = !PREVIOUS && "this clone's history holds no earlier release";
const previous = (name) => join(PREVIOUS, name);
const runPrevious = (place, ...args) =>
  spawnSync(previous("bussola"), args, { env: place.env, encoding: "utf8" });
const MANIFEST = ".config/vivaldi/NativeMessagingHosts/org.bussola.host.json";

const client = (more) => ({ name: "bussola", version: VERSION, browser: "chrome", ...more });
const ask = (place, program, client) => {
  const input = Buffer.concat([
    writeFrame({ id: 1, type: "hello", client }),
    writeFrame({ id: 2, type: "state" }),
  ]);
  return readFrames(spawnSync(program, [], { env: place.env, input }).stdout);
};

test("its host accepts our hello, and ours accepts its", { skip }, (t) => {
  const place = home(t);
  const ours = client({
    protocol: { from: 1, to: 1 },
    rules: 1,
    pinned: true,
    pages: { ssi: "2026-11-20T09:00:00+01:00" },
  });
  for (const [program, requests] of [
    [previous("bussola-host"), ours],
    [HOST, client({ version: "0.1.0" })],
  ]) {
    const [hello, state] = ask(place, program, requests);
    assert.equal(hello.ok, true, JSON.stringify(hello));
    assert.equal(hello.host.protocol, 1);
    assert.equal(state.ok, true, JSON.stringify(state));
  }
});

test("the doctor names its host, and --fix registers ours instead", { skip }, (t) => {
  const place = machine(t);
  const installed = runPrevious(place, "install", "--browser", "vivaldi");
  assert.equal(installed.status, 0, installed.stderr);
  const sick = doctor(place);
  assert.equal(sick.browser("Vivaldi")[0].level, "warning");
  const [host] = sick.of("host").filter((f) => f.text.startsWith("Vivaldi"));
  assert.deepEqual(verdicts([host]), [["warning", "bussola install --browser vivaldi"]]);
  doctor(place, "--fix");
  assert.equal(JSON.parse(readFileSync(join(place.directory, MANIFEST), "utf8")).path, HOST);
});

test("its registration is removed without a trace", { skip }, (t) => {
  const place = home(t);
  const before = tree(place.directory);
  const browsers = ["vivaldi", "firefox", "chrome-flatpak", "opera"].flatMap((id) => ["--browser", id]);
  const installed = runPrevious(place, "install", ...browsers);
  assert.equal(installed.status, 0, installed.stderr);
  assert.equal(run(place, ["uninstall"]).code, 0);
  assert.deepEqual(tree(place.directory), before);
});
