/**
 * Checks what a content script sends as hostile input, since its process runs LinkedIn's scripts.
 * Only a whole message from LinkedIn's top frame passes; unknown fields, unknown signals and
 * impossible numbers are dropped. Pure.
 */

import type { PageReading, PageStatus, Self, Trace, Visit, Act } from "../shared/messages";
import { PAGE_KINDS, type PageKind } from "../contract/pages";
import { SIGNALS, type SignalFacts } from "../contract/signals";
import {
  PILLARS,
  type Bound,
  type Gauge,
  type GroupReading,
  type Official,
  type Tally,
} from "../shared/protocol";

const LINKEDIN = "https://www.linkedin.com";

/** The fields of `chrome.runtime.MessageSender` that are checked. */
export interface Sender {
  id?: string | undefined;
  url?: string | undefined;
  origin?: string | undefined;
  frameId?: number | undefined;
  tab?: { id?: number | undefined } | undefined;
  documentLifecycle?: string | undefined;
}

function originOf(url: string | undefined): string | null {
  try {
    return new URL(url ?? "").origin;
  } catch {
    return null;
  }
}

/**
 * The tab of one of our content scripts in a top frame of LinkedIn's; null for any other sender.
 */
export function linkedInTab(sender: Sender, ownId: string): number | null {
  const { id, url, origin, frameId, tab, documentLifecycle } = sender;
  if (id !== ownId || frameId !== 0 || originOf(url) !== LINKEDIN) return null;
  if (origin !== undefined && origin !== LINKEDIN) return null;
  // A prerendered page was not opened by the user.
  if (documentLifecycle !== undefined && documentLifecycle !== "active") return null;
  return tab?.id ?? null;
}

/** True for a page of this extension; `base` is the address that all of them start with. */
export function isOwnPage(sender: Sender, ownId: string, base: string): boolean {
  return sender.id === ownId && sender.url !== undefined && sender.url.startsWith(base);
}

type Fields = Record<string, unknown>;

const isFields = (value: unknown): value is Fields =>
  typeof value === "object" && value !== null && !Array.isArray(value);
const within = (value: unknown, low: number, high: number): value is number =>
  typeof value === "number" && Number.isFinite(value) && value >= low && value <= high;
const count = (value: unknown, high: number): value is number =>
  within(value, 0, high) && Number.isInteger(value);
const text = (value: unknown, pattern: RegExp): value is string =>
  typeof value === "string" && pattern.test(value);
const listOf = (value: unknown, most: number): unknown[] =>
  Array.isArray(value) ? value.slice(0, most) : [];

const PAGES: ReadonlySet<unknown> = new Set(PAGE_KINDS);
const STATUSES: ReadonlySet<unknown> = new Set<PageStatus>([
  "ok",
  "loading",
  "signed_out",
  "blocked",
  "unknown_markup",
]);
const BOUNDS: ReadonlySet<unknown> = new Set<Bound>(["exact", "at_least", "approximate"]);
const VISITS: ReadonlySet<unknown> = new Set<Visit["signal"]>([
  "people_searches",
  "advanced_searches",
  "profiles_viewed",
]);

const MOST = { days: 400, items: 64, visits: 20, acts: 50, tabs: 100 };
const DAY = /^20\d\d-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/;
const LANGUAGE = /^[a-z]{2,3}(-[A-Za-z0-9]{1,8}){0,3}$/;
const MEMBER_ID = /^[A-Za-z0-9_-]{3,100}$/;
// A vanity name is letters, digits and hyphens, in any script.
const VANITY = /^[\p{L}\p{M}\p{N}_.-]{1,100}$/u;
const SUBJECT = /^[^\p{Cc}]{1,400}$/u;

function self(value: unknown): Self | null {
  if (!isFields(value)) return null;
  const { memberId, vanity } = value;
  const checked: Self = {
    ...(text(memberId, MEMBER_ID) ? { memberId } : {}),
    ...(text(vanity, VANITY) ? { vanity: vanity.toLowerCase() } : {}),
  };
  return checked.memberId === undefined && checked.vanity === undefined ? null : checked;
}

const factsOf = (signal: unknown): SignalFacts | undefined =>
  typeof signal === "string" && Object.hasOwn(SIGNALS, signal) ? SIGNALS[signal] : undefined;

function gauge(value: unknown): Gauge[] {
  if (!isFields(value)) return [];
  const { signal, value: level, bound } = value;
  const facts = factsOf(signal);
  if (facts?.kind !== "flag" && facts?.kind !== "gauge") return [];
  if (!count(level, facts.max) || !BOUNDS.has(bound)) return [];
  return [{ signal: signal as string, value: level, bound: bound as Bound }];
}

function tally(value: unknown): Tally[] {
  if (!isFields(value)) return [];
  const { signal, from, to, days, bound } = value;
  const facts = factsOf(signal);
  // The extension counts the days of presence itself.
  if (facts?.kind !== "tally" || signal === "days_active") return [];
  if (!text(from, DAY) || !text(to, DAY) || from > to || !isFields(days)) return [];
  const entries = Object.entries(days);
  const valid = entries.every(([day, n]) => DAY.test(day) && day >= from && day <= to && count(n, facts.max));
  if (!valid || entries.length > MOST.days) return [];
  if (bound !== undefined && !BOUNDS.has(bound)) return [];
  return [
    {
      signal: signal as string,
      from,
      to,
      days: Object.fromEntries(entries) as Record<string, number>,
      ...(bound !== undefined ? { bound: bound as Bound } : {}),
    },
  ];
}

