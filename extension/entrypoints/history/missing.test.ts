import { beforeEach, describe, expect, it } from "vitest";
import { installChrome } from "../../test/chrome";
import { signal, state } from "../../test/states";
import { columnsOf } from "./series";
import { endOf, lastUnknownDay, missingInputs, missingText } from "./missing";

beforeEach(() => void installChrome("en"));

const columns = (total: (number | null)[]) => {
  const day = total.map((_, index) => `2026-11-${String(index + 1).padStart(2, "0")}`);
  return columnsOf({
    series: { day, total, brand: total, people: total, insights: total, relationships: total },
    official: [],
  });
};

describe("days without an index", () => {
  it("end where the line begins", () => {
    expect(lastUnknownDay(columns([null, null, 40, 41]))).toBe("2026-11-02");
    expect(lastUnknownDay(columns([40, 41]))).toBeNull();
    expect(endOf("2026-11-02")).toMatch(/^2026-11-02T23:59:59/);
  });

  it("name the inputs that are worth most, each once", () => {
    const given = state();
    const [first] = given.pillars;
    if (first) {
      first.signals = [
        signal("skills", { value: null, max: 2 }),
        signal("posts", { value: null, max: 4 }),
        signal("photo", { value: 1, max: 9 }),
        signal("comments", { value: 3, max: 8, learning: true }),
      ];
    }
    for (const pillar of given.pillars.slice(1)) {
      pillar.signals = [signal("posts", { value: null, max: 3 })];
    }
    expect(missingInputs(given)).toEqual(["comments", "posts", "skills"]);
    expect(missingText("2026-11-02", given)).toMatch(/^No index up to .*Comments, Posts,? .*Skills/);
  });
});
