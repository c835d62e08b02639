/** Attribution: nothing while signed out, nothing of other people's, two accounts kept apart. */

import assert from "node:assert/strict";
import { MEMBERS, OTHERS } from "../fixtures/linkedin/index.mjs";
import { inEachBrowser } from "./lib/suite.mjs";
import { stillFor, until } from "../lib/wait.mjs";
import { wording } from "./lib/words.mjs";

const CONNECTIONS = "/mynetwork/invite-connect/connections/";
const { mira, jonas } = MEMBERS;
const [stranger] = Object.values(OTHERS);
const text = wording("en");

const observes = (session) => session.frames().filter(({ type }) => type === "observe");

inEachBrowser(
  "nothing is read while signed out",
  { host: "recorded", scenario: { signedIn: false } },
  async (session) => {
    await session.agree();
    const tab = await session.open("/sales/ssi");
    await until("the sign-out", async () => (await session.status()).signedOut);
    await session.badgeTitle(new RegExp(text("badge_signed_out")));
    // A guest sees other people's profiles, with their counts.
    for (const path of [`/in/${stranger.vanity}/`, CONNECTIONS]) {
      await session.open(path, tab);
      await stillFor(1_500);
    }
    await session.delivered();
    assert.deepEqual((await session.status()).pages, {});
    for (const { gauges, tallies, events, official } of observes(session)) {
      assert.deepEqual([gauges, tallies, events ?? [], official], [[], [], [], undefined]);
    }
  },
);

inEachBrowser("other people's profiles count as visits only", { host: "recorded" }, async (session) => {
  await session.agree();
  const tab = await session.visit(`/in/${mira.vanity}/`, "own_profile");
  await session.visit(`/in/${stranger.vanity}/`, "other_profile", tab);
  await session.delivered();
  const visit = observes(session).find(({ page }) => page === "other_profile");
  assert.deepEqual(visit.gauges, []);
  assert.deepEqual(
    visit.events.map(({ signal, count }) => [signal, count]),
    [["profiles_viewed", 1]],
  );
  assert.equal(visit.profile.key, mira.memberId);

  // The same profile again is the same visit; a second one is another.
  const [, second] = Object.values(OTHERS);
  const counted = () =>
    observes(session)
      .flatMap(({ events = [] }) => events)
      .reduce((sum, { count }) => sum + count, 0);
  await session.visit(`/in/${stranger.vanity}/`, "other_profile", tab);
  await session.delivered();
  assert.equal(counted(), 1);
  await session.visit(`/in/${second.vanity}/`, "other_profile", tab);
  await session.delivered();
  assert.equal(counted(), 2);

  const sent = JSON.stringify(session.frames());
  for (const { name, vanity, memberId, headline } of Object.values(OTHERS)) {
    for (const word of [name, vanity, memberId, headline]) assert.ok(!sent.includes(word), word);
  }
});

inEachBrowser("two accounts in one browser are kept apart", {}, async (session, site) => {
  await session.agree();
  const tab = await session.visit(`/in/${mira.vanity}/`, "own_profile");
  await session.visit(CONNECTIONS, "connections", tab);
  await session.visit("/sales/ssi", "ssi", tab);
  await session.badgeText("57");

  site.set({ signedIn: false });
  await session.open("/feed/", tab);
  await until("the sign-out", async () => (await session.status()).signedOut);

  site.set({ signedIn: true, member: "jonas" });
  await session.visit(`/in/${jonas.vanity}/`, "own_profile", tab);
  await session.visit(CONNECTIONS, "connections", tab);
  await session.visit("/sales/ssi", "ssi", tab);
  await session.badgeText("21");
  await session.delivered();

  const { profiles } = await session.ask({ type: "profiles" });
  assert.deepEqual(profiles.map(({ key }) => key).sort(), [jonas.memberId, mira.memberId].sort());
  for (const member of [mira, jonas]) {
    const { state } = await session.ask({ type: "state", profile: { key: member.memberId } });
    const signals = new Map(
      state.pillars.flatMap((pillar) => pillar.signals).map((signal) => [signal.id, signal]),
    );
    assert.equal(signals.get("connections").value, member.connections);
    assert.equal(signals.get("followers").value, member.followers);
    assert.equal(state.official.total, member.ssi.total);
  }
});
