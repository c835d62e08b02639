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

/** Finds catalogue keys shown in place of texts, and texts of the other catalogue. */
function assertItalian(words, keys) {
  for (const key of keys) assert.ok(words.includes(text(key)), `${key} is missing in: ${words}`);
}

inEachBrowser(
  "all pages of the extension are in Italian",
  { language: "it", scenario: { frontEnd: "ember", lang: "it" } },
  async (session) => {
    const welcome = await session.pageAt("welcome.html");
    await welcome.waitForSelector("#agree");
    assert.equal(await welcome.evaluate(() => document.documentElement.lang), "it");
    assertItalian(await shown(welcome), ["welcome_title", "welcome_read_never", "welcome_agree"]);
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
    assertItalian(await shown(popup), ["popup_history", "rank_industry"]);
    for (const name of words("it").pillars) assert.ok((await shown(popup)).includes(name), name);
    // Italian decimals: 18,4 of 25.
    assert.ok((await shown(popup)).includes(mira.ssi.pillars[0].toFixed(1).replace(".", ",")));
    // Italian groups: 1268 connections are 1268 or 1.268, never 1,268.
    assert.ok(!(await popup.evaluate(() => document.body.textContent)).includes("1,268"));
    await popup.close();

    const options = await session.open("options.html");
    await until("the options", () => options.$("#pause"));
    assertItalian(await shown(options), ["options_title", "popup_pause", "options_everything_title"]);
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
    await popup.waitForSelector(".bar .name");
    const inPopup = await popup.$$eval(".bar .name", (all) => all.map((name) => name.textContent));
    assert.deepEqual(inPopup, names);
    await popup.close();
    const report = await session.open("report.html");
    await until("the report", async () => (await shown(report)).includes(names[0]));
    assert.ok(!(await shown(report)).includes(text("pillar_brand")));
  },
);
