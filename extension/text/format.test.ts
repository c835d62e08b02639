import { beforeEach, describe, expect, it } from "vitest";
import { installChrome } from "../test/chrome";
import * as format from "./format";

beforeEach(() => void installChrome("en"));

describe("numbers", () => {
  it("groups digits and marks decimals as the language does", () => {
    expect(format.number(25977)).toBe("25,977");
    expect(format.number(17.25, 1)).toBe("17.3");
    installChrome("it");
    expect(format.number(25977)).toBe("25.977");
    expect(format.number(17.2, 1)).toBe("17,2");
  });

  it("gives a change its sign, with a true minus, and none where it rounds to 0", () => {
    expect(format.signed(1.84)).toBe("+1.8");
    expect(format.signed(-0.44)).toBe("−0.4");
    expect(format.signed(-0.04)).toBe("0.0");
    expect([0.05, -0.05].map((value) => format.signed(value))).toEqual(["+0.1", "−0.1"]);
    expect([0.04, 0.06, -0.06].map((value) => format.direction(value))).toEqual([0, 1, -1]);
  });

  it("marks lower bounds and approximations", () => {
    expect(format.bounded("500", "at_least")).toBe("≥\u00a0500");
    expect(format.bounded("1,200", "approximate")).toBe("≈\u00a01,200");
    expect(format.bounded("268", "exact")).toBe("268");
  });

  it("shortens a count for an axis from 100,000", () => {
    expect([0, 99_999, 1_240_000].map(format.compact)).toEqual(["0", "99,999", "1.2M"]);
  });

  it("writes a maximum without needless decimals", () => {
    expect(format.ofMax("4.1", 9)).toBe("4.1 / 9");
    expect(format.ofMax("2.5", 2.5)).toBe("2.5 / 2.5");
  });
});

describe("days", () => {
  const today = "2026-11-23";

  it("counts across months, years and daylight saving", () => {
    expect(format.daysBetween("2026-02-27", "2026-03-01")).toBe(2);
    expect(format.daysBetween("2026-10-24", "2026-10-26")).toBe(2);
    expect(format.addDays("2026-12-31", 1)).toBe("2027-01-01");
    expect(format.mondayOf("2026-11-22")).toBe("2026-11-16");
    expect(format.mondayOf("2026-11-16")).toBe("2026-11-16");
    expect(format.addDays("2028-03-01", -1)).toBe("2028-02-29");
  });

  it.each([
    ["en", ["Oct 5 – 11", "Sep 28 – Oct 4"]],
    ["it", ["5–11 ott", "28 set – 4 ott"]],
    ["de", ["5.–11. Okt.", "28. Sept. – 4. Okt."]],
    ["fr", ["5–11 oct.", "28 sept. – 4 oct."]],
    ["es", ["5–11 oct", "28 sept – 4 oct"]],
    ["pt_BR", ["5 – 11 de out.", "28 de set. – 4 de out."]],
  ])("writes a span of days without padding: %s", (language, spans) => {
    installChrome(language);
    const week = (monday: string): string =>
      format.dayRange(monday, format.addDays(monday, 6)).replaceAll("\u2009", " ");
    expect([week("2026-10-05"), week("2026-09-28")]).toEqual(spans);
  });

  it("writes the first of a month in a span as the language does", () => {
    installChrome("it");
    expect(format.dayRange("2026-06-01", "2026-06-07")).toBe("1º–7 giu");
  });

  it("takes a moment's own day, whatever the machine's zone", () => {
    expect(format.dayOf("2026-11-22T23:59:59-08:00")).toBe("2026-11-22");
  });

  it("names a day of the last week, and dates an older one", () => {
    expect(format.pastDay("2026-11-20", today)).toBe("Friday");
    expect(format.pastDay("2026-11-12", today)).toBe("November 12");
    expect(format.pastDay("2025-11-12", today)).toBe("November 12, 2025");
  });

  it("says how long ago", () => {
    const age = (day: string): string => format.ageOf(`${day}T10:00:00+01:00`, today);
    expect(
      ["2026-11-23", "2026-11-22", "2026-11-20", "2026-11-02", "2026-08-20", "2023-11-01"].map(age),
    ).toEqual(["today", "yesterday", "3 days ago", "3 weeks ago", "3 months ago", "3 years ago"]);
  });

  it("takes a moment in the future, after a clock was set back, as today", () => {
    expect(format.ageOf("2026-11-25T10:00:00+01:00", today)).toBe("today");
  });
});
