import { JSDOM } from "jsdom";
import { afterAll, describe, expect, test } from "vitest";
import { CORPUS, MOMENT } from "../../tests/fixtures/linkedin/corpus.mjs";
import { render } from "../../tests/fixtures/linkedin/index.mjs";
import { readPage } from ".";
import type { GroupReading, Official, PillarValues } from "../contract/protocol";
import type { PageReading } from "../messages";

const pillarFacts = (prefix: string, pillars: PillarValues | undefined): string[] =>
  Object.entries(pillars ?? {}).map(([pillar, value]) => `official ${prefix}${pillar}=${String(value)}`);

const groupFacts = (name: string, group: GroupReading | undefined): string[] => [
  ...(group?.rank_pct === undefined ? [] : [`official ${name}.rank_pct=${group.rank_pct}`]),
  ...(group?.average === undefined ? [] : [`official ${name}.average=${group.average}`]),
  ...(group?.week_change === undefined ? [] : [`official ${name}.week_change=${group.week_change}`]),
  ...pillarFacts(`${name}.`, group?.pillars),
];

const officialFacts = (official: Official | undefined): string[] =>
  official === undefined
    ? []
    : [
        `official total=${official.total}`,
        ...pillarFacts("", official.pillars),
        ...groupFacts("industry", official.industry),
        ...groupFacts("network", official.network),
      ];

/** A reading in the corpus's notation. */
function facts(reading: PageReading): string[] {
  const sum = (days: Record<string, number>): number =>
    Object.values(days).reduce((left, right) => left + right, 0);
  return [
    ...(reading.self?.vanity === undefined ? [] : [`self ${reading.self.vanity}`]),
    ...reading.gauges.map(({ signal, value, bound }) => `gauge ${signal}=${value} ${bound}`),
    ...reading.tallies.map(({ signal, days, bound }) => `tally ${signal}=${sum(days)} ${bound}`),
    ...reading.visits.map(({ signal }) => `visit ${signal}`),
    ...officialFacts(reading.official),
    ...(reading.noAccess ? ["no access"] : []),
  ];
}

let right = 0;
let wrong = 0;
let expected = 0;

function look(item: (typeof CORPUS)[number]): PageReading {
  const url = new URL(item.path, "https://www.linkedin.com");
  const { html } = render(url.pathname + url.search, item.options);
  const dom = new JSDOM(item.change ? item.change(html) : html);
  const address = item.at === undefined ? url : new URL(item.at, url);
  const known = { ...(item.known ? { self: item.known } : {}), settled: item.settled ?? false };
  return readPage(dom.window.document, address, { moment: MOMENT }, known);
}

describe("corpus", () => {
  test("has enough pages", () => {
    expect(CORPUS.length).toBeGreaterThanOrEqual(60);
    const languages = new Set(CORPUS.map(({ options }) => options.lang ?? "en"));
    expect(languages.size).toBeGreaterThanOrEqual(10);
    expect(new Set(CORPUS.map(({ kind }) => kind))).toEqual(
      new Set(["own", "other", "signed out", "loading", "decoy"]),
    );
  });

  test.each(CORPUS)("$kind: $name", (item) => {
    const reading = look(item);
    const lenient = item.lenient ?? [];
    const found = facts(reading).filter((fact) => !lenient.some((prefix) => fact.startsWith(prefix)));
    const hits = found.filter((fact) => item.facts.includes(fact));
    right += hits.length;
    wrong += found.length - hits.length;
    expected += item.facts.length;
    expect({ facts: found.sort(), status: reading.status }).toEqual({
      facts: [...item.facts].sort(),
      status: item.status ?? reading.status,
    });
  });

  afterAll(() => {
    const percent = (share: number): string => `${(share * 100).toFixed(1)} %`;
    process.stdout.write(
      `\nReader on ${CORPUS.length} pages: precision ${percent(right / (right + wrong))}, recall ${percent(right / expected)} (${expected} facts)\n`,
    );
    expect(wrong).toBe(0);
    expect(right / expected).toBeGreaterThanOrEqual(0.97);
  });
});
