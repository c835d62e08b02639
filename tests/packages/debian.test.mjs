/**
 * The Debian package on this machine: installed, found by the real Chromium and Firefox ESR without
 * a manual step, and purged. It changes the machine, so it runs for root alone and only with
 * BUSSOLA_TEST_SYSTEM=1.
 */

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";

import { BUILD, puppeteer } from "../lib/paths.mjs";
import { VERSION } from "../lib/versions.mjs";
import { LIMIT_MS, timeLeft, until } from "../lib/wait.mjs";
import { startHost } from "../lib/host.mjs";

const DIST = join(BUILD, "dist");
const MANIFESTS = {
  chromium: "/etc/chromium/native-messaging-hosts/org.bussola.host.json",
  firefox: "/usr/lib/mozilla/native-messaging-hosts/org.bussola.host.json",
};
const HOST = "/usr/lib/bussola/current/bussola-host";
const system = process.getuid() === 0 && process.env.BUSSOLA_TEST_SYSTEM === "1";

const package_ = () =>
  join(
    DIST,
    readdirSync(DIST).find((name) => name.endsWith(".deb")),
  );
const dpkg = (...words) => execFileSync("dpkg", words, { stdio: "pipe", encoding: "utf8" });

/** All files in the system directories that browsers or Bussola use. */
function traces() {
  const places = [
    "/etc/chromium",
    "/etc/opt",
    "/usr/lib/mozilla",
    "/usr/share/mozilla",
    "/usr/share/chromium",
    "/usr/lib/bussola",
    "/usr/share/bussola",
    "/var/lib/bussola",
  ];
  const there = places.filter((place) => existsSync(place));
  const found = execFileSync("find", there, { encoding: "utf8" });
  return found.trim().split("\n").sort();
}

const env = (home) => ({
  PATH: "/usr/bin:/bin",
  HOME: home,
  XDG_DATA_HOME: join(home, "data"),
  LANG: "C.UTF-8",
});

/** Agrees on a page of the extension, and waits until its background has found the host. */
async function connect(page) {
  await page.evaluate(() => chrome.runtime.sendMessage({ type: "agree", agreed: true }));
  const status = await until("the host", async () => {
    const status = await page.evaluate(() => chrome.runtime.sendMessage({ type: "status" }));
    if (status.host !== "connected") throw new Error(JSON.stringify(status));
    return status;
  });
  assert.deepEqual([status.hostVersion, status.extensionVersion], [VERSION, VERSION]);
}

describe("the Debian package", { skip: !system && "needs root and BUSSOLA_TEST_SYSTEM=1" }, () => {
  let home;
  let untouched;
  before(() => {
    home = mkdtempSync(join(tmpdir(), "bussola-debian-"));
    untouched = traces();
    dpkg("--install", package_());
  });
  after(() => {
    dpkg("--purge", "bussola");
    rmSync(home, { recursive: true, force: true, maxRetries: 10 });
  });

  test("registers for all users, and again when another browser is installed", () => {
    for (const file of Object.values(MANIFESTS))
      assert.equal(JSON.parse(readFileSync(file, "utf8")).path, HOST);
    rmSync(MANIFESTS.firefox);
    execFileSync("dpkg-trigger", ["--by-package=bussola", "/usr/share/applications"]);
    dpkg("--triggers-only", "--pending");
    assert.ok(existsSync(MANIFESTS.firefox));
    assert.equal(execFileSync("bussola", ["--version"], { encoding: "utf8" }), `bussola ${VERSION}\n`);
  });

  test("Chromium has the extension and the host", { timeout: LIMIT_MS }, async () => {
    const profile = join(home, "chromium");
    mkdirSync(profile);
    const browser = await puppeteer.launch({
      // Debian's launcher, which passes the system's extensions to the program.
      executablePath: "/usr/bin/chromium",
      pipe: true,
      timeout: timeLeft(),
      protocolTimeout: timeLeft(),
      userDataDir: profile,
      ignoreDefaultArgs: ["--disable-extensions"],
      env: env(join(home, "for-chromium")),
      args: ["--no-sandbox", "--no-first-run", "--disable-gpu", "--disable-dev-shm-usage"],
    });
    try {
      const worker = await browser.waitForTarget((target) => target.type() === "service_worker", {
        timeout: timeLeft(),
      });
      const page = await browser.newPage();
      await page.goto(new URL("icon/16.png", worker.url()).href, { waitUntil: "domcontentloaded" });
      await connect(page);
    } finally {
      await browser.close();
    }
  });

  test("Firefox ESR has the extension and the host", { timeout: LIMIT_MS }, async () => {
    const profile = join(home, "firefox");
    mkdirSync(profile);
    const uuid = "b0550000-0000-4000-8000-000000000002";
    const browser = await puppeteer.launch({
      browser: "firefox",
      executablePath: "/usr/bin/firefox-esr",
      timeout: timeLeft(),
      protocolTimeout: timeLeft(),
      userDataDir: profile,
      env: env(join(home, "for-firefox")),
      args: ["--remote-allow-system-access"],
      extraPrefsFirefox: {
        "extensions.webextensions.uuids": JSON.stringify({ "bussola@bussola.org": uuid }),
        // As in Debian; puppeteer's own value would exclude the system's add-ons.
        "extensions.enabledScopes": 15,
        "extensions.autoDisableScopes": 3,
      },
    });
    try {
      const page = await browser.newPage();
      await page.goto(`moz-extension://${uuid}/icon/16.png`, { waitUntil: [] });
      await until("the extension's page", () => page.evaluate(() => location.protocol === "moz-extension:"));
      await connect(page);
    } finally {
      await browser.close();
    }
  });

  test("an upgrade does not disturb a running host", async (t) => {
    const host = startHost(t, join(home, "running"), { program: HOST });
    assert.equal((await host.ask({ id: 1, type: "profiles" })).ok, true);
    dpkg("--install", package_());
    assert.equal((await host.ask({ id: 2, type: "profiles" })).ok, true);
    assert.equal(await host.end(), 0);
  });

  test("purging restores the files from before", () => {
    dpkg("--purge", "bussola");
    assert.deepEqual(traces(), untouched);
    dpkg("--install", package_());
  });
});
