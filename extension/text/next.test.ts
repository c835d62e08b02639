import { beforeEach, describe, expect, it } from "vitest";
import { installChrome } from "../test/chrome";
import { advice, signal, state, status, unseen } from "../test/states";
import { nextOf, standingsOf, verdictText, weakestOf } from "./next";

beforeEach(() => void installChrome("en"));

it("the verdict is the way to 70, or a word from there on", () => {
  expect([42.6, 69, 69.5, 88].map(verdictText)).toEqual(["27 points to 70", "1 point to 70", "Good", "Good"]);
});

it("the weakest pillar is among those of which anything was seen", () => {
  expect(weakestOf(standingsOf(state()))).toBe("people");
  const partly = state({ kind: "estimate" }, { people: [signal("people_searches")] });
  expect(weakestOf(standingsOf(partly))).toBe("insights");
});

describe("the next step", () => {
  const seen = { insights: [signal("comments", { value: 54 })] };
  const acts = [advice({ gain: 0 }), advice({ id: "posts", signal: "posts", step: 1, gain: 0.3 })];

  it("is the first act with a gain", () => {
    const given = state({ advice: acts, unseen: [unseen()] }, seen);
    expect(nextOf(given, status())).toEqual({ act: acts[1] });
  });

  it("is a page to open where no act gains, unless it was read", () => {
    const given = state({ unseen: [unseen()] });
    expect(nextOf(given, status())).toEqual({ page: unseen() });
    expect(nextOf(given, status({ pages: { skills: "2026-11-23T09:00:00+01:00" } }))).toBeNull();
  });

  it("is absent without a number", () => {
    expect(nextOf(state({ kind: "learning", total: null, advice: acts }, seen), status())).toBeNull();
  });
});
