/**
 * The tests' clock: one for extension, host and command line, and no trace of it in what is
 * shipped.
 */

import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { MEMBERS } from "../fixtures/linkedin/index.mjs";
import { CLI, HOST, IMPORT, extensionDirectory } from "../lib/paths.mjs";
import { inEachBrowser } from "./lib/suite.mjs";

const DAY = "2031-05-06";
const clock = new Date(`${DAY}T12:00`);

inEachBrowser("extension, host and command line see the test's day", { clock }, async (session) => {
  await session.agree();
  await session.visit(`/in/${MEMBERS.mira.vanity}/`, "own_profile");
  await session.delivered();
  const { pages } = await session.status();
  assert.equal(pages.own_profile.slice(0, 10), DAY);
  const { at } = (await session.ask({ type: "state" })).state;
  assert.equal(at.slice(0, 10), DAY);
  const { records } = JSON.parse(await session.cli("export"));
  assert.equal(records.find(({ record }) => record === "profile").last_seen.slice(0, 10), DAY);
});

test("what is shipped has no other clock", () => {
  const bundles = ["chromium", "firefox"].flatMap((browser) => {
    const directory = extensionDirectory(browser);
    return readdirSync(directory, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map(({ parentPath, name }) => join(parentPath, name));
  });
  assert.ok(bundles.length > 20);
  for (const file of [CLI, HOST, IMPORT, ...bundles])
    assert.ok(!readFileSync(file, "latin1").includes("CLOCK_SHIFT"), file);
});
