import { describe, expect, it } from "vitest";
import { ringOf } from "./ring";

describe("ringOf", () => {
  it("lays the pillars end to end from the top, then the missing part to 100", () => {
    const ring = ringOf([17.2, 6.1, 6.4, 17.3], 100);
    expect(ring.pillars.map((arc) => arc.start)).toEqual([0, 17.2, 17.2 + 6.1, 17.2 + 6.1 + 6.4]);
    expect(ring.missing.start).toBeCloseTo(47, 6);
    expect(ring.missing.length).toBeCloseTo(53, 6);
    expect(ring.unseen.length).toBe(0);
  });

  it("separates what was never seen from what was not earned", () => {
    const ring = ringOf([8, 0, 0, 4], 21);
    expect(ring.missing).toEqual({ start: 12, length: 9 });
    expect(ring.unseen).toEqual({ start: 21, length: 79 });
  });

  it("leaves a gap between arcs and never draws a negative one", () => {
    const [full, tiny, none] = ringOf([25, 0.2, 0, 0], 100).pillars;
    expect(full?.length).toBeLessThan(25);
    expect(tiny?.length).toBe(0);
    expect(none?.length).toBe(0);
  });

  it("never holds more than a ring", () => {
    const ring = ringOf([30, 30, 30, 30], 140);
    expect(ring.missing).toEqual({ start: 100, length: 0 });
    expect(ring.unseen.length).toBe(0);
  });

  it("does not hatch what was earned, whatever the coverage", () => {
    expect(ringOf([10, 10, 10, 10], 12).unseen).toEqual({ start: 40, length: 60 });
  });
});
