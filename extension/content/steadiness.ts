/**
 * Tells when a page that has given nothing has had its time to fill: so long after the last look that
 * found it different, a placeholder or a part of a score included. Hidden time counts, because a page
 * loads on while another tab is shown. A browser may slow or freeze a hidden page, so the last part of
 * the time must be seen.
 */

/** In milliseconds. */
export const STEADY = {
  /** More than the slowest page takes: LinkedIn's SSI page loads for up to 26 s. */
  unchanged: 30_000,
  /** After another tab was shown: enough for a page that was frozen to go on. */
  seen: 10_000,
};

export class Steadiness {
  private content: string | null = null;
  private since = 0;
  private shownAt = 0;

  /** `elapsed`: milliseconds of a clock that is never set. */
  constructor(private readonly elapsed: () => number) {}

  /** The page is shown again. */
  shown(): void {
    this.shownAt = this.elapsed();
  }

  /** Another page begins. */
  restart(): void {
    this.content = null;
  }

  /** Notes what a look has found, and returns the milliseconds that remain; 0 once the time is over. */
  remaining(content: string): number {
    const now = this.elapsed();
    if (content !== this.content) {
      this.content = content;
      this.since = now;
    }
    return Math.max(0, this.since + STEADY.unchanged - now, this.shownAt + STEADY.seen - now);
  }
}
