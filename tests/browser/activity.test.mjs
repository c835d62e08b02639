/**
 * The history shows what the user did and what others saw: words and tables have the program's
 * counts, and the same day is marked in every chart, by pointer and by keys.
 */

import assert from "node:assert/strict";
import { MEMBERS } from "../fixtures/linkedin/index.mjs";
import { dayOf, givePast } from "./lib/seed-history.mjs";
import { inEachBrowser } from "./lib/suite.mjs";
import { settled, stillFor, until } from "../lib/wait.mjs";
import { wording } from "./lib/words.mjs";

const { mira } = MEMBERS;
const DAYS = 70;
const LANGUAGE = "it";
const text = wording(LANGUAGE);
const ACTS = ["posts", "comments", "reactions", "people_searches", "profiles_viewed"];

const dayBefore = (days) => {
  const now = new Date();
  return dayOf(new Date(now.getFullYear(), now.getMonth(), now.getDate() - days, 12));
};
const format = (options) => new Intl.DateTimeFormat(LANGUAGE, { ...options, timeZone: "UTC" });
const full = format({ weekday: "short", day: "numeric", month: "short", year: "numeric" });
/** The day as the page writes it; Italian writes the first of a month as an ordinal. */
const written = (day) =>
  full
    .formatToParts(Date.parse(day))
    .map(({ type, value }) => (type === "day" && value === "1" ? "1º" : value))
    .join("");

/** The acts of each day, as the program tells them. */
async function counted(session) {
  const { activity } = await session.ask({ type: "activity", step: "day" });
  const series = activity.acts.filter(({ signal }) => ACTS.includes(signal));
  return new Map(
    activity.day.map((day, index) => [
      day,
      series.reduce((sum, { values }) => sum + (values[index] ?? 0), 0),
    ]),
  );
}

const said = (page, selector) => page.$eval(selector, (node) => node.getAttribute("aria-valuetext"));
const marked = (page) => page.$$eval(".heat .at", (nodes) => nodes.length);

/** Charts that say a day. */
const SLIDERS = [".plot[role=slider]", ".heat", ".cursor-levels"];

/** All charts say this day. */
const onDay = (page, day) =>
  until(`the charts on ${day}`, async () => {
    const words = await Promise.all(SLIDERS.map((selector) => said(page, selector)));
    return words.every((text) => text.startsWith(written(day))) && (await marked(page)) === 1;
  });

async function moveByKeys(page, acts) {
  await page.focus(".heat");
  for (const key of ["ArrowLeft", "ArrowUp"]) await page.keyboard.press(key);
  const day = dayBefore(8);
  await onDay(page, day);
  const count = acts.get(day);
  const words = await said(page, ".heat");
  const one = text("acts_one").replace("$COUNT$", "1");
  const expected = count === 1 ? one : text("acts_other").replace("$COUNT$", String(count));
  assert.ok(words.includes(expected), `${words}, not ${expected}`);
  await page.focus(".plot[role=slider]");
  await page.keyboard.press("Home");
  await onDay(page, dayBefore(DAYS));
  await page.$eval(".plot[role=slider]", (node) => node.blur());
  await until("no mark", async () => (await marked(page)) === 0);
}

async function moveByPointer(page) {
  const box = await page.$eval(".plot .u-over", (node) => {
    node.scrollIntoView({ block: "center" });
    const { left, top, width, height } = node.getBoundingClientRect();
    return { x: left + width / 2, y: top + height / 2 };
  });
  await page.mouse.move(box.x, box.y);
  await until("a mark in the heat map", async () => (await marked(page)) === 1);
  const words = await Promise.all(SLIDERS.map((selector) => said(page, selector)));
  assert.equal(new Set(words.map((text) => text.split(" · ")[0])).size, 1, words.join("\n"));
}

/** The cells of a part's table, which unfolds. */
async function cellsOf(page, part) {
  await page.click(`${part} .numbers summary`);
  await page.waitForSelector(`${part} tbody tr`);
  return page.$$eval(`${part} tbody tr`, (all) =>
    all.map((row) => [...row.querySelectorAll("td")].map((cell) => cell.textContent)),
  );
}

const sumOf = (counts) => counts.reduce((sum, count) => sum + count, 0);
const known = (cells) =>
  cells.filter((cell) => /\d/.test(cell)).map((cell) => Number(cell.replace(/\D/g, "")));

async function readTables(page, acts) {
  const rows = await cellsOf(page, ".year");
  const all = sumOf([...acts.values()]);
  assert.equal(sumOf(known(rows.flat())), all);
  assert.equal(sumOf(known((await cellsOf(page, ".weeks")).flat())), all);
  // The days before the first are not known, and no zero.
  const first = Date.parse(dayBefore(DAYS));
  const weekday = (new Date(first).getUTCDay() + 6) % 7;
  const oldest = rows.findLast((cells) => cells.some((cell) => /\d/.test(cell)));
  assert.deepEqual(oldest.slice(0, weekday), Array(weekday).fill(`–${text("count_unknown")}`));
}

