/**
 * Checks what a content script sends as hostile input, since its process runs LinkedIn's scripts.
 * Only a whole message from LinkedIn's top frame passes; unknown fields, unknown signals and
 * impossible numbers are dropped. Pure.
 */

import { LIMITS } from "../../contract/limits";
import { PAGE_KINDS, type PageKind } from "../../contract/pages";
import {
  gauge,
  groupReading,
  official,
  PILLARS,
  tally,
  type Gauge,
  type Official,
  type Tally,
} from "../../contract/protocol";
import { SIGNALS, type SignalFacts } from "../../contract/signals";
import { isAhead } from "./account";
import type { Act, PageReading, PageStatus, PillarNames, Self, Trace, Visit } from "../../messages";
import { timeDay } from "../../text/format";
import {
  count,
  day,
  flag,
  isRecord,
  lenient,
  matching,
  maybe,
  nullable,
  oneOf,
  read,
  record,
  within,
  type Shape,
} from "../../messages/shape";

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

/** Items of each list that are checked, and days of a tally; the others are dropped. */
const MOST = { days: 400, items: 64, visits: 20, acts: 50, tabs: 100 };
/** The host takes no day before LinkedIn opened. */
const OPENED = timeDay(LIMITS.day_first * 86_400);

const MEMBER_ID = /^[A-Za-z0-9_-]{3,100}$/;
// A vanity name is letters, digits and hyphens, in any script.
const VANITY = /^[\p{L}\p{M}\p{N}_.-]{1,100}$/u;
const language = matching(/^[a-z]{2,3}(-[A-Za-z0-9]{1,8}){0,3}$/);
const subject = matching(/^[^\p{Cc}]{1,400}$/u);
/** A name that the reader's rules define; page text never matches. */
const ruleWord = matching(/^[a-z][a-z0-9_-]{0,39}$/);
const milliseconds = within(0, Number.MAX_SAFE_INTEGER);

/** The valid ones of the first `most` items. */
function itemsOf<T>(check: (value: unknown) => T | undefined, value: unknown, most: number): T[] {
  const items: unknown[] = Array.isArray(value) ? value.slice(0, most) : [];
  return items.map(check).filter((item) => item !== undefined);
}

const self = lenient(record({ memberId: maybe(matching(MEMBER_ID)), vanity: maybe(matching(VANITY)) }));

function checkSelf(value: unknown): Self | null {
  const checked = read(self, value);
  if (checked?.vanity !== undefined) checked.vanity = checked.vanity.toLowerCase();
  return checked?.memberId === undefined && checked?.vanity === undefined ? null : checked;
}

const factsOf = (signal: string): SignalFacts | undefined =>
  Object.hasOwn(SIGNALS, signal) ? SIGNALS[signal] : undefined;

function checkGauge(value: unknown): Gauge | undefined {
  const checked = read(gauge, value);
  if (checked === undefined) return undefined;
  const facts = factsOf(checked.signal);
  const isLevel = facts?.kind === "flag" || facts?.kind === "gauge";
  return isLevel && checked.value <= facts.max ? checked : undefined;
}

function checkTally(value: unknown): Tally | undefined {
  const checked = read(tally, value);
  if (checked === undefined) return undefined;
  const facts = factsOf(checked.signal);
  // The extension counts the days of presence itself.
  if (facts?.kind !== "tally" || checked.signal === "days_active") return undefined;
  const { from, to, days } = checked;
  const entries = Object.entries(days);
  const holds = entries.every(([on, n]) => on >= from && on <= to && n <= facts.max);
  return from >= OPENED && from <= to && entries.length <= MOST.days && holds ? checked : undefined;
}

const group = lenient(groupReading);
const seenOfficial = lenient(record({ ...official.fields, industry: maybe(group), network: maybe(group) }));

