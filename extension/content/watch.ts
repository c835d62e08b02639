/**
 * When to look at a page. The reader says what it shows; this says when it is worth asking again:
 * after a navigation, while the page fills, and when something in it has changed since the last
 * look, ever less often while the looks bring nothing new. A hidden page is left alone. Nothing of
 * the page is touched, and nothing that it could notice is done.
 */

import type { Act, ContentAnswer, PageReading, PageStatus, Self } from "../shared/messages";
import { gaveSomething } from "../shared/reading";

export interface WatchDependencies {
  window: Window;
  /**
   * A look at the page; `known` is whose session it is, once a page has said so, `settled` that the page
   * has had its time to fill.
   */
  read: (document: Document, url: string, known: Self | null, settled: boolean) => PageReading;
  /** Acts since the last look; `pending` when another look must tell. */
  acts: (document: Document, url: string, known: Self | null) => { acts: Act[]; pending: boolean };
  /**
   * Hands a reading over; `settled` as `ReadingMessage` has it. `read: false` when it is not wanted any
   * longer, undefined when nobody heard.
   */
  report: (reading: PageReading, settled: boolean, acts: Act[]) => Promise<ContentAnswer | undefined>;
  /** The member's calendar day. */
  today: () => string;
}

/** Milliseconds from the first change to the look at it. */
export const DELAYS = {
  first: 300,
  /** While the page says that it is still loading (LinkedIn's SSI page takes up to 26 s). */
  loading: 2_000,
  longest: 10_000,
  /** From the first look at a page until its silence counts: more than the slowest page takes. */
  settled: 30_000,
  /** Latest start once the delay is over, however busy the page is. */
  idle: 2_000,
};

/** A signed-in page with these may still fill. */
const SILENT: ReadonlySet<PageStatus> = new Set<PageStatus>(["ok", "loading", "unknown_markup"]);

/** What LinkedIn fills in late: text, elements, and the attributes that carry numbers and states. */
const CHANGES: MutationObserverInit = {
  subtree: true,
  childList: true,
  characterData: true,
  attributes: true,
  attributeFilter: ["value", "aria-label", "aria-pressed"],
};

/** The same content gives the same text; how it was found does not matter. */
function contentOf(reading: PageReading, day: string): string {
  const { page, status, lang, self, gauges, tallies, visits, official, noAccess } = reading;
  return JSON.stringify([day, page, status, lang, self, gauges, tallies, visits, official, noAccess]);
}

export class Watch {
  private readonly observer: MutationObserver;
  private readonly document: Document;
  /** What was reported last of each page kind; the same state is not reported again that day. */
  private readonly reported = new Map<string, string>();
  /** Whose session it is: as this document showed it, and as earlier ones did. */
  private shown: Self | null = null;
  private known: Self | null = null;
  private url = "";
  private delay = DELAYS.first;
  private timer: number | undefined;
  private idle: number | undefined;
  /** Runs while a page has given nothing yet. */
  private settling: number | undefined;
  /** This visit gave something, or its silence is told. */
  private answered = false;
  private running = false;

  constructor(private readonly dependencies: WatchDependencies) {
    const { window } = dependencies;
    this.document = window.document;
    this.observer = new (window as Window & typeof globalThis).MutationObserver(() => {
      // One change is enough to look again; until then the page changes unobserved and for free.
      this.observer.disconnect();
      if (window.location.href !== this.url) this.delay = DELAYS.first;
      this.schedule();
    });
  }

  /** Begins, or begins anew after `stop`. `known`: whose session it is, as earlier pages showed it. */
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
    this.forgetSilence();
  }

  private readonly onNavigation = (): void => {
    this.delay = DELAYS.first;
    this.schedule();
  };

  private readonly onShown = (): void => {
    if (this.document.visibilityState !== "hidden") return this.onNavigation();
    this.rest();
    this.forgetSilence();
  };

  private rest(): void {
    const { window } = this.dependencies;
    this.observer.disconnect();
    window.clearTimeout(this.timer);
    if (this.idle !== undefined) window.cancelIdleCallback(this.idle);
    this.timer = this.idle = undefined;
  }

  private forgetSilence(): void {
    this.dependencies.window.clearTimeout(this.settling);
    this.settling = undefined;
  }

  /** A page that gives nothing is looked at once more when it has had its time. */
  private awaitCounts(reading: PageReading): void {
    if (gaveSomething(reading)) {
      this.answered = true;
      this.forgetSilence();
    } else if (!this.answered && SILENT.has(reading.status) && reading.page !== "other") {
      this.settling ??= this.dependencies.window.setTimeout(() => {
        this.settling = undefined;
        void this.look(true);
      }, DELAYS.settled);
    }
  }

  private schedule(): void {
    this.rest();
    if (!this.running || this.document.visibilityState === "hidden") return;
    const { window } = this.dependencies;
    this.timer = window.setTimeout(() => {
      this.idle = window.requestIdleCallback(() => void this.look(), { timeout: DELAYS.idle });
    }, this.delay);
  }

  private async look(settled = false): Promise<void> {
    this.rest();
    const { href } = this.dependencies.window.location;
    if (href !== this.url) {
      this.url = href;
      this.delay = DELAYS.first;
      this.answered = settled = false;
      this.forgetSilence();
    }
    const reading = this.readQuietly(href, settled);
    // Observed from before the report on, so that no change goes unseen while it is under way.
    this.observer.observe(this.document, CHANGES);
    const longest = reading?.status === "loading" ? DELAYS.loading : DELAYS.longest;
    this.delay = Math.min(longest, this.delay * 2);
    if (reading === null) return;
    if (settled) this.answered = reading.status !== "loading";
    else this.awaitCounts(reading);
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

  /** The acts of a signed-in page; none when that failed. */
  private actsQuietly(reading: PageReading, href: string): { acts: Act[]; pending: boolean } {
    const none = { acts: [], pending: false };
    if (reading.status !== "ok" && reading.status !== "unknown_markup") return none;
    try {
      return this.dependencies.acts(this.document, href, reading.self ?? this.known);
    } catch {
      return none;
    }
  }

  /** A look, with whose page it is; null when the reader failed, which must not show in the page's console. */
  private readQuietly(href: string, settled: boolean): PageReading | null {
    try {
      const reading = this.dependencies.read(this.document, href, this.shown ?? this.known, settled);
      // Within one document the account stays the same until it is signed out.
      this.shown = reading.status === "signed_out" ? null : (reading.self ?? this.shown);
      return { ...reading, self: this.shown };
    } catch {
      return null;
    }
  }
}

/** The Navigation API tells of pushState too; a browser without it is found out at the next change. */
function navigationOf(window: Window): EventTarget | undefined {
  return (window as Window & { navigation?: EventTarget }).navigation;
}
