/**
 * Decides when to look at a page: after a navigation, while the page fills, and when something in
 * it has changed since the last look, less and less often while looks bring nothing new. A hidden
 * page is not looked at. The page is not touched and cannot notice the observation.
 */

import type { Act, ContentAnswer, PageReading, PageStatus, Self } from "../messages";
import { gaveSomething } from "../messages/reading";
import { Steadiness } from "./steadiness";

export interface WatchDependencies {
  window: Window;
  /**
   * Reads the page; `known` is the signed-in account once a page has named it, `settled` says that
   * the page has had its time to fill.
   */
  read: (document: Document, url: string, known: Self | null, settled: boolean) => PageReading;
  /** Acts since the last look; `pending`: another look must confirm one. */
  acts: (document: Document, url: string, known: Self | null) => { acts: Act[]; pending: boolean };
  /**
   * Sends a reading to the background; `settled` as in `ReadingMessage`. Returns `read: false` when
   * reading is no longer wanted, undefined when the background did not answer.
   */
  report: (reading: PageReading, settled: boolean, acts: Act[]) => Promise<ContentAnswer | undefined>;
  /** The user's calendar day. */
  today: () => string;
  /** Monotonic milliseconds. */
  elapsed: () => number;
}

/** Milliseconds from the first change to the look at it. */
export const DELAYS = {
  first: 300,
  /** While the page says that it is still loading (LinkedIn's SSI page takes up to 26 s). */
  loading: 2_000,
  longest: 10_000,
  /** Longest wait for an idle moment once the delay is over. */
  idle: 2_000,
};

/** A signed-in page with one of these may still fill. */
const SILENT: ReadonlySet<PageStatus> = new Set<PageStatus>(["ok", "loading", "unknown_markup"]);

/**
 * What LinkedIn fills in late: text, elements, and the attributes that carry numbers and states.
 */
const CHANGES: MutationObserverInit = {
  subtree: true,
  childList: true,
  characterData: true,
  attributes: true,
  attributeFilter: ["value", "aria-label", "aria-pressed"],
};

/** Equal for equal content; the trace is left out. */
function contentOf(reading: PageReading, day: string): string {
  const { page, status, lang, self, gauges, tallies, visits, official, noAccess } = reading;
  return JSON.stringify([day, page, status, lang, self, gauges, tallies, visits, official, noAccess]);
}

export class Watch {
  private readonly observer: MutationObserver;
  private readonly document: Document;
  /** What was last reported of each page kind; the same state is reported once a day. */
  private readonly reported = new Map<string, string>();
  /** The signed-in account: `shown` by this document, `known` from earlier ones. */
  private shown: Self | null = null;
  private known: Self | null = null;
  private url = "";
  private delay = DELAYS.first;
  private timer: number | undefined;
  private idle: number | undefined;
  private readonly steadiness: Steadiness;
  /** Runs while the visible page has given nothing yet. */
  private settling: number | undefined;
  /** This visit gave something, or its silence was reported. */
  private answered = false;
  private running = false;

  constructor(private readonly dependencies: WatchDependencies) {
    const { window } = dependencies;
    this.document = window.document;
    this.steadiness = new Steadiness(dependencies.elapsed);
    this.observer = new (window as Window & typeof globalThis).MutationObserver(() => {
      // One change is enough to look again, so the rest need not be observed.
      this.observer.disconnect();
      if (window.location.href !== this.url) this.delay = DELAYS.first;
      this.schedule();
    });
  }

  /**
   * Starts watching, also after `stop`. `known`: the signed-in account as earlier pages named it.
   */
  start(known: Self | null): void {
    this.known = known;
    if (this.running) return;
    this.running = true;
    const { window } = this.dependencies;
    this.document.addEventListener("visibilitychange", this.onShown);
    window.addEventListener("pageshow", this.onShown);
    window.addEventListener("popstate", this.onNavigation);
    navigationOf(window)?.addEventListener("currententrychange", this.onNavigation);
    this.onNavigation();
  }

  stop(): void {
    this.running = false;
    const { window } = this.dependencies;
    this.document.removeEventListener("visibilitychange", this.onShown);
    window.removeEventListener("pageshow", this.onShown);
    window.removeEventListener("popstate", this.onNavigation);
    navigationOf(window)?.removeEventListener("currententrychange", this.onNavigation);
    this.rest();
    this.pauseSettling();
    this.steadiness.restart();
  }

