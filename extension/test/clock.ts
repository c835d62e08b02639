/** Replaces platform/clock.ts in builds for browser tests (wxt.test.config.ts). */

/**
 * How far the clock is ahead, in milliseconds. Each test writes a number into its copy of the
 * build.
 */
declare const CLOCK_SHIFT_MS: number;

export const now = (): Date => new Date(Date.now() + CLOCK_SHIFT_MS);

export const openedAt = (window: Window): number => window.performance.timeOrigin + CLOCK_SHIFT_MS;

export const elapsed = (window: Window): number => window.performance.now();
