/** Geometry of the ring: the pillars' arcs, the missing part and the unseen part. Pure. */

import { LIMITS } from "../contract/limits";

/** A part of the ring in points of 100, clockwise from the top. */
export interface Arc {
  start: number;
  length: number;
}

export interface Ring {
  /** One per pillar, in order; a length of 0 is not drawn. */
  pillars: Arc[];
  /** Seen, but not earned. */
  missing: Arc;
  /** Never seen: drawn hatched, since it may not be 0. */
  unseen: Arc;
}

/** Space between neighbouring arcs, in points. */
const GAP = 0.6;

/**
 * The ring for the pillars' points and the points of 100 that were seen. Clamps each pillar to 0–25
 * and `seen` to the range from what is earned to 100.
 */
export function ringOf(values: number[], seen: number): Ring {
  let start = 0;
  const pillars = values.map((value) => {
    const share = Math.min(LIMITS.pillar, Math.max(0, value));
    const arc = { start, length: Math.max(0, share - GAP) };
    start += share;
    return arc;
  });
  const end = Math.min(100, Math.max(start, seen));
  return {
    pillars,
    missing: { start, length: end - start },
    unseen: { start: end, length: 100 - end },
  };
}
