/** How long to wait before the next attempt to reach the host. Pure. */

import type { HostStatus } from "../shared/messages";

/** What is remembered of the way to the host while the browser runs. */
export interface LinkMemory {
  status: HostStatus;
  version: string | null;
  /** Attempts that failed since the last answer. */
  failures: number;
  /** No attempt of its own accord before then (milliseconds since 1970). */
  retryAt: number;
}

const FIRST_MS = 1_000;
export const LONGEST_MS = 5 * 60_000;

/**
 * Milliseconds until attempt number `failures` + 1: doubling from one second to five minutes, each
 * up to a quarter shorter by `spread` (0–1), so that several browsers do not knock in step.
 */
export function delayAfter(failures: number, spread: number): number {
  const full = Math.min(LONGEST_MS, FIRST_MS * 2 ** Math.max(0, failures - 1));
  return Math.round(full * (1 - spread / 4));
}
