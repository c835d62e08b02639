/**
 * Holds the readings of tabs that have named nobody, a few for each tab, until a name is known. In
 * memory only, since tabs do not outlive the browser. Pure.
 */

import type { CheckedReading } from "./check";

export interface HeldReading extends CheckedReading {
  /** When it was read (milliseconds since 1970). */
  ms: number;
}

/** Readings by tab. */
export type Held = Record<number, HeldReading[]>;

const MOST_TABS = 20;
const MOST_READINGS = 20;

/** A later look at the same page replaces an earlier one, unless it was a visit of its own. */
const replaces = (one: HeldReading, other: HeldReading): boolean =>
  one.reading.page === other.reading.page &&
  one.acts.length + other.acts.length === 0 &&
  JSON.stringify(one.reading.visits) === JSON.stringify(other.reading.visits);

/** Adds a reading of `tab`; the oldest are dropped. */
export function hold(held: Held, tab: number, reading: HeldReading): Held {
  const { [tab]: before = [], ...others } = held;
  const kept = [...before.filter((one) => !replaces(reading, one)), reading].slice(-MOST_READINGS);
  const latest = ([, readings]: [string, HeldReading[]]): number => readings.at(-1)?.ms ?? 0;
  const tabs = Object.entries(others).sort((a, b) => latest(b) - latest(a));
  return { ...Object.fromEntries(tabs.slice(0, MOST_TABS - 1)), [tab]: kept };
}
