/**
 * A user's walk through all pages, in both front ends and two languages: the host stores what they
 * show, and popup and history show what the host has.
 */

import assert from "node:assert/strict";
import { MEMBERS } from "../fixtures/linkedin/index.mjs";
import { inEachBrowser } from "./lib/suite.mjs";
import { expectedOf, walkOf } from "./lib/walk.mjs";
import { until } from "../lib/wait.mjs";

const WINDOW_DAYS = 90;
const PILLARS = ["brand", "people", "insights", "relationships"];

async function walk(session, member) {
  await session.agree();
  let tab;
  for (const { path, page } of walkOf(member)) tab = await session.visit(path, page, tab);
  await session.delivered();
  await session.badgeText(String(member.ssi.total));
}

/** The last value of each gauge in the host's export. */
async function exportedGauges(session) {
  const { data, cursor } = await session.ask({ type: "export", format: "json" });
  assert.equal(cursor, null);
  const gauges = JSON.parse(data).records.filter(({ record }) => record === "gauge");
  return new Map(gauges.map(({ signal, value }) => [signal, value]));
}

async function assertPopup(session, member) {
  // Under the icon, as the browser shows it: neither cropped nor scrolling.
  const picture = await session.popupPicture(session.control);
  const sizeInPng = [picture.readUInt32BE(16), picture.readUInt32BE(20)];
  assert.deepEqual(sizeInPng, [380, 596]);

  const popup = await session.openPopup(session.control);
  // A popup shows the last state that was stored until the host has answered.
  await until("LinkedIn's number in the popup", () =>
    popup.$eval(".ring .total", ({ textContent }, total) => textContent === total, String(member.ssi.total)),
  );
  const shown = await popup.evaluate(() => document.body.textContent);
  for (const value of member.ssi.pillars) assert.ok(shown.includes(value.toFixed(1)), `${value} in ${shown}`);
  for (const { rank } of [member.ssi.industry, member.ssi.network]) assert.ok(shown.includes(`${rank}%`));
  const fits = await popup.evaluate(() => {
    const main = document.querySelector("main");
    return [main.scrollHeight <= main.clientHeight, document.body.scrollWidth <= 380];
  });
  assert.deepEqual(fits, [true, true]);
  await popup.close();
}

async function assertHistory(session, member) {
  const history = await session.open("history.html");
  await until("the day's number in the table", () =>
    history.$$eval(
      "table tbody tr",
      (rows, total) => rows.some((row) => row.textContent.includes(total)),
      String(member.ssi.total),
    ),
  );
  await history.close();
}

for (const [frontEnd, lang, name] of [
  ["sdui", "en", "mira"],
  ["ember", "it", "aiko"],
  ["sdui", "it", "jonas"],
  ["ember", "en", "mira"],
]) {
  const member = MEMBERS[name];
  const scenario = { frontEnd, lang, member: name, now: Date.now() };
  inEachBrowser(`all pages of ${frontEnd} in ${lang}`, { scenario }, async (session) => {
    await walk(session, member);
    const state = await session.state();
    const signals = new Map(
      state.pillars.flatMap((pillar) => pillar.signals.map((signal) => [signal.id, signal])),
    );
    const { gauges, tallies } = expectedOf(member);
    const scored = (expected) => Object.entries(expected).filter(([id]) => signals.has(id));
    assert.deepEqual(
      scored(gauges).map(([id]) => [id, signals.get(id).value ?? 0]),
      scored(gauges),
    );
    // A young tally is extrapolated to the whole window; this restores the count.
    const counted = ({ value, projected_from_days: days = WINDOW_DAYS }) =>
      Math.round((value * days) / WINDOW_DAYS);
    assert.deepEqual(
      scored(tallies).map(([id]) => [id, counted(signals.get(id))]),
      scored(tallies),
    );
    // Stored and charted signals that are not scored are in the export.
    const exported = await exportedGauges(session);
    for (const [id, value] of Object.entries(gauges).filter(([id]) => !signals.has(id))) {
      assert.equal(exported.get(id) ?? 0, value, id);
    }
    const { total, pillars, industry, network } = state.official;
    assert.equal(total, member.ssi.total);
    assert.deepEqual(
      PILLARS.map((pillar) => pillars[pillar]),
      member.ssi.pillars,
    );
    assert.deepEqual(
      [industry.rank_pct, network.rank_pct],
      [member.ssi.industry.rank, member.ssi.network.rank],
    );
    assert.deepEqual(
      [industry.average, network.average],
      [member.ssi.industry.average, member.ssi.network.average],
    );
    assert.equal(state.kind, "official");
    if (frontEnd === "sdui" && lang === "en") {
      await assertPopup(session, member);
      await assertHistory(session, member);
    }
  });
}
