// @vitest-environment jsdom
/** The time for which LinkedIn's SSI page must show no SSI before it counts. */

import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { byAttributes, readPage } from "../reader";
import { MOMENT } from "../reader/testing";
import type { PageReading } from "../messages";
import { installTab, pass } from "../test/tab";
import { STEADY } from "./steadiness";
import { DELAYS, Watch } from "./watch";

const ADDRESS = "https://www.linkedin.com/sales/ssi";
const SAID = "<h1>Your Social Selling Index</h1><p>You do not have access to SSI</p>";
/** From a change in the page to the end of the look at it, at the latest. */
const LOOK = DELAYS.longest + DELAYS.idle;

let watch: Watch;
let readings: PageReading[];
let hidden: boolean;

const isReported = (): boolean => readings.some(({ noAccess }) => noAccess === true);

async function show(html: string): Promise<void> {
  const { body } = new DOMParser().parseFromString(`<main>${html}</main>`, "text/html");
  document.body.replaceChildren(...body.childNodes);
  await pass(0);
}

async function turn(to: "hidden" | "visible"): Promise<void> {
  hidden = to === "hidden";
  document.dispatchEvent(new Event("visibilitychange"));
  await pass(0);
}

async function open(html: string): Promise<void> {
  await show(html);
  watch.start(null);
  await pass(LOOK);
}

beforeEach(() => {
  vi.useFakeTimers();
  hidden = false;
  readings = [];
  document.documentElement.lang = "en";
  installTab(() => hidden);
  watch = new Watch({
    window,
    read: (page, _url, _known, settled) =>
      readPage(page, new URL(ADDRESS), { moment: MOMENT }, { settled }, byAttributes),
    acts: () => ({ acts: [], pending: false }),
    report: (reading) => {
      readings.push(reading);
      return Promise.resolve({ read: true, taken: true, known: null });
    },
    today: () => "2026-11-20",
    elapsed: () => performance.now(),
  });
});

afterEach(() => {
  watch.stop();
  vi.useRealTimers();
});

test("it is reported once the page has stayed so", async () => {
  await open(SAID);
  await pass(STEADY.unchanged - LOOK);
  expect(isReported()).toBe(false);
  await pass(LOOK);
  expect(readings.filter(({ noAccess }) => noAccess)).toHaveLength(1);
  expect(vi.getTimerCount()).toBe(0);
});

describe.each([
  ["a placeholder", '<div class="artdeco-loader"></div>'],
  ["rows of a skeleton", "<div></div><div></div><div></div>"],
  ["a bar", '<progress value="0" max="25"></progress>'],
  ["a table", "<table><tr><td></td></tr></table>"],
  ["a donut", '<svg><circle stroke-dasharray="0 100" r="16"></circle></svg>'],
])("after %s", (_, part) => {
  test("the time starts when it is gone", async () => {
    await open(SAID + part);
    await pass(STEADY.unchanged - LOOK - 1_000);
    await show(SAID);
    await pass(STEADY.unchanged);
    expect(isReported()).toBe(false);
    await pass(LOOK);
    expect(isReported()).toBe(true);
  });

  test("the time starts again when it returns, in a hidden page too", async () => {
    await open(SAID);
    await show(SAID + part);
    await pass(LOOK);
    await show(SAID);
    await pass(STEADY.unchanged - 1_000);
    expect(isReported()).toBe(false);
    await turn("hidden");
    await show(SAID + part);
    await turn("visible");
    await pass(LOOK);
    await show(SAID);
    await pass(STEADY.unchanged - 1_000);
    expect(isReported()).toBe(false);
    await pass(LOOK + 1_000);
    expect(isReported()).toBe(true);
  });
});

describe("another tab", () => {
  test("does not reset the time", async () => {
    await open(SAID);
    for (let switches = 0; switches < 4; switches += 1) {
      await turn("hidden");
      await pass(1_000);
      await turn("visible");
      await pass(1_000);
    }
    await pass(STEADY.unchanged - LOOK - 8_000);
    expect(isReported()).toBe(false);
    await pass(LOOK);
    expect(isReported()).toBe(true);
  });

  test("may be in front for most of the time, but the end must be seen", async () => {
    await open(SAID);
    await turn("hidden");
    await pass(3_600_000);
    expect(isReported()).toBe(false);
    await turn("visible");
    await pass(STEADY.seen - 1_000);
    expect(isReported()).toBe(false);
    await pass(2_000);
    expect(isReported()).toBe(true);
  });

  test("a score that a thawed page shows is still in time", async () => {
    await open(SAID);
    await turn("hidden");
    await pass(3_600_000);
    await turn("visible");
    await pass(STEADY.seen / 2);
    await show(`<h1>Your Social Selling Index</h1><progress value="12" max="25"></progress>`);
    await pass(STEADY.unchanged + LOOK);
    expect(isReported()).toBe(false);
  });
});
