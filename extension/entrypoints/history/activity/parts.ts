/** The parts of the page about activity and audience, which mark one day together. */

import type { Day } from "../../../contract/protocol";

/** A part with a mark on the day that all parts share. */
export interface DayView {
  node: HTMLElement;
  /** Marks a day, or none. */
  show(day: Day | null): void;
}

/** What is done in a part; the other parts follow. */
export interface PartEvents {
  /** The cursor is on a day, or on none. */
  moved: (day: Day | null) => void;
  /** A span was drawn. */
  selected: (from: Day, to: Day) => void;
}

/** Charts on canvas, which take their width from the page. */
export interface Drawing {
  /** Draws or redraws them; their nodes must be in the page. */
  draw(): void;
  resize(): void;
  destroy(): void;
}

export type DrawnView = DayView & Drawing;
