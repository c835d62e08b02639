/** A host that is missing, dies or starts late loses nothing and counts nothing twice. */

import assert from "node:assert/strict";
import { MEMBERS } from "../fixtures/linkedin/index.mjs";
import { isAlive, signal } from "./lib/processes.mjs";
import { givePast } from "./lib/seed-history.mjs";
import { inEachBrowser } from "./lib/suite.mjs";
import { until } from "../lib/wait.mjs";
import { wording } from "./lib/words.mjs";

const CONNECTIONS = "/mynetwork/invite-connect/connections/";
const { mira } = MEMBERS;
const PROFILE = `/in/${mira.vanity}/`;
const text = wording("en");

/** The host's stored value of a signal of the only profile. */
async function stored(session, signal) {
  const { state } = await session.ask({ type: "state" });
  return state.pillars.flatMap((pillar) => pillar.signals).find(({ id }) => id === signal).value;
}

/** The only host of the browser, started again if it was idle for too long. */
async function runningHost(session) {
  await session.reconnect();
  return until("a running host", () => {
    const [host, ...others] = session.hosts();
    return others.length === 0 && host;
  });
}

/** Every observation reached the host, none with two request ids or twice with one. */
function assertDeliveredOnce(session, pages) {
  const observes = session.frames().filter(({ type }) => type === "observe");
  const byRequest = new Map(observes.map((frame) => [frame.request, frame]));
  assert.deepEqual(
    [...byRequest.values()].map(({ page }) => page),
    pages,
  );
}

inEachBrowser(
  "without a host readings wait, and arrive when it is installed",
  { host: null },
  async (session) => {
    await session.agree();
    await session.visit(PROFILE, "own_profile");
    await until("the missing host's report", async () => (await session.status()).host === "missing");
    await session.badgeText("!");
    await session.badgeTitle(text("badge_host_missing"));
    await session.visit(CONNECTIONS, "connections");
    await session.visit("/sales/ssi", "ssi");
    // LinkedIn's own number shows without a host.
    await session.badgeText("57");
    await session.badgeTitle(new RegExp(`${text("badge_host_missing")}$`));
    await session.queued();
    assert.equal((await session.status()).waiting, 3);

    await session.registerHost("recorded");
    await session.reconnect();
    await session.delivered();
    assertDeliveredOnce(session, ["own_profile", "connections", "ssi"]);
    assert.equal(await stored(session, "connections"), mira.connections);
    const { state } = await session.ask({ type: "state" });
    assert.equal(state.kind, "official");
    assert.equal(Math.round(state.total), mira.ssi.total);
    await session.badgeText("57");
  },
);

inEachBrowser("readings survive a host that is killed", { host: "recorded" }, async (session) => {
  await session.agree();
  await session.visit(PROFILE, "own_profile");
  await session.delivered();
  for (const [path, page] of [
    [CONNECTIONS, "connections"],
    ["/mynetwork/grow/", "network"],
    ["/sales/ssi", "ssi"],
  ]) {
    const host = await runningHost(session);
    signal(host, "SIGKILL");
    await until("the host's end", () => !isAlive(host));
    await session.visit(path, page);
    await session.reconnect();
    await session.delivered();
  }
  assertDeliveredOnce(session, ["own_profile", "connections", "network", "ssi"]);
  assert.equal(await stored(session, "connections"), mira.connections);
  assert.equal(await stored(session, "groups"), mira.groups);
  await session.badgeText("57");
});

inEachBrowser("the background may be stopped at any time", { host: "recorded" }, async (session) => {
  await session.agree();
  const tab = await session.visit(PROFILE, "own_profile");
  await session.delivered();
  await session.suspendBackground();
  await until("the host's end with the background", () => session.hosts().length === 0);
  await session.visit(CONNECTIONS, "connections", tab);
  await session.delivered();
  await session.suspendBackground();
  await session.visit("/sales/ssi", "ssi", tab);
  await session.delivered();
  assertDeliveredOnce(session, ["own_profile", "connections", "ssi"]);
  assert.equal(await stored(session, "connections"), mira.connections);
  await session.badgeText("57");
});

inEachBrowser(
  "a reading is sent again when its acknowledgement is lost, and counts once",
  { host: "recorded" },
  async (session) => {
    const searches = () => session.frames().filter(({ page }) => page === "people_search");
    await session.agree();
    const tab = await session.visit(PROFILE, "own_profile");
    await session.delivered();
    const host = await runningHost(session);
    signal(host, "SIGSTOP");
    await session.visit("/search/results/people/?keywords=valves", "people_search", tab);
    await until("the host's input", () => searches().length === 1);
    await session.suspendBackground();
    // Chromium may have ended it by now; Firefox lets it store what it has read.
    signal(host, "SIGCONT");
    await until("the host's end", () => !isAlive(host));
    await session.reconnect();
    await session.delivered();
    const [first, ...again] = searches();
    assert.deepEqual(
      again.map(({ request }) => request),
      [first.request],
    );
    assert.equal(await stored(session, "people_searches"), 1);
  },
);

inEachBrowser(
  "a full disk is shown in the popup, and storing resumes with free space",
  { host: "faulty" },
  async (session) => {
    await session.agree();
    await session.visit(PROFILE, "own_profile");
    await session.delivered();
    session.disk.break("write", 1, { code: "ENOSPC" });
    await session.visit(CONNECTIONS, "connections");
    const error = await until("the disk's report", async () => (await session.status()).error);
    assert.deepEqual([error.code, error.field], ["storage", "full"]);
    await session.queued();
    assert.equal((await session.status()).waiting, 1);
    const popup = await session.openPopup(session.control);
    await until("the disk's notice", () =>
      popup.$eval(
        ".notice",
        ({ textContent }, words) => textContent.includes(words),
        text("error_storage_full"),
      ),
    );
    await popup.close();

    session.disk.mend();
    await session.reconnect();
    await session.delivered();
    await until("the end of the trouble", async () => (await session.status()).error === null);
    assert.equal(await stored(session, "connections"), mira.connections);
  },
);

inEachBrowser("waiting readings survive a restart of the browser", { host: null }, async (session) => {
  await session.agree();
  await session.visit(PROFILE, "own_profile");
  await session.visit(CONNECTIONS, "connections");
  await until("the queue", async () => (await session.status()).waiting === 2);
  await session.restart();
  await session.registerHost("recorded");
  await session.reconnect();
  await session.delivered();
  assertDeliveredOnce(session, ["own_profile", "connections"]);
  assert.equal(await stored(session, "connections"), mira.connections);
});

inEachBrowser("a host that does not answer leaves what the popup last showed", {}, async (session) => {
  await givePast(session.env, mira, { days: 30 });
  await session.agree();
  await session.tell({ type: "reconnect" });
  await until("the whole state", async () => (await session.status()).cached?.why?.items.length > 0);
  await session.registerHost("silent");
  for (const host of session.hosts()) signal(host, "SIGKILL");
  await until("the host's end", () => session.hosts().length === 0);
  const popup = await session.openPopup(session.control);
  await popup.waitForSelector(".ring");
  assert.ok((await popup.$$(".why li")).length > 0);
  assert.ok((await popup.$$(".next li")).length > 0);
});