  private readonly onNavigation = (): void => {
    this.delay = DELAYS.first;
    this.schedule();
  };

  private readonly onShown = (): void => {
    if (this.document.visibilityState === "hidden") {
      this.rest();
      this.pauseSettling();
    } else {
      this.steadiness.shown();
      this.onNavigation();
    }
  };

  private rest(): void {
    const { window } = this.dependencies;
    this.observer.disconnect();
    window.clearTimeout(this.timer);
    if (this.idle !== undefined) window.cancelIdleCallback(this.idle);
    this.timer = this.idle = undefined;
  }

  private pauseSettling(): void {
    this.dependencies.window.clearTimeout(this.settling);
    this.settling = undefined;
  }

  /**
   * True when a page that gives nothing has had its time; otherwise schedules a look at its end.
   */
  private hasSettled(reading: PageReading): boolean {
    this.pauseSettling();
    const remaining = this.steadiness.remaining(JSON.stringify(reading));
    if (gaveSomething(reading)) this.answered = true;
    if (this.answered || !SILENT.has(reading.status) || reading.page === "other") return false;
    if (remaining > 0) this.settling = this.dependencies.window.setTimeout(() => void this.look(), remaining);
    return remaining === 0;
  }

  private schedule(): void {
    this.rest();
    if (!this.running || this.document.visibilityState === "hidden") return;
    const { window } = this.dependencies;
    this.timer = window.setTimeout(() => {
      this.idle = window.requestIdleCallback(() => void this.look(), { timeout: DELAYS.idle });
    }, this.delay);
  }

  private async look(): Promise<void> {
    this.rest();
    const { href } = this.dependencies.window.location;
    if (href !== this.url) {
      this.url = href;
      this.delay = DELAYS.first;
      this.answered = false;
      this.steadiness.restart();
    }
    const first = this.readQuietly(href, false);
    const settled = first !== null && this.hasSettled(first);
    const reading = settled ? this.readQuietly(href, true) : first;
    // Observe before reporting, so that no change in the meantime is missed.
    this.observer.observe(this.document, CHANGES);
    const longest = reading?.status === "loading" ? DELAYS.loading : DELAYS.longest;
    this.delay = Math.min(longest, this.delay * 2);
    if (reading === null) return;
    if (settled) this.answered = reading.status !== "loading";
    if (reading.status === "loading") return;

    const content = contentOf(reading, this.dependencies.today());
    const { acts, pending } = this.actsQuietly(reading, href);
    if (pending) this.schedule();
    if (!settled && acts.length === 0 && this.reported.get(reading.page) === content) return;
    const answer = await this.dependencies.report(reading, settled && !gaveSomething(reading), acts);
    if (answer === undefined) {
      this.schedule();
    } else if (!answer.read) {
      this.stop();
    } else if (answer.taken) {
      this.known = answer.known;
      this.reported.set(reading.page, content);
      this.delay = DELAYS.first * 2;
    }
  }

  /** The acts of a signed-in page; none when the reader throws. */
  private actsQuietly(reading: PageReading, href: string): { acts: Act[]; pending: boolean } {
    const none = { acts: [], pending: false };
    if (reading.status !== "ok" && reading.status !== "unknown_markup") return none;
    try {
      return this.dependencies.acts(this.document, href, reading.self ?? this.known);
    } catch {
      return none;
    }
  }

  /**
   * A reading with its account; null when the reader throws, which must not show in the page's
   * console.
   */
  private readQuietly(href: string, settled: boolean): PageReading | null {
    try {
      const reading = this.dependencies.read(this.document, href, this.shown ?? this.known, settled);
      // Within one document the account stays the same until a sign-out.
      this.shown = reading.status === "signed_out" ? null : (reading.self ?? this.shown);
      return { ...reading, self: this.shown };
    } catch {
      return null;
    }
  }
}

/** The Navigation API reports pushState; without it the next change reveals the new address. */
function navigationOf(window: Window): EventTarget | undefined {
  return (window as Window & { navigation?: EventTarget }).navigation;
}
