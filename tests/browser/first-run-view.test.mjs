/** Before consent a sample of the product and the button are in view, in every language. */

import assert from "node:assert/strict";
import { inEachBrowser } from "./lib/suite.mjs";
import { settled } from "../lib/wait.mjs";

const LANGUAGES = ["en", "it", "de", "fr", "es", "pt-BR"];
const SIZES = [
  { width: 1280, height: 720 },
  { width: 1366, height: 768 },
];

/**
 * Runs in the page: the elements of `selectors` that are not fully in the window, or are covered.
 */
function hidden(selectors) {
  return selectors.filter((selector) => {
    const node = document.querySelector(selector);
    if (!node) return true;
    const { left, top, right, bottom } = node.getBoundingClientRect();
    const inside = left >= 0 && top >= 0 && right <= innerWidth && bottom <= innerHeight;
    const front = document.elementFromPoint((left + right) / 2, (top + bottom) / 2);
    // elementFromPoint skips inert elements.
    const covered = !node.closest(".agreement") && front?.closest(".agreement");
    return !inside || covered;
  });
}

for (const language of LANGUAGES)
  inEachBrowser(
    `the sample and the button are in sight, ${language}`,
    { host: null, language },
    async (session) => {
      const tab = await session.open("welcome.html");
      await tab.waitForSelector("#agree");
      for (const size of SIZES) {
        await tab.setViewport(size);
        await settled("the page", () => tab.evaluate(() => document.body.innerHTML));
        const seen = [
          "h1",
          "#system",
          "#sample",
          "#sample .ring",
          "#sample .bars",
          "#agree",
          ".agreement p",
          ".agreement .note",
        ];
        assert.deepEqual(await tab.evaluate(hidden, seen), [], `${size.width} × ${size.height}`);
        // The clauses are folded, and all of them are there.
        const clauses = await tab.$$eval("details.card", (cards) => cards.map(({ id }) => id));
        assert.deepEqual(clauses, ["read", "stored", "permissions", "terms", "unseen", "remove"]);
      }
      // The button stays in view at the end of the page, and does not cover the last clause.
      await tab.evaluate(() => scrollTo(0, document.documentElement.scrollHeight));
      assert.deepEqual(await tab.evaluate(hidden, ["#agree", "#remove"]), []);
    },
  );
