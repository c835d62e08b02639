import { beforeEach, describe, expect, it } from "vitest";
import { installChrome } from "../test/chrome";
import { item, why } from "../test/whys";
import { longReason, rowsOf, sentencesOf } from "./why";

beforeEach(() => void installChrome("en"));

const TODAY = "2026-11-23";

describe("rowsOf", () => {
  it("merges a signal that serves two pillars; the largest act first, what no act explains last", () => {
    const given = why(
      [
        item("comments", 0.3),
        item("posts", 0.2, { pillar: "brand", count: 2 }),
        item("posts", 0.25, { pillar: "insights", count: 2 }),
        item(null, 0.1, { cause: "small" }),
        item(null, -0.2, { cause: "rest" }),
        item(null, -0.4, { cause: "rest", pillar: "people" }),
      ],
      { total_delta: 0.25 },
    );
    expect(rowsOf(given, 8).map(({ signal, delta }) => [signal, Number(delta.toFixed(2))])).toEqual([
      ["posts", 0.45],
      ["comments", 0.3],
      [null, 0.1],
      [null, -0.6],
    ]);
  });

  it("separates what was done from what left", () => {
    const given = why([item("comments", -1.8, { cause: "left", count: 24 }), item("comments", 0.3)]);
    expect(rowsOf(given, 8).map(({ cause }) => cause)).toEqual(["left", "done", "small"]);
  });

  it("adds up to the change, however many rows there are", () => {
    const given = why([item("comments", 1), item("posts", 0.7), item("reposts", 0.4)], { total_delta: 2.3 });
    expect(rowsOf(given, 2).map(({ cause, delta }) => [cause, Number(delta.toFixed(2))])).toEqual([
      ["done", 1],
      ["done", 0.7],
      ["small", 0.6],
    ]);
  });

  it("tells LinkedIn's rounding apart from acts and from what is unexplained", () => {
    const given = why([item("comments", 0.9), item(null, 0.5, { cause: "rest" })], {
      total_delta: 1.8,
      rounding: 0.4,
    });
    const rows = rowsOf(given, 8);
    expect(rows.map(({ delta }) => Number(delta.toFixed(2)))).toEqual([0.9, 0.5, 0.4]);
    expect(longReason(rows[2]!, TODAY)).toBe("LinkedIn rounds its total");
  });
});

describe("texts of reasons", () => {
  const left = item("posts", -0.3, { cause: "left", count: 3, first: "2026-08-04", last: "2026-08-19" });

  it("say how many counts left the window, and of which days", () => {
    expect(longReason(left, TODAY)).toBe("3 posts from August 2026 no longer count");
    const days = { ...left, count: 1, last: "2026-09-01" };
    expect(longReason(days, TODAY)).toBe("1 post from Aug 4 – Sep 1 no longer counts");
  });

  it("name acts by count and levels by name, and mark what no act explains", () => {
    expect(longReason(item("comments", 1, { count: 9 }), TODAY)).toBe("9 comments");
    expect(longReason(item("skills", 1), TODAY)).toBe("Skills");
    expect(longReason(item(null, 0.2, { cause: "small" }), TODAY)).toBe("Smaller changes");
    expect(longReason(item(null, 1, { cause: "rest" }), TODAY)).toBe("Not explained by what Bussola sees");
  });
});

describe("sentences", () => {
  const acts = [item("posts", 0.9, { count: 2 }), item("comments", 0.5, { count: 1 })];

  it("name acts, levels, and what no act explains", () => {
    const given = why([...acts, item("skills", 0.2), item(null, 1.4, { cause: "rest" })], {
      turn: "up",
      total_delta: 2.9,
    });
    expect(sentencesOf(given, TODAY)).toEqual([
      "Up about 3: you published 2 posts and wrote 1 comment.",
      "Changed: Skills.",
    ]);
    expect(sentencesOf({ ...given, total_delta: 2.7 }, TODAY)).toContain(
      "Bussola sees no reason for most of it.",
    );
  });

  it("do not credit acts for a fall, nor for no change", () => {
    const down = why(acts, { turn: "down", total_delta: -2 });
    expect(sentencesOf(down, TODAY)[0]).toBe(
      "Down about 2. In this time you published 2 posts and wrote 1 comment.",
    );
    expect(sentencesOf(why([], { turn: "steady", total_delta: 0.2 }), TODAY)).toEqual(["Steady."]);
    expect(sentencesOf(why([], { total_delta: null }), TODAY)).toEqual([]);
  });

  it("are Italian in Italian", () => {
    installChrome("it");
    const given = why(acts, { turn: "up", corrected: { day: "2026-11-20", points: 2.4 } });
    expect(sentencesOf(given, TODAY)).toEqual([
      "In aumento di circa 2: hai pubblicato 2 post e scritto 1 commento.",
      "La nostra stima era troppo bassa di 2: il valore di LinkedIn del 20 nov l'ha corretta.",
    ]);
  });
});
