import { describe, expect, test } from "vitest";
import type { ObserveRequest } from "../../contract/protocol";
import { SIGNALS } from "../../contract/signals";
import { fitTo } from "./fitting";

const gauges = Object.entries(SIGNALS)
  .filter(([, { kind }]) => kind === "flag" || kind === "gauge")
  .map(([signal]) => ({ signal, value: 1, bound: "exact" as const }));
const tallies = Object.entries(SIGNALS)
  .filter(([, { kind }]) => kind === "tally")
  .map(([signal]) => ({ signal, from: "2026-11-01", to: "2026-11-20", days: { "2026-11-20": 2 } }));
const request: ObserveRequest = {
  type: "observe",
  request: "11111111-1111-4111-8111-111111111111",
  page: "own_profile",
  lang: "en",
  at: "2026-11-20T10:30:00+01:00",
  gauges,
  tallies,
  events: [{ signal: "people_searches", day: "2026-11-20", count: 1 }],
};
const NEW = ["cover", "company_connections", "engagement_received", "vp_connections"];

const namesIn = (fitted: ReturnType<typeof fitTo>): string[] =>
  fitted.type === "observe" ? [...fitted.gauges, ...fitted.tallies].map(({ signal }) => signal).sort() : [];

describe("requests for each host version", () => {
  test.each(["0.2.0", "0.1.9", "0.2.17"])("%s rejects newer signals: they are left out", (version) => {
    const all = namesIn(request);
    const fitted = fitTo(request, version);
    expect(namesIn(fitted)).toEqual(all.filter((signal) => !NEW.includes(signal)));
    expect({ ...fitted, gauges, tallies }).toEqual(request);
  });

  test.each(["0.3.0", "0.3.0-dev", "0.10.0", "1.0.0", "unreadable", null])(
    "%s gets everything",
    (version) => {
      expect(fitTo(request, version)).toEqual(request);
    },
  );

  test("only observations are changed", () => {
    expect(fitTo({ type: "state" }, "0.2.0")).toEqual({ type: "state" });
  });
});
