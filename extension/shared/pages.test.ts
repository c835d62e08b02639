import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import {
  ERROR_MAX,
  ESTIMATE_PAGES,
  firstPages,
  pagesRead,
  PLACE_URLS,
  placeOf,
  SIGNAL_PLACES,
} from "./pages";
import { SIGNALS } from "./signals";

/** Every signal id that the scoring model names, whatever the file's shape. */
function scored(): string[] {
  const file = new URL("../../native-host/core/score/model.json", import.meta.url);
  const found = new Set<string>();
  JSON.parse(readFileSync(file, "utf8"), (key, value: unknown) => {
    if (key === "signal" && typeof value === "string") found.add(value);
    return value;
  });
  return [...found];
}

describe("places", () => {
  it("has one for every signal that the model scores", () => {
    const signals = scored();
    expect(signals.length).toBeGreaterThan(20);
    expect(signals.filter((signal) => !(signal in SIGNAL_PLACES))).toEqual([]);
    expect(signals.filter((signal) => !(signal in SIGNALS))).toEqual([]);
  });

  it("has one for every signal there is", () => {
    expect(Object.keys(SIGNAL_PLACES).sort()).toEqual(Object.keys(SIGNALS).sort());
  });

  it("leads to LinkedIn alone", () => {
    for (const url of Object.values(PLACE_URLS)) {
      expect(new URL(url).origin).toBe("https://www.linkedin.com");
    }
  });

  it("sends for a signal of a later host to the feed", () => {
    expect(placeOf("a_later_signal")).toBe("feed");
  });
});

describe("the first pages", () => {
  it("give an estimate as soon as the host shows one", () => {
    const header = readFileSync(new URL("../../include/bussola/core/state.h", import.meta.url), "utf8");
    expect(Number(/BS_ERROR_MAX (\d+)/.exec(header)?.[1])).toBe(ERROR_MAX);
  });

  it("end with LinkedIn's own number, where LinkedIn shows one", () => {
    expect(firstPages(false)).toEqual([...ESTIMATE_PAGES, "ssi"]);
    expect(firstPages(true)).toEqual(ESTIMATE_PAGES);
  });

  it("are read with counts, or once they had filled without any", () => {
    const at = "2026-11-23T09:00:00+01:00";
    const look = { visit: at, misses: 0, trace: [] };
    const looks = { pages: { ssi: at }, health: { skills: { ...look, empty: at }, network: look } };
    expect(pagesRead(looks)).toEqual({ ssi: at, skills: at });
  });
});
