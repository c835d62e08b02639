// @vitest-environment jsdom
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { installChrome } from "../../../test/chrome";
import { addDays } from "../../../text/format";
import type { Activity, SignalSeries } from "../../../contract/protocol";
import { TODAY } from "../../../test/states";
import { actDays, firstOfYear, isCounted, sizesOf, type ActDay } from "./acts";
import { dayText, yearText } from "./words";
import { yearCard } from "./year";

beforeEach(() => void installChrome("en"));
afterEach(() => vi.unstubAllGlobals());

/** The series of the last days up to today. */
function series(signal: string, values: (number | null)[], bounds?: SignalSeries["bounds"]): SignalSeries {
  return { signal, values, ...(bounds && { bounds }), sources: [], parts: [] };
}

function activity(...acts: SignalSeries[]): Activity {
  const count = acts[0]?.values.length ?? 0;
  const day = Array.from({ length: count }, (_, index) => addDays(TODAY, index - count + 1));
  return { step: "day", day, acts, levels: [] };
}

const days = (...acts: SignalSeries[]): ActDay[] => actDays(activity(...acts), TODAY);
const last = (all: ActDay[]): ActDay => all[all.length - 1] as ActDay;
const texts = (root: Element, selector: string): string[] =>
  [...root.querySelectorAll(selector)].map((node) => node.textContent ?? "");

describe("the days of a year", () => {
  it("begin on a Monday 52 weeks ago, and are null where nothing was counted", () => {
    expect(firstOfYear(TODAY)).toBe("2025-12-01");
    const given = days(series("comments", [2, null, 3]));
    expect([given.length, given[0]?.day, last(given).day]).toEqual([358, "2025-12-01", TODAY]);
    expect(given.slice(-4).map(({ count }) => count)).toEqual([null, 2, null, 3]);
    expect(isCounted(given)).toBe(true);
    expect(isCounted(days(series("comments", [null, 3])))).toBe(false);
    expect(isCounted(days())).toBe(false);
  });

  it("add up what the user did, and no visit, answer or kind that was never counted", () => {
    const given = days(
      series("comments", [2]),
      series("posts", [1]),
      series("days_active", [1]),
      series("engagement_received", [40]),
    );
    expect(last(given)).toEqual({
      day: TODAY,
      count: 3,
      isLeast: false,
      kinds: [
        { signal: "comments", count: 2 },
        { signal: "posts", count: 1 },
      ],
    });
  });

  it("are at least the count where a kind was not counted, or not whole", () => {
    const some = days(series("comments", [2, 2]), series("posts", [null, 0]));
    expect(some.slice(-2).map(({ isLeast }) => isLeast)).toEqual([true, false]);
    const part = days(series("comments", [2, 2], [null, "at_least"]));
    expect(part.slice(-2).map(({ isLeast }) => isLeast)).toEqual([false, true]);
  });

  it("fall into four sizes or fewer", () => {
    const sizes = (...counts: number[]): number[] => sizesOf(days(series("comments", counts)));
    expect(sizes(1, 2, 3, 4, 5, 6, 7, 8)).toEqual([1, 3, 5, 7]);
    expect(sizes(2, 2, 2, 9, 0)).toEqual([1, 2, 9]);
    expect(sizes(0, 0)).toEqual([]);
  });
});

describe("the words", () => {
  it("of a day name the kinds, and what is not known", () => {
    const given = days(series("comments", [null, 0, 1, 2]), series("posts", [null, null, 0, 3]));
    expect(given.slice(-4).map(dayText)).toEqual([
      "Fri, Nov 20, 2026 · not known",
      "Sat, Nov 21, 2026 · ≥\u00a00 activities",
      "Sun, Nov 22, 2026 · 1 activity: 1 comment",
      "Mon, Nov 23, 2026 · 5 activities: 3 posts, 2 comments",
    ]);
  });

  it("of the year", () => {
    expect(yearText(days(series("comments", [3, 0, 1240, 5])), TODAY)).toBe(
      "1,248 activities · on 3 days · most on Nov 22: 1,240 · known since Nov 20",
    );
    expect(yearText(days(series("comments", [0])), TODAY)).toBe("0 activities · known since Nov 23");
  });
});

describe("the heat map", () => {
  const moved = vi.fn();
  const given = (): ActDay[] => days(series("comments", [null, 0, 1, 2, 3, 4, 5, 6, 7, 8]));
  const press = (root: Element, key: string): void =>
    void root.querySelector(".heat")?.dispatchEvent(new KeyboardEvent("keydown", { key, cancelable: true }));

  it("tells how many by size, none by a dot, and draws nothing where it is not known", () => {
    const { node } = yearCard(given(), TODAY, moved);
    const sides = [...node.querySelectorAll(".heat rect")].map((mark) => mark.getAttribute("width"));
    expect(sides).toEqual(["5", "5", "8", "8", "11", "11", "14", "14"]);
    expect(node.querySelectorAll(".heat circle")).toHaveLength(1);
    expect(texts(node, ".legend li")).toEqual(["not known", "0", "1–2", "3–4", "5–6", "7–8"]);
  });

  it("begins with the quarter in which the first day was counted", () => {
    const quarters = (count: number): number =>
      yearCard(days(series("comments", Array<number>(count).fill(1))), TODAY, moved).node.querySelectorAll(
        ".heat svg",
      ).length;
    expect([1, 85, 86, 358].map(quarters)).toEqual([1, 1, 2, 4]);
  });

  it("moves by day and week with the keys, says the day, and tells it to the other charts", () => {
    const view = yearCard(given(), TODAY, moved);
    const { node } = view;
    const map = node.querySelector(".heat");
    const said = (): string | null | undefined => map?.getAttribute("aria-valuetext");
    expect(said()).toBe("Mon, Nov 23, 2026 · 8 activities: 8 comments");
    press(node, "ArrowUp");
    expect(said()).toBe("Sun, Nov 22, 2026 · 7 activities: 7 comments");
    press(node, "ArrowLeft");
    expect(moved).toHaveBeenLastCalledWith("2026-11-15");
    expect(node.querySelector("output")?.textContent).toBe(
      "Sun, Nov 15, 2026 · ≥\u00a00 activities".replace("≥\u00a0", ""),
    );
    press(node, "Home");
    press(node, "ArrowUp");
    expect(said()).toBe("Mon, Aug 31, 2026 · not known");
    view.show("2026-11-20");
    expect(said()).toBe("Fri, Nov 20, 2026 · 5 activities: 5 comments");
    expect(node.querySelectorAll(".at")).toHaveLength(1);
    view.show(null);
    expect(node.querySelectorAll(".at")).toHaveLength(0);
  });

  it("has a table by week, which unfolds and grows", () => {
    const { node } = yearCard(given(), TODAY, moved);
    const fold = node.querySelector("details");
    expect(fold?.querySelector("table")).toBeNull();
    fold?.dispatchEvent(new Event("toggle"));
    fold?.dispatchEvent(new Event("toggle"));
    expect(texts(node, "thead th")).toEqual(["Week", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]);
    expect(node.querySelectorAll("tbody tr")).toHaveLength(12);
    expect(texts(node, "tbody tr:nth-child(1) td")).toEqual(["8", "", "", "", "", "", ""]);
    expect(texts(node, "tbody tr:nth-child(2) td")).toEqual(["1", "2", "3", "4", "5", "6", "7"]);
    expect(texts(node, "tbody tr:nth-child(3) td:last-child")).toEqual(["0"]);
    expect(texts(node, "tbody tr:nth-child(4) .sr-only")).toEqual(Array(7).fill("not known"));
  });
});
