/** Updates while the browser runs: of the host, of the extension, and from the previous release. */

import assert from "node:assert/strict";
import { existsSync, mkdtempSync, readlinkSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { MEMBERS } from "../fixtures/linkedin/index.mjs";
import { startLinkedIn } from "../lib/linkedin.mjs";
import { isAlive, signal } from "./lib/processes.mjs";
import { openSession } from "./lib/session.mjs";
import { forEachBrowser, inEachBrowser } from "./lib/suite.mjs";
import { LATER, PREVIOUS, VERSION, previousExtension, unpack, unpackExtension } from "../lib/versions.mjs";
import { until } from "../lib/wait.mjs";
import { wording } from "./lib/words.mjs";

const CONNECTIONS = "/mynetwork/invite-connect/connections/";
const { mira } = MEMBERS;
const PROFILE = `/in/${mira.vanity}/`;
const text = wording("en");

/** The directory of the version that a process runs from. */
const runsFrom = (pid) => dirname(readlinkSync(`/proc/${pid}/exe`));

/** The doctor's lines about the extension; other lines may fail on a test's machine. */
async function doctorOfExtension(session) {
  const report = await session.cli("doctor", "--json").catch((failed) => failed.stdout);
  return JSON.parse(report).findings.filter(({ check }) => check === "extension");
}

/**
 * A session with an installation below a prefix of its own and an unpacked extension of its own.
 */
function inEachBrowserInstalled(name, body) {
  forEachBrowser(name, async (browser) => {
    const place = mkdtempSync(join(tmpdir(), "bussola-update-"));
    const site = await startLinkedIn();
    const prefix = join(place, "prefix");
    const extension = unpackExtension(browser, join(place, "extension"));
    const host = join(prefix, "lib/bussola/current/bussola-host");
    const programs = { cli: join(unpack(prefix), "bussola"), host };
    try {
      const session = await openSession(browser, { site, extension, programs, host: null });
      try {
        await body(session, { browser, prefix, extension });
      } finally {
        await session.close();
      }
    } finally {
      await site.close();
      rmSync(place, { recursive: true, force: true });
    }
  });
}

inEachBrowserInstalled(
  "a host replaced while it runs continues; the next one is new",
  async (session, at) => {
    const { prefix } = at;
    await session.registerHost();
    await session.agree();
    await session.visit(PROFILE, "own_profile");
    await session.delivered();
    const [old] = session.hosts();
    const before = join(prefix, "lib/bussola", VERSION);
    assert.equal(runsFrom(old), before);

    const after = unpack(prefix, LATER);
    session.programs.cli = join(after, "bussola");
    assert.match(await session.registerHost(), new RegExp(`Version ${VERSION} stays while a program runs`));
    await session.visit(CONNECTIONS, "connections");
    await session.delivered();
    assert.deepEqual(session.hosts(), [old]);
    assert.equal(runsFrom(old), before);
    assert.equal((await session.status()).hostVersion, VERSION);

    await session.suspendBackground();
    await until("the old host's end", () => !isAlive(old));
    await session.visit("/sales/ssi", "ssi");
    await session.delivered();
    assert.equal(runsFrom(session.hosts()[0]), after);
    assert.equal((await session.status()).hostVersion, LATER);
    await session.badgeText(String(mira.ssi.total));

    assert.match(await session.registerHost(), new RegExp(`Version ${VERSION} was removed`));
    assert.ok(!existsSync(before));
    const [said] = await doctorOfExtension(session);
    assert.equal(said.level, "warning");
    assert.match(said.text, new RegExp(`version ${VERSION}, this program is ${LATER}: the extension must`));
  },
);

inEachBrowserInstalled("an extension upgraded while a host runs loses nothing", async (session, at) => {
  const { browser, extension } = at;
  await session.registerHost();
  await session.agree();
  await session.visit(PROFILE, "own_profile");
  await session.delivered();
  const [old] = session.hosts();
  // The queue must survive an extension that is reloaded.
  session.removeHost();
  signal(old, "SIGKILL");
  await until("the host's end", () => !isAlive(old));
  await session.visit(CONNECTIONS, "connections");
  await until("the queue", async () => (await session.status()).waiting === 1);

  await session.registerHost();
  unpackExtension(browser, extension, LATER);
  await session.reloadExtension(LATER);
  assert.equal((await session.status()).extensionVersion, LATER);
  assert.equal((await session.status()).agreed, true);
  await session.reconnect();
  await session.delivered();
  await session.visit("/sales/ssi", "ssi");
  await session.delivered();
  const { state } = await session.ask({ type: "state" });
  const signals = state.pillars.flatMap((pillar) => pillar.signals);
  assert.equal(signals.find(({ id }) => id === "connections").value, mira.connections);
  await session.badgeText(String(mira.ssi.total));
  const [said] = await doctorOfExtension(session);
  assert.match(said.text, new RegExp(`version ${LATER}, this program is ${VERSION}: the program must`));
});

/** What the popup shows while no number is known: its title, commands and buttons. */
async function popupOf(session, screen) {
  const popup = await session.openPopup(session.control);
  await popup.waitForSelector(`.state-${screen}`);
  const of = (selector) => popup.$$eval(selector, (nodes) => nodes.map((node) => node.textContent));
  return {
    popup,
    shown: [await of("h2"), await of(".command code"), await of("main button.main, .state button.main")],
  };
}

/** Readings from the meantime are delivered once both sides understand each other. */
async function deliveredAfterAll(session) {
  await session.registerHost();
  await session.reconnect();
  await session.delivered();
  const { state } = await session.ask({ type: "state" });
  assert.ok(state.coverage.signals > 0, JSON.stringify(state.coverage));
}

inEachBrowser(
  "the popup says when the host is too old, and how to update it",
  { host: "protocol0" },
  async (session) => {
    await session.agree();
    await session.visit(PROFILE, "own_profile");
    await until("the host's protocol", async () => (await session.status()).host === "outdated");
    await session.badgeTitle(text("badge_host_outdated"));
    const { popup, shown } = await popupOf(session, "host_outdated");
    assert.deepEqual(shown, [
      [text("state_host_outdated_title")],
      ["bussola doctor --fix"],
      [text("action_again")],
    ]);
    await popup.close();
    await deliveredAfterAll(session);
  },
);

inEachBrowserInstalled(
  "the popup says when the extension is too old, and its button updates it",
  async (session, at) => {
    const { browser, extension } = at;
    await session.registerHost("protocol2");
    await session.agree();
    await session.visit(PROFILE, "own_profile");
    await until("the host's protocol", async () => (await session.status()).host === "ahead");
    await session.badgeTitle(text("badge_host_ahead"));
    const { popup, shown } = await popupOf(session, "host_ahead");
    assert.deepEqual(shown, [[text("state_host_ahead_title")], [], [text("action_update")]]);

    unpackExtension(browser, extension, LATER);
    await popup.$eval("button.main", (button) => button.click()).catch(() => undefined);
    await session.extensionReturns(LATER);
    await deliveredAfterAll(session);
  },
);

/** A walk with programs and extension of two releases. */
const walk = (title, options) =>
  inEachBrowser(
    title,
    { ...options, skip: !PREVIOUS && "this clone has no earlier release" },
    async (session) => {
      await session.agree();
      await session.visit(PROFILE, "own_profile");
      await session.visit("/sales/ssi", "ssi");
      await session.delivered();
      await session.badgeText(String(mira.ssi.total));
      assert.equal((await session.status()).host, "connected");
    },
  );

const before = (name) => join(PREVIOUS ?? "", name);

walk("the previous release's extension works with this host", { extension: previousExtension });
walk("this extension works with the previous release's host", {
  programs: { cli: before("bussola"), host: before("bussola-host") },
});
