// @vitest-environment jsdom
import { beforeEach, describe, expect, it } from "vitest";
import { installChrome } from "../../test/chrome";
import { figuresOfOfficial, figuresOfState } from "./view-model";
import { reading, signal, state, TODAY } from "../../test/states";
import { valueText } from "../../text/signal-value";
import { kindSentence, onDay, valueNotes } from "./words";

beforeEach(() => void installChrome("en"));

function sentence(...args: Parameters<typeof kindSentence>): string {
  const line = document.createElement("p");
  line.append(...kindSentence(...args));
  return line.textContent ?? "";
}

describe("the kind of number", () => {
  it("is LinkedIn's own on the day it was read", () => {
    const official = figuresOfState(state({ kind: "official", official: reading(TODAY) }));
    expect(sentence(official, TODAY)).toBe("LinkedIn's value, read today");
  });

  it("is LinkedIn's, with its age, where the host is missing", () => {
    const old = reading("2026-11-12");
    expect(sentence(figuresOfOfficial(old, old.at, null), TODAY)).toBe("LinkedIn's value, read on Nov 12");
  });

  it("is anchored after that, with the typical error if known", () => {
    expect(sentence(figuresOfState(state()), TODAY)).toBe(
      "LinkedIn: 46 on Friday. Estimated since then, give or take\u00a01",
    );
    expect(sentence(figuresOfState(state({ typical_error: null })), TODAY)).toBe(
      "LinkedIn: 46 on Friday. Estimated since then",
    );
  });

  it("is an estimate without a reading", () => {
    expect(sentence(figuresOfState(state({ kind: "estimate", official: null })), TODAY)).toContain(
      "Bussola index (estimate)",
    );
  });

  it("is Italian in Italian", () => {
    installChrome("it");
    expect(sentence(figuresOfState(state()), TODAY)).toBe(
      "LinkedIn: 46 venerdì. Da allora è una stima\u00a0(±1)",
    );
  });
});

describe("while learning", () => {
  const figures = figuresOfState(
    state({
      kind: "learning",
      total: null,
      coverage: { points: 21, of: 100, signals: 8, of_signals: 27 },
      pillars: state().pillars.map((pillar) => ({ ...pillar, score: null, estimate: 3 })),
    }),
  );

  it("has no total", () => {
    expect(figures.total).toBeNull();
  });
});

describe("days", () => {
  it.each([
    ["2026-11-23", "today"],
    ["2026-11-24", "today"],
    ["2026-11-22", "yesterday"],
    ["2026-11-18", "on Wednesday"],
    ["2026-11-16", "on Nov 16"],
    ["2025-11-20", "on Nov 20, 2025"],
  ])("%s is %s", (day, words) => {
    expect(onDay(day, TODAY)).toBe(words);
  });
});

describe("a signal's row", () => {
  it.each([
    [signal("photo", { value: 1 }), "on your profile"],
    [signal("photo", { value: 0 }), "missing"],
    [signal("connections", { value: 500, bound: "at_least" }), "≥\u00a0500"],
    [signal("followers", { value: 1200, bound: "approximate" }), "≈\u00a01,200"],
    [signal("acceptance_rate", { value: 0.42 }), "42%"],
    [signal("comments"), "not seen yet"],
    [signal("a_later_signal", { value: 3 }), "3"],
  ])("shows the value in its unit", (given, text) => {
    expect(valueText(given)).toBe(text);
  });

  it("says what is uncertain, when it was seen and where", () => {
    const projected = signal("comments", { value: 90, projected_from_days: 30, source: "local" });
    expect(valueNotes(projected, TODAY)).toEqual([
      "estimated from 30 days",
      "today",
      "counted while you browse",
    ]);
    const learning = signal("comments", { value: 2, learning: true });
    expect(valueNotes(learning, TODAY)[0]).toBe("scored after 7 days of counting");
    expect(valueNotes(signal("comments"), TODAY)).toEqual([]);
  });
});

describe("figures", () => {
  it("hatch what was never seen unless the number rests on LinkedIn's own", () => {
    const signals = {
      brand: [signal("photo", { value: 1, max: 2, points: 2 }), signal("about", { max: 3 })],
    };
    expect(figuresOfState(state({ kind: "estimate" }, signals)).pillars[0]?.seen).toBe(2);
    expect(figuresOfState(state({}, signals)).pillars[0]?.seen).toBe(25);
  });

  it("do not count a learning signal as seen", () => {
    const signals = { brand: [signal("posts", { value: 1, max: 4, learning: true })] };
    expect(figuresOfState(state({ kind: "estimate" }, signals)).pillars[0]?.seen).toBe(0);
  });
});
