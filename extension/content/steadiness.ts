/**
 * Decides when a page that has given nothing has had its time to fill: a fixed time after the last
 * look that found a change, including a placeholder or a part of a score. Hidden time counts,
 * because a page keeps loading behind another tab. A browser may slow or freeze a hidden page, so
 * the last part of the time must be seen.
 */

/** In milliseconds. */
export const STEADY = {
  /** Longer than the slowest page takes: LinkedIn's SSI page loads for up to 26 s. */
  unchanged: 30_000,
  /** After another tab was in front: enough for a frozen page to continue. */
  seen: 10_000,
};

export class Steadiness {
  private content: string | null = null;
  private since = 0;
  private shownAt = 0;

  /** `elapsed`: monotonic milliseconds. */
  constructor(private readonly elapsed: () => number) {}

  /** The page becomes visible again. */
  shown(): void {
    this.shownAt = this.elapsed();
  }

  /** Starts over for another page. */
  restart(): void {
    this.content = null;
  }

  /**
   * Takes the content that a look found; returns the milliseconds left, 0 once the time is over.
   */
  remaining(content: string): number {
    const now = this.elapsed();
    if (content !== this.content) {
      this.content = content;
      this.since = now;
    }
    return Math.max(0, this.since + STEADY.unchanged - now, this.shownAt + STEADY.seen - now);
  }
}
