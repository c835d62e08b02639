import { existsSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { JSDOM } from "jsdom";
import { describe, expect, test } from "vitest";
import type { PageReading } from "../messages";
import { readPage } from ".";

/**
 * Pages as users saw them, and small ones that were once read wrongly, kept outside the repository;
 * skipped where they are missing.
 */
const SHARED = resolve(import.meta.dirname, "../../../shared");
const CAPTURES = resolve(SHARED, "pages");
const CASES = resolve(SHARED, "cases/pages");

type Facts = Record<string, [number, string]>;

interface Capture {
  file: string;
  url: string;
  captured: string;
  gauges?: Facts;
  tallies?: Facts;
  official?: Record<string, number>;
  flags?: Record<string, boolean>;
}

interface Case {
  file: string;
  url: string;
  name?: string;
  own?: boolean;
  nothing?: boolean;
  gauges?: Facts;
  gauges_optional?: Facts;
  tallies_optional?: Facts;
  official?: Record<string, number>;
  official_optional?: Record<string, number>;
  not_profile?: string;
}

function indexOf<T>(folder: string): T[] {
  const index = resolve(folder, "index.json");
  return existsSync(index) ? (JSON.parse(readFileSync(index, "utf8")) as { pages: T[] }).pages : [];
}

const captures = indexOf<Capture>(CAPTURES);
const cases = indexOf<Case>(CASES);
const FLAGS = new Set([
  "photo",
  "cover",
  "about",
  "position",
  "education",
  "location",
  "publications",
  "volunteering",
]);

const read = (folder: string, file: string, url: string, moment: string): PageReading => {
  const dom = new JSDOM(readFileSync(resolve(folder, file), "utf8"));
  return readPage(dom.window.document, new URL(url, "https://www.linkedin.com"), { moment });
};

const countsOf = ({ gauges }: PageReading): Facts =>
  Object.fromEntries(
    gauges
      .filter(({ signal }) => !FLAGS.has(signal))
      .map(({ signal, value, bound }) => [signal, [value, bound]]),
  );

const sumsOf = ({ tallies }: PageReading): Facts =>
  Object.fromEntries(
    tallies.map(({ signal, days, bound }) => [
      signal,
      [Object.values(days).reduce((left, right) => left + right, 0), bound ?? "exact"],
    ]),
  );

const officialOf = ({ official }: PageReading): Record<string, number> | undefined =>
  official && {
    total: official.total,
    ...official.pillars,
    ...(official.industry?.rank_pct === undefined ? {} : { industry_rank_pct: official.industry.rank_pct }),
    ...(official.network?.rank_pct === undefined ? {} : { network_rank_pct: official.network.rank_pct }),
    ...(official.industry?.average === undefined ? {} : { industry_average: official.industry.average }),
    ...(official.network?.average === undefined ? {} : { network_average: official.network.average }),
  };

describe.skipIf(captures.length === 0)("captures", () => {
  test.each(captures)("$file", (capture) => {
    const day = capture.captured.length === 7 ? `${capture.captured}-28` : capture.captured;
    const reading = read(CAPTURES, capture.file, capture.url, `${day}T12:00:00+02:00`);
    expect(countsOf(reading)).toEqual(capture.gauges ?? {});
    const { engagement_received: received, ...sums } = sumsOf(reading);
    expect(sums).toEqual(capture.tallies ?? {});
    // 16 reactions and 3 comments to two posts of the user's; on other pages nothing.
    expect(received).toEqual(capture.tallies?.["posts"] && [19, "at_least"]);
    if (capture.flags?.about)
      expect(reading.gauges).toContainEqual({ signal: "about", value: 1, bound: "exact" });
    if (capture.flags?.position_or_education_line)
      expect(reading.gauges.some(({ signal }) => signal === "position" || signal === "education")).toBe(true);
    expect(officialOf(reading)).toEqual(capture.official);
  });
});

describe.skipIf(cases.length === 0)("pages that were once read wrongly", () => {
  test.each(cases)("$file at $url", (one) => {
    const reading = read(CASES, one.file, one.url, "2026-11-28T12:00:00+01:00");
    const { self, page } = reading;
    const counts = countsOf(reading);
    for (const [signal, fact] of Object.entries(one.gauges ?? {}))
      expect(counts[signal], signal).toEqual(fact);
    for (const [signal, fact] of Object.entries(counts))
      expect({ ...one.gauges_optional, ...one.gauges }[signal], signal).toEqual(fact);
    for (const [signal, [sum]] of Object.entries(sumsOf(reading)))
      expect(sum, signal).toBeLessThanOrEqual(one.tallies_optional?.[signal]?.[0] ?? 0);
    const all = Object.entries(officialOf(reading) ?? {});
    const official = Object.fromEntries(all.filter(([name]) => !name.includes("_")));
    if (one.official) expect(official).toEqual(one.official);
    else if (Object.keys(official).length > 0) expect(official).toEqual(one.official_optional);
    if (one.nothing) expect([counts, sumsOf(reading), official]).toEqual([{}, {}, {}]);
    if (one.own !== undefined) expect(page).toBe(one.own ? "own_profile" : "other_profile");
    if (one.not_profile !== undefined) expect(JSON.stringify(self)).not.toContain(one.not_profile);
  });
});
