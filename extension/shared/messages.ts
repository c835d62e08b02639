/**
 * Messages inside the extension: content script → background, and extension pages → background.
 * The background treats what a content script sends as hostile: it checks sender, shape and ranges.
 */

import type {
  Day,
  Gauge,
  HostError,
  Moment,
  NoAccess,
  Official,
  Replies,
  Request,
  State,
  StateReply,
  Tally,
} from "./protocol";
import type { System } from "./platform";

/** One per file in `reader/pages`, and per row of the first run's and the options' page lists. */
export type PageKind =
  | "feed"
  | "own_profile"
  | "other_profile"
  | "activity_posts"
  | "activity_comments"
  | "activity_reactions"
  | "connections"
  | "network"
  | "invitations"
  | "skills"
  | "profile_views"
  | "search_appearances"
  | "creator_analytics"
  | "followers"
  | "messaging"
  | "ssi"
  | "dashboard"
  | "people_search"
  | "sales_search"
  | "sales_lead"
  | "sales_inbox"
  | "other";

/** What a look at a page came to; "ok" also where the page simply holds no count of the member's. */
export type PageStatus = "ok" | "loading" | "signed_out" | "blocked" | "unknown_markup";

/** Whose session it is, as far as this page shows it. Ids of the member's own account only. */
export interface Self {
  /** LinkedIn's stable member id (`ACoAA…`), when the page carries it. */
  memberId?: string;
  /** The vanity name in `/in/NAME/`, decoded and lower-cased. */
  vanity?: string;
}

/** A visit that counts as an act: a people search, a profile opened. */
export interface Visit {
  signal: "people_searches" | "advanced_searches" | "profiles_viewed";
  /** Tells two acts of a day apart; stays in memory, is never stored or sent to the host. */
  subject: string;
}

/** An act of the member's that a page shows to have happened, or to be taken back (`on: false`). */
export interface Act {
  signal: "reactions" | "comments" | "invitations_sent";
  /** Tells acts apart; stays in memory, is never stored or sent to the host. */
  subject: string;
  on: boolean;
  /** The member's day on which LinkedIn itself counts the act. */
  day: Day;
  /** When it happened, in milliseconds since 1970, where the act's own id tells. */
  ms?: number;
}

/** Which anchor gave a signal, or why none did. Structure only: no text of the page. */
export interface Trace {
  signal: string;
  anchor: string | null;
  reason?: string;
}

/** How a kind of page has answered lately. Structure and times only. */
export interface PageHealth {
  visit: Moment;
  /** Visits in a row that gave nothing although an earlier one did. */
  misses: number;
  /** Of the last look at a page that had filled. */
  trace: Trace[];
  /** When the page had filled without a count. */
  empty?: Moment;
}

/** All that one look at one page yields: the reader's pure result. */
export interface PageReading {
  page: PageKind;
  status: PageStatus;
  /** The page's own `<html lang>`. */
  lang: string;
  self: Self | null;
  gauges: Gauge[];
  tallies: Tally[];
  visits: Visit[];
  official?: Official;
  /** LinkedIn's SSI page says that the user has no SSI. */
  noAccess?: true;
  trace: Trace[];
}

/**
 * From the content script: what a page shows. Dated by the background's own clock. `opened` is when
 * the document was opened (milliseconds since 1970): an account cannot change without a new one.
 */
export interface ReadingMessage {
  type: "reading";
  opened: number;
  reading: PageReading;
  /** The page has had its time to fill and has given nothing so far; told once a visit. */
  settled: boolean;
  /** Acts seen since the last message of this document. */
  acts: Act[];
}

/** From the content script: may it read? */
export interface ReadyMessage {
  type: "ready";
  opened: number;
  /** Tabs that share this one's cookies. */
  beside?: number[];
}

/** The answer to both: whether reading is wanted, and whether what was sent was taken. */
export interface ContentAnswer {
  read: boolean;
  taken: boolean;
  /** Whose session the document belongs to, as earlier pages showed it. */
  known: Self | null;
  /** Where tabs may be of several sessions: the sender's tab, and the channel on which it finds its like. */
  siblings?: { tab: number; channel: string };
}

/** To content scripts, when the member asks: the structure of a page of this kind, as text. */
export interface StructureMessage {
  type: "structure";
  page: PageKind;
}

/** To content scripts: reading was allowed or paused; ask again. */
export interface WakeMessage {
  type: "wake";
}

/** outdated: the program is too old for this extension; ahead: the extension is, for the program. */
export type HostStatus = "unknown" | "connected" | "missing" | "forbidden" | "crashed" | "outdated" | "ahead";

/** All that popup, history, options and welcome need beside the host's replies. */
export interface Status extends StatusReply {
  /** The operating system, which each page asks the browser for. */
  system: System;
}

/** The background's part of it. */
export interface StatusReply {
  agreed: boolean;
  /** The day the member agreed. */
  since: string | null;
  paused: boolean;
  signedOut: boolean;
  host: HostStatus;
  hostVersion: string | null;
  /** The program was reached from this browser at least once. */
  programSeen: boolean;
  extensionVersion: string;
  /** The last error of the host that a member must hear of (full disk, newer database, …). */
  error: HostError | null;
  /** Observations that wait for the host. */
  waiting: number;
  /** Observations that the host will never take, and why the last of them. */
  refused: { count: number; last: HostError } | null;
  /** Last time each page kind gave a reading. */
  pages: Partial<Record<PageKind, Moment>>;
  /** How the pages that were visited have answered. */
  health: Partial<Record<PageKind, PageHealth>>;
  /** LinkedIn's own number as last seen, kept so that it shows without a host. */
  official: { at: Moment; official: Official } | null;
  /** LinkedIn's SSI page says that this account has no SSI; kept so that it shows without a host. */
  noAccess: (NoAccess & { key: string | null }) | null;
  /** LinkedIn was asked for the archive, which should have come by now; shown once. */
  archiveDue: boolean;
  /** LinkedIn's host permission is granted (Firefox leaves it to the member). */
  permitted: boolean;
  /** The icon is on the toolbar; null where the browser does not tell. */
  pinned: boolean | null;
  /** The last `state` reply, for a first paint without waiting. */
  cached: StateReply | null;
}

/** The member went to ask LinkedIn for the archive, was reminded of it, has imported one. */
export type ArchiveStep = "asked" | "reminded" | "imported";

/** From extension pages only; a content script that sends one is ignored. */
export type PageMessage =
  | { type: "status" }
  | { type: "agree"; agreed: boolean }
  | { type: "pause"; paused: boolean }
  | { type: "reconnect" }
  /** The answer is the report of an open page of this kind, or null. */
  | { type: "report"; page: PageKind }
  /** InMail replies of a day, typed in by hand. The answer is whether there is an account to count them for. */
  | { type: "typed"; day: Day; count: number }
  | { type: "archive"; step: ArchiveStep }
  | { type: "host"; request: Request };

export type HostAnswer<T extends Request["type"]> =
  { ok: true; reply: Replies[T] } | { ok: false; error: HostError | { code: "no_host"; message: string } };

/** Sent by the background to open extension pages when something they show has changed. */
export interface ChangedMessage {
  type: "changed";
  state: State | null;
}
