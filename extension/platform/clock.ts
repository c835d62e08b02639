/** The only module that reads the clock. Browser tests replace it with test/clock.ts. */

export const now = (): Date => new Date();

/** When the document of `window` was opened, in milliseconds since 1970. */
export const openedAt = (window: Window): number => window.performance.timeOrigin;

/** Milliseconds since the document of `window` was opened; monotonic. */
export const elapsed = (window: Window): number => window.performance.now();
