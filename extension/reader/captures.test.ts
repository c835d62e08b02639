import { existsSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { JSDOM } from "jsdom";
import { describe, expect, test } from "vitest";
import { readPage } from ".";

/** Pages as members saw them, beside the project where a developer keeps them; skipped elsewhere. */
const FOLDER = resolve(import.meta.dirname, "../../../shared/pages");
const INDEX = resolve(FOLDER, "index.json");

interface Capture {
  file: string;
  url: string;
  captured: string;
  gauges?: Record<string, [number, string]>;
  tallies?: Record<string, [number, string]>;
  official?: Record<string, number>;
  flags?: Record<string, boolean>;
}

const captures = existsSync(INDEX)
  ? (JSON.parse(readFileSync(INDEX, "utf8")) as { pages: Capture[] }).pages
  : [];
const FLAGS = new Set([
  "photo",
  "about",
  "position",
  "education",
  "location",
  "publications",
  "volunteering",
]);

describe.skipIf(captures.length === 0)("captures", () => {
  test.each(captures)("$file", (capture) => {
    const dom = new JSDOM(readFileSync(resolve(FOLDER, capture.file), "utf8"));
    const day = capture.captured.length === 7 ? `${capture.captured}-28` : capture.captured;
    const reading = readPage(dom.window.document, new URL(capture.url, "https://www.linkedin.com"), {
      moment: `${day}T12:00:00+02:00`,
    });
    const gauges = reading.gauges.filter(({ signal }) => !FLAGS.has(signal));
    expect(Object.fromEntries(gauges.map(({ signal, value, bound }) => [signal, [value, bound]]))).toEqual(
      capture.gauges ?? {},
    );
    const sums = reading.tallies.map(({ signal, days, bound }) => [
      signal,
      [Object.values(days).reduce((left, right) => left + right, 0), bound],
    ]);
    expect(Object.fromEntries(sums)).toEqual(capture.tallies ?? {});
    if (capture.flags?.about)
      expect(reading.gauges).toContainEqual({ signal: "about", value: 1, bound: "exact" });
    if (capture.flags?.position_or_education_line)
      expect(reading.gauges.some(({ signal }) => signal === "position" || signal === "education")).toBe(true);
    const { official } = reading;
    const flat = official && {
      total: official.total,
      ...official.pillars,
      ...(official.industry?.rank_pct === undefined ? {} : { industry_rank_pct: official.industry.rank_pct }),
      ...(official.network?.rank_pct === undefined ? {} : { network_rank_pct: official.network.rank_pct }),
      ...(official.industry?.average === undefined ? {} : { industry_average: official.industry.average }),
      ...(official.network?.average === undefined ? {} : { network_average: official.network.average }),
    };
    expect(flat).toEqual(capture.official);
  });
});
