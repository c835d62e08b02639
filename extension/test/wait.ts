/** Waits in unit tests, for as long as a test may take: CI shares its cores. */

import { vi } from "vitest";

/** Calls `check` until it no longer throws, and returns its result. */
export const eventually = <T>(check: () => T | Promise<T>): Promise<T> =>
  vi.waitFor(check, { timeout: 100_000 });
