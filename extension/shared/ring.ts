/** Geometry of the ring: where each pillar's arc, the missing part and the unseen part lie. Pure. */

/** A part of the ring in points of 100, clockwise from the top. */
export interface Arc {
  start: number;
  length: number;
}

export interface Ring {
  /** One per pillar, in order; a length of 0 is not drawn. */
  pillars: Arc[];
  /** Looked at, but not earned. */
  missing: Arc;
  /** Never looked at: drawn hatched, since it is not known to be 0. */
  unseen: Arc;
}

/** Space between neighbouring arcs, in points. */
const GAP = 0.6;

/**
 * The ring for the pillars' points and the points of 100 that were looked at. Values are clipped to
 * what a ring can hold: each pillar at 0–25, `seen` between what is earned and 100.
 */
export function ringOf(values: number[], seen: number): Ring {
  let start = 0;
  const pillars = values.map((value) => {
    const share = Math.min(25, Math.max(0, value));
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
