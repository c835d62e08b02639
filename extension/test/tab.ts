/** A tab for tests of the content script. */

import { vi } from "vitest";

/** Gives jsdom's window what it lacks, and a visibility that the test sets. */
export function installTab(isHidden: () => boolean): void {
  vi.spyOn(document, "visibilityState", "get").mockImplementation(() => (isHidden() ? "hidden" : "visible"));
  window.requestIdleCallback = (callback) => window.setTimeout(callback, 0);
  window.cancelIdleCallback = (handle) => window.clearTimeout(handle);
}

/** Lets this much time pass. */
export const pass = (ms: number): Promise<unknown> => vi.advanceTimersByTimeAsync(ms);
