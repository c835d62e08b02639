// @vitest-environment jsdom
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import type { Act, ContentAnswer, PageReading, Self } from "../messages";
import { readingOf } from "../test/samples";
import { connections } from "../test/worker";
import { installTab, pass } from "../test/tab";
import { STEADY } from "./steadiness";
import { DELAYS, Watch } from "./watch";

let watch: Watch;
let shown: Partial<PageReading>;
let looks: { url: string; known: Self | null }[];
let reports: PageReading[];
let silences: number;
let actsSeen: { acts: Act[]; pending: boolean }[];
let reportedActs: Act[];
let answer: ContentAnswer | undefined;
let today: string;
let hidden: boolean;
let failing: boolean;

/** Long enough for several looks. */
const LONG = 120_000;

/** Changes something in the page and lets observers run. */
async function change(): Promise<void> {
  document.body.append(document.createElement("p"));
  await pass(0);
}

beforeEach(() => {
  vi.useFakeTimers();
  window.history.replaceState({}, "", "/feed/");
  document.body.replaceChildren();
  hidden = failing = false;
  installTab(() => hidden);
  looks = [];
  reports = [];
  silences = 0;
  actsSeen = [];
  reportedActs = [];
  shown = { gauges: connections(268) };
  answer = { read: true, taken: true, known: null };
  today = "2026-11-23";
  watch = new Watch({
    window,
    read: (_document, url, known) => {
      if (failing) throw new Error("odd page");
      looks.push({ url, known });
      return readingOf(shown);
    },
    acts: () => {
      const [next] = actsSeen;
      if (actsSeen.length > 1) actsSeen.shift();
      return next ?? { acts: [], pending: false };
    },
    report: (reading, settled, acts) => {
      reportedActs.push(...acts);
      reports.push(reading);
      if (settled) silences += 1;
      return Promise.resolve(answer);
    },
    today: () => today,
    elapsed: () => performance.now(),
  });
});

afterEach(() => {
  watch.stop();
  vi.useRealTimers();
});

test("a page is looked at once, and again only after a change", async () => {
  watch.start(null);
  await pass(LONG);
  expect(looks).toHaveLength(1);
  expect(reports).toHaveLength(1);
  expect(vi.getTimerCount()).toBe(0);
});

test("the same state is reported once, a changed one again", async () => {
  watch.start(null);
  await pass(LONG);
  await change();
  await pass(LONG);
  expect([looks.length, reports.length]).toEqual([2, 1]);
  shown = { gauges: connections(269) };
  await change();
  await pass(LONG);
  expect(reports.map(({ gauges }) => gauges[0]?.value)).toEqual([268, 269]);
});

test("the same state is reported again the next day", async () => {
  watch.start(null);
  await pass(LONG);
  today = "2026-11-24";
  await change();
  await pass(LONG);
  expect(reports).toHaveLength(2);
});

test("how a reading was found does not matter", async () => {
  watch.start(null);
  await pass(LONG);
  shown = { ...shown, trace: [{ signal: "connections", anchor: "another" }] };
  await change();
  await pass(LONG);
  expect(reports).toHaveLength(1);
});

test("a page that keeps changing is looked at less and less often", async () => {
  watch.start(null);
  const restless = setInterval(() => document.body.append(document.createElement("p")), 50);
  await pass(LONG);
  clearInterval(restless);
  expect(looks.length).toBeGreaterThan(5);
  expect(looks.length).toBeLessThan(20);
  expect(reports).toHaveLength(1);
});

test("a loading page reports nothing and is looked at often enough", async () => {
  shown = { status: "loading" };
  watch.start(null);
  const filling = setInterval(() => document.body.append(document.createElement("p")), 100);
  await pass(26_000);
  expect(reports).toEqual([]);
  shown = { page: "ssi" };
  await pass(DELAYS.loading + DELAYS.idle);
  clearInterval(filling);
  expect(reports.map(({ page }) => page)).toEqual(["ssi"]);
});

test("a hidden page is not looked at until it is shown", async () => {
  hidden = true;
  watch.start(null);
  await change();
  await pass(LONG);
  expect(looks).toEqual([]);
  hidden = false;
  document.dispatchEvent(new Event("visibilitychange"));
  await pass(LONG);
  expect(looks).toHaveLength(1);
  hidden = true;
  document.dispatchEvent(new Event("visibilitychange"));
  await change();
  await pass(LONG);
  expect(looks).toHaveLength(1);
});

test("a navigation within the document is followed", async () => {
  watch.start(null);
  await pass(LONG);
  window.history.pushState({}, "", "/mynetwork/");
  shown = { page: "network" };
  await change();
  await pass(DELAYS.first + 1);
  expect(looks.at(-1)?.url).toMatch(/\/mynetwork\/$/);
  window.history.replaceState({}, "", "/feed/");
  window.dispatchEvent(new PopStateEvent("popstate"));
  await pass(DELAYS.first + 1);
  expect(looks.at(-1)?.url).toMatch(/\/feed\/$/);
});

