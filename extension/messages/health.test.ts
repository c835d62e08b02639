import { expect, test } from "vitest";
import type { PageHealth } from ".";
import { changedPages, pageToReport } from "./health";

const health = (misses: number, day: string): PageHealth => ({
  visit: `2026-11-${day}T09:00:00+01:00`,
  misses,
  trace: [],
});

test("three silent visits in a row are a sign, two are not", () => {
  expect(changedPages({ network: health(2, "20"), skills: health(3, "19"), ssi: health(0, "22") })).toEqual([
    "skills",
  ]);
});

test("the page missed most is reported first, then the one visited last", () => {
  const pages = { network: health(1, "20"), skills: health(2, "19"), ssi: health(0, "22") };
  expect(pageToReport(pages)).toBe("skills");
  expect(pageToReport({ feed: health(0, "20"), ssi: health(0, "22"), other: health(0, "23") })).toBe("ssi");
  expect(pageToReport({})).toBeNull();
});
