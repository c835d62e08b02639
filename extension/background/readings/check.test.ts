import { describe, expect, test } from "vitest";
import { EXTENSION_ID, EXTENSION_URL } from "../../test/chrome";
import { OFFICIAL, readingOf } from "../../test/samples";
import type { PageReading } from "../../messages";
import { checkReading, isOwnPage, linkedInTab, type Sender } from "./check";

const NOW = 1_795_000_000_000;
const LINKEDIN: Sender = {
  id: EXTENSION_ID,
  url: "https://www.linkedin.com/feed/",
  origin: "https://www.linkedin.com",
  frameId: 0,
  tab: { id: 7 },
  documentLifecycle: "active",
};

function checked(changes: Record<string, unknown>): PageReading {
  const reading = { ...readingOf(), ...changes };
  const result = checkReading({ type: "reading", opened: NOW - 1, reading }, NOW);
  if (result === null) throw new Error("refused");
  return result.reading;
}

describe("accepted senders of a reading", () => {
  test("our content script in LinkedIn's top frame", () => {
    expect(linkedInTab(LINKEDIN, EXTENSION_ID)).toBe(7);
    // Firefox gives neither origin nor lifecycle.
    const firefox = { ...LINKEDIN, origin: undefined, documentLifecycle: undefined };
    expect(linkedInTab(firefox, EXTENSION_ID)).toBe(7);
  });

  test.each<[string, Partial<Sender>]>([
    ["another extension", { id: "b".repeat(32) }],
    ["no id", { id: undefined }],
    ["a frame in the page", { frameId: 3 }],
    ["no frame", { frameId: undefined }],
    ["another site", { url: "https://example.com/" }],
    ["another host of LinkedIn's", { url: "https://de.linkedin.com/in/somebody" }],
    ["a name that only begins alike", { url: "https://www.linkedin.com.example.com/" }],
    ["a user name that looks like the host", { url: "https://www.linkedin.com@example.com/" }],
    ["plain http", { url: "http://www.linkedin.com/feed/" }],
    ["another port", { url: "https://www.linkedin.com:8443/feed/" }],
    ["an invalid address", { url: "feed" }],
    ["no address", { url: undefined }],
    ["an opaque origin", { origin: "null" }],
    ["another origin", { origin: "https://example.com" }],
    ["a page that is only prepared", { documentLifecycle: "prerender" }],
    ["no tab", { tab: undefined }],
  ])("rejected: %s", (_name, change) => {
    expect(linkedInTab({ ...LINKEDIN, ...change }, EXTENSION_ID)).toBeNull();
  });

  test("accepts an extension page", () => {
    const page = { id: EXTENSION_ID, url: `${EXTENSION_URL}options.html` };
    expect(isOwnPage(page, EXTENSION_ID, EXTENSION_URL)).toBe(true);
    expect(isOwnPage(LINKEDIN, EXTENSION_ID, EXTENSION_URL)).toBe(false);
    expect(isOwnPage({ ...page, id: "b".repeat(32) }, EXTENSION_ID, EXTENSION_URL)).toBe(false);
    expect(isOwnPage({ id: EXTENSION_ID }, EXTENSION_ID, EXTENSION_URL)).toBe(false);
  });
});

