/**
 * The weekly report: one click from the history, on one sheet of paper, the same when it is saved.
 * Printing is tested in Chromium only, where the pages of the printed file can be counted.
 */

import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { MEMBERS } from "../fixtures/linkedin/index.mjs";
import { converse } from "./lib/host-process.mjs";
import { givePast, momentOf } from "./lib/past.mjs";
import { inEachBrowser } from "./lib/suite.mjs";
import { until } from "./lib/wait.mjs";
import { wording } from "./lib/words.mjs";

const { mira } = MEMBERS;
const profile = { key: mira.memberId };

/**
 * A full week: after months of browsing many signals are seen for the first time, and a goal is
 * set.
 */
async function liveFully({ env }) {
  await givePast(env, mira, { days: 140 });
  const seen = ["skills", "endorsements", "recommendations", "groups", "publications", "volunteering"];
  const moment = new Date(Date.now() - 60_000);
  await converse(env, [
    {
      type: "hello",
      client: { name: "bussola", version: "0.1.0", browser: "sample" },
    },
    {
      type: "observe",
      request: randomUUID(),
      profile,
      page: "own_profile",
      lang: "en",
      at: momentOf(moment),
      gauges: seen.map((signal) => ({ signal, value: 1, bound: "exact" })),
      tallies: [],
    },
    { type: "goal", profile, set: { signal: "profiles_viewed", count: 10 } },
  ]);
}

/** All words of a report, in order. */
const said = (page) =>
  page.evaluate(() =>
    [...document.querySelectorAll("main :is(h1,h2,th,td,li,p,text)")]
      .map((node) => [node.tagName.toLowerCase(), node.textContent.replace(/\s+/g, " ").trim()])
      .filter(([, text]) => text !== ""),
  );

async function assertOneSheet(session, page, what) {
  if (session.name !== "chromium") return;
  const file = Buffer.from(await page.pdf({ preferCSSPageSize: true, printBackground: true }));
  const sheets = file.toString("latin1").match(/\/Type\s*\/Page\b/g).length;
  assert.equal(sheets, 1, `${what} on paper`);
}

/** Opens the report from the history with a click. */
async function clicked(session) {
  const page = await session.open("history.html");
  await page.waitForSelector("canvas");
  await session.click(page, "a[href*='report.html']");
  await page.waitForSelector("main.report");
  return page;
}

for (const language of ["it", "de"]) {
  const text = wording(language);
  inEachBrowser(`the weekly report, ${language}`, { language }, async (session, site) => {
    await liveFully(session);
    await session.agree();
    await session.tell({ type: "reconnect" });
    const page = await clicked(session);
    const before = site.requests.length;

    // The report opens on yesterday's week; the week before is complete.
    const titles = [];
    for (const week of ["yesterday's", "the one before"]) {
      titles.push(await page.title());
      const here = await said(page);
      const heads = here.filter(([tag]) => tag === "h2").map(([, head]) => head);
      for (const key of ["report_pillars", "report_why", "popup_next", "report_line"])
        assert.ok(heads.includes(text(key)), `${week}: ${key} in ${heads}`);
      assert.ok(here.length > 100, `${here.length} texts`);
      await assertOneSheet(session, page, `${week} week`);
      if (titles.length > 1) break;
      await session.click(page, "[data-focus=report_before]");
      await until("the week before", async () => (await page.title()) !== titles[0]);
    }

    await session.click(page, "[data-focus=report_save]");
    const named = new RegExp(`^bussola-${mira.vanity}-\\d{4}-\\d\\d-\\d\\d\\.html$`);
    const name = await until("the saved file", () => {
      const file = readdirSync(session.downloads).find((name) => named.test(name));
      // A browser may create an empty file of that name first.
      return statSync(join(session.downloads, file)).size > 0 && file;
    });
    const saved = await session.browser.newPage();
    await saved.goto(`file://${join(session.downloads, name)}`);
    assert.deepEqual(await said(saved), await said(page));
    await assertOneSheet(session, saved, "the saved file");
    assert.doesNotMatch(readFileSync(join(session.downloads, name), "utf8"), /<script|<link|src=/);
    assert.equal(site.requests.length, before, "nothing was asked of LinkedIn");
  });
}
