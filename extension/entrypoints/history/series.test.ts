import { describe, expect, it } from "vitest";
import { addDays } from "../../text/format";
import type { Day, HistoryReply } from "../../contract/protocol";
import { reading } from "../../test/states";
import {
  axisDays,
  bucketEnd,
  bucketOf,
  columnsOf,
  fittingRange,
  notedOf,
  pillarScale,
  queryFor,
  readingsOf,
  rowsOf,
  scaleOf,
  shownLine,
  spaced,
  unitOf,
} from "./series";

const TODAY = "2026-11-23";

/** `count` days up to today, the total rising by 0.1 a day from `from`. */
function history(count: number, from = 40): HistoryReply {
  const day = Array.from({ length: count }, (_, index) => addDays(TODAY, index - count + 1));
  const line = (base: number): number[] => day.map((_, index) => base + index / 10);
  return {
    series: {
      day,
      total: line(from),
      brand: line(10),
      people: line(10),
      insights: line(10),
      relationships: line(10),
    },
    official: [],
  };
}

describe("queryFor", () => {
  it('asks for the range\'s days, today included, and lets the host choose the step of "all"', () => {
    expect(queryFor("month", TODAY)).toEqual({ from: "2026-10-27", to: TODAY, step: "day" });
    expect(queryFor("year", TODAY)).toEqual({ from: "2025-11-24", to: TODAY, step: "day" });
    expect(queryFor("all", TODAY)).toEqual({ step: "auto" });
  });
});

describe("columnsOf", () => {
  it("puts LinkedIn's readings on their days, between snapshots if necessary", () => {
    const given = history(3);
    given.official = [reading("2026-11-21", 46), reading("2026-11-10", 44)];
    const columns = columnsOf(given);
    expect(columns.days).toEqual(["2026-11-10", "2026-11-21", "2026-11-22", "2026-11-23"]);
    expect(columns.official).toEqual([44, 46, undefined, undefined]);
    expect(columns.averages.industry.brand[1]).toBe(11.8);
    // A day without a snapshot differs from a day without a number.
    expect(columns.lines.total[0]).toBeUndefined();
    expect(columns.x[1]).toBe(Date.UTC(2026, 10, 21) / 1000);
  });

  it("keeps a day without a number as a gap", () => {
    const given = history(3);
    given.series.total[1] = null;
    expect(columnsOf(given).lines.total[1]).toBeNull();
  });

  it("keeps the later of two readings of a day", () => {
    const given = history(1);
    given.official = [reading(TODAY, 46), reading(TODAY, 47)];
    expect(columnsOf(given).official).toEqual([47]);
  });
});

describe("shownLine", () => {
  it("is solid between two consecutive days that LinkedIn showed, the rest is an estimate", () => {
    const given = history(5);
    given.official = ["2026-11-19", "2026-11-20", "2026-11-22"].map((day) => reading(day, 46));
    const line = shownLine(columnsOf(given), "total").map((value) => value !== null);
    expect(line).toEqual([true, true, false, false, false]);
  });

  it("keeps corrections and moves of averages on their own days", () => {
    const given = history(2);
    given.corrections = [{ day: "2026-11-10", cause: "model", points: 4 }];
    given.group_moves = [{ day: TODAY, group: "network", from: 40, to: 46 }];
    const columns = columnsOf(given);
    expect(columns.days).toEqual(["2026-11-10", "2026-11-22", TODAY]);
    expect([...columns.corrections.keys()]).toEqual([0]);
    expect([...columns.moves.keys()]).toEqual([2]);
    expect(rowsOf(columns, "month")[0]?.corrected?.points).toBe(4);
  });
});

describe("weeks and months", () => {
  it.each([
    ["2026-11-23", "2026-11-23", "2026-11-29"],
    ["2026-11-22", "2026-11-16", "2026-11-22"],
    ["2027-01-01", "2026-12-28", "2027-01-03"],
  ])("the week of %s begins on a Monday", (day, from, to) => {
    expect([bucketOf(day, "week"), bucketEnd(from, "week")]).toEqual([from, to]);
  });

  it.each([
    ["2026-02-14", "2026-02-01", "2026-02-28"],
    ["2028-02-29", "2028-02-01", "2028-02-29"],
    ["2026-12-31", "2026-12-01", "2026-12-31"],
  ])("the month of %s ends on its last day", (day, from, to) => {
    expect([bucketOf(day, "month"), bucketEnd(from, "month")]).toEqual([from, to]);
  });

  it.each([
    [28, "day"],
    [91, "week"],
    [365, "week"],
    [3650, "month"],
  ] as const)("%i days make rows by %s", (count, unit) => {
    expect(unitOf(history(count).series.day)).toBe(unit);
  });
});