describe("checked fields of a reading", () => {
  test("a valid one passes whole, except for its trace", () => {
    const reading = readingOf({
      page: "ssi",
      lang: "pt-BR",
      self: { memberId: "ACoAAB12_x-3", vanity: "josé-1" },
      gauges: [
        { signal: "connections", value: 500, bound: "at_least" },
        { signal: "photo", value: 1, bound: "exact" },
      ],
      tallies: [
        { signal: "posts", from: "2026-11-01", to: "2026-11-23", days: { "2026-11-20": 2 }, bound: "exact" },
      ],
      visits: [{ signal: "profiles_viewed", subject: "/in/somebody" }],
      official: {
        ...OFFICIAL,
        industry: { rank_pct: 18, average: 34, pillars: OFFICIAL.pillars, week_change: -1 },
        network: { rank_pct: 26 },
      },
    });
    const trace = [
      { signal: "posts", anchor: "article" },
      { signal: "reposts", anchor: null, reason: "no_anchor" },
    ];
    const words = { signal: "posts", anchor: "Mira Olsen" };
    expect(checked({ ...reading, trace: [...trace, words] })).toEqual({ ...reading, trace });
  });

  test.each<[string, unknown]>([
    ["nothing", null],
    ["text", "reading"],
    ["a list", []],
    ["no reading", { opened: 1 }],
    ["no time of opening", { reading: readingOf() }],
    ["an absurd time of opening", { opened: "1", reading: readingOf() }],
    ["an unknown page", { opened: 1, reading: readingOf({ page: "archive" as never }) }],
    ["an unknown status", { opened: 1, reading: readingOf({ status: "fine" as never }) }],
  ])("rejected: %s", (_name, message) => {
    expect(checkReading(message, NOW)).toBeNull();
  });

  test("a document cannot have been opened in the future", () => {
    expect(checkReading({ opened: NOW + 5_000, reading: readingOf() }, NOW)?.opened).toBe(NOW);
    expect(checkReading({ opened: NOW + 86_400_000, reading: readingOf() }, NOW)?.opened).toBe(0);
  });

  test.each<[string, unknown]>([
    ["an unknown signal", { signal: "shoe_size", value: 42, bound: "exact" }],
    ["a signal of the prototype's", { signal: "constructor", value: 1, bound: "exact" }],
    ["a tally as a level", { signal: "posts", value: 1, bound: "exact" }],
    ["a rate", { signal: "acceptance_rate", value: 1, bound: "exact" }],
    ["a negative level", { signal: "connections", value: -1, bound: "exact" }],
    ["a fraction", { signal: "connections", value: 1.5, bound: "exact" }],
    ["no number", { signal: "connections", value: "12", bound: "exact" }],
    ["not a number", { signal: "connections", value: NaN, bound: "exact" }],
    ["more people than there are", { signal: "connections", value: 9e15, bound: "exact" }],
    ["more than the host believes", { signal: "connections", value: 30_001, bound: "exact" }],
    ["a flag of 2", { signal: "photo", value: 2, bound: "exact" }],
    ["an unknown bound", { signal: "connections", value: 1, bound: "perhaps" }],
    ["no gauge", 12],
  ])("dropped: %s", (_name, gauge) => {
    const good = { signal: "followers", value: 3, bound: "exact" };
    expect(checked({ gauges: [gauge, good] }).gauges).toEqual([good]);
  });

  const days = { "2026-11-20": 1 };
  test.each<[string, unknown]>([
    ["a day outside the span", { signal: "posts", from: "2026-11-21", to: "2026-11-23", days }],
    [
      "a span that ends before it begins",
      { signal: "posts", from: "2026-11-23", to: "2026-11-01", days: {} },
    ],
    ["an invalid day", { signal: "posts", from: "2026-13-01", to: "2026-13-02", days: {} }],
    [
      "a day under a strange name",
      { signal: "posts", from: "2026-11-01", to: "2026-11-23", days: { constructor: 1 } },
    ],
    [
      "a negative count",
      { signal: "posts", from: "2026-11-20", to: "2026-11-20", days: { "2026-11-20": -1 } },
    ],
    [
      "more in a day than the host believes",
      { signal: "posts", from: "2026-11-20", to: "2026-11-20", days: { "2026-11-20": 1001 } },
    ],
    ["a level as a tally", { signal: "connections", from: "2026-11-20", to: "2026-11-20", days }],
    [
      "presence, which the extension counts itself",
      { signal: "days_active", from: "2026-11-20", to: "2026-11-20", days },
    ],
    ["no days", { signal: "posts", from: "2026-11-20", to: "2026-11-20" }],
  ])("dropped: %s", (_name, tally) => {
    expect(checked({ tallies: [tally] }).tallies).toEqual([]);
  });

  test.each<[string, unknown]>([
    ["pillars that do not make the total", { ...OFFICIAL, total: 60 }],
    ["a pillar beyond 25", { total: 47, pillars: { ...OFFICIAL.pillars, brand: 26 } }],
    ["a pillar missing", { total: 47, pillars: { brand: 17 } }],
    ["no pillars", { total: 47 }],
    ["text", "47"],
  ])("LinkedIn's number is dropped with %s", (_name, official) => {
    expect(checked({ official })).not.toHaveProperty("official");
  });

  test("impossible ranks are dropped, the number stays", () => {
    const official = { ...OFFICIAL, industry: { rank_pct: 400, average: 34 }, network: { rank_pct: -1 } };
    expect(checked({ official }).official).toEqual({ ...OFFICIAL, industry: { average: 34 } });
  });

  const names = { brand: "Marke", people: "Personen", insights: "Einblicke", relationships: "関係" };
  test.each<[string, Record<string, unknown>, object]>([
    ["kept with LinkedIn's number", { official: OFFICIAL, pillarNames: names }, { pillarNames: names }],
    ["dropped without it", { pillarNames: names }, {}],
    ["dropped with a number", { official: OFFICIAL, pillarNames: { ...names, brand: "Marke 12" } }, {}],
    ["dropped when one is no word", { official: OFFICIAL, pillarNames: { ...names, brand: "–" } }, {}],
    ["dropped when one is missing", { official: OFFICIAL, pillarNames: { brand: "Marke" } }, {}],
    [
      "dropped when one is long",
      { official: OFFICIAL, pillarNames: { ...names, brand: "x".repeat(61) } },
      {},
    ],
  ])("the pillars' names are %s", (_name, reading, expected) => {
    const { pillarNames } = checked(reading);
    expect(pillarNames ? { pillarNames } : {}).toEqual(expected);
  });

  test("unknown fields are dropped", () => {
    const reading = checked({
      name: "Somebody",
      gauges: [{ signal: "followers", value: 3, bound: "exact", text: "Somebody" }],
      self: { vanity: "ana", name: "Ana" },
    });
    expect(JSON.stringify(reading)).not.toContain("ody");
    expect(reading.self).toEqual({ vanity: "ana" });
  });

  test("ids of unknown shape are dropped", () => {
    expect(checked({ self: { memberId: "a b", vanity: "../../x" } }).self).toBeNull();
    expect(checked({ self: { vanity: "x".repeat(500) } }).self).toBeNull();
    expect(checked({ lang: "<b>" }).lang).toBe("und");
  });

  test("lists are cut at their limit", () => {
    const gauges = Array.from({ length: 10_000 }, () => ({ signal: "followers", value: 3, bound: "exact" }));
    const visits = Array.from({ length: 10_000 }, (_, n) => ({
      signal: "profiles_viewed",
      subject: String(n),
    }));
    const reading = checked({ gauges, visits });
    expect(reading.gauges.length).toBeLessThan(100);
    expect(reading.visits.length).toBeLessThan(100);
  });
});
