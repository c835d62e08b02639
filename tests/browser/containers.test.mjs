/**
 * Firefox's containers: two sessions at once in one browser, which an extension cannot tell apart.
 */

import assert from "node:assert/strict";
import { MEMBERS } from "../fixtures/linkedin/index.mjs";
import { inEachBrowser } from "./lib/suite.mjs";
import { until } from "../lib/wait.mjs";

const { mira, jonas } = MEMBERS;
const options = { only: "firefox", host: "recorded" };

/** The profiles that LinkedIn's number was stored for, in order. */
const owners = (session) =>
  session
    .frames()
    .filter(({ type, official }) => type === "observe" && official !== undefined)
    .map(({ profile }) => profile?.key);

/** A tab in a container of its own. */
const containerOf = (session) => session.browser.createBrowserContext();

const openIn = async (session, container, path) => session.open(path, await container.newPage());

/** Waits until the background has taken a reading that it cannot attribute yet. */
const isHeld = (session) =>
  until("a reading that is held", () =>
    session.call(async () => {
      const { held = {} } = await chrome.storage.session.get("held");
      return Object.values(held).some((readings) => readings.length > 0);
    }),
  );

inEachBrowser(
  "the SSI page of a second container is not given to the first",
  options,
  async (session, site) => {
    await session.agree();
    const first = await session.visit("/feed/", "feed");
    site.set({ member: "jonas" });
    const other = await containerOf(session);
    await openIn(session, other, "/sales/ssi");
    await isHeld(session);
    await session.delivered();
    assert.deepEqual(owners(session), []);

    // Another tab of the same container names its user.
    await openIn(session, other, `/in/${jonas.vanity}/`);
    await until("the second member's number", () => owners(session).length === 1);
    assert.deepEqual(owners(session), [jonas.memberId]);

    // The first container is still the first user's.
    site.set({ member: "mira" });
    await first.bringToFront();
    await session.open("/sales/ssi", first);
    await until("the first member's number", () => owners(session).length === 2);
    assert.deepEqual(owners(session), [jonas.memberId, mira.vanity]);
  },
);

/** The profiles for which the host has LinkedIn's number, in order. */
const storedOwners = (session) =>
  session
    .inDatabase((db) => db.prepare("SELECT key FROM official JOIN profile ON id = profile ORDER BY at").all())
    .map(({ key }) => key);

inEachBrowser("the SSI page may come first, in a tab of its own", options, async (session) => {
  await session.agree();
  await session.open("/sales/ssi");
  await isHeld(session);
  await session.delivered();
  assert.deepEqual(owners(session), [undefined]);
  assert.deepEqual(storedOwners(session), [null]);
  await session.visit(`/in/${mira.vanity}/`, "own_profile");
  await session.delivered();
  assert.deepEqual(storedOwners(session), [mira.memberId]);
  assert.equal((await session.status()).official.official.total, mira.ssi.total);
});