test("coming back to an unchanged page reports nothing", async () => {
  watch.start(null);
  await pass(LONG);
  for (const [page, path] of [
    ["network", "/mynetwork/"],
    ["own_profile", "/feed/"],
  ] as const) {
    window.history.pushState({}, "", path);
    shown = { ...shown, page };
    await change();
    await pass(LONG);
  }
  expect(reports.map(({ page }) => page)).toEqual(["own_profile", "network"]);
});

test("the account named goes with later pages of the document until a sign-out", async () => {
  const ana = { vanity: "ana" };
  watch.start({ memberId: "ACoAAana" });
  await pass(LONG);
  expect(looks[0]?.known).toEqual({ memberId: "ACoAAana" });
  expect(reports[0]?.self).toBeNull();
  shown = { self: ana };
  await change();
  await pass(LONG);
  shown = { page: "network" };
  await change();
  await pass(LONG);
  expect(looks.at(-1)?.known).toEqual(ana);
  expect(reports.at(-1)).toMatchObject({ page: "network", self: ana });
  shown = { page: "other", status: "signed_out" };
  await change();
  await pass(LONG);
  expect(reports.at(-1)?.self).toBeNull();
});

test("a reading that the background could not take is offered again", async () => {
  answer = undefined;
  watch.start(null);
  await pass(DELAYS.first + 1);
  expect(reports).toHaveLength(1);
  answer = { read: true, taken: true, known: null };
  await pass(LONG);
  expect(reports).toHaveLength(2);
  await change();
  await pass(LONG);
  expect(reports).toHaveLength(2);
});

test("watching stops when reading is not wanted, and may start again", async () => {
  answer = { read: false, taken: false, known: null };
  watch.start(null);
  await pass(LONG);
  await change();
  await pass(LONG);
  expect(looks).toHaveLength(1);
  answer = { read: true, taken: true, known: null };
  watch.start(null);
  await pass(LONG);
  expect(reports).toHaveLength(2);
});

test("a reader that throws reports nothing and is called again when the page changes", async () => {
  failing = true;
  watch.start(null);
  await pass(LONG);
  expect(reports).toEqual([]);
  failing = false;
  await change();
  await pass(LONG);
  expect(reports).toHaveLength(1);
});

describe("silence", () => {
  test("counts once a visit, when the page has had its time", async () => {
    shown = { page: "network", status: "unknown_markup" };
    watch.start(null);
    await pass(STEADY.unchanged - 1_000);
    expect([reports.length, silences]).toEqual([1, 0]);
    await pass(LONG);
    await change();
    await pass(LONG);
    expect([reports.length, silences]).toEqual([2, 1]);
    expect(vi.getTimerCount()).toBe(0);
    window.history.pushState({}, "", "/mynetwork/grow/");
    await change();
    await pass(LONG);
    expect(silences).toBe(2);
  });

  test.each<Partial<PageReading>>([
    { status: "loading" },
    { page: "other" },
    { status: "signed_out" },
    { status: "blocked" },
  ])("says nothing about the markup: %o", async (page) => {
    shown = page;
    watch.start(null);
    await pass(LONG);
    expect(silences).toBe(0);
    expect(vi.getTimerCount()).toBe(0);
  });

  test("is measured from the last look that found a change", async () => {
    shown = { page: "network", status: "loading" };
    watch.start(null);
    await pass(20_000);
    shown = { page: "network", status: "unknown_markup" };
    await change();
    await pass(STEADY.unchanged - 1_000);
    expect(silences).toBe(0);
    await pass(LONG);
    expect(silences).toBe(1);
  });

  test("ends when the page fills, and is not reported for a page left in time", async () => {
    shown = { page: "network" };
    watch.start(null);
    await pass(20_000);
    shown = { page: "network", gauges: connections(268) };
    await change();
    await pass(LONG);
    shown = { page: "skills" };
    window.history.pushState({}, "", "/in/me/details/skills/");
    await change();
    await pass(20_000);
    hidden = true;
    document.dispatchEvent(new Event("visibilitychange"));
    await pass(LONG);
    expect(silences).toBe(0);
  });
});

test("a pending act is looked at again, and reported although no count has changed", async () => {
  const act: Act = { signal: "reactions", subject: "post:1", on: true, day: today };
  actsSeen = [
    { acts: [], pending: false },
    { acts: [], pending: true },
    { acts: [act], pending: false },
    { acts: [], pending: false },
  ];
  watch.start(null);
  await pass(LONG);
  await change();
  await pass(LONG);
  expect(looks).toHaveLength(3);
  expect(reportedActs).toEqual([act]);
  expect(vi.getTimerCount()).toBe(0);
});
