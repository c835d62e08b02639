import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { installChrome } from "../test/chrome";
import { item, why } from "../test/whys";
import { longReason, onlySeen, reasonsOf, shortReason } from "./why";

beforeEach(() => void installChrome("en"));
afterEach(() => vi.unstubAllGlobals());

const TODAY = "2026-11-23";

describe("reasonsOf", () => {
  it("makes one of a signal that serves two pillars, the largest first", () => {
    const given = why([
      item("comments", 0.3),
      item("posts", 0.2, { pillar: "brand", count: 2 }),
      item("posts", 0.25, { pillar: "insights", count: 2 }),
      item(null, -0.2, { cause: "rest" }),
      item(null, -0.4, { cause: "rest", pillar: "people" }),
    ]);
    expect(reasonsOf(given).map(({ signal, delta }) => [signal, Number(delta.toFixed(2))])).toEqual([
      [null, -0.6],
      ["posts", 0.45],
      ["comments", 0.3],
    ]);
  });

  it("keeps what was done apart from what left", () => {
    const given = why([item("comments", -1.8, { cause: "left", count: 24 }), item("comments", 0.3)]);
    expect(reasonsOf(given).map(({ cause }) => cause)).toEqual(["left", "done"]);
  });

  it("leaves out what was only seen, which is named beside", () => {
    const given = why([
      item("groups", 0, { cause: "seen", worth: 1 }),
      item("skills", 0.8, { cause: "seen" }),
    ]);
    expect(reasonsOf(given).map(({ signal }) => signal)).toEqual(["skills"]);
    expect(onlySeen(given)).toEqual(["groups"]);
  });
});

describe("the words", () => {
  const given = why([]);
  const left = item("posts", -0.3, { cause: "left", count: 3, first: "2026-08-04", last: "2026-08-19" });

  it("say how many left the window, and of which days", () => {
    expect(shortReason(left, given)).toBe("3 posts left the 90 days");
    expect(longReason(left, given, TODAY)).toBe("3 posts from August 2026 no longer count");
    const days = { ...left, count: 1, last: "2026-09-01" };
    expect(longReason(days, given, TODAY)).toBe("1 post from Aug 4 – Sep 1 no longer counts");
  });

  it("name a reading, the scale, a projection and what is newly seen", () => {
    const rest = item(null, 1, { cause: "rest" });
    expect(shortReason(rest, why([], { reading_between: true }))).toBe("LinkedIn's reading");
    expect(shortReason(rest, given)).toBe("The ends of the scale");
    expect(longReason(item("comments", 1, { cause: "rest" }), given, TODAY)).toBe("Comments");
    expect(shortReason(item("skills", 1, { cause: "seen" }), given)).toBe("Skills, newly seen");
  });
});
