/** The extension in Italian, and the words that it takes from LinkedIn. */

import assert from "node:assert/strict";
import { MEMBERS } from "../fixtures/linkedin/index.mjs";
import { words } from "../fixtures/linkedin/words.mjs";
import { inEachBrowser } from "./lib/suite.mjs";
import { until } from "../lib/wait.mjs";
import { patternOf, wording } from "./lib/words.mjs";

const { mira } = MEMBERS;
const text = wording("it");

const shown = (page) => page.evaluate(() => document.body.innerText.replace(/\s+/g, " "));

/** Waits until a page shows these texts, which catalogue keys and English ones would not equal. */
const showsAll = (page, ...texts) =>
  until(`${texts.length} Italian texts`, async () => {
    const words = await shown(page);
    const missing = texts.filter((one) => !words.includes(one));
    if (missing.length > 0) throw new Error(`${missing.join("; ")} not in: ${words}`);
    return true;
  });

inEachBrowser(
  "all pages of the extension are in Italian",
  { language: "it", scenario: { frontEnd: "ember", lang: "it" } },
  async (session) => {
    const welcome = await session.pageAt("welcome.html");
    await welcome.waitForSelector("#agree");
    assert.equal(await welcome.evaluate(() => document.documentElement.lang), "it");
    await showsAll(welcome, text("welcome_title"), text("welcome_read_never"), text("welcome_agree"));
    await session.agree();
    const tab = await session.visit(`/in/${mira.vanity}/`, "own_profile");
    await session.visit("/mynetwork/invite-connect/connections/", "connections", tab);
    await session.visit("/sales/ssi", "ssi", tab);
    await session.badgeText(String(mira.ssi.total));
    await session.badgeTitle(patternOf(text("badge_official")));
    await session.delivered();

    const popup = await session.openPopup(session.control);
    await popup.waitForSelector(".ring");
    assert.equal(await popup.evaluate(() => document.documentElement.lang), "it");
    const names = [text("popup_history"), text("rank_industry"), ...words("it").pillars];
    // Italian decimals: 18,4 of 25.
    await showsAll(popup, ...names, mira.ssi.pillars[0].toFixed(1).replace(".", ","));
    // Italian groups: 1268 connections are 1268 or 1.268, never 1,268.
    assert.ok(!(await popup.evaluate(() => document.body.textContent)).includes("1,268"));
    await popup.close();

    const options = await session.open("options.html");
    await until("the options", () => options.$("#pause"));
    await showsAll(options, text("options_title"), text("popup_pause"), text("options_everything_title"));
  },
);

inEachBrowser(
  "the pillars have the names of the user's own LinkedIn",
  { language: "it", scenario: { lang: "de" } },
  async (session) => {
    await session.agree();
    const tab = await session.visit(`/in/${mira.vanity}/`, "own_profile");
    await session.visit("/sales/ssi", "ssi", tab);
    await session.delivered();
    const names = words("de").pillars;
    assert.notEqual(names[0], text("pillar_brand"));

    const popup = await session.openPopup(session.control);
    await until("the pillars in the popup", async () => {
      const shown = await popup.$$eval(".bar .name", (all) => all.map((name) => name.textContent));
      assert.deepEqual(shown, names);
      return true;
    });
    await popup.close();
    const report = await session.open("report.html");
    await until("the report", async () => (await shown(report)).includes(names[0]));
    assert.ok(!(await shown(report)).includes(text("pillar_brand")));
  },
);
