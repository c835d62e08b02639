/**
 * The weekly report: one click from the history, on one sheet of paper, the same when it is saved.
 * Printing is tested in Chromium only, where the pages of the printed file can be counted.
 */

import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { MEMBERS } from "../fixtures/linkedin/index.mjs";
import { converse } from "./lib/host-process.mjs";
import { dayOf, givePast, momentOf } from "./lib/seed-history.mjs";
import { smallTexts } from "./lib/small-texts.mjs";
import { inEachBrowser } from "./lib/suite.mjs";
import { until } from "../lib/wait.mjs";
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
  await page.emulateMediaType("print");
  assert.deepEqual(await smallTexts(page), [], `${what} on paper`);
  await page.emulateMediaType(null);
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
      assert.deepEqual(await smallTexts(page), [], `${week} week on the screen`);
      await assertOneSheet(session, page, `${week} week`);
      if (titles.length > 1) break;
      await session.click(page, "[data-focus=report_before]");
      await until("the week before", async () => (await page.title()) !== titles[0]);
    }

    await session.click(page, "[data-focus=report_save]");
    const named = new RegExp(`^bussola-${mira.vanity}-\\d{4}-\\d\\d-\\d\\d\\.html$`);
    const name = await until("the saved file", () => {
      const file = readdirSync(session.downloads).find((name) => named.test(name));
      // A browser may create an empty file of that name first, and fill it in parts.
      return readFileSync(join(session.downloads, file), "utf8").endsWith("</html>\n") && file;
    });
    const saved = await session.browser.newPage();
    await saved.goto(`file://${join(session.downloads, name)}`);
    assert.deepEqual(await said(saved), await said(page));
    await assertOneSheet(session, saved, "the saved file");
    assert.doesNotMatch(readFileSync(join(session.downloads, name), "utf8"), /<script|<link|src=/);
    assert.equal(site.requests.length, before, "nothing was asked of LinkedIn");
  });
}

const DAY_MS = 86_400_000;

/**
 * A week that has closed, and a value of LinkedIn's that corrected its line in the week after it.
 * Returns the closed week's Sunday.
 */
async function correctClosedWeek({ env }) {
  const today = new Date();
  today.setHours(9, 0, 0, 0);
  const monday = today.getTime() - (((today.getDay() + 6) % 7) + 14) * DAY_MS;
  const on = (day) => new Date(monday + day * DAY_MS);
  const observe = (day, page, parts) => ({
    type: "observe",
    request: randomUUID(),
    profile: { ...profile, label: mira.vanity },
    page,
    lang: "en",
    at: momentOf(on(day)),
    gauges: [],
    tallies: [],
    ...parts,
  });
  const level = (day, value) =>
    observe(day, "connections", { gauges: [{ signal: "connections", value, bound: "exact" }] });
  const ssi = (day, total) =>
    observe(day, "ssi", {
      official: { total, pillars: { brand: total - 39, people: 12, insights: 12, relationships: 15 } },
    });
  const posts = (day) =>
    observe(day, "activity_posts", {
      tallies: [
        {
          signal: "posts",
          from: dayOf(on(day - 80)),
          to: dayOf(on(day)),
          days: { [dayOf(on(Math.min(day, 4)))]: 2 },
        },
      ],
    });
  const visits = [level(1, 300), posts(1), ssi(1, 57), level(4, 310), posts(4), level(7, 311), posts(9)];
  await converse(env, [...visits, ssi(9, 49)]);
  return dayOf(on(6));
}

inEachBrowser(
  "a closed week's report keeps its number, here and on the command line",
  {},
  async (session) => {
    const text = wording("en");
    const sunday = await correctClosedWeek(session);
    await session.agree();
    await session.tell({ type: "reconnect" });
    const page = await session.open("report.html");
    const [, sentence] = text("report_corrected").split("$DATE$")[1].split("$TOTAL$")[0].split(". ");
    await page.waitForSelector("main.report");
    const words = () => page.evaluate(() => document.querySelector("main").innerText.replace(/\s+/g, " "));
    for (let back = 0; back < 3 && !(await words()).includes(sentence); back++) {
      const title = await page.title();
      await session.click(page, "[data-focus=report_before]");
      await until("the week before", async () => (await page.title()) !== title);
    }
    const number = await page.$eval(".number", (node) => node.firstChild.textContent);
    const output = (await session.cli("report", "--week", sunday)).replace(/\s+/g, " ");
    assert.ok(output.includes(sentence), output);
    assert.ok(output.includes(number), `${number}: ${output}`);
    const known = (words) => /would be (\S+) today/.exec(words)[1];
    assert.equal(known(await page.$eval(".number + p", (node) => node.textContent)), known(output));
    assert.notEqual(known(output), number.split(" ")[0]);
  },
);