/** LinkedIn rounds the total, so its parts may differ from it by up to 2. */
function checkOfficial(value: unknown): Official | undefined {
  const checked = read(seenOfficial, value);
  if (checked === undefined) return undefined;
  const sum = PILLARS.reduce((all, pillar) => all + checked.pillars[pillar], 0);
  if (Math.abs(sum - checked.total) > LIMITS.pillar_sum) return undefined;
  for (const name of ["industry", "network"] as const)
    if (Object.keys(checked[name] ?? {}).length === 0) delete checked[name];
  return checked;
}

/** Words without a number, as short as any title. */
const title = matching(/^(?=.*\p{L})[^\p{Cc}\p{N}]{1,60}$/u);
const pillarNames: Shape<PillarNames> = record({
  brand: title,
  people: title,
  insights: title,
  relationships: title,
});

const visit: Shape<Visit> = record({
  signal: oneOf("people_searches", "advanced_searches", "profiles_viewed"),
  subject,
});
const act: Shape<Act> = lenient(
  record({
    signal: oneOf("reactions", "comments", "invitations_sent"),
    subject,
    on: flag,
    day,
    ms: maybe(milliseconds),
  }),
);
const trace: Shape<Trace> = lenient(
  record({ signal: ruleWord, anchor: nullable(ruleWord), reason: maybe(ruleWord) }),
);

function checkAct(value: unknown): Act | undefined {
  const checked = read(act, value);
  // A comment counts by its own moment.
  const isUndated = checked?.signal === "comments" && checked.on && checked.ms === undefined;
  return isUndated || (checked?.day ?? "") < OPENED ? undefined : checked;
}

/**
 * When the sender's document was opened, or null. A document of the future was opened before the
 * clock was set back, perhaps before a sign-out: it counts as the oldest of all.
 */
export function checkOpened(message: unknown, now: number): number | null {
  const opened = isRecord(message) ? read(milliseconds, message["opened"]) : undefined;
  if (opened === undefined) return null;
  return isAhead(opened, now) ? 0 : Math.min(opened, now);
}

/** The tabs that the sender says share its cookies. */
export const checkBeside = (message: unknown): number[] =>
  isRecord(message) ? itemsOf((tab) => read(count, tab), message["beside"], MOST.tabs) : [];

export interface CheckedReading {
  opened: number;
  settled: boolean;
  acts: Act[];
  reading: PageReading;
}

const page: Shape<PageKind> = oneOf(...PAGE_KINDS);
const status: Shape<PageStatus> = oneOf("ok", "loading", "signed_out", "blocked", "unknown_markup");

/** The valid part of a message; null when the message as a whole is no reading. */
export function checkReading(message: unknown, now: number): CheckedReading | null {
  const opened = checkOpened(message, now);
  if (opened === null || !isRecord(message) || !isRecord(message["reading"])) return null;
  const { reading } = message as { reading: Record<string, unknown> };
  const ofPage = { page: read(page, reading["page"]), status: read(status, reading["status"]) };
  if (ofPage.page === undefined || ofPage.status === undefined) return null;
  const whole = checkOfficial(reading["official"]);
  const names = whole && read(pillarNames, reading["pillarNames"]);
  const none = reading["noAccess"] === true && ofPage.page === "ssi" && whole === undefined;
  return {
    opened,
    settled: message["settled"] === true,
    acts: itemsOf(checkAct, message["acts"], MOST.acts),
    reading: {
      page: ofPage.page,
      status: ofPage.status,
      lang: read(language, reading["lang"]) ?? "und",
      self: checkSelf(reading["self"]),
      gauges: itemsOf(checkGauge, reading["gauges"], MOST.items),
      tallies: itemsOf(checkTally, reading["tallies"], MOST.items),
      visits: itemsOf((one) => read(visit, one), reading["visits"], MOST.visits),
      ...(whole ? { official: whole } : {}),
      ...(names ? { pillarNames: names } : {}),
      ...(none ? { noAccess: true } : {}),
      trace: itemsOf((one) => read(trace, one), reading["trace"], MOST.items),
    },
  };
}