describe("rowsOf", () => {
  it("gives the last known values of each week, newest first, with its readings", () => {
    const given = history(10);
    given.series.total[9] = null;
    given.official = [reading("2026-11-20")];
    const rows = rowsOf(columnsOf(given), "week");
    expect(rows.map(({ from, to, readings }) => [from, to, readings])).toEqual([
      ["2026-11-23", "2026-11-29", []],
      ["2026-11-16", "2026-11-22", ["2026-11-20"]],
      ["2026-11-09", "2026-11-15", []],
    ]);
    expect(rows[0]?.values.total).toBeNull();
    expect(rows[0]?.values.brand).toBeCloseTo(10.9, 6);
    expect(rows[1]?.values.total).toBeCloseTo(40.8, 6);
  });

  it("holds ten years in as many rows as there are months", () => {
    expect(rowsOf(columnsOf(history(3650)), "month")).toHaveLength(121);
  });
});

describe("axes", () => {
  const days = (count: number): Day[] => history(count).series.day;

  it("fittingRange is the range that the days fill", () => {
    expect([1, 28, 29, 91, 92, 365].map((count) => fittingRange(days(count), TODAY))).toEqual([
      "month",
      "month",
      "quarter",
      "quarter",
      "year",
      "year",
    ]);
    expect(fittingRange([], TODAY)).toBe("month");
  });

  it("axisDays omits the days before the first and those to come", () => {
    expect(axisDays(columnsOf(history(10)), "year", TODAY)).toEqual({ from: "2026-11-14", to: TODAY });
    expect(axisDays(columnsOf(history(2)), "month", TODAY)).toEqual({ from: "2026-11-22", to: TODAY });
    expect(axisDays(columnsOf(history(400)), "month", TODAY)).toEqual({ from: "2026-10-27", to: TODAY });
  });

  it("scaleOf uses whole twenties and always includes 70", () => {
    expect(scaleOf(columnsOf(history(30, 40)))).toEqual({ min: 20, max: 80 });
    expect(scaleOf(columnsOf(history(30, 90)))).toEqual({ min: 40, max: 100 });
    expect(scaleOf(columnsOf(history(30, 3)))).toEqual({ min: 0, max: 80 });
  });

  it("pillarScale is in whole points around the values, and never less than 4", () => {
    const scale = (...values: (number | null)[]): [number, number] => {
      const given = columnsOf(history(values.length));
      given.lines.brand = values;
      const { min, max } = pillarScale(given, "brand");
      return [min, max];
    };
    expect(scale(10.4, 16.2)).toEqual([10, 17]);
    expect(scale(10.4, null, 10.6)).toEqual([9, 13]);
    expect(scale(0, 0.5)).toEqual([0, 4]);
    expect(scale(25, 25)).toEqual([21, 25]);
    expect(scale(0, 25)).toEqual([0, 25]);
    expect(scale(null)).toEqual([0, 25]);
  });

  it("thins readings from the newest, and notes from the largest correction", () => {
    const given = columnsOf({
      ...history(6),
      official: [reading("2026-11-19", 46), reading("2026-11-20", 46), reading(TODAY, 46)],
      corrections: [
        { day: "2026-11-18", cause: "reading", points: 1 },
        { day: "2026-11-20", cause: "reading", points: -3 },
      ],
      group_moves: [{ day: "2026-11-21", group: "industry", from: 31, to: 36 }],
    });
    expect(readingsOf(given)).toEqual([5, 2, 1]);
    expect(notedOf(given)).toEqual([2, 0, 3]);
    const placeOf = (index: number): number => index * 10;
    expect(spaced(readingsOf(given), placeOf, 20)).toEqual([5, 2]);
    expect(spaced(notedOf(given), placeOf, 20)).toEqual([2, 0]);
    expect(spaced(notedOf(given), placeOf, 10)).toEqual([2, 0, 3]);
  });
});
