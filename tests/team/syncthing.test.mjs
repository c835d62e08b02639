/**
 * bussola sync over a folder that two real Syncthing instances carry, on the loopback. Needs
 * Debian's package syncthing.
 */

import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import { createServer } from "node:net";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";

import { until } from "../lib/wait.mjs";
import { device, event, files, history, local, numbers, see, sync } from "../protocol/cli/sync-lib.mjs";

const KEY = "bussola-test";
const AT = "2027-01-11T09:00:00+00:00";

/** Syncthing's certificates and timestamps need the real clock. */
const real = { ...process.env };
delete real.LD_PRELOAD;
delete real.CLOCK_SHIFT;

const freePort = () =>
  new Promise((done) => {
    const server = createServer().listen(0, "127.0.0.1", () => {
      const { port } = server.address();
      server.close(() => done(port));
    });
  });

/** A Syncthing that listens on the loopback only and asks no server about anything. */
async function startSyncthing(t, place) {
  const home = join(place.root, "syncthing");
  const env = { ...real, HOME: place.root, STNOUPGRADE: "1" };
  const made = spawnSync(
    "syncthing",
    ["generate", `--home=${home}`, "--no-default-folder", "--skip-port-probing"],
    {
      env,
      encoding: "utf8",
    },
  );
  assert.equal(made.status, 0, made.stderr);
  const [gui, data] = [await freePort(), await freePort()];
  const path = join(home, "config.xml");
  const quiet = [
    "globalAnnounceEnabled",
    "localAnnounceEnabled",
    "relaysEnabled",
    "natEnabled",
    "crashReportingEnabled",
  ];
  let config = readFileSync(path, "utf8").replace(
    /<listenAddress>[^<]*/,
    `<listenAddress>tcp://127.0.0.1:${data}`,
  );
  for (const name of quiet) config = config.replace(new RegExp(`<${name}>true`), `<${name}>false`);
  config = config
    .replace(/<urAccepted>[^<]*/, "<urAccepted>-1")
    .replace(/<reconnectionIntervalS>[^<]*/, "<reconnectionIntervalS>5");
  writeFileSync(path, config);
  const child = spawn(
    "syncthing",
    ["serve", `--home=${home}`, "--no-browser", `--gui-address=127.0.0.1:${gui}`, `--gui-apikey=${KEY}`],
    { env, stdio: "ignore" },
  );
  t.after(async () => {
    const ended = new Promise((done) => child.once("exit", done));
    child.kill();
    await ended;
  });
  const rest = async (method, path, body) => {
    const reply = await fetch(`http://127.0.0.1:${gui}/rest/${path}`, {
      method,
      headers: { "X-API-Key": KEY },
      ...(body && { body: JSON.stringify(body) }),
    });
    assert.ok(reply.ok, `${path}: ${reply.status}`);
    return reply.headers.get("content-type")?.includes("json") ? reply.json() : reply.text();
  };
  const status = await until("Syncthing answers", () => rest("GET", "system/status"));
  return { rest, id: status.myID, address: `tcp://127.0.0.1:${data}` };
}

async function pair(place, own, other) {
  const { rest } = own;
  await rest("PUT", `config/devices/${other.id}`, {
    deviceID: other.id,
    name: "other",
    addresses: [other.address],
  });
  await rest("PUT", "config/folders/bussola", {
    id: "bussola",
    label: "bussola",
    path: place.folder,
    type: "sendreceive",
    fsWatcherEnabled: true,
    fsWatcherDelayS: 1,
    rescanIntervalS: 5,
    devices: [{ deviceID: own.id }, { deviceID: other.id }],
  });
}

/** Waits until both folders have the same files. */
const settle = (a, b, count) =>
  until("both folders have the same files", () => {
    const [one, two] = [files(a), files(b)];
    return Object.keys(one).length === count && JSON.stringify(sorted(one)) === JSON.stringify(sorted(two));
  });
const sorted = (object) => Object.entries(object).sort(([a], [b]) => (a < b ? -1 : 1));

test(
  "two devices over a folder that Syncthing carries have equal numbers",
  { timeout: 240_000 },
  async (t) => {
    const [laptop, desktop] = [device(t), device(t, "America/New_York")];
    const [one, two] = [await startSyncthing(t, laptop), await startSyncthing(t, desktop)];
    await pair(laptop, one, two);
    await pair(desktop, two, one);
    const day = AT.slice(0, 10);

    see(laptop, event(AT, "people_searches", 3), event(AT, "profiles_viewed", 2));
    see(desktop, event(AT, "people_searches", 4), event(AT, "profiles_viewed", 6));
    sync(laptop);
    sync(desktop);
    await settle(laptop, desktop, 2);
    for (const place of [laptop, desktop]) assert.equal(sync(place).devices, 2);
    await settle(laptop, desktop, 2);
    for (const place of [laptop, desktop]) {
      assert.equal(local(place, "people_searches", day).count, 7);
      assert.deepEqual(
        [local(place, "profiles_viewed", day).count, local(place, "profiles_viewed", day).bound],
        [6, "at_least"],
      );
    }

    // Both write while they cannot reach each other.
    await one.rest("POST", `system/pause?device=${two.id}`);
    see(laptop, event("2027-01-11T10:00:00+00:00", "people_searches", 1));
    see(desktop, event("2027-01-11T10:00:00+00:00", "comments", 2));
    sync(laptop);
    sync(desktop);
    await one.rest("POST", `system/resume?device=${two.id}`);
    await settle(laptop, desktop, 2);
    for (let round = 0; round < 2; round++) {
      sync(laptop);
      sync(desktop);
      await settle(laptop, desktop, 2);
    }
    assert.equal(local(desktop, "people_searches", day).count, 8);
    assert.equal(local(laptop, "comments", day).count, 2);
    assert.deepEqual(numbers(desktop), numbers(laptop));
    assert.deepEqual(history(desktop), history(laptop));
  },
);
