import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { ESTIMATE_PAGES, firstPages, pagesRead, placeOf } from "./pages";
import { PLACE_URLS } from "../contract/pages";
import { SIGNALS } from "../contract/signals";

/** Every signal id that the scoring model names, whatever the file's shape. */
function scored(): string[] {
  const file = new URL("../../include/contract/models/bussola-1.json", import.meta.url);
  const found = new Set<string>();
  JSON.parse(readFileSync(file, "utf8"), (key, value: unknown) => {
    if (key === "signal" && typeof value === "string") found.add(value);
    return value;
  });
  return [...found];
}

describe("addresses of signals", () => {
  it("exist for every signal that the model scores", () => {
    const signals = scored();
    expect(signals.length).toBeGreaterThan(20);
    expect(signals.filter((signal) => !(signal in SIGNALS))).toEqual([]);
  });

  it("are on LinkedIn only", () => {
    for (const url of Object.values(PLACE_URLS)) {
      expect(new URL(url).origin).toBe("https://www.linkedin.com");
    }
  });

  it("fall back to the feed for a signal of a later host", () => {
    expect(placeOf("a_later_signal")).toBe("feed");
  });
});

describe("pages of the first run", () => {
  it("end with LinkedIn's own number, where LinkedIn shows one", () => {
    expect(firstPages(false)).toEqual([...ESTIMATE_PAGES, "ssi"]);
    expect(firstPages(true)).toEqual(ESTIMATE_PAGES);
  });

  it("are read once they gave counts, or filled without any", () => {
    const at = "2026-11-23T09:00:00+01:00";
    const look = { visit: at, misses: 0, trace: [] };
    const looks = { pages: { ssi: at }, health: { skills: { ...look, empty: at }, network: look } };
    expect(pagesRead(looks)).toEqual({ ssi: at, skills: at });
  });
});