/** What LinkedIn's pages showed has a chart; what they never did is not known. */
async function readAudience(page, session) {
  const { activity } = await session.ask({ type: "activity", step: "day" });
  const newest = (signal) => {
    const { values } = activity.levels.find((one) => one.signal === signal);
    return values.findLast((value) => value !== null);
  };
  const shown = await page.$$eval(".audience .smalls > *", (nodes) =>
    nodes.map((node) => [
      node.querySelector("h3 span").textContent,
      node.querySelector("h3 > :last-child").textContent,
      node.querySelector("canvas, a")?.localName,
    ]),
  );
  for (const signal of ["profile_views", "followers", "post_impressions", "connections"]) {
    const [, value, drawn] = shown.find(([name]) => name === text(`signal_${signal}`));
    assert.deepEqual([known([value])[0], drawn], [newest(signal), "canvas"], signal);
  }
  const [, value, way] = shown.find(([name]) => name === text("signal_search_appearances"));
  assert.deepEqual([value, way], [text("count_unknown"), "a"]);
  const rows = await cellsOf(page, ".audience");
  assert.ok(rows.every((cells) => cells.length === 6 && cells[4] === `–${text("count_unknown")}`));
}

/** Charts are drawn for a sheet while the page prints; a window may be wider or narrower than one. */
async function drawsForPaper(page) {
  const widest = async (event) => {
    if (event) await page.evaluate((type) => dispatchEvent(new Event(type)), event);
    const widths = await page.$$eval(".plot canvas", (nodes) => nodes.map(({ clientWidth }) => clientWidth));
    return Math.max(...widths);
  };
  const onPaper = new Set();
  for (const width of [1100, 600]) {
    await page.setViewport({ width, height: 800 });
    const onScreen = await settled(`charts in ${width} px`, () => widest());
    onPaper.add(await widest("beforeprint"));
    assert.ok(!onPaper.has(onScreen), `${onScreen} px on screen and on paper`);
    assert.equal(await widest("afterprint"), onScreen);
  }
  assert.equal(onPaper.size, 1, `on paper ${[...onPaper]} px`);
}

inEachBrowser("activity and audience", { language: LANGUAGE }, async (session) => {
  await givePast(session.env, mira, { days: DAYS });
  await session.agree();
  await session.tell({ type: "reconnect" });
  const page = await session.open("history.html");
  await page.bringToFront();
  await page.waitForSelector(".heat");
  const acts = await counted(session);
  await moveByKeys(page, acts);
  await moveByPointer(page);
  await readTables(page, acts);
  await readAudience(page, session);
  await drawsForPaper(page);
});

/** Counts the updates that the background announces to this page. */
const countUpdates = (page) =>
  page.evaluate(() => {
    globalThis.updates = 0;
    chrome.runtime.onMessage.addListener(({ type }) => {
      if (type === "changed") globalThis.updates += 1;
    });
  });

/** How a user begins and ends a press on a control of a page. */
const PRESSES = {
  pointer: {
    down: async (page, selector) => {
      const { x, y } = await (await page.$(selector)).clickablePoint();
      await page.mouse.move(x, y);
      await page.mouse.down();
    },
    up: (page) => page.mouse.up(),
  },
  ...Object.fromEntries(
    [" ", "Enter"].map((key) => [
      key,
      {
        down: async (page, selector) => {
          await page.focus(selector);
          await page.keyboard.down(key);
        },
        up: (page) => page.keyboard.up(key),
      },
    ]),
  ),
};

inEachBrowser("a press during which the page is updated arrives", {}, async (session) => {
  await givePast(session.env, mira, { days: DAYS });
  await session.agree();
  await session.tell({ type: "reconnect" });
  const page = await session.open("history.html");
  await page.bringToFront();
  for (const [index, { down, up }] of Object.values(PRESSES).entries()) {
    const range = ["month", "quarter", "all"][index];
    const control = `[data-focus=range-${range}]`;
    await page.waitForSelector(control);
    await settled("the history", () => page.evaluate(() => document.body.innerHTML));
    await countUpdates(page);
    await down(page, control);
    await session.tell({ type: "pause", paused: index % 2 === 0 });
    await until("an update", () => page.evaluate(() => globalThis.updates > 0));
    // Its answers arrive while the button is pressed.
    await stillFor(1_500);
    await up(page);
    await page.waitForSelector(`${control}[aria-pressed=true]`);
    assert.equal(await page.evaluate(() => document.activeElement.dataset.focus), `range-${range}`);
  }
});

inEachBrowser("a chosen span stays chosen when the page is updated", {}, async (session) => {
  await givePast(session.env, mira, { days: DAYS });
  await session.agree();
  await session.tell({ type: "reconnect" });
  const page = await session.open("history.html");
  await page.bringToFront();
  const from = dayBefore(20);
  await page.waitForSelector(".moved input");
  const title = () => page.$eval(".moved h2", ({ textContent }) => textContent);
  const whole = await title();
  // A repaint may replace the field before it changes; the span is then chosen again.
  await until("the chosen span", async () => {
    await page.$eval(
      ".moved input",
      (input, day) => {
        input.value = day;
        input.dispatchEvent(new Event("change"));
      },
      from,
    );
    return (await title()) !== whole;
  });
  const field = await page.$(".moved input");
  const chosen = await title();
  await session.tell({ type: "pause", paused: true });
  await until("a repaint", () => field.evaluate((input) => !input.isConnected));
  assert.equal(await title(), chosen);
  assert.equal(await page.$eval(".moved input", ({ value }) => value), from);
  await session.click(page, "[data-focus=range-quarter]");
  await until("all days", async () => (await page.$eval(".moved input", ({ value }) => value)) !== from);
});
