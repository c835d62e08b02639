// @vitest-environment jsdom
/** How long LinkedIn's SSI page must say that there is no SSI, on the page itself. */

import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { byAttributes, readPage } from "../reader";
import { MOMENT } from "../reader/testing";
import type { PageReading } from "../shared/messages";
import { STEADY } from "./steadiness";
import { DELAYS, Watch } from "./watch";

const ADDRESS = "https://www.linkedin.com/sales/ssi";
const SAID = "<h1>Your Social Selling Index</h1><p>You do not have access to SSI</p>";
/** From a change in the page to the end of the look at it, however late that is. */
const LOOK = DELAYS.longest + DELAYS.idle;

let watch: Watch;
let readings: PageReading[];
let hidden: boolean;

const pass = (ms: number): Promise<unknown> => vi.advanceTimersByTimeAsync(ms);
const told = (): boolean => readings.some(({ noAccess }) => noAccess === true);

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
  vi.spyOn(document, "visibilityState", "get").mockImplementation(() => (hidden ? "hidden" : "visible"));
  // jsdom has none.
  window.requestIdleCallback = (callback) => window.setTimeout(callback, 0);
  window.cancelIdleCallback = (handle) => window.clearTimeout(handle);
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

test("it is told once the page has stayed so", async () => {
  await open(SAID);
  await pass(STEADY.unchanged - LOOK);
  expect(told()).toBe(false);
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
  test("the time begins when it goes", async () => {
    await open(SAID + part);
    await pass(STEADY.unchanged - LOOK - 1_000);
    await show(SAID);
    await pass(STEADY.unchanged);
    expect(told()).toBe(false);
    await pass(LOOK);
    expect(told()).toBe(true);
  });

  test("it begins anew when it comes again, in a hidden page too", async () => {
    await open(SAID);
    await show(SAID + part);
    await pass(LOOK);
    await show(SAID);
    await pass(STEADY.unchanged - 1_000);
    expect(told()).toBe(false);
    await turn("hidden");
    await show(SAID + part);
    await turn("visible");
    await pass(LOOK);
    await show(SAID);
    await pass(STEADY.unchanged - 1_000);
    expect(told()).toBe(false);
    await pass(LOOK + 1_000);
    expect(told()).toBe(true);
  });
});

describe("another tab", () => {
  test("takes nothing from the time that has passed", async () => {
    await open(SAID);
    for (let switches = 0; switches < 4; switches += 1) {
      await turn("hidden");
      await pass(1_000);
      await turn("visible");
      await pass(1_000);
    }
    await pass(STEADY.unchanged - LOOK - 8_000);
    expect(told()).toBe(false);
    await pass(LOOK);
    expect(told()).toBe(true);
  });

  test("may be shown for most of it, but the end is seen", async () => {
    await open(SAID);
    await turn("hidden");
    await pass(3_600_000);
    expect(told()).toBe(false);
    await turn("visible");
    await pass(STEADY.seen - 1_000);
    expect(told()).toBe(false);
    await pass(2_000);
    expect(told()).toBe(true);
  });

  test("a score that a frozen page shows when it goes on is in time", async () => {
    await open(SAID);
    await turn("hidden");
    await pass(3_600_000);
    await turn("visible");
    await pass(STEADY.seen / 2);
    await show(`<h1>Your Social Selling Index</h1><progress value="12" max="25"></progress>`);
    await pass(STEADY.unchanged + LOOK);
    expect(told()).toBe(false);
  });
});
