/**
 * Runs `bussola install` without naming a directory, and the real browsers must then find the host:
 * for one user where each browser looks by default, and for all users. The latter changes the
 * machine, so it runs for root alone and only with BUSSOLA_TEST_SYSTEM=1.
 */

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { test } from "node:test";
import { promisify } from "node:util";

import * as chromium from "./lib/chromium.mjs";
import * as firefox from "./lib/firefox.mjs";
import { CLI } from "../lib/paths.mjs";
import { BROWSERS } from "./lib/session.mjs";
import { LIMIT_MS } from "../lib/wait.mjs";

const LAUNCHERS = { chromium, firefox };
const run = promisify(execFile);
const system = process.getuid() === 0 && process.env.BUSSOLA_TEST_SYSTEM === "1";

/** The browser's answer to the extension when it connects to the host. */
async function hello(name, home, env) {
  const launcher = LAUNCHERS[name];
  const options = {
    home,
    env,
    downloads: home,
    port: 1,
    language: "en",
    headless: true,
    scale: 1,
    extension: true,
  };
  if (name === "chromium") {
    // Chromium's default profile in this home.
    const profile = join(home, ".config/chromium");
    mkdirSync(profile, { recursive: true });
    mkdirSync(dirname(chromium.userDataDirectory(home)), { recursive: true });
    symlinkSync(profile, chromium.userDataDirectory(home));
  }
  const browser = await launcher.start(options);
  try {
    const { base, openPage } = await launcher.prepare(browser, options);
    const page = await openPage(`${base}icon/16.png`);
    return await page.evaluate(
      () =>
        new Promise((done) => {
          const port = chrome.runtime.connectNative("org.bussola.host");
          port.onMessage.addListener(done);
          port.onDisconnect.addListener(() => done("no host"));
          port.postMessage({
            id: 1,
            type: "hello",
            client: { name: "test", version: "0", browser: "test" },
          });
        }),
    );
  } finally {
    await browser.close();
  }
}

for (const name of BROWSERS)
  for (const level of ["user", "system"])
    test(
      `${name} finds the host that install registered at ${level} level`,
      {
        timeout: LIMIT_MS,
        skip: level === "system" && !system && "needs root and BUSSOLA_TEST_SYSTEM=1",
      },
      async () => {
        const home = mkdtempSync(join(tmpdir(), "bussola-registration-"));
        const env = { PATH: process.env.PATH, LANG: "C.UTF-8", HOME: home };
        const scope = level === "system" ? ["--system"] : [];
        try {
          try {
            await run(CLI, ["install", ...scope, "--browser", name], { env });
            const reply = await hello(name, home, env);
            assert.equal(reply.ok, true, JSON.stringify(reply));
            assert.equal(reply.type, "hello");
          } finally {
            await run(CLI, ["uninstall", ...scope], { env });
          }
        } finally {
          rmSync(home, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
        }
      },
    );
