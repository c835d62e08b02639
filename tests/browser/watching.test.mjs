/** Single-page navigation and late filling: each state of a page is sent to the host once. */

import assert from "node:assert/strict";
import { MEMBERS } from "../fixtures/linkedin/index.mjs";
import { inEachBrowser } from "./lib/suite.mjs";
import { navigateInPage } from "../lib/linkedin.mjs";
import { stillFor, until } from "../lib/wait.mjs";

/** Longer than the watch's first delay and the two looks after it. */
const SEVERAL_LOOKS_MS = 2_500;

const observesOf = (session, page) =>
  session.frames().filter((frame) => frame.type === "observe" && frame.page === page);

const gaugeOf = (frame, signal) => frame.gauges.find((gauge) => gauge.signal === signal)?.value;

inEachBrowser(
  "a page that fills late is read once it has filled",
  { host: "recorded" },
  async (session, site) => {
    await session.agree();
    site.set({ filled: 1_500 });
    await session.visit("/mynetwork/invite-connect/connections/", "connections");
    await session.delivered();
    const observes = observesOf(session, "connections");
    assert.equal(gaugeOf(observes.at(-1), "connections"), 1268);
    // The frame alone, before the count arrives, is not a reading of 0.
    assert.deepEqual(
      observes.map((frame) => gaugeOf(frame, "connections")).filter((value) => value !== undefined),
      [1268],
    );
  },
);

inEachBrowser(
  "pages of a single-page application are distinguished",
  { host: "recorded" },
  async (session) => {
    await session.agree();
    const tab = await session.visit("/feed/", "feed");
    await navigateInPage(tab, "/mynetwork/invite-connect/connections/");
    await until("a reading of the connections", async () => (await session.status()).pages.connections);
    await navigateInPage(tab, "/sales/ssi");
    await until("a reading of the SSI page", async () => (await session.status()).official);
    await session.delivered();
    const seen = session.frames().filter((frame) => frame.type === "observe");
    assert.equal(
      gaugeOf(
        seen.find(({ page }) => page === "feed"),
        "profile_views",
      ),
      241,
    );
    assert.equal(
      gaugeOf(
        seen.find(({ page }) => page === "connections"),
        "connections",
      ),
      1268,
    );
    assert.equal(seen.find(({ page }) => page === "ssi").official.total, 57);
  },
);

inEachBrowser(
  "the same state of a page is sent once, a changed one again",
  { host: "recorded" },
  async (session) => {
    await session.agree();
    const path = "/mynetwork/invite-connect/connections/";
    const tab = await session.visit(path, "connections");
    await session.delivered();
    assert.equal(observesOf(session, "connections").length, 1);

    // The page is alive: parts that are no counts change, and it is rendered again.
    await tab.evaluate(() => {
      document.body.append(document.createElement("p"));
      document.querySelector("nav").setAttribute("aria-label", "moved");
    });
    await navigateInPage(tab, path);
    await stillFor(SEVERAL_LOOKS_MS);
    assert.equal(observesOf(session, "connections").length, 1);

    await navigateInPage(tab, path, { member: { ...MEMBERS.mira, connections: 1269 } });
    await until("the second reading", () => observesOf(session, "connections").length === 2);
    assert.equal(gaugeOf(observesOf(session, "connections")[1], "connections"), 1269);
    await stillFor(SEVERAL_LOOKS_MS);
    assert.equal(observesOf(session, "connections").length, 2);
  },
);

inEachBrowser("a background tab is not read until it is shown", { host: "recorded" }, async (session) => {
  await session.agree();
  const hidden = await session.open("/feed/");
  const shown = await session.open("/mynetwork/invite-connect/connections/");
  await until("a reading of the shown tab", async () => (await session.status()).pages.connections);
  await navigateInPage(hidden, "/sales/ssi");
  await stillFor(SEVERAL_LOOKS_MS);
  assert.equal((await session.status()).official, null);
  await shown.close();
  await hidden.bringToFront();
  await until("a reading of the tab now shown", async () => (await session.status()).official);
});