function pillars(value: unknown): Official["pillars"] | null {
  if (!isFields(value)) return null;
  const checked = PILLARS.map((pillar) => [pillar, value[pillar]] as const);
  return checked.every(([, score]) => within(score, 0, 25))
    ? (Object.fromEntries(checked) as Official["pillars"])
    : null;
}

function group(value: unknown): GroupReading | null {
  if (!isFields(value)) return null;
  const { rank_pct, average, week_change } = value;
  const parts = pillars(value["pillars"]);
  const checked: GroupReading = {
    ...(within(rank_pct, 0, 100) ? { rank_pct } : {}),
    ...(within(average, 0, 100) ? { average } : {}),
    ...(within(week_change, -100, 100) ? { week_change } : {}),
    ...(parts ? { pillars: parts } : {}),
  };
  return Object.keys(checked).length > 0 ? checked : null;
}

/** LinkedIn rounds the total, so its parts may differ from it by up to 2. */
function official(value: unknown): Official | null {
  if (!isFields(value)) return null;
  const { total } = value;
  const parts = pillars(value["pillars"]);
  if (!within(total, 0, 100) || parts === null) return null;
  const sum = PILLARS.reduce((all, pillar) => all + parts[pillar], 0);
  if (Math.abs(sum - total) > 2) return null;
  const industry = group(value["industry"]);
  const network = group(value["network"]);
  return {
    total,
    pillars: parts,
    ...(industry ? { industry } : {}),
    ...(network ? { network } : {}),
  };
}

function visit(value: unknown): Visit[] {
  if (!isFields(value)) return [];
  const { signal, subject } = value;
  if (!VISITS.has(signal) || !text(subject, SUBJECT)) return [];
  return [{ signal: signal as Visit["signal"], subject }];
}

const ACTS: ReadonlySet<unknown> = new Set<Act["signal"]>(["reactions", "comments", "invitations_sent"]);

function act(value: unknown): Act[] {
  if (!isFields(value)) return [];
  const { signal, subject, on, day, ms } = value;
  if (!ACTS.has(signal) || !text(subject, SUBJECT) || typeof on !== "boolean" || !text(day, DAY)) return [];
  const dated = within(ms, 0, Number.MAX_SAFE_INTEGER) ? { ms } : {};
  if (signal === "comments" && on && !("ms" in dated)) return [];
  return [{ signal: signal as Act["signal"], subject, on, day, ...dated }];
}

/** A name that the reader's rules define; page text never matches. */
const WORD = /^[a-z][a-z0-9_-]{0,39}$/;

function trace(value: unknown): Trace[] {
  if (!isFields(value)) return [];
  const { signal, anchor, reason } = value;
  if (!text(signal, WORD) || (anchor !== null && !text(anchor, WORD))) return [];
  return [{ signal, anchor, ...(text(reason, WORD) ? { reason } : {}) }];
}

/**
 * When the sender's document was opened, or null. A time in the future is clamped to now, because a
 * clock that was set back must not make a document unreadable.
 */
export function checkOpened(message: unknown, now: number): number | null {
  if (!isFields(message) || !within(message["opened"], 0, Number.MAX_SAFE_INTEGER)) return null;
  return Math.min(message["opened"], now);
}

/** The tabs that the sender says share its cookies. */
export const checkBeside = (message: unknown): number[] =>
  isFields(message)
    ? listOf(message["beside"], MOST.tabs).filter(
        (tab): tab is number => within(tab, 0, Number.MAX_SAFE_INTEGER) && Number.isInteger(tab),
      )
    : [];

export interface CheckedReading {
  opened: number;
  settled: boolean;
  acts: Act[];
  reading: PageReading;
}

/** The valid part of a message; null when the message as a whole is no reading. */
export function checkReading(message: unknown, now: number): CheckedReading | null {
  const opened = checkOpened(message, now);
  if (opened === null || !isFields(message) || !isFields(message["reading"])) return null;
  const { reading } = message as { reading: Fields };
  if (!PAGES.has(reading["page"]) || !STATUSES.has(reading["status"])) return null;
  const whole = official(reading["official"]);
  const none = reading["noAccess"] === true && reading["page"] === "ssi" && whole === null;
  return {
    opened,
    settled: message["settled"] === true,
    acts: listOf(message["acts"], MOST.acts).flatMap(act),
    reading: {
      page: reading["page"] as PageKind,
      status: reading["status"] as PageStatus,
      lang: text(reading["lang"], LANGUAGE) ? reading["lang"] : "und",
      self: self(reading["self"]),
      gauges: listOf(reading["gauges"], MOST.items).flatMap(gauge),
      tallies: listOf(reading["tallies"], MOST.items).flatMap(tally),
      visits: listOf(reading["visits"], MOST.visits).flatMap(visit),
      ...(whole ? { official: whole } : {}),
      ...(none ? { noAccess: true } : {}),
      trace: listOf(reading["trace"], MOST.items).flatMap(trace),
    },
  };
}
