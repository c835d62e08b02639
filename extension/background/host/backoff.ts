/** Delay before the next attempt to reach the host. Pure. */

import type { HostStatus } from "../../messages";

/** State of the link to the host, kept while the browser runs. */
export interface LinkMemory {
  status: HostStatus;
  version: string | null;
  /** Failed attempts since the last answer. */
  failures: number;
  /** No automatic attempt before this time (milliseconds since 1970). */
  retryAt: number;
}

const FIRST_MS = 1_000;
export const LONGEST_MS = 5 * 60_000;

/**
 * Milliseconds until attempt `failures` + 1: doubles from one second to five minutes, each up to a
 * quarter shorter by `spread` (0–1), so that several browsers do not retry in step.
 */
export function delayAfter(failures: number, spread: number): number {
  const full = Math.min(LONGEST_MS, FIRST_MS * 2 ** Math.max(0, failures - 1));
  return Math.round(full * (1 - spread / 4));
}
