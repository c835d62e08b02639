import { beforeEach, describe, expect, test, vi } from "vitest";
import { readingOf } from "../../test/samples";
import {
  agree,
  ANA,
  ask,
  chrome,
  connections,
  host,
  post,
  read,
  settle,
  silence,
  status,
  TAB,
  wake,
  startEach,
} from "../../test/worker";
import type { PageReading } from "../../messages";

startEach();

describe("counting", () => {
  beforeEach(agree);

  test("an act counts once a day across worker restarts", async () => {
    const visits: PageReading["visits"] = [{ signal: "profiles_viewed", subject: "/in/somebody" }];
    await read({ page: "other_profile", self: ANA, visits });
    wake();
    await read({ page: "other_profile", self: ANA, visits });
    const events = host.observed.flatMap(({ events = [] }) => events);
    expect(events).toEqual([{ signal: "profiles_viewed", day: "2026-11-23", count: 1 }]);
    expect(JSON.stringify(chrome.storage.local.values)).not.toContain("somebody");
    await vi.advanceTimersByTimeAsync(24 * 3_600_000);
    await read({ page: "other_profile", self: ANA, visits });
    expect(host.observed.at(-1)?.events).toEqual([
      { signal: "profiles_viewed", day: "2026-11-24", count: 1 },
    ]);
  });

  test("presence is reported once per day and profile, from the day of consent", async () => {
    const sentDays = (): string[] =>
      host.observed.flatMap(({ profile, tallies }) =>
        tallies
          .filter(({ signal }) => signal === "days_active")
          .map(({ from, to }) => `${profile?.key} ${from} ${to}`),
      );
    await read({ self: ANA });
    await read({ self: ANA, gauges: connections(268) });
    expect(sentDays()).toEqual(["ACoAAana 2026-11-23 2026-11-23"]);
    await vi.advanceTimersByTimeAsync(24 * 3_600_000);
    await read({ self: ANA });
    expect(sentDays().at(-1)).toBe("ACoAAana 2026-11-23 2026-11-24");
  });

  test("a loading or blocked page reports nothing", async () => {
    await read({ self: ANA, status: "loading", gauges: connections(1) });
    await read({ self: ANA, status: "blocked" });
    expect(host.observed).toEqual([]);
    expect((await status()).pages).toEqual({});
  });

  test("a page gets its tick when it gave something", async () => {
    await read({ page: "feed", self: ANA });
    expect((await status()).pages).toEqual({});
    await read({ page: "connections", self: ANA, gauges: connections(268) });
    expect(Object.keys((await status()).pages)).toEqual(["connections"]);
  });

  test("a page that filled without a count is reported once and counts as read", async () => {
    await read({ self: ANA, gauges: connections(268) });
    await silence({ page: "skills" });
    await silence({ page: "skills" });
    await silence({ page: "network", status: "unknown_markup" });
    await settle();
    expect(host.observed.map(({ page, filled }) => [page, filled])).toEqual([
      ["own_profile", undefined],
      ["skills", true],
    ]);
    const { pages, health } = await status();
    expect(Object.keys(pages)).toEqual(["own_profile"]);
    expect(health.skills?.empty).toMatch(/^2026-11-23T12:00:00/);
    expect(health.network?.empty).toBeUndefined();
  });
});

describe("acts as they happen", () => {
  test("reach the host as events of the day and are undone; a second tab adds nothing", async () => {
    await agree();
    await read({ self: ANA });
    const act = (on: boolean, tab: number): Promise<unknown> =>
      post(
        {
          type: "reading",
          opened: Date.now(),
          settled: false,
          acts: [{ signal: "reactions", subject: "post:1", on, day: "2026-11-23" }],
          reading: readingOf({ page: "feed" }),
        },
        { ...TAB, tab: { id: tab } },
      );
    await act(true, 1);
    expect(host.observed.at(-1)?.events).toEqual([{ signal: "reactions", day: "2026-11-23", count: 1 }]);
    const before = host.observed.length;
    await act(true, 2);
    expect(host.observed).toHaveLength(before);
    await act(false, 2);
    expect(host.observed.at(-1)?.events).toEqual([{ signal: "reactions", day: "2026-11-23", count: -1 }]);
    expect(JSON.stringify([chrome.storage.local.values, host.received])).not.toContain("post:1");
  });
});

describe("health", () => {
  const gave: PageReading["trace"] = [{ signal: "connections", anchor: "rail-button" }];
  const none: PageReading["trace"] = [{ signal: "connections", anchor: null, reason: "no_anchor" }];
  const network = async (): Promise<unknown> => (await status()).health.network;

  beforeEach(agree);

  test("counts consecutive visits without a reading where there used to be one", async () => {
    await silence({ page: "network", status: "unknown_markup", trace: none });
    expect(await network()).toMatchObject({ misses: 0, trace: none });
    await read({ page: "network", gauges: connections(268), trace: gave });
    expect(await network()).toMatchObject({ misses: 0, trace: gave });
    await read({ page: "network", status: "unknown_markup", trace: none });
    expect(await network()).toMatchObject({ misses: 0, trace: gave });
    await silence({ page: "network", status: "unknown_markup", trace: none });
    await silence({ page: "network", status: "ok", trace: none });
    expect(await network()).toMatchObject({ misses: 2, trace: none });
    await read({ page: "network", gauges: connections(269), trace: gave });
    expect(await network()).toMatchObject({ misses: 0 });
  });

  test.each<Partial<PageReading>>([
    { status: "signed_out" },
    { status: "blocked" },
    { status: "loading" },
    { page: "messaging" },
  ])("a silence that says nothing about the markup does not count: %o", async (page) => {
    await read({ page: page.page ?? "network", gauges: connections(268) });
    await silence({ page: "network", ...page });
    const { health } = await status();
    expect(Object.values(health).map(({ misses }) => misses)).not.toContain(1);
  });

  test("keeps rule names only, and is removed with the data", async () => {
    const odd = [{ signal: "connections", anchor: "Mira Olsen" }] as PageReading["trace"];
    await read({ page: "network", self: ANA, gauges: connections(268), trace: [...gave, ...odd] });
    expect(await network()).toMatchObject({ trace: gave });
    await ask({ type: "host", request: { type: "forget", all: true } });
    expect((await status()).health).toEqual({});
  });
});
