// @vitest-environment jsdom
import { beforeEach, describe, expect, it } from "vitest";
import { installChrome } from "../../test/chrome";
import { reading, state, TODAY } from "../../test/states";
import type { Spark } from "../../contract/protocol";
import { numberCard } from "./card";
import { drawingOf, sparkLine, sparkText } from "./spark";
import { figuresOfOfficial, figuresOfState } from "./view-model";

beforeEach(() => void installChrome("en"));

const spark = (total: (number | null)[], official: Spark["official"] = []): Spark => ({
  from: "2026-10-27",
  total: [...Array<null>(28 - total.length).fill(null), ...total],
  kind: Array<Spark["kind"][number]>(28).fill("anchored"),
  official,
});

describe("the line of four weeks", () => {
  it("is hidden below two days", () => {
    expect(sparkLine(spark([]), TODAY)).toBeNull();
    expect(sparkLine(spark([47]), TODAY)).toBeNull();
    expect(sparkLine(spark([46, 47]), TODAY)).not.toBeNull();
  });

  it("draws nothing for days without a number", () => {
    const { lines = [] } = drawingOf(spark([46, 47, null, 47, null, 48, 49])) ?? {};
    expect(lines).toHaveLength(3);
    expect(lines.map(({ d }) => d.match(/[ML]/g)?.join(""))).toEqual(["ML", "M", "ML"]);
  });

  it("puts LinkedIn's values on their days, and small changes on a flat line", () => {
    const official = [
      { day: "2026-11-22", total: 46 },
      { day: "2026-09-01", total: 40 },
    ];
    expect(drawingOf(spark([45, 46, 47], official.slice(0, 1)))?.circles).toEqual([
      { x: 173.48148148148147, y: 11 },
    ]);
    expect(drawingOf(spark([45, 46, 47], official))?.circles).toHaveLength(1);
    const heights =
      drawingOf(spark([46, 46.4]))
        ?.lines[0]?.d.match(/ [\d.]+/g)
        ?.map(Number) ?? [];
    expect(Math.abs((heights[0] ?? 0) - (heights[1] ?? 0))).toBeLessThan(2);
  });

  it("does not join an estimate to what does not compare with it", () => {
    const mixed = spark([30, 31, 46, 47]);
    mixed.kind.splice(0, 26, ...Array<"estimate">(26).fill("estimate"));
    expect(drawingOf(mixed)?.lines.map(({ isEstimate }) => isEstimate)).toEqual([true, false]);
    expect(sparkText(mixed, TODAY)).toBe("2 days since Nov 22: from 46 to 47, between 46 and 47.");
  });

  it("has words for screen readers", () => {
    const line = spark([44, 43, 47], [{ day: "2026-11-22", total: 43 }]);
    expect(sparkText(line, TODAY)).toBe(
      "3 days since Nov 21: from 44 to 47, between 43 and 47. LinkedIn's value: 43 (Nov 22).",
    );
    installChrome("it");
    expect(sparkText(spark([44, 47]), TODAY)).toBe("2 giorni dal 22 nov: da 44 a 47, tra 44 e 47.");
  });

  it("is shown beside the program's number alone", () => {
    const line = { spark: spark([44, 47]) };
    expect(numberCard(figuresOfState(state(line)), TODAY).querySelector(".spark")).not.toBeNull();
    expect(numberCard(figuresOfState(state()), TODAY).querySelector(".spark")).toBeNull();
    const official = figuresOfOfficial(reading(TODAY), `${TODAY}T09:00:00+01:00`, state(line));
    expect(numberCard(official, TODAY).querySelector(".spark")).toBeNull();
  });
});
