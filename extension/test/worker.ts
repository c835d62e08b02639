/** A background in a fake browser with a fake host, and the messages that reach it. */

import { afterEach, beforeEach, vi } from "vitest";
import { Background } from "../background/background";
import type { ObserveRequest } from "../contract/protocol";
import type { PageMessage, PageReading, Self, Status } from "../messages";
import { EXTENSION_ID, EXTENSION_URL, installChrome, type FakeChrome } from "./chrome";
import { FakeHost } from "./host";
import { readingOf } from "./samples";

export const MISSING = "Specified native messaging host not found.";
export const EXITED = "Native host has exited.";
export const ANA: Self = { memberId: "ACoAAana", vanity: "ana" };
export const BEN: Self = { memberId: "ACoAAben", vanity: "ben" };
export const NOON = new Date(2026, 10, 23, 12, 0, 0).getTime();

export let chrome: FakeChrome;
export let host: FakeHost;
let ids: number;

/** Starts a worker; only storage is left of an earlier one. */
export function wake(browser = "chrome"): void {
  chrome.runtime.onMessage.listeners.length = 0;
  new Background({
    connect: () => host.connect(),
    lastError: () => host.words,
    now: () => new Date(),
    uuid: () => `uuid-${(ids += 1)}`,
    random: () => 0,
    browser,
  }).listen();
}

/** Starts a worker at noon, in a new browser, before each test of the file. */
export function startEach(): void {
  beforeEach(() => {
    vi.useFakeTimers({ now: NOON });
    chrome = installChrome();
    host = new FakeHost();
    ids = 0;
    wake();
  });
  afterEach(() => {
    vi.useRealTimers();
  });
}

/** The same, with the user's consent. */
export function startAgreedEach(): void {
  startEach();
  beforeEach(agree);
}

/** Runs all pending work to its end. */
export const settle = (): Promise<unknown> => vi.advanceTimersByTimeAsync(0);

export async function post(message: unknown, sender: Record<string, unknown>): Promise<unknown> {
  const answer = new Promise((resolve) => {
    const heard = chrome.runtime.onMessage.fire(message, sender, resolve);
    if (!heard.includes(true)) resolve("nobody");
  });
  await settle();
  return answer;
}

const PAGE = { id: EXTENSION_ID, url: `${EXTENSION_URL}popup.html`, frameId: 0 };
export const TAB = { id: EXTENSION_ID, url: "https://www.linkedin.com/feed/", frameId: 0, tab: { id: 1 } };

export const ask = (message: PageMessage): Promise<unknown> => post(message, PAGE);
export const status = async (): Promise<Status> => (await ask({ type: "status" })) as Status;
export const agree = (): Promise<unknown> => ask({ type: "agree", agreed: true });

/** A page's reading, from a document opened just now unless `opened` is given. */
export function read(
  changes: Partial<PageReading>,
  opened = Date.now(),
  sender: Record<string, unknown> = TAB,
): Promise<unknown> {
  return post({ type: "reading", opened, settled: false, acts: [], reading: readingOf(changes) }, sender);
}

/** A visit to a page that stayed silent for its whole time to fill. */
export const silence = (changes: Partial<PageReading>): Promise<unknown> =>
  post({ type: "reading", opened: Date.now(), settled: true, acts: [], reading: readingOf(changes) }, TAB);

export const ready = (opened = Date.now()): Promise<unknown> => post({ type: "ready", opened }, TAB);

export const connections = (value: number): PageReading["gauges"] => [
  { signal: "connections", value, bound: "exact" },
];
export const pagesOf = (observed: ObserveRequest[]): string[] => observed.map(({ page }) => page);
export const keyOf = ({ profile }: ObserveRequest): string | undefined => profile?.key;
