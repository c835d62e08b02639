// @vitest-environment jsdom
import { beforeEach, describe, expect, it } from "vitest";
import { installChrome } from "../../test/chrome";
import { why } from "../../test/whys";
import { addDays } from "../../text/format";
import type { Activity } from "../../contract/protocol";
import { beforeNodes, countIn, isComparable, spanBefore } from "./before";

beforeEach(() => void installChrome("en"));

const SPAN = { from: "2026-11-16", to: "2026-11-20" };
/** From the first day of the span before to the last of the span. */
const DAYS = Array.from({ length: 9 }, (_, index) => addDays("2026-11-12", index));
const series = (signal: string, values: (number | null)[]) => ({ signal, values, sources: [], parts: [] });
const activity: Activity = {
  step: "day",
  day: DAYS,
  acts: [
    series("posts", [9, 1, 0, 0, 1, 2, 0, 0, 1]),
    series("comments", [9, null, null, null, 4, 5, null, 0, 6]),
    series("reactions", [null, null, null, null, 0, 1, 1, 1, 1]),
  ],
  levels: [series("connections", [500, null, 504, null, null, null, 509, null, null])],
};

const texts = (nodes: HTMLElement[], selector: string): string[] =>
  nodes.flatMap((node) =>
    [...node.querySelectorAll(selector)].map((cell) => (cell.textContent ?? "").replace(/\s/g, " ")),
  );

describe("the span before", () => {
  it("is as long and ends where the chosen one begins", () => {
    expect(spanBefore(SPAN)).toEqual({ from: "2026-11-12", to: "2026-11-16" });
  });

  it("has the acts after its first day, at least those of known days, and the last level", () => {
    const count = (signal: string): (number | string | null)[] =>
      [SPAN, spanBefore(SPAN)].flatMap((span) => {
        const { value, bound } = countIn(activity, signal, span);
        return [value, bound];
      });
    expect(count("posts")).toEqual([3, "exact", 2, "exact"]);
    expect(count("comments")).toEqual([11, "at_least", 4, "at_least"]);
    expect(count("reactions")).toEqual([4, "exact", null, "exact"]);
    expect(count("connections")).toEqual([509, "exact", 504, "exact"]);
    expect(countIn(activity, "connections", { from: "2026-11-14", to: "2026-11-16" }).value).toBe(504);
    expect(count("inmail_replies")).toEqual([null, "exact", null, "exact"]);
    expect(countIn(null, "posts", SPAN).value).toBeNull();
  });

  it("has a sentence and a table", () => {
    const [now, before] = [why([], { total_delta: 3.2 }), why([], { total_delta: -1.4 })];
    const signals = ["posts", "comments", "connections", "inmail_replies"];
    const nodes = beforeNodes({ span: SPAN, now, before, activity }, signals);
    expect(nodes[1]?.textContent?.replace(/\u2009/g, " ")).toBe(
      "+3 in these 4 days, −1 in the 4 days before (Nov 13 – 16).",
    );
    expect(texts(nodes, "th")).toEqual([
      "These days",
      "Before",
      "Index",
      "Posts",
      "Comments",
      "Connections",
      "InMail replies",
    ]);
    expect(texts(nodes, "tbody td")).toEqual([
      "+3",
      "−1",
      "3",
      "2",
      "≥ 11",
      "≥ 4",
      "509",
      "504",
      "not known",
      "not known",
    ]);
  });

  it("is not known where its days are not", () => {
    const now = why([], { total_delta: 3.2 });
    for (const before of [null, why([], { total_delta: null })]) {
      const nodes = beforeNodes({ span: SPAN, now, before, activity: null }, ["posts"]);
      expect(nodes[1]?.textContent).toBe("+3 in these 4 days. The 4 days before are not known.");
      expect(texts(nodes, "tbody td")).toEqual(["+3", "not known", "not known", "not known"]);
    }
  });

  it("has no counts beyond a year", () => {
    const span = { from: "2024-11-16", to: "2026-11-20" };
    const now = why([], { total_delta: 3.2 });
    const nodes = beforeNodes({ span, now, before: null, activity: null }, ["posts"]);
    expect(texts(nodes, "tbody th")).toEqual(["Index"]);
  });
});

it("a span too long for counts is compared only where the index before it is known", () => {
  const long = { from: "2016-11-30", to: "2026-11-23" };
  const short = { from: "2026-11-01", to: "2026-11-23" };
  const compared = (span: typeof long, change: number | null) =>
    isComparable({ span, now: null, before: why([], { total_delta: change }), activity: null });
  expect([compared(long, null), compared(long, 2), compared(short, null)]).toEqual([false, true, true]);
});
